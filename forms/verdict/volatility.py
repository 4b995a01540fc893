"""Whether the last change of a series is out of keeping with the earlier ones (波动较大)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from forms.verdict.pace import Series

_LEAST_EARLIER = 4
"""Earlier changes needed before a change can be called unusual."""
_FACTOR = 4
_MAD_TO_SIGMA = Decimal("1.4826")
_QUIET_SHARE = Decimal("0.01")


@dataclass(frozen=True)
class LastChange:
    """The last yearly change beside the earlier ones.

    Uses median and median absolute deviation, because mean and standard deviation cannot flag anything
    in so few years.

    Attributes:
        change: per year, in the indicator's unit.
        earlier: the changes before it, at least four.
        quiet: what never counts as unusual: one per cent of the usual value, or one unit of the last
            digit shown, before the factor.
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
        """How far from the usual change a change may be before it is unusual."""
        usual = self.usual
        spread = _MAD_TO_SIGMA * median(abs(change - usual) for change in self.earlier)
        return _FACTOR * max(spread, self.quiet)

    @property
    def is_unusual(self) -> bool:
        """Whether the last change is farther from the usual one than is allowed."""
        unlike = abs(self.change - self.usual)
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
