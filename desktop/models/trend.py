"""The course of one figure over the years with the path to its target, for a small chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop.models.cell_text import row_verdict
from desktop.models.working_year import WorkingYear
from forms.breakdown import TOTAL
from forms.entry import Figures
from forms.layout import Cell, CellKind, LayoutRow
from forms.quantity import format_quantity
from forms.verdict import Verdict
from forms.verdict.bound import numeric_bound
from forms.verdict.pace import projected

Points = tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class Trend:
    """What a chart shows.

    Attributes:
        points: known values by year, the reporting year last where it has one.
        path: straight way from the baseline to the target; empty without a target in figures.
        outlook: where the present course leads, two points; empty where not asked.
        first_year: left end of the axis.
        last_year: right end of the axis.
        year: the reporting year.
        path_label: the target in words.
        decimals: digits of the figure after the point.
        unit: unit of measure.
    """

    points: Points
    path: Points
    outlook: Points
    first_year: int
    last_year: int
    year: int
    path_label: str
    decimals: int
    unit: str

    @property
    def spoken(self) -> str:
        """The chart in words, for a screen reader and a tool tip."""
        values = "，".join(f"{year} 年 {format_quantity(v, self.decimals)}" for year, v in self.points)
        return f"{values or '没有历年数据'}{'；' + self.path_label if self.path_label else ''}"


def trend_of(working: WorkingYear, row: LayoutRow, cell: Cell) -> Trend | None:
    """The chart of a cell, or None when fewer than two values and no target are known."""
    year = working.year
    points = _points(year.figures, cell)
    verdict = row_verdict(year, row)
    judged = row.indicator is not None and _breakdown_of(row, cell) == TOTAL
    path, label = _path(year.figures, row, points, verdict) if judged and verdict else ((), "")
    if len(points) < 2 and not path:
        return None
    first, last = year.desk.plan.period
    outlook = _outlook(points, year.year, last) if judged and path else ()
    return Trend(
        points=points,
        path=path,
        outlook=outlook,
        first_year=min([first - 1, *(y for y, _ in points)]),
        last_year=last,
        year=year.year,
        path_label=label,
        decimals=row.decimals,
        unit=row.unit,
    )


def _breakdown_of(row: LayoutRow, cell: Cell) -> str:
    return TOTAL if cell is row.cells[0] else cell.key.breakdown


def _points(figures: Figures, cell: Cell) -> Points:
    derived = cell.kind is CellKind.DERIVED

    def value(year: int) -> Decimal | None:
        return figures.measured(cell.key, year).value if derived else figures.value(cell.key, year)

    years = [*(y for y in sorted(figures.history) if y < figures.year), figures.year]
    return tuple((y, v) for y in years if (v := value(y)) is not None)


def _path(figures: Figures, row: LayoutRow, points: Points, verdict: Verdict) -> tuple[Points, str]:
    """From the first value since the baseline to the bound nearest to it, in the year it is due."""
    assert row.indicator is not None
    bound = numeric_bound(verdict.target, row.indicator, figures)
    if bound is None:
        return (), ""
    since = [p for p in points if p[0] >= figures.plan.parameters.baseline_year]
    start, base = since[0] if since else (figures.plan.parameters.baseline_year, None)
    goal = bound.nearest(base) if base is not None else bound.low or bound.high
    assert goal is not None or base is not None
    label = f"目标 {bound.text}"
    if verdict.target.hold or base is None or bound.accepts(base):
        edge = bound.low if bound.low is not None else bound.high
        assert edge is not None
        return ((start, edge), (verdict.due, edge)), label
    assert goal is not None
    return ((start, base), (verdict.due, goal)), label


def _outlook(points: Points, year: int, until: int) -> Points:
    if not points or points[-1][0] != year or year >= until:
        return ()
    expected = projected(dict(points), until)
    return (points[-1], (until, expected)) if expected is not None else ()
