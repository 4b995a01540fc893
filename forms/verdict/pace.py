"""Whether the pace of an indicator leads to its target in time.

Ratio of actual to required growth and its classes: Eurostat, Monitoring report on progress towards
the SDGs in an EU context, annex on methodology ("indicators with quantitative targets").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

from forms.verdict.bound import Bound

Series = Mapping[int, Decimal]
"""Values by year, ascending, the reporting year last."""

_DIGITS = 28
_RECENT_YEARS = 3
_COURSE_YEARS = 5


def progress_ratio(series: Series, bound: Bound, baseline: int, target_year: int) -> Decimal | None:
    """Actual growth as a share of the growth required from the baseline to the target year.

    Args:
        series: values by year; the last is the reporting year, before ``target_year``.
        bound: what is acceptable; the reporting year's value is not.
        baseline: first year that counts; the first value from then on is the base.
        target_year: year in which the bound must be reached.

    Returns:
        1 for exactly the required pace, negative for a move away, unrounded; None with fewer than
        three values from the baseline on, and where the base was acceptable: no growth was required.
    """
    years = [year for year in series if year >= baseline]
    if len(years) < 3 or bound.accepts(series[years[0]]):
        return None
    first, last = years[0], years[-1]
    base, actual = series[first], series[last]
    goal = bound.nearest(base)
    with localcontext() as context:
        context.prec = _DIGITS
        if bound.linear or min(base, actual, goal) <= 0:
            walked = (bound.distance(base) - bound.distance(actual)) / (last - first)
            return walked / (bound.distance(base) / (target_year - first))
        return _compound(base, actual, last - first) / _required(base, goal, target_year - first)


def _compound(start: Decimal, end: Decimal, years: int) -> Decimal:
    """Compound annual growth, e.g. -0.02 for two per cent less a year."""
    return ((end / start).ln() / years).exp() - 1


@lru_cache(maxsize=4096)
def _required(base: Decimal, goal: Decimal, years: int) -> Decimal:
    """The growth that leads there: it stays the same whatever is typed this year."""
    return _compound(base, goal, years)


def projected(series: Series, target_year: int) -> Decimal | None:
    """Value in the target year if the course of the last five years goes on in a straight line.

    None with fewer than two values.
    """
    last = max(series)
    years = [year for year in series if year >= last - _COURSE_YEARS]
    if len(years) < 2:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        slope = (series[last] - series[years[0]]) / (last - years[0])
        return series[last] + slope * (target_year - last)


@dataclass(frozen=True)
class Movement:
    """Where a series has gone, seen from the better side.

    Attributes:
        base_year: first year from the baseline on.
        recent_year: first of the last three years.
        since: 1 (better), 0 (same) or -1 (worse) than in the base year.
        lately: the same against the recent year.
    """

    base_year: int
    recent_year: int
    since: int
    lately: int


def movement(series: Series, baseline: int, sign: int) -> Movement | None:
    """Movement since the baseline and over the last three years.

    Args:
        series: values by year, the reporting year last.
        baseline: first year that counts.
        sign: 1 if higher is better, -1 if lower is.

    Returns:
        None without an earlier value from the baseline on.
    """
    last = max(series)
    earlier = [year for year in series if baseline <= year < last]
    if not earlier:
        return None
    base = earlier[0]
    recent = next((year for year in earlier if year >= last - _RECENT_YEARS), base)
    since, lately = (sign * (series[last] - series[year]) for year in (base, recent))
    return Movement(base, recent, _sign(since), _sign(lately))


@dataclass(frozen=True)
class Slowing:
    """Whether a rise slows down (上升趋势减缓).

    Attributes:
        earlier: average yearly change in the earlier half of the series.
        later: the same in the later half; must be smaller.
        unslowed: where the earlier change would have led by now.
    """

    earlier: Decimal
    later: Decimal
    unslowed: Decimal


def slowing(series: Series, baseline: int) -> Slowing | None:
    """Yearly change in the earlier and in the later half; None with fewer than three values."""
    years = [year for year in series if year >= baseline]
    if len(years) < 3:
        return None
    first, last = years[0], years[-1]
    middle = min(years[1:-1], key=lambda year: (abs(2 * year - first - last), year))
    with localcontext() as context:
        context.prec = _DIGITS
        earlier = (series[middle] - series[first]) / (middle - first)
        later = (series[last] - series[middle]) / (last - middle)
        return Slowing(earlier, later, series[middle] + earlier * (last - middle))


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)
