"""Reads a plan workbook back; the bytes may be anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from desktop.documents.plan_book.columns import MISSING, OMIT, PRESENT, SheetColumn, Unreadable
from desktop.documents.plan_book.grid import MOST_PROBLEMS, Grid, load_grids
from desktop.documents.plan_book.reading import PlanReading
from desktop.documents.plan_book.records import MAPS, aliases, key_fields, nest
from desktop.documents.plan_book.sheets import HEAD_ROW, OWN_SHEET, SHEETS, SINGLE_HEADS, Sheet
from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem
from forms.plan.catalogue import read_plan

_ITEM, _VALUE, _ABOUT = SINGLE_HEADS


@dataclass
class _Placed:
    """Where one record stands: the cell of each of its fields."""

    first: str
    cells: dict[str, str]


@dataclass
class _Workbook:
    """A workbook on its way to a pack."""

    grids: Mapping[str, Grid]
    problems: list[Problem] = field(default_factory=list)
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    placed: dict[str, list[_Placed]] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    is_complete: bool = True
    """Whether every sheet and column is there, so that checks across sheets mean something."""

    def refuse(self, code: ErrorCode, cell: str, message: str) -> None:
        self.bad.add(cell)
        self.problems.append(Problem(code, cell, message))


def read_workbook(data: bytes) -> PlanReading:
    """See :func:`desktop.documents.plan_book.workbook.read_plan_workbook`."""
    book = _Workbook(grids=load_grids(data))
    known = {sheet.title for sheet in SHEETS}
    for title, grid in book.grids.items():
        if (
            title not in known
            and not title.startswith(OWN_SHEET)
            and (grid.heads or grid.rows or grid.problems)
        ):
            message = f"不认识这张工作表{_nearest(title, known)}；自己的工作表请把名字改成以 # 开头"
            book.refuse(PlanCode.HEAD_UNKNOWN, f"{title}!A1", message)
    resolvers = _resolvers(book)
    for sheet in SHEETS:
        _read_sheet(book, sheet, resolvers)
    if not book.is_complete:
        return PlanReading(None, _capped(book.problems), lambda _place, _code: "")
    return _check(book)


def _nearest(word: str, known: set[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f"，是不是“{near[0]}”" if near else ""


def _capped(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    message = f"另有 {len(problems) - MOST_PROBLEMS} 处问题没有列出，请先改正以上各处"
    return (*problems[:MOST_PROBLEMS], Problem(PlanCode.MISTAKES_CUT, "工作簿", message))


def _resolvers(book: _Workbook) -> dict[str, Callable[[str], Any]]:
    """For each sheet that others refer to: a code or a unique name to the code."""
    found: dict[str, Callable[[str], Any]] = {}
    for sheet in SHEETS:
        keys = key_fields(sheet.path)
        grid = book.grids.get(sheet.title)
        if keys is None or grid is None:
            continue
        code_head, name_head = (next(c.title for c in sheet.columns if c.path == key) for key in keys)
        pairs = [(texts.get(code_head, ""), texts.get(name_head, "")) for _, texts in grid.rows]
        codes = {code for code, _ in pairs}
        names: dict[str, set[str]] = {}
        for code, name in pairs:
            names.setdefault(name, set()).add(code)
        # A name that several records have means none of them; one that is also a code means the code.
        unique = {name: next(iter(c)) for name, c in names.items() if len(c) == 1 and name not in codes}
        found[sheet.path] = lambda text, unique=unique: unique.get(text, text)  # type: ignore[misc]
    return found


def _read_sheet(book: _Workbook, sheet: Sheet, resolvers: Mapping[str, Callable[[str], Any]]) -> None:
    grid = book.grids.get(sheet.title)
    book.records[sheet.path], book.placed[sheet.path] = [], []
    if grid is None and sheet.is_added:
        return
    if grid is None:
        book.is_complete = False
        book.refuse(
            PlanCode.SHEET_MISSING,
            f"{sheet.title}!A1",
            f"缺少工作表《{sheet.title}》，请从写出的工作簿里补上",
        )
        return
    book.problems += grid.problems
    book.bad |= grid.bad
    columns = [column for column in sheet.columns if column.path]
    rows = _lines(book, grid, columns) if sheet.single else _rows(book, grid, columns)
    for first, cells in rows:
        flat, placed = {}, _Placed(first, {c.path: cell for c, (cell, _) in zip(columns, cells, strict=True)})
        for column, (cell, text) in zip(columns, cells, strict=True):
            flat[column.path] = _read_field(book, column, cell, text, resolvers)
        book.records[sheet.path].append(_compose(columns, flat))
        book.placed[sheet.path].append(placed)


_Cells = list[tuple[str, str]]
"""Address and text of each column."""


def _rows(book: _Workbook, grid: Grid, columns: list[SheetColumn]) -> list[tuple[str, _Cells]]:
    wanted = {column.title for column in columns}
    for column in columns:
        if column.title not in grid.heads and not column.is_added:
            book.is_complete = False
            book.refuse(PlanCode.HEAD_UNKNOWN, f"{grid.title}!A1", f"缺少“{column.title}”这一栏，请补上栏名")
    for head in grid.heads:
        if head not in wanted:
            message = f"不认识“{head}”这一栏{_nearest(head, wanted)}；自己的栏请把栏名改成以 * 开头"
            book.refuse(PlanCode.HEAD_UNUSABLE, grid.address(head, 1), message)
    return [
        (f"{grid.title}!A{row}", [(grid.address(c.title, row), texts.get(c.title, "")) for c in columns])
        for row, texts in grid.rows
    ]


def _lines(book: _Workbook, grid: Grid, columns: list[SheetColumn]) -> list[tuple[str, _Cells]]:
    """The one record of a sheet that has a line for each field."""
    wanted = {column.title for column in columns}
    lines: dict[str, tuple[int, str]] = {}
    for row, texts in grid.rows:
        name = texts.get(_ITEM, "")
        if name not in wanted:
            message = f"不认识“{name}”这一项{_nearest(name, wanted)}"
            book.refuse(PlanCode.HEAD_UNUSABLE, grid.address(_ITEM, row), message)
        elif name in lines:
            book.refuse(PlanCode.HEAD_UNUSABLE, grid.address(_ITEM, row), f"“{name}”出现了两次，请删去一行")
        else:
            lines[name] = (row, texts.get(_VALUE, ""))
    for head in grid.heads.keys() - {_ITEM, _VALUE, _ABOUT}:
        message = f"不认识“{head}”这一栏；自己的栏请把栏名改成以 * 开头"
        book.refuse(PlanCode.HEAD_UNUSABLE, grid.address(head, 1), message)
    absent = [column.title for column in columns if column.title not in lines and not column.is_added]
    if absent or not {_ITEM, _VALUE} <= grid.heads.keys():
        book.is_complete = False
        message = f"缺少“{'、'.join(absent) or _VALUE}”，请从写出的工作簿里补上"
        book.refuse(PlanCode.HEAD_UNKNOWN, f"{grid.title}!A1", message)
        return []
    none = (HEAD_ROW, "")
    found = [lines.get(column.title, none) for column in columns]
    cells = [(grid.address(_VALUE, row), text) for row, text in found]
    return [(f"{grid.title}!A1", cells)]


def _read_field(
    book: _Workbook,
    column: SheetColumn,
    cell: str,
    text: str,
    resolvers: Mapping[str, Callable[[str], Any]],
) -> Any:
    """Value of a field; after a mistake, what lets the other checks go on."""
    stand_in = OMIT if column.blank is OMIT else column.kind.stand_in
    if cell in book.bad:
        return stand_in
    if not text:
        if column.blank is MISSING:
            book.refuse(PlanCode.MISSING, cell, f"“{column.title}”没有填。{column.help}")
            return stand_in
        return column.blank
    try:
        return column.kind.read(text, resolvers.get(column.refers, str))
    except Unreadable as error:
        book.refuse(PlanCode.WRONG_TYPE, cell, f"“{column.title}”{error}")
        return stand_in


def _compose(columns: list[SheetColumn], flat: dict[str, Any]) -> dict[str, Any]:
    """A record from its fields: ``formula.text`` goes into ``formula``, ``period[0]`` into a list."""
    record: dict[str, Any] = {}
    present = {column.path for column in columns if column.kind is PRESENT}
    for path, value in flat.items():
        if value is OMIT:
            continue
        if path in present:
            # A record whose fields are all empty is there all the same.
            if value:
                record.setdefault(path, {})
        elif "." in path:
            outer, inner = path.split(".")
            record.setdefault(outer, {})[inner] = value
        elif path.endswith("]"):
            record.setdefault(path.partition("[")[0], []).append(value)
        else:
            record[path] = value
    return record


# --- checking the whole ------------------------------------------------------------------------------


def _check(book: _Workbook) -> PlanReading:
    """Check the pack as every pack is checked, and say each mistake where its record stands."""
    for path in ("domains.goals", "forms.rows"):
        _check_outer(book, path)
    _check_keys(book)
    document, places = nest(book.records)
    cells = {
        place: placed
        for path, found in places.items()
        for place, placed in zip(found, book.placed[path], strict=True)
        if place
    }
    for sheet in SHEETS:
        if sheet.path:
            cells.setdefault(f"规划.{sheet.path}", _Placed(f"{sheet.title}!A1", {}))
    names = aliases(document)

    def locate(place: str, code: ErrorCode) -> str:
        return _locate(cells, names, place, code)[0]

    plan = None
    try:
        plan = read_plan(document)
    except CatalogueError as error:
        rows_with_mistakes = {_row_of(cell) for cell in book.bad}
        for problem in error.problems:
            cell, is_exact = _locate(cells, names, problem.place, problem.code)
            # A refused cell left a stand-in in its place; what is wrong with that is not the author's doing.
            follows = cell in book.bad or (not is_exact and _row_of(cell) in rows_with_mistakes)
            if not follows:
                book.problems.append(Problem(problem.code, cell, problem.message))
    return PlanReading(None if book.problems else plan, _capped(book.problems), locate)


def _check_outer(book: _Workbook, path: str) -> None:
    """Whether the domain of a goal, the form of a row exists."""
    outer_path = path.partition(".")[0]
    column = next(s for s in SHEETS if s.path == path).columns[0]
    keys = key_fields(outer_path)
    assert keys is not None
    known = {record[keys[0]] for record in book.records[outer_path]}
    for record, placed in zip(book.records[path], book.placed[path], strict=True):
        cell = placed.cells[column.path]
        if record[column.path] not in known and cell not in book.bad:
            message = f"没有“{record[column.path]}”这个{column.title}，请先在它自己的工作表里写上"
            book.refuse(PlanCode.UNDEFINED, cell, message)


def _check_keys(book: _Workbook) -> None:
    """Doubled keys of maps, which the pack could not even hold."""
    for path, (key, _) in MAPS.items():
        seen: set[str] = set()
        for record, placed in zip(book.records[path], book.placed[path], strict=True):
            if record[key] in seen and placed.cells[key] not in book.bad:
                book.refuse(
                    PlanCode.CODE_REPEATED, placed.cells[key], f"“{record[key]}”出现了两次，只能有一次"
                )
            seen.add(record[key])


def _row_of(cell: str) -> str:
    sheet, _, address = cell.rpartition("!")
    return f"{sheet}!{address.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


def _locate(
    cells: Mapping[str, _Placed], names: Mapping[str, str], place: str, code: ErrorCode
) -> tuple[str, bool]:
    """Cell of a place in the pack, and whether a single field is meant."""
    # Checks put words for people behind the number of a record: ``规划.targets[3]（主要目标……）``.
    plain = re.sub(r"(?<=\])（.*）", "", place)
    head, rest = plain, ""
    while head:
        placed = cells.get(names.get(head, head))
        if placed is not None:
            return _cell_of(placed, rest.lstrip("."), code)
        cut = max(head.rfind("."), head.rfind("["))
        if cut < 0:
            break
        head, rest = head[:cut], head[cut:] + rest
    return place, False


def _cell_of(placed: _Placed, path: str, code: ErrorCode) -> tuple[str, bool]:
    """Cell of a field of a record: its own, that of its group, or the one the code is about."""
    steps = path
    while steps:
        if steps in placed.cells:
            return placed.cells[steps], True
        steps = steps[: max(steps.rfind("."), steps.rfind("["), 0)]
    within = [field for field in placed.cells if path and field.startswith(path)]
    wanted = (*(field for field in code.fields if field in within), *within, *code.fields)
    return next((placed.cells[p] for p in wanted if p in placed.cells), placed.first), False
