"""Figures of earlier years as a table: rows are figures, columns are years.

The table is for people: it has the code, the name and the breakdown of each figure, and one column for
each year. It is read back by its codes and the years in its head, wherever the columns stand.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.documents.errors import WorkbookRefused
from desktop.documents.workbook.cell import RawCell, read_cell
from forms.codes.code import ErrorCode
from forms.codes.desk import HistoryCode
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name, canonical_breakdown
from forms.figures.quantity import canonical_decimal, parse_number, parse_quantity
from forms.frozen import frozen
from forms.plan.limits import Limits
from forms.plan.pack import Plan
from forms.reporting.layout import UnitLayout

CODE, NAME, BREAKDOWN, UNIT = "代码", "指标名称", "分组", "计量单位"
_DESCRIBING = frozenset((CODE, NAME, BREAKDOWN, UNIT))
_SHEET = "往年数据"
_TEXT = "CSV"
_HEAD_ROWS = 20
"""The head row stands within so many rows; titles may stand above it. Chosen by us."""
_DELIMITERS = (",", "\t", ";")
_HELP = (
    "只填年份栏；没有数的留空，不填 -1、-2。分组栏照抄，不要改。"
    "填好后在“填报”左下角按【往年数据】，选【导入往年数据…】。"
)
MAX_BYTES = 2_000_000
"""Largest table that is read. Chosen above 20,000 figures with the names of their rows."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""Years that are believed of a head; chosen by us: the first plan for women's development is of 1995."""
_MOST_ROWS = 3000
_MOST_FIELDS = 300
"""Both are chosen above what ``_MOST_FIGURES`` needs."""
_MOST_FIGURES = 20_000
"""Ten years of two thousand rows. Chosen far above a unit of a bundled plan, which has at most 236 cells."""
MOST_PROBLEMS = 500
"""Listed of one table; more are counted. Chosen by us."""


@frozen
class PastFigure:
    """A figure of an earlier year as the table states it."""

    year: int
    key: SeriesKey
    value: Decimal
    place: str
    """Where it stands, e.g. ``往年数据!F12``."""


@frozen
class HistoryReading:
    """What a table of earlier years says.

    Attributes:
        figures: readable figures in reading order.
        problems: cells and rows that were not taken over, each with its place and how to mend it; after
            ``MOST_PROBLEMS`` one more says how many others there are.
        repeated: number of cells that repeat another one.
        refused: number of cells with a problem; a problem of a row counts all figures in it.
        unused: cells with content that are no figure of any year: columns without a year at their head,
            sheets without the head row. Above the head row, and in the columns that describe a figure,
            numbers alone are counted.
        first_unused: place of the first of these, e.g. ``往年数据!J7``; empty where there is none.

    Every cell with content is exactly one of figures, repeated, refused and unused.
    """

    figures: tuple[PastFigure, ...]
    problems: tuple[Problem, ...] = ()
    repeated: int = 0
    refused: int = 0
    unused: int = 0
    first_unused: str = ""


def history_rows(plan: Plan, layout: UnitLayout) -> list[tuple[SeriesKey, str, str]]:
    """Figures a unit's table asks for: key, name and unit of measure, in form order."""
    return [
        (cell.key, layout.row_by_cell[cell.address].name, plan.item_by_code[cell.key.code].unit)
        for cell in layout.entry_cells
    ]


