"""Figures of earlier years as a simple table: rows are figures, columns are years; out and in.

The table is for people: it has the code, the name and the breakdown of each figure, and one column for
each year. It is read back by its codes and the years in its head, wherever the columns stand.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.documents.errors import Code, WorkbookRefused
from forms.breakdown import TOTAL, SeriesKey, breakdown_name, canonical_breakdown
from forms.errors import Problem
from forms.layout import UnitLayout
from forms.plan import Plan
from forms.quantity import canonical_decimal, parse_number, parse_quantity

CODE, NAME, BREAKDOWN, UNIT = "代码", "指标名称", "分组", "计量单位"
_SHEET = "往年数据"
_HELP = "只填年份栏；没有数的留空。分组栏照抄，不要改。填好后在程序中“导入往年数据”。"
_DELIMITERS = (",", "\t", ";")
MAX_BYTES = 2_000_000
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MOST_ROWS = 3000
_MOST_FIELDS = 300
_MOST_FIGURES = 20_000
"""Ten years of two thousand rows."""


@dataclass(frozen=True)
class PastFigure:
    """A figure of an earlier year as the table states it."""

    year: int
    key: SeriesKey
    value: Decimal
    place: str
    """Where it stands, e.g. ``往年数据!F12``."""


@dataclass(frozen=True)
class HistoryReading:
    """What a table of earlier years says.

    Attributes:
        figures: readable figures in reading order.
        problems: cells and rows that were not taken over, each with its place and how to mend it.
    """

    figures: tuple[PastFigure, ...]
    problems: tuple[Problem, ...] = ()


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
    """The table as xlsx, with what is known already filled in."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from desktop.documents import workbook_file as book

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = _SHEET
    heads = [CODE, NAME, BREAKDOWN, UNIT, *(str(year) for year in years)]
    for column, text in enumerate(heads, start=1):
        book.dress(book.put_text(sheet.cell(1, column), text), book.HEAD_FONT, book.CENTRE, book.GRID)
    for number, (key, name, unit) in enumerate(history_rows(plan, layout), start=2):
        texts = (key.code, name, f"{key.breakdown} {breakdown_name(key.breakdown, plan.areas)}", unit)
        for column, text in enumerate(texts, start=1):
            book.dress(book.put_text(sheet.cell(number, column), text), book.BODY_FONT, book.LEFT, book.GRID)
        for column, year in enumerate(years, start=len(texts) + 1):
            cell = sheet.cell(number, column)
            value = known.get(year, {}).get(key)
            if value is not None:
                book.put_number(cell, value, plan.item_by_code[key.code].decimals)
            book.dress(cell, book.BODY_FONT, book.RIGHT, book.GRID)
    for column, width in enumerate((34, 44, 18, 12, *(12 for _ in years)), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "E2"
    book.put_text(sheet.cell(sheet.max_row + 2, 1), _HELP)
    return book.workbook_bytes(workbook, None)


def read_history_table(data: bytes, plan: Plan) -> HistoryReading:
    """Read a table from xlsx or CSV; the bytes may be anything.

    Rows name an item, or an indicator where only the finished rate is known, by code. A figure that
    stands twice must be the same both times.

    Raises:
        WorkbookRefused: neither an xlsx nor UTF-8 or GBK text, too large, with too many rows, fields or
            figures, or without the head row.
    """
    if len(data) > MAX_BYTES:
        raise WorkbookRefused(Code.WORKBOOK_TOO_LARGE, "文件超过 2 MB，不像往年数据表，没有读取。")
    tables = _workbook_tables(data) if data[:2] == b"PK" else [("CSV", _csv_rows(data))]
    for title, rows in tables:
        head = next((i for i, row in enumerate(rows[:20]) if CODE in row), None)
        if head is not None:
            return _read_rows(title, rows, head, plan)
    raise WorkbookRefused(
        Code.NOT_OUR_FORM, f"表里没有“{CODE}”栏，不是往年数据表。请先导出一张空表，填好后再导入。"
    )


def _workbook_tables(data: bytes) -> list[tuple[str, list[list[str]]]]:
    from desktop.documents.workbook_cell import RawCell, read_cell
    from desktop.documents.workbook_grid import BLANK_ROW, read_grids

    def text_of(cell: RawCell) -> str:
        if cell.value is None:
            return ""
        reading = read_cell(cell)
        return f"{_REFUSED}{reading.advice}" if reading.advice else reading.text.strip()

    def texts_of(row: tuple[RawCell, ...]) -> list[str]:
        return [] if row is BLANK_ROW else [text_of(cell) for cell in row]

    return [(title, [texts_of(row) for row in rows]) for title, rows in read_grids(data)]


_REFUSED = "\0"
"""Marks a cell whose content cannot be used; what follows says why."""


def _csv_rows(data: bytes) -> list[list[str]]:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as Excel saves "Unicode text"
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
            return list(_bounded_rows(reader))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise WorkbookRefused(Code.NOT_A_WORKBOOK, "这不是 .xlsx 也不是 CSV 文件。请另存为 .xlsx 后再导入。")


def _delimiter(text: str) -> str:
    """What separates the fields: what stands most often in the head row."""
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
        Code.WORKBOOK_TOO_LARGE, f"表{what}，远多于一个单位的往年数据，没有读取。请删去多余的部分再导入。"
    )


