"""The cells of a plan workbook as text, each with its address, or the reason why it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter

from desktop.documents.errors import WorkbookRefused
from desktop.documents.plan_book.sheets import (
    AID_SUFFIX,
    FORMAT,
    HELP_MARK,
    HELP_ROW,
    HELP_SHEET,
    MAX_ROWS,
    META_SHEET,
    OWN_REMARK,
)
from desktop.documents.workbook.cell import RawCell, read_cell
from desktop.documents.workbook.grid import Found, detach, guarded
from desktop.documents.workbook.guard import check_foreign_parts, refuse_beyond
from desktop.documents.workbook.looks import without_looks
from desktop.documents.workbook.own_book import OwnBook, another_book, tops_of
from desktop.documents.workbook.parts import WHOLE_SHEET, CellsBeyond, Extent
from forms.codes.code import ErrorCode
from forms.codes.document import DocumentCode
from forms.codes.plan import PlanCode
from forms.errors import Problem

MOST_PROBLEMS = 500
"""Listed of one workbook; more are counted. Chosen by us."""
_EXTENT = Extent(MAX_ROWS, WHOLE_SHEET.columns)
_MAX_CELLS = 500_000
"""Chosen far above any plan; a sheet of formatted blank cells without end is not read to its end."""


_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""How Excel files keep a text such as ``_x0041_`` from being taken for a letter."""


@dataclass
class Grid:
    """One sheet: heads and rows of texts.

    Attributes:
        title: name of the sheet.
        heads: column index (from 1) by head.
        rows: row number and texts by head; rows without any text are left out.
        problems: cells and columns that cannot be used.
        bad: addresses of these cells.
    """

    title: str
    heads: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)

    def address(self, head: str, row: int) -> str:
        """Where a field stands, e.g. ``规划目标!H12``."""
        return f"{self.title}!{get_column_letter(self.heads.get(head, 1))}{row}"

    def refuse(self, address: str, code: ErrorCode, message: str) -> None:
        """Note a mistake in a cell."""
        self.bad.add(address)
        self.problems.append(Problem(code, address, message))


_NOT_OURS = (
    "这不是本程序写出的规划工作簿，或者隐藏的标识表已被删除。"
    "请用 tianbao plan workbook 写出一份，把内容填进去。"
)


def load_grids(data: bytes) -> dict[str, Grid]:
    """Every sheet that may hold records, by title.

    Raises:
        WorkbookRefused: not a workbook, dangerous, damaged, endless, or not a plan workbook.
    """
    sheets = guarded(data, _load, _EXTENT)
    meta = sheets.get(META_SHEET)
    if meta is None or [c.value for c in meta.rows.get(1, ())[1:2]] != [FORMAT]:
        tops = tops_of(
            (title, [sheet.rows[n] for n in sorted(sheet.rows)]) for title, sheet in sheets.items()
        )
        raise WorkbookRefused(DocumentCode.NOT_A_PLAN, another_book(tops, OwnBook.PLAN) or _NOT_OURS)
    del sheets[META_SHEET]
    sheets.pop(HELP_SHEET, None)
    return {title: _grid(title, sheet) for title, sheet in sheets.items()}


class _Sheet(NamedTuple):
    """Rows that hold anything, by number, and what stands below the last one that is read."""

    rows: dict[int, tuple[RawCell, ...]]
    beyond: CellsBeyond | None


def _load(data: bytes, found_beyond: Found) -> dict[str, _Sheet]:
    """Every sheet by its title."""
    refuse_beyond({p: b for p, b in found_beyond.items() if _row_number(b.first) <= MAX_ROWS}, WHOLE_SHEET)
    check_foreign_parts(data)
    workbook = openpyxl.load_workbook(without_looks(data), read_only=True, data_only=False, keep_links=False)
    found: dict[str, _Sheet] = {}
    budget = _MAX_CELLS
    try:
        for sheet in workbook.worksheets:
            part = str(getattr(sheet, "_worksheet_path", ""))
            rows = found.setdefault(str(sheet.title), _Sheet({}, found_beyond.get(part))).rows
            # A sheet may state dimensions that have nothing to do with its cells.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS), start=1):
                budget -= 1 + len(row)
                if budget < 0:
                    raise WorkbookRefused(
                        DocumentCode.WORKBOOK_BOMB, "这个工作簿的格子多得异常，不是规划工作簿，没有读取。"
                    )
                cells = tuple(detach(cell) for cell in row)
                if any(cell.value is not None for cell in cells):
                    rows[number] = cells
    finally:
        workbook.close()
    return found