def render_history_table(
    plan: Plan,
    layout: UnitLayout,
    years: Sequence[int],
    known: Mapping[int, Mapping[SeriesKey, Decimal]],
) -> bytes:
    """The table as xlsx, with the known figures filled in."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from desktop.documents.workbook import file as book
    from desktop.documents.workbook.dressing import dress

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = _SHEET
    heads = [CODE, NAME, BREAKDOWN, UNIT, *(str(year) for year in years)]
    for column, text in enumerate(heads, start=1):
        dress(book.put_text(sheet.cell(1, column), text), book.HEAD_FONT, book.CENTRE, book.GRID)
    for number, (key, name, unit) in enumerate(history_rows(plan, layout), start=2):
        texts = (key.code, name, f"{key.breakdown} {breakdown_name(key.breakdown, plan.areas)}", unit)
        for column, text in enumerate(texts, start=1):
            dress(book.put_text(sheet.cell(number, column), text), book.BODY_FONT, book.LEFT, book.GRID)
        for column, year in enumerate(years, start=len(texts) + 1):
            cell = sheet.cell(number, column)
            value = known.get(year, {}).get(key)
            if value is not None:
                book.put_number(cell, value, plan.item_by_code[key.code].decimals)
            dress(cell, book.BODY_FONT, book.RIGHT, book.GRID)
    for column, width in enumerate((34, 44, 18, 12, *(12 for _ in years)), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "E2"
    book.put_text(sheet.cell(sheet.max_row + 2, 1), _HELP)
    return book.workbook_bytes(workbook, None)


def read_history_table(data: bytes, plan: Plan) -> HistoryReading:
    """Read a table from xlsx or text; the bytes may be anything.

    Text is separated by commas, tabs or semicolons, in UTF-8, GBK or UTF-16. Rows name an item, or an
    indicator where only the finished rate is known, by code. A figure that stands twice must be the same
    both times. Reasons for a missing figure are refused: of earlier years only figures are kept.

    Raises:
        WorkbookRefused: neither an xlsx nor such text, too large, with too many rows, fields or figures,
            or without the head row.
    """
    if len(data) > MAX_BYTES:
        raise WorkbookRefused(DocumentCode.WORKBOOK_TOO_LARGE, "文件超过 2 MB，不像往年数据表，没有读取。")
    # By the first bytes and not the name: a workbook renamed to .csv is still one.
    tables = _workbook_tables(data) if data[:2] == b"PK" else [(_TEXT, _csv_rows(data))]
    taking = _Taking(plan=plan)
    has_head = False
    for title, rows in tables:
        head = next((i for i, row in enumerate(rows[:_HEAD_ROWS]) if _is_head(row)), None)
        if head is None:
            taking.leave(title, rows)
        else:
            has_head = True
            taking.read(title, rows, head)
    if not has_head:
        raise WorkbookRefused(
            DocumentCode.NOT_OUR_FORM, f"表里没有“{CODE}”栏，不是往年数据表。请先导出一张空表，填好后再导入。"
        )
    return taking.reading()


def _is_head(row: Sequence[str]) -> bool:
    return any(_head(name) == CODE for name in row)


def _head(name: str) -> str:
    """A heading for comparison: without blanks, in narrow characters, a year without 年."""
    folded = "".join(unicodedata.normalize("NFKC", name[:40]).split())
    year = folded.removesuffix("度").removesuffix("年")
    return year if _is_year(year) else folded


def _workbook_tables(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Texts of every sheet; below the head rows of one that has no head, only that something is there."""
    from desktop.documents.workbook.grid import BLANK_ROW, Grid, read_grids

    def text_of(cell: RawCell) -> str:
        if cell.value is None:
            return ""
        reading = read_cell(cell)
        return f"{_REFUSED}{reading.advice}" if reading.advice else reading.text.strip()

    def texts_of(row: tuple[RawCell, ...]) -> list[str]:
        return [] if row is BLANK_ROW else [text_of(cell) for cell in row]

    def glimpses_of(row: tuple[RawCell, ...]) -> list[str]:
        last = max((i for i, cell in enumerate(row) if cell.value is not None), default=-1)
        return ["" if cell.value is None else str(cell.value).strip() for cell in row[: last + 1]]

    def table_of(grid: Grid) -> list[list[str]]:
        top = [texts_of(row) for row in grid[:_HEAD_ROWS]]
        at = next((i for i, row in enumerate(top) if _is_head(row)), None)
        # A sheet without the head row is not read but only counted, so its cells need not be understood.
        if at is None:
            return top + [glimpses_of(row) for row in grid[_HEAD_ROWS:]]
        years = _years_of([_head(name) for name in top[at]])
        # Counted before the texts are made: that is what takes the time.
        below = grid[at + 1 :]
        _require_few(sum(1 for row in below for i in years if i < len(row) and row[i].value is not None))
        return top + [texts_of(row) for row in grid[_HEAD_ROWS:]]

    return [(title, table_of(grid)) for title, grid in read_grids(data)]


_REFUSED = "\0"
"""Marks a cell whose content cannot be used; what follows says why."""


def _csv_rows(data: bytes) -> list[list[str]]:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as Excel saves "Unicode text"
    # UTF-8 first: text in GBK is hardly ever sound UTF-8, whereas the reverse often passes.
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
            return list(_bounded_rows(reader))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise WorkbookRefused(
        DocumentCode.NOT_A_WORKBOOK, "这不是 .xlsx 也不是 CSV 文件。请另存为 .xlsx 后再导入。"
    )


