"""The values of one figure over the years with the path to its target, for a small chart."""

from __future__ import annotations

from decimal import Decimal

from desktop.models.grid.cell_text import past_value, row_verdict
from desktop.models.grid.shown_year import ShownYear
from forms.figures.breakdown import TOTAL
from forms.figures.quantity import format_quantity
from forms.frozen import frozen
from forms.reporting.entry import Figures
from forms.reporting.layout import Cell, LayoutRow
from forms.verdict import Verdict
from forms.verdict.bound import numeric_bound
from forms.verdict.pace import projected

Points = tuple[tuple[int, Decimal], ...]


@frozen
class Trend:
    """The content of a chart.

    Attributes:
        points: known values by year, the reporting year last where it has one.
        path: two points of the straight line from the baseline to the target, or along a bound that must hold
            or is met already; empty without a target in figures.
        outlook: two points of the present course, continued to the plan's last year; empty without ``path``
            or with fewer than two comparable values.
        first_year: left end of the axis.
        last_year: right end of the axis.
        year: the reporting year.
        path_label: the target in words.
        decimals: digits of the figure after the point.
        unit: unit of measure.
        breaks: first year and description of each change of definition, oldest first; the line is cut before
            it.
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
    breaks: tuple[tuple[int, str], ...] = ()

    @property
    def segments(self) -> tuple[Points, ...]:
        """The points, cut where the definition changed."""
        edges = [year for year, _ in self.breaks]
        groups: dict[int, list[tuple[int, Decimal]]] = {}
        for year, value in self.points:
            groups.setdefault(sum(1 for edge in edges if year >= edge), []).append((year, value))
        return tuple(tuple(group) for group in groups.values())

    @property
    def spoken(self) -> str:
        """The chart in words, for a screen reader and a tool tip."""
        values = "，".join(f"{year} 年 {format_quantity(v, self.decimals)}" for year, v in self.points)
        notes = "".join(f"；{year} 年起口径已变：{note}" for year, note in self.breaks)
        return f"{values or '没有历年数据'}{'；' + self.path_label if self.path_label else ''}{notes}"


def trend_of(year: ShownYear, row: LayoutRow, cell: Cell) -> Trend | None:
    """The chart of a cell, or None when fewer than two values and no target are known."""
    # Points are drawn across changes of definition, the line cut before each; path and outlook are computed
    # from comparable years alone.
    points, comparable = _points(year.across_breaks, cell), _points(year.figures, cell)
    verdict = row_verdict(year, row)
    judged = row.indicator is not None and _breakdown_of(row, cell) == TOTAL
    path: Points = ()
    label = ""
    if judged and verdict is not None and verdict.fault is None:
        path, label = _path(year.figures, row, comparable, verdict)
    if len(points) < 2 and not path:
        return None
    first, last = year.plan.period
    outlook = _outlook(comparable, year.desk_year, last) if judged and path else ()
    return Trend(
        points=points,
        path=path,
        outlook=outlook,
        # The year before the plan is that of most baselines, so the axis begins there at the latest.
        first_year=min([first - 1, *(y for y, _ in (*points, *path))]),
        last_year=last,
        year=year.desk_year,
        path_label=label,
        decimals=row.decimals,
        unit=row.unit,
        breaks=tuple((change.year, change.note) for change in year.breaks_of(cell)),
    )


def _breakdown_of(row: LayoutRow, cell: Cell) -> str:
    return TOTAL if cell is row.cells[0] else cell.key.breakdown


def _points(figures: Figures, cell: Cell) -> Points:
    years = [*(y for y in sorted(figures.history) if y < figures.year), figures.year]
    return tuple((y, v) for y in years if (v := past_value(figures, cell, y)) is not None)


def _path(figures: Figures, row: LayoutRow, points: Points, verdict: Verdict) -> tuple[Points, str]:
    """Path and label: from the first value since the baseline to the nearest acceptable one when due."""
    assert row.indicator is not None
    bound = numeric_bound(verdict.target, row.indicator, figures)
    if bound is None:
        return (), ""
    since = [p for p in points if p[0] >= figures.plan.parameters.baseline_year]
    start, base = since[0] if since else (figures.plan.parameters.baseline_year, None)
    label = f"目标 {bound.text}"
    # Also without a value to begin at, and where the first is younger than the target, the path is a level
    # line at the bound.
    if verdict.target.hold or base is None or bound.accepts(base) or start >= verdict.due:
        edge = bound.low if bound.low is not None else bound.high
        assert edge is not None
        return ((min(start, verdict.due), edge), (max(start, verdict.due), edge)), label
    goal = bound.nearest(base)
    assert goal is not None
    return ((start, base), (verdict.due, goal)), label


def _outlook(points: Points, year: int, until: int) -> Points:
    if not points or points[-1][0] != year or year >= until:
        return ()
    expected = projected(dict(points), until)
    return (points[-1], (until, expected)) if expected is not None else ()
