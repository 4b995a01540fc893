"""Whether the pace of an indicator leads to its target in time.

Ratio of actual to required growth and its classes: Eurostat, Monitoring report on progress towards
the SDGs in an EU context, annex on methodology ("indicators with quantitative targets"). The same annex
judges the short-term trend over the past five years.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from forms.frozen import frozen
from forms.verdict.bound import Bound

Series = Mapping[int, Decimal]
"""Values by year, ascending, the reporting year last."""

_DIGITS = 28
"""Precision, fixed so that no caller's context changes a verdict. Chosen by us: the default of
:mod:`decimal`."""
_EXACTLY = Context(prec=_DIGITS)
_RECENT_YEARS = 3
"""How far back "lately" reaches. Contracts section 4 says "the last years"; three is ours, the fewest among
which one bad year does not decide alone."""
_COURSE_YEARS = 5
"""How far back the present course reaches: Eurostat's short-term trend."""


def progress_ratio(series: Series, bound: Bound, baseline: int, target_year: int) -> Decimal | None:
    """Actual growth divided by the growth required from the baseline to the target year.

    Compound yearly growth; on the linear distance to the nearest acceptable value where the bound says so and
    where a value is not above 0, of which there is no compound growth.

    Args:
        series: values by year; the last is the reporting year, before ``target_year``.
        bound: what is acceptable; the reporting year's value is not.
        baseline: first year that counts; the first value from then on is the base.
        target_year: year in which the bound must be reached.

    Returns:
        1 for exactly the required pace, negative for a move away, to 28 digits; None with fewer than
        three values from the baseline on, and where the base was acceptable: no growth was required.
    """
    years = [year for year in series if year >= baseline]
    if len(years) < 3 or bound.accepts(series[years[0]]):
        return None
    first, last = years[0], years[-1]
    base, actual = series[first], series[last]
    goal = bound.nearest(base)
    if bound.linear or min(base, actual, goal) <= 0:
        with localcontext(_EXACTLY):
            walked = (bound.distance(base) - bound.distance(actual)) / (last - first)
            return walked / (bound.distance(base) / (target_year - first))
    # A method of a context of our own: entering one costs as much as all else where both are known.
    return _EXACTLY.divide(_compound(base, actual, last - first), _compound(base, goal, target_year - first))


@lru_cache(maxsize=8192)
def _compound(start: Decimal, end: Decimal, years: int) -> Decimal:
    """Compound yearly growth of positive values, e.g. -0.02 for two per cent less a year.

    Kept, because logarithm and exponential are the dearest step of a verdict and a recheck repeats most of
    them: what the target requires from the base year on, and the course of every figure not touched.
    """
    with localcontext(_EXACTLY):
        return ((end / start).ln() / years).exp() - 1


def projected(series: Series, target_year: int) -> Decimal | None:
    """Value in the target year if the series goes on in a straight line.

    The line leads through the last value and the first one at most five years before it. A regression would
    be steadier, but a person cannot check it on paper.

    Args:
        series: values by year, the reporting year last.
        target_year: the last year of the series or a later one.

    Returns:
        None with fewer than two values in these years; not kept within what the indicator can be.
    """
    last, first = _course(tuple(series))
    if first == last:
        return None
    # Methods of a context of our own: entering one costs as much as these four steps.
    walked = _EXACTLY.subtract(series[last], series[first])
    slope = _EXACTLY.divide(walked, last - first)
    return _EXACTLY.add(series[last], _EXACTLY.multiply(slope, target_year - last))


@frozen
class Movement:
    """How a series has moved, seen from the better side.

    Attributes:
        base_year: first year with a value from the baseline on.
        recent_year: first year with a value among the three before the reporting year; the base year without.
        since: 1 (better), 0 (same) or -1 (worse) than in the base year.
        lately: the same, compared with the recent year.
        from_last: the same, compared with the year before; None where that has no value.
    """

    base_year: int
    recent_year: int
    since: int
    lately: int
    from_last: int | None = None


def movement(series: Series, baseline: int, sign: int) -> Movement | None:
    """The movement since the baseline and over the last three years.

    Args:
        series: values by year, the reporting year last.
        baseline: first year that counts.
        sign: 1 if higher is better, -1 if lower is.

    Returns:
        None without an earlier value from the baseline on.
    """
    last, base, recent = _footing(tuple(series), baseline)
    if base is None or recent is None:
        return None
    actual, before = series[last], series.get(last - 1)
    return Movement(
        base_year=base,
        recent_year=recent,
        since=sign * _sign(actual - series[base]),
        lately=sign * _sign(actual - series[recent]),
        from_last=sign * _sign(actual - before) if before is not None else None,
    )


@lru_cache(maxsize=256)
def _course(years: tuple[int, ...]) -> tuple[int, int]:
    """The last of the years and the first of those at most five before it; kept as in :func:`_footing`."""
    last = max(years)
    return last, next(year for year in years if year >= last - _COURSE_YEARS)


@lru_cache(maxsize=256)
def _footing(years: tuple[int, ...], baseline: int) -> tuple[int, int | None, int | None]:
    """The last of the years, the first one from the baseline on, and the first of the three before the last.

    The first two are compared with the last; both are None where there is none. Kept, because the years of
    most indicators are the same.
    """
    last = max(years)
    earlier = [year for year in years if baseline <= year < last]
    if not earlier:
        return last, None, None
    return last, earlier[0], next((y for y in earlier if y >= last - _RECENT_YEARS), earlier[0])


@frozen
class Slowing:
    """Whether a rise slows down (上升趋势减缓).

    Attributes:
        earlier: average yearly change in the earlier half of the series, in the indicator's unit.
        later: the same in the later half; the rise slows down where it is smaller.
        unslowed: the value that the earlier change would have led to by now.
    """

    earlier: Decimal
    later: Decimal
    unslowed: Decimal


def slowing(series: Series, baseline: int) -> Slowing | None:
    """Average yearly change in the earlier and in the later half of a series.

    The halves meet at the year with a value that is nearest to the middle, of two equally near ones the
    earlier.

    Returns:
        None with fewer than three values from the baseline on.
    """
    halves = _halves(tuple(series), baseline)
    if halves is None:
        return None
    first, middle, last = halves
    begun, halfway, reached = series[first], series[middle], series[last]
    earlier = _EXACTLY.divide(_EXACTLY.subtract(halfway, begun), middle - first)
    later = _EXACTLY.divide(_EXACTLY.subtract(reached, halfway), last - middle)
    return Slowing(earlier, later, _EXACTLY.add(halfway, _EXACTLY.multiply(earlier, last - middle)))


@lru_cache(maxsize=256)
def _halves(years: tuple[int, ...], baseline: int) -> tuple[int, int, int] | None:
    """First, middle and last year from the baseline on; None with fewer than three. Kept as in `_footing`."""
    counted = [year for year in years if year >= baseline]
    if len(counted) < 3:
        return None
    first, last = counted[0], counted[-1]
    middle = min(counted[1:-1], key=lambda year: (abs(2 * year - first - last), year))
    return first, middle, last


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)