def _delimiter(text: str) -> str:
    """The separator of the fields: the candidate that is most frequent in the head row."""
    head = next((line for line in text.splitlines() if CODE in line), "")
    return max(_DELIMITERS, key=head.count)


def _bounded_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Rows as far as one table goes; blank ones after it, of which spreadsheets write many, do not count."""
    for number, row in enumerate(rows):
        if len(row) > _MOST_FIELDS:
            raise _too_much(f"第 {number + 1} 行有 {len(row)} 栏")
        if number < _MOST_ROWS:
            yield [field.strip() for field in row]
        elif any(field.strip() for field in row):
            raise _too_much(f"超过 {_MOST_ROWS} 行")


def _too_much(what: str) -> WorkbookRefused:
    return WorkbookRefused(
        DocumentCode.WORKBOOK_TOO_LARGE,
        f"表{what}，远多于一个单位的往年数据，没有读取。请删去多余的部分再导入。",
    )


def _require_few(figures: int) -> None:
    if figures > _MOST_FIGURES:
        raise _too_much(f"里的数超过 {_MOST_FIGURES} 个")


@dataclass
class _Taking:
    """Reads tables; every cell with content is counted as taken, repeated, refused or unused."""

    plan: Plan
    found: dict[tuple[int, SeriesKey], PastFigure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0
    refused: int = 0
    unused: int = 0
    first_unused: str = ""

    def reading(self) -> HistoryReading:
        figures, problems = tuple(self.found.values()), tuple(self.problems[:MOST_PROBLEMS])
        more = len(self.problems) - len(problems)
        if more:
            message = f"另有 {more} 处没有采用，没有逐一列出，请先改正以上各处再导入"
            problems = (*problems, Problem(HistoryCode.LEFT_OUT, "往年数据", message))
        return HistoryReading(
            figures=figures,
            problems=problems,
            repeated=self.repeated,
            refused=self.refused,
            unused=self.unused,
            first_unused=self.first_unused,
        )

    def leave(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """Count the cells of a table without a head row."""
        for number, row in enumerate(rows, start=1):
            for i, text in enumerate(row):
                if text:
                    self._leave(title, i, number)

    def _leave(self, title: str, column: int, row: int) -> None:
        self.unused += 1
        self.first_unused = self.first_unused or f"{title}!{_letter(column)}{row}"

    def _leave_numbers(self, title: str, row: Sequence[str], number: int, columns: Iterable[int]) -> None:
        """Count figures where only words are expected."""
        for i in columns:
            if i < len(row) and parse_number(row[i]).value is not None:
                self._leave(title, i, number)

    def read(self, title: str, rows: Sequence[Sequence[str]], head: int) -> None:
        """File the cells of one table."""
        names = [_head(name) for name in rows[head]]
        code_at = names.index(CODE)
        breakdown_at = names.index(BREAKDOWN) if BREAKDOWN in names else len(names)
        years = _years_of(names)
        told = {i for i, name in enumerate(names) if name in _DESCRIBING} | years.keys()
        _require_few(sum(1 for row in rows[head + 1 :] for i in years if i < len(row) and row[i]))
        for number, row in enumerate(rows[:head], start=1):
            # Years above the head row belong to a title (2020—2024 年数据), not to the figures.
            titles = [i for i, text in enumerate(row) if not _is_year(_head(text))]
            self._leave_numbers(title, row, number, titles)
        describing = told - years.keys() - {code_at}
        for number, row in enumerate(rows[head + 1 :], start=head + 2):
            cells = [(y, f"{title}!{_letter(i)}{number}", row[i]) for i, y in years.items() if row[i : i + 1]]
            cells = [cell for cell in cells if cell[2]]
            others = [i for i, text in enumerate(row) if text and i not in told]
            # Only in text: there a comma inside a figure shifts all that follows, in a workbook it cannot.
            if title == _TEXT and len(row) > len(names) and (cells or others):
                why = (
                    f"有 {len(row)} 栏，表头只有 {len(names)} 栏，分不清哪个数是哪一年的，整行没有采用。"
                    "多半是数里写了千分位逗号：请去掉，或另存为 .xlsx"
                )
                self._refuse(HistoryCode.COLUMNS, f"{title}!第 {number} 行", why, len(cells) + len(others))
                continue
            for i in others:
                self._leave(title, i, number)
            # In a row without figures of a year even the code is no code; a number there is somebody's
            # figure.
            self._leave_numbers(title, row, number, describing if cells else {*describing, code_at})
            if not cells:
                continue
            code, breakdown = (row[i] if i < len(row) else "" for i in (code_at, breakdown_at))
            try:
                key = _key(self.plan, code, breakdown)
            except ValueError as error:
                self._refuse(HistoryCode.CODE, f"{title}!第 {number} 行", str(error), len(cells))
                continue
            for year, place, text in cells:
                self._take(key, year, place, text)

    def _take(self, key: SeriesKey, year: int, place: str, text: str) -> None:
        limits = self.plan.limits_of(key.code)
        assert limits is not None
        earlier = self.found.get((year, key))
        value, problem = _figure(text, limits)
        if problem is not None:
            self._refuse(problem.code, place, problem.message)
        elif value is None:
            self.unused += 1
            self.first_unused = self.first_unused or place
        elif earlier is None:
            self.found[year, key] = PastFigure(year, key, value, place)
        # The same figure twice is no contradiction: tables of several sheets repeat totals.
        elif earlier.value == value:
            self.repeated += 1
        else:
            shown = canonical_decimal(earlier.value)
            message = f"与 {earlier.place} 的 {shown} 是同一个数，却不相同，请核对"
            self._refuse(HistoryCode.CONTRADICTION, place, message)

    def _refuse(self, code: ErrorCode, place: str, message: str, cells: int = 1) -> None:
        self.problems.append(Problem(code, place, message))
        self.refused += cells


def _years_of(names: Sequence[str]) -> dict[int, int]:
    """The year of each column that has one at its head, by its index."""
    return {i: int(name) for i, name in enumerate(names) if _is_year(name)}


def _is_year(name: str) -> bool:
    # The first five digits are enough to see that it is no year, and cost nothing in a heading of any length.
    return name.isascii() and name.isdigit() and _FIRST_YEAR <= int(name[:5]) <= _LAST_YEAR


def _key(plan: Plan, code: str, breakdown: str) -> SeriesKey:
    if not code:
        raise ValueError("有数而没有代码，没有采用，请照导出的表填写")
    for text in (code, breakdown):
        if text.startswith(_REFUSED):
            raise ValueError(f"的代码或分组{text.removeprefix(_REFUSED)}")
    if code not in plan.item_by_code and code not in plan.indicator_by_code:
        raise ValueError(f"规划里没有代码“{code[:40]}”，请照导出的表填写")
    try:
        key = SeriesKey(code, canonical_breakdown(breakdown.partition(" ")[0]))
    except ValueError:
        raise ValueError(f"不认识分组“{breakdown[:40]}”，请照导出的表填写") from None
    records = [r for r in (plan.item_by_code.get(code), plan.indicator_by_code.get(code)) if r is not None]
    if key.breakdown != TOTAL and not any(key.breakdown in record.breakdown for record in records):
        group = breakdown_name(key.breakdown, plan.areas)
        raise ValueError(f"规划没有要求“{records[0].name}”填“{group}”这一分组，请照导出的表填写")
    return key


def _figure(text: str, limits: Limits) -> tuple[Decimal | None, Problem | None]:
    """The figure that a cell states, or what is wrong with it; neither where nobody sees anything in it."""
    if text.startswith(_REFUSED):
        return None, Problem(HistoryCode.CELL, "", text.removeprefix(_REFUSED))
    reading = parse_number(text, limits.unit)
    # Where the unit may be negative, -1 and -2 are figures; elsewhere they are the codes for no data.
    if limits.least is not None or reading.value is None:
        reason = parse_quantity(text, limits.unit).missing
        if reason is not None:
            message = f"填的是“{reason.label}”，往年只收数，没有采用；没有数的请留空"
            return None, Problem(HistoryCode.NO_FIGURE, "", message)
    if reading.problem is not None:
        return None, Problem(HistoryCode.CELL, "", reading.message)
    if reading.value is not None and (beyond := limits.passed_by(reading.value)) is not None:
        message = f"填了 {canonical_decimal(reading.value)}，{beyond.why}，{beyond.mend}"
        return None, Problem(HistoryCode.IMPOSSIBLE, "", message)
    return reading.value, None


def _letter(index: int) -> str:
    """Excel's letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