def _read_rows(title: str, rows: Sequence[Sequence[str]], head: int, plan: Plan) -> HistoryReading:
    names = rows[head]
    code_at = names.index(CODE)
    breakdown_at = names.index(BREAKDOWN) if BREAKDOWN in names else None
    years = {i: int(name) for i, name in enumerate(names) if _is_year(name)}
    if sum(1 for row in rows[head + 1 :] for i in years if i < len(row) and row[i]) > _MOST_FIGURES:
        raise _too_much(f"里的数超过 {_MOST_FIGURES} 个")
    found: dict[tuple[int, SeriesKey], PastFigure] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        code = row[code_at] if code_at < len(row) else ""
        breakdown = row[breakdown_at] if breakdown_at is not None and breakdown_at < len(row) else ""
        if not code or not any(i < len(row) and row[i] for i in years):
            continue
        if any(row[len(names) :]):
            message = (
                f"这一行有 {len(row)} 栏，表头只有 {len(names)} 栏，分不清哪个数是哪一年的；"
                "多半是数里带了千分位逗号，请去掉后再导入"
            )
            problems.append(Problem("E-HISTORY-005", f"{title}!第 {number} 行", message))
            continue
        try:
            key = _key(plan, code, breakdown)
        except ValueError as error:
            problems.append(Problem("E-HISTORY-001", f"{title}!第 {number} 行", str(error)))
            continue
        cells = [(year, f"{title}!{_letter(i)}{number}", row[i]) for i, year in years.items() if i < len(row)]
        problems += _take(plan, key, cells, found)
    return HistoryReading(tuple(found.values()), tuple(problems))


def _is_year(name: str) -> bool:
    return name.isascii() and name.isdigit() and _FIRST_YEAR <= int(name[:5]) <= _LAST_YEAR


def _key(plan: Plan, code: str, breakdown: str) -> SeriesKey:
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


def _take(
    plan: Plan,
    key: SeriesKey,
    cells: Iterable[tuple[int, str, str]],
    found: dict[tuple[int, SeriesKey], PastFigure],
) -> list[Problem]:
    """File the figures of one row; gives the problems."""
    limits = plan.limits_of(key.code)
    assert limits is not None
    parse = parse_quantity if limits.least is not None else parse_number
    problems = []
    for year, place, text in cells:
        reading = parse(text, limits.unit)
        earlier = found.get((year, key))
        if text.startswith(_REFUSED):
            problems.append(Problem("E-HISTORY-002", place, text.removeprefix(_REFUSED)))
        elif reading.problem is not None:
            problems.append(Problem("E-HISTORY-002", place, reading.message))
        elif reading.value is None:
            continue
        elif (beyond := limits.passed_by(reading.value)) is not None:
            message = f"填了 {canonical_decimal(reading.value)}，{beyond.why}，{beyond.mend}"
            problems.append(Problem("E-HISTORY-004", place, message))
        elif earlier is not None and earlier.value != reading.value:
            shown = canonical_decimal(earlier.value)
            message = f"与 {earlier.place} 的 {shown} 是同一个数，却不相同，请核对"
            problems.append(Problem("E-HISTORY-003", place, message))
        else:
            found[year, key] = PastFigure(year, key, reading.value, place)
    return problems


def _letter(index: int) -> str:
    """Excel's letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
