"""Whether the last change of a series lies far outside the earlier ones (波动较大; contracts section 4)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from statistics import median

from forms.frozen import frozen
from forms.verdict.pace import Series

_LEAST_EARLIER = 4
"""Earlier changes needed before a change can be called unusual: of three, the median
deviation is the smaller of two differences. Chosen by us."""
_FACTOR = 4
"""Spreads beyond which a change is unusual. Contracts section 4 says "far outside"; four is ours. Of the
series of ``tests.benchmarks.limits`` it shows 98 % of tenfold last figures and 10 % of right ones (with 3: 98
and 15, with
6: 97 and 6)."""
_MAD_TO_SIGMA = Decimal("1.4826")
"""Standard deviation of normal values as a multiple of their median absolute deviation (Rousseeuw and Croux,
Journal of the American Statistical Association 88, 1993)."""
_QUIET_SHARE = Decimal("0.01")
"""Share of the usual value below which a change, before the factor, never counts as unusual: after years of
standing still the spread is 0 and any change would be. Chosen by us."""


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
    """

    change: Decimal
    earlier: tuple[Decimal, ...]
    quiet: Decimal

    @property
    def usual(self) -> Decimal:
        """The median of the earlier changes."""
        return median(self.earlier)

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


def last_change(series: Series, decimals: int) -> LastChange | None:
    """The last change of a series, or None with fewer than four earlier changes.

    Args:
        series: values by year, the reporting year last; changes over several years count per year.
        decimals: digits shown; changes below one unit of the last digit are never unusual.
    """
    if len(series) < _LEAST_EARLIER + 2:
        return None
    years = sorted(series)
    changes = [_yearly(series, year, later) for year, later in pairwise(years)]
    quiet = max(Decimal(1).scaleb(-decimals), _QUIET_SHARE * median(map(abs, series.values())))
    return LastChange(changes[-1], tuple(changes[:-1]), quiet)


def _yearly(series: Series, year: int, later: int) -> Decimal:
    change, years = series[later] - series[year], later - year
    return change if years == 1 else change / years
