"""Reads figures of earlier years from a table: rows are figures, columns are years.

The table is for people: it has form, name and group of each figure, and one column for each year. It is
read back by its codes and the years in its head, wherever the columns stand. A code is that of an item or
indicator, its breakdown behind a slash (births/SEX=F) or, as in tables written before, in the column 分组.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.texts import REFUSED, TEXT, require_few, tables_of
from desktop.documents.workbook.head import (
    BREAKDOWN,
    CODE,
    FORM,
    HEAD_ROWS,
    NAME,
    UNIT,
    column_letter,
    head_of,
    is_head,
    is_year,
    years_of,
)
from desktop.documents.workbook.own_book import OwnBook, another_book
from forms.codes.code import ErrorCode
from forms.codes.desk import HistoryCode
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name, canonical_breakdown
from forms.figures.quantity import canonical_decimal, parse_number
from forms.frozen import frozen
from forms.plan.limits import Limits
from forms.plan.pack import Plan
from forms.reporting.past_value import past_value_of

_DESCRIBING = frozenset((CODE, NAME, BREAKDOWN, UNIT, FORM))
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


_FIRST_STEP = "请先导出一张空表，填好后再导入。"


def read_history_table(data: bytes, plan: Plan) -> HistoryReading:
    """Read a table from xlsx or text; the bytes may be anything.

    Text is separated by commas, tabs or semicolons, in UTF-8, GBK, UTF-16 or UTF-32. Rows name an item, or an
    indicator where only the finished rate is known, by code. A figure that stands twice must be the same
    both times. Reasons for a missing figure are refused: of earlier years only figures are kept.

    Raises:
        WorkbookRefused: neither an xlsx nor such text, too large, with too many rows, fields or figures,
            with quotation marks that are not in pairs, without the head row, or another workbook of ours.
    """
    taking = _Taking(plan=plan)
    has_head, tables = False, tables_of(data)
    for title, rows in tables:
        head = next((i for i, row in enumerate(rows[:HEAD_ROWS]) if is_head(row)), None)
        if head is None:
            taking.leave(title, rows)
        else:
            has_head = True
            taking.read(title, rows, head)
    if not taking.found and not taking.problems and (told := another_book(tables, OwnBook.HISTORY)):
        raise WorkbookRefused(DocumentCode.NOT_OUR_FORM, told)
    if not has_head:
        raise WorkbookRefused(DocumentCode.NOT_OUR_FORM, f"表里没有“{CODE}”栏，不是往年数据表。{_FIRST_STEP}")
    return taking.reading()


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
        self.first_unused = self.first_unused or f"{title}!{column_letter(column)}{row}"

    def _leave_numbers(self, title: str, row: Sequence[str], number: int, columns: Iterable[int]) -> None:
        """Count figures where only words are expected."""
        for i in columns:
            if i < len(row) and parse_number(row[i]).value is not None:
                self._leave(title, i, number)

    def read(self, title: str, rows: Sequence[Sequence[str]], head: int) -> None:
        """File the cells of one table."""
        names = [head_of(name) for name in rows[head]]
        code_at = names.index(CODE)
        breakdown_at = names.index(BREAKDOWN) if BREAKDOWN in names else len(names)
        years = years_of(names)
        told = {i for i, name in enumerate(names) if name in _DESCRIBING} | years.keys()
        require_few(sum(1 for row in rows[head + 1 :] for i in years if i < len(row) and row[i]))
        for number, row in enumerate(rows[:head], start=1):
            # Years above the head row belong to a title (2020—2024 年数据), not to the figures.
            titles = [i for i, text in enumerate(row) if not is_year(head_of(text))]
            self._leave_numbers(title, row, number, titles)
        describing = told - years.keys() - {code_at}
        for number, row in enumerate(rows[head + 1 :], start=head + 2):
            cells = [
                (y, f"{title}!{column_letter(i)}{number}", row[i]) for i, y in years.items() if row[i : i + 1]
            ]
            cells = [cell for cell in cells if cell[2]]
            others = [i for i, text in enumerate(row) if text and i not in told]
            # Only in text: there a comma inside a figure shifts all that follows, in a workbook it cannot.
            if title == TEXT and len(row) > len(names) and (cells or others):
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
        value, problem = _value_of(text, limits)
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


def _key(plan: Plan, code: str, breakdown: str) -> SeriesKey:
    """What a row is about, by its code; the column 分组 counts where the code does not say the breakdown."""
    item, has_breakdown, own = code.partition("/")
    if has_breakdown:
        code, breakdown = item, own
    if not code:
        raise ValueError("有数而没有代码，没有采用，请照导出的表填写")
    for text in (code, breakdown):
        if text.startswith(REFUSED):
            raise ValueError(f"的代码或分组{text.removeprefix(REFUSED)}")
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


def _value_of(text: str, limits: Limits) -> tuple[Decimal | None, Problem | None]:
    """What a cell states; a text that the reader marked as refused is a problem."""
    if text.startswith(REFUSED):
        return None, Problem(HistoryCode.CELL, "", text.removeprefix(REFUSED))
    return past_value_of(text, limits)
