"""Whether the last change of a series lies far outside the earlier ones (波动较大; contracts section 4)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from statistics import median

from forms.frozen import frozen
from forms.verdict.pace import Series

_LEAST_EARLIER = 4
"""Earlier changes needed before a change can be called unusual: of three, the median deviation is the smaller
of two differences. Chosen by us."""
_FACTOR = 4
"""Spreads beyond which a change is unusual. Contracts section 4 says "far outside"; four is ours. Of the
series of ``tests.benchmarks.limits`` it shows 98 % of tenfold last figures and 10 % of right ones (with 3: 98
and 15, with 6: 97 and 6)."""
_MAD_TO_SIGMA = Decimal("1.4826")
"""Standard deviation of normal values as a multiple of their median absolute deviation (Rousseeuw and Croux,
Journal of the American Statistical Association 88, 1993)."""
_QUIET_SHARE = Decimal("0.01")
"""Share of the usual value below which a change, before the factor, never counts as unusual: after years of
standing still the spread is 0 and any change would be. Chosen by us."""


@frozen
class ChangesBefore:
    """The yearly changes before the last one, which no figure of the reporting year moves.

    Attributes:
        year: the latest earlier year.
        value: its value.
        changes: yearly changes, at least four, in the indicator's unit; over several years, per year.
        middle: of the earlier values without their signs, ascending, the middle ones: four of an even number,
            three of an odd one.
        usual: the median of the changes.
    """

    year: int
    value: Decimal
    changes: tuple[Decimal, ...]
    middle: tuple[Decimal, ...]
    usual: Decimal


@frozen
class LastChange:
    """The last yearly change beside the earlier ones.

    Judged by median and median absolute deviation: a single earlier leap would widen a standard deviation so
    much that nothing could be unusual any more.

    Attributes:
        change: the last change per year, in the indicator's unit.
        earlier: the changes before it, at least four, likewise.
        quiet: least spread, in the indicator's unit: the larger of one per cent of the median value and one
            unit of the last digit shown.
        usual: the median of the earlier changes.
    """

    change: Decimal
    earlier: tuple[Decimal, ...]
    quiet: Decimal
    usual: Decimal

    @property
    def allowed(self) -> Decimal:
        """Largest difference from the usual change that is not unusual, in the indicator's unit."""
        usual = self.usual
        spread = _MAD_TO_SIGMA * median(abs(change - usual) for change in self.earlier)
        return _FACTOR * max(spread, self.quiet)

    @property
    def is_unusual(self) -> bool:
        """Whether the last change differs from the usual one by more than is allowed."""
        unlike = abs(self.change - self.usual)
        # The least spread answers most indicators before the median of the deviations is computed.
        return unlike > _FACTOR * self.quiet and unlike > self.allowed


def changes_before(course: Series) -> ChangesBefore | None:
    """The changes among the earlier years, or None with fewer than four.

    Args:
        course: values of the earlier years by year.
    """
    if len(course) <= _LEAST_EARLIER:
        return None
    years = sorted(course)
    changes = tuple(_yearly(course[later] - course[year], later - year) for year, later in pairwise(years))
    sizes = sorted(map(abs, course.values()))
    outside = (len(sizes) - 3) // 2
    return ChangesBefore(
        year=years[-1],
        value=course[years[-1]],
        changes=changes,
        middle=tuple(sizes[outside : len(sizes) - outside]),
        usual=median(changes),
    )


def last_change(series: Series, decimals: int) -> LastChange | None:
    """The last change of a series, or None with fewer than four earlier changes.

    Args:
        series: values by year, the reporting year last; changes over several years count per year.
        decimals: digits shown; changes below one unit of the last digit are never unusual.
    """
    if not series:
        return None
    year = max(series)
    earlier = changes_before({y: value for y, value in series.items() if y != year})
    return change_after(earlier, year, series[year], decimals) if earlier is not None else None


def change_after(earlier: ChangesBefore, year: int, value: Decimal, decimals: int) -> LastChange:
    """The change from the latest earlier year to the reporting year.

    Args:
        earlier: the changes before it.
        year: the reporting year.
        value: its value.
        decimals: digits shown.
    """
    # One more value moves a median by one place at most, so those in the middle give that of all.
    quiet = max(_last_digit(decimals), _QUIET_SHARE * _median_with(earlier.middle, abs(value)))
    change = _yearly(value - earlier.value, year - earlier.year)
    return LastChange(change, earlier.changes, quiet, earlier.usual)


def _median_with(middle: tuple[Decimal, ...], size: Decimal) -> Decimal:
    """The median of values of which the middle ones, three or four, are given in order, and one more."""
    if len(middle) == 4:
        return min(max(size, middle[1]), middle[2])
    return (middle[1] + min(max(size, middle[0]), middle[2])) / 2


@cache
def _last_digit(decimals: int) -> Decimal:
    """One unit of the last digit shown."""
    return Decimal(1).scaleb(-decimals)


def _yearly(change: Decimal, years: int) -> Decimal:
    return change if years == 1 else change / years
