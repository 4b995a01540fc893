"""A table of earlier years beside what a file holds of them: what it would change, for either desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from desktop.documents.history.table import HistoryReading, PastFigure
from desktop.documents.history.texts import MAX_BYTES
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen

MAX_TABLE_BYTES = MAX_BYTES
_FEWEST_ALIKE, _SHARE_ALIKE = 5, Decimal("0.9")
"""Figures that a column has in common with another year, and their share of it, with which its year is called
doubtful. Both are chosen by us: figures of two years hardly ever agree."""


@frozen
class HistoryPreview:
    """What a table of earlier years would change.

    Attributes:
        changes: figure, and the value on file so far, None where there is none; only what differs.
        same: how many cells state what is on file already, or what another cell of the table states.
        problems: cells and rows that cannot be taken over.
        refused: how many cells these are.
        unused: how many cells are no figure of any year.
        first_unused: where the first of these stands; empty where there is none.
        open_years: years of the changes that are being filled in here.
        shifted: year of a column, and another year whose figures, on file or in an earlier column,
            it repeats.
    """

    changes: tuple[tuple[PastFigure, Decimal | None], ...]
    same: int
    problems: tuple[Problem, ...]
    refused: int = 0
    unused: int = 0
    first_unused: str = ""
    open_years: tuple[int, ...] = ()
    shifted: tuple[tuple[int, int], ...] = ()

    @property
    def open_sentence(self) -> str:
        """What becomes of figures of years that are being filled in here, for people; else empty."""
        if not self.open_years:
            return ""
        listed = "、".join(map(str, self.open_years))
        return f"{listed} 年正在本文件里填报：导入的只供以后各年比较，报表里的数以填报为准，不会改。"

    @property
    def shifted_sentence(self) -> str:
        """Which columns seem to stand under a wrong year, for people; else empty."""
        return "".join(
            f"{year} 年一栏的数几乎都与已有的 {other} 年相同，年份可能写错了，请先核对表头。"
            for year, other in self.shifted
        )

    @property
    def unused_sentence(self) -> str:
        """What was left out and where it begins, for people; empty where nothing was."""
        if not self.unused:
            return ""
        return f"表里有 {self.unused} 格不在年份栏里，没有用到，第一处在 {self.first_unused}。"


def compare_table(
    reading: HistoryReading,
    on_file: Mapping[int, Mapping[SeriesKey, Decimal]],
    why_not: Callable[[PastFigure], Problem | None],
    open_years: Collection[int] = (),
) -> HistoryPreview:
    """Compare a table with what a file holds.

    Args:
        reading: the table.
        on_file: figures of earlier years by year and series.
        why_not: why a figure that differs cannot be taken over; None where it can.
        open_years: years that are being filled in in the file.
    """
    changes: list[tuple[PastFigure, Decimal | None]] = []
    refused: list[Problem] = []
    for figure in reading.figures:
        present = on_file.get(figure.year, {}).get(figure.key)
        if present == figure.value:
            continue
        problem = why_not(figure)
        if problem is None:
            changes.append((figure, present))
        else:
            refused.append(problem)
    years = sorted({figure.year for figure, _ in changes}.intersection(open_years))
    return HistoryPreview(
        changes=tuple(changes),
        same=len(reading.figures) - len(changes) - len(refused) + reading.repeated,
        problems=(*reading.problems, *refused),
        refused=reading.refused + len(refused),
        open_years=tuple(years),
        unused=reading.unused,
        first_unused=reading.first_unused,
        shifted=tuple(_shifted([figure for figure, _ in changes], on_file)),
    )


def _shifted(
    changes: Iterable[PastFigure], on_file: Mapping[int, Mapping[SeriesKey, Decimal]]
) -> Iterator[tuple[int, int]]:
    """Years whose new figures are those of another year on file, with that year; zeros say nothing."""
    columns: dict[int, dict[SeriesKey, Decimal]] = {}
    for figure in changes:
        if figure.value:
            columns.setdefault(figure.year, {})[figure.key] = figure.value
    for year, column in sorted(columns.items()):
        # A column of the same table is compared once, with those of later years.
        for other in sorted((on_file.keys() | columns.keys()) - {year} - {y for y in columns if y > year}):
            known = {**on_file.get(other, {}), **columns.get(other, {})}
            alike = sum(1 for key, value in column.items() if known.get(key) == value)
            if alike >= _FEWEST_ALIKE and alike >= _SHARE_ALIKE * len(column):
                yield year, other
