"""Where the present pace of an indicator leads, for targets with a figure (contracts section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.plan.pack import Direction, Indicator
from forms.verdict.bound import Bound
from forms.verdict.outcome import Outlook
from forms.verdict.pace import Series, progress_ratio, projected

_ON_TRACK_FROM = Decimal("0.95")
_LAGGING_FROM = Decimal("0.60")
_LEAST_YEARS = 3


@dataclass(frozen=True)
class Pace:
    """The outlook and what it rests on.

    Attributes:
        outlook: None where pace is not asked.
        ratio: actual growth as a share of the required growth, where that is what was judged.
        expected: value if the present course goes on, where that is what was judged.
        expected_in: the year for which it is expected.
        lost_since: base year in which the target was met already, where it is not met any more.
    """

    outlook: Outlook | None = None
    ratio: Decimal | None = None
    expected: Decimal | None = None
    expected_in: int | None = None
    lost_since: int | None = None


UNASKED = Pace()
"""At or after the target year."""
_UNKNOWN = Pace(outlook=Outlook.UNKNOWN)


def course_kept(indicator: Indicator, bound: Bound, series: Series, due: int) -> Pace:
    """For what is met already or must hold: does the present course still meet it in the target year?"""
    expected = projected(series, due)
    if expected is None:
        return _UNKNOWN
    expected = _possible(indicator, expected)
    outlook = Outlook.ON_TRACK if bound.accepts(expected) else Outlook.SLIPPING
    return Pace(outlook=outlook, expected=expected, expected_in=due)


def _possible(indicator: Indicator, value: Decimal) -> Decimal:
    """A straight line leads beyond 100 per cent and below nothing; the figure cannot."""
    if indicator.better is not Direction.ZERO:
        value = max(value, Decimal(0))
    return min(value, Decimal(100)) if indicator.is_share else value


def pace_towards(bound: Bound, series: Series, baseline: int, due: int) -> Pace:
    """For what is not met yet: Eurostat's ratio of actual to required growth."""
    years = [year for year in series if year >= baseline]
    if len(years) >= _LEAST_YEARS and bound.accepts(series[years[0]]):
        return Pace(outlook=Outlook.AWAY, lost_since=years[0])
    ratio = progress_ratio(series, bound, baseline, due)
    if ratio is None:
        return _UNKNOWN
    if ratio >= _ON_TRACK_FROM:
        return Pace(outlook=Outlook.ON_TRACK, ratio=ratio)
    if ratio >= _LAGGING_FROM:
        return Pace(outlook=Outlook.LAGGING, ratio=ratio)
    return Pace(outlook=Outlook.AT_RISK if ratio >= 0 else Outlook.AWAY, ratio=ratio)
