"""Reads base figures from a table: rows are figures, columns say what each is.

A figure stands below its year, or in 数值 beside 年份. Columns are known by their heads, wherever they stand;
texts are read as the table of earlier years is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.documents.base_figures.row import HeadNames, RowOfTable, item_names
from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.texts import REFUSED, TEXT, tables_of
from desktop.documents.workbook.head import CODE, HEAD_ROWS, column_letter, head_of, is_head
from desktop.documents.workbook.own_book import OwnBook, another_book
from forms.codes.base import BaseCode
from forms.codes.code import ErrorCode
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.base_figure import BaseFigure
from forms.plan.pack import Plan

_FIRST_STEP = "请先用 office base --template 写出一张空表，填好后再来。"
_MOST_PROBLEMS = 500
"""Listed of one table; more are counted. Chosen by us, as of a table of earlier years."""


@frozen
class BaseReading:
    """What a table of base figures says.

    Attributes:
        figures: what was taken, in reading order.
        places: where each stands, in the same order.
        problems: cells and rows that were refused, each with its place and how to mend it.
        unused: cells with content that are no figure and say nothing of one, each with its place.
        repeated: number of cells that repeat another one.
        refused: number of cells that were refused.
        left: number of cells that were not used.

    Every cell with a figure is exactly one of figures, repeated, refused and unused.
    """

    figures: tuple[BaseFigure, ...]
    places: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    unused: tuple[Problem, ...] = ()
    repeated: int = 0
    refused: int = 0
    left: int = 0


def read_base_book(data: bytes, plan: Plan, year: int) -> BaseReading:
    """Read a table from xlsx or text; the bytes may be anything.

    Args:
        data: the table.
        plan: whose items count; those of the statistics office are taken.
        year: reporting year; figures of it and of years before are taken.

    Raises:
        WorkbookRefused: neither an xlsx nor such text, too large, without the head row, or another workbook
            of ours.
    """
    taking = _Taking(plan=plan, year=year)
    tables, has_head = tables_of(data), False
    for title, rows in tables:
        head = next((i for i, row in enumerate(rows[:HEAD_ROWS]) if is_head(row)), None)
        for number, row in enumerate(rows if head is None else rows[:head], start=1):
            taking.leave(title, number, row, "不在基础数据的表里")
        if head is not None:
            has_head = True
            taking.read(title, rows, head)
    if not taking.found and not taking.problems and (told := another_book(tables, OwnBook.BASE)):
        raise WorkbookRefused(DocumentCode.NOT_OUR_FORM, told)
    if not has_head:
        raise WorkbookRefused(DocumentCode.NOT_OUR_FORM, f"表里没有“{CODE}”栏，不是基础数据表。{_FIRST_STEP}")
    return taking.reading()


@dataclass
class _Taking:
    """Reads tables; every cell with content is taken, repeated, refused or unused."""

    plan: Plan
    year: int
    found: dict[tuple[int, SeriesKey], tuple[BaseFigure, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unused: list[Problem] = field(default_factory=list)
    repeated: int = 0
    refused: int = 0

    def reading(self) -> BaseReading:
        return BaseReading(
            figures=tuple(figure for figure, _ in self.found.values()),
            places=tuple(place for _, place in self.found.values()),
            problems=_bounded(self.problems),
            unused=_bounded(self.unused),
            repeated=self.repeated,
            refused=self.refused,
            left=len(self.unused),
        )

    def leave(
        self, title: str, number: int, row: Sequence[str], why: str, known: frozenset[int] = frozenset()
    ) -> None:
        """Note the cells of a row that say nothing, but for those of known columns."""
        for i, text in enumerate(row):
            if text and i not in known:
                message = f"{why}，没有用到"
                place = f"{title}!{column_letter(i)}{number}"
                self.unused.append(Problem(BaseCode.UNUSED, place, message))

    def read(self, title: str, rows: Sequence[Sequence[str]], head: int) -> None:
        names = HeadNames.of([head_of(name) for name in rows[head]])
        by_name = item_names(self.plan)
        for number, texts in enumerate(rows[head + 1 :], start=head + 2):
            row = RowOfTable(names=names, texts=texts, plan=self.plan, by_name=by_name)
            cells = list(self._cells(title, number, names, texts))
            if not cells:
                # What describes a figure is no loss without one; a row of notes is.
                known = names.known if row.text(CODE) else frozenset[int]()
                self.leave(title, number, texts, "这一行没有数", known)
                continue
            if title == TEXT and len(texts) > names.width:
                why = f"有 {len(texts)} 栏，表头只有 {names.width} 栏，整行没有采用；多半是数里写了千分位逗号"
                self._refuse(BaseCode.COLUMNS, f"{title}!第 {number} 行", why, len(cells))
                continue
            self.leave(title, number, texts, "表头不认识这一栏", names.known)
            self._take_row(f"{title}!第 {number} 行", row, cells)

    def _cells(
        self, title: str, number: int, names: HeadNames, texts: Sequence[str]
    ) -> Iterator[tuple[str, str, str]]:
        """Year as it is written, place and text of each figure of a row."""
        places = dict(names.years)
        if names.value is not None:
            places[names.value] = (
                texts[names.year] if names.year is not None and names.year < len(texts) else ""
            )
        for i, year in places.items():
            if i < len(texts) and texts[i]:
                yield year, f"{title}!{column_letter(i)}{number}", texts[i]

    def _take_row(self, where: str, row: RowOfTable, cells: Sequence[tuple[str, str, str]]) -> None:
        described = row.described()
        if isinstance(described, Problem):
            self._refuse(described.code, where, described.message, len(cells))
            return
        for year, place, text in cells:
            if text.startswith(REFUSED):
                self._refuse(BaseCode.CELL, place, text.removeprefix(REFUSED))
                continue
            read = row.figure(described, year, text, self.year)
            if isinstance(read, Problem):
                self._refuse(read.code, place, read.message)
            else:
                self._keep(read, place)

    def _keep(self, figure: BaseFigure, place: str) -> None:
        earlier = self.found.setdefault((figure.year, figure.key), (figure, place))
        if earlier[1] == place:
            return
        if earlier[0] == figure:
            self.repeated += 1
        else:
            message = f"与 {earlier[1]} 是同一个数，写的却不相同，请核对后只留对的"
            self._refuse(BaseCode.CONTRADICTION, place, message)

    def _refuse(self, code: ErrorCode, place: str, message: str, cells: int = 1) -> None:
        self.problems.append(Problem(code, place, message))
        self.refused += cells


def _bounded(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    more = len(problems) - _MOST_PROBLEMS
    if more <= 0:
        return tuple(problems)
    last = Problem(problems[-1].code, "基础数据表", f"另有 {more} 处没有逐一列出")
    return (*problems[:_MOST_PROBLEMS], last)