def _row_number(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _grid(title: str, sheet: _Sheet) -> Grid:
    grid = Grid(title=title)
    names = dict(_read_heads(grid, sheet.rows.pop(1, ())))
    for number, cells in sheet.rows.items():
        if number == HELP_ROW and _is_help(cells):
            _refuse_beside_help(grid, cells, names)
            continue
        texts = dict(_read_row(grid, number, cells, names))
        if any(texts.values()) or any(f"{title}!{get_column_letter(i)}{number}" in grid.bad for i in names):
            grid.rows.append((number, texts))
    if sheet.beyond is not None:
        message = f"超过 {MAX_ROWS} 行，其后没有读取。请删去多余的行"
        grid.refuse(f"{title}!{sheet.beyond.first}", PlanCode.TOO_MANY_ROWS, message)
    return grid


def _is_help(cells: tuple[RawCell, ...]) -> bool:
    first = next((cell.value for cell in cells if cell.value is not None), "")
    return str(first).startswith(HELP_MARK)


def _refuse_beside_help(grid: Grid, cells: tuple[RawCell, ...], names: dict[int, str]) -> None:
    """Name what somebody wrote into the row of the explanation, where no record is read."""
    first = next(i for i, cell in enumerate(cells, start=1) if cell.value is not None)
    for i, cell in enumerate(cells, start=1):
        is_own = names.get(i) == ""
        if i > first and cell.value is not None and not is_own:
            address = f"{grid.title}!{get_column_letter(i)}{HELP_ROW}"
            grid.refuse(
                address, PlanCode.HEAD_UNUSABLE, "这一行是说明，不读取；请把内容移到下面的行，或清空这一格"
            )


def _read_heads(grid: Grid, cells: Iterable[RawCell]) -> Iterator[tuple[int, str]]:
    """Column index and head of every column that is read."""
    for i, cell in enumerate(cells, start=1):
        reading = read_cell(cell)
        head = reading.text
        address = f"{grid.title}!{get_column_letter(i)}1"
        if reading.code:
            grid.refuse(address, PlanCode.FORMULA_IN_CELL, f"栏名{reading.advice}")
        elif head.startswith(OWN_REMARK) or head.endswith(AID_SUFFIX):
            yield i, ""
        elif head in grid.heads:
            grid.refuse(address, PlanCode.HEAD_UNUSABLE, f"栏名“{head}”出现了两次，请删去一栏")
        elif head:
            grid.heads[head] = i
            yield i, head


def _read_row(
    grid: Grid, number: int, cells: tuple[RawCell, ...], names: dict[int, str]
) -> Iterator[tuple[str, str]]:
    for i, cell in enumerate(cells, start=1):
        if cell.value is None:
            continue
        address = f"{grid.title}!{get_column_letter(i)}{number}"
        if cell.data_type == "f":
            grid.refuse(
                address,
                PlanCode.FORMULA_IN_CELL,
                "格子里是公式，请改成公式算出的值（复制后“选择性粘贴—数值”）",
            )
        elif i not in names:
            grid.refuse(
                address, PlanCode.HEAD_UNUSABLE, "这一栏没有栏名，不知道是什么；请补上栏名，或清空这一格"
            )
        elif names[i]:
            text = _text_of(grid, address, cell)
            yield names[i], text


def _text_of(grid: Grid, address: str, cell: RawCell) -> str:
    """Text of a cell; a cell that cannot be used is noted and counts as blank."""
    value = cell.value
    if isinstance(value, str) and cell.data_type != "e":
        return _ESCAPED.sub("_", value).strip()
    if isinstance(value, date | datetime | time | timedelta):
        message = "格子被 Excel 变成了日期，请把格式改为“文本”后重新填写，如 04-30、2025-11"
        grid.refuse(address, PlanCode.CELL_CONVERTED, message)
        return ""
    reading = read_cell(cell)
    if reading.code:
        grid.refuse(address, PlanCode.CELL_CONVERTED, f"格子{reading.advice}")
        return ""
    return reading.text
