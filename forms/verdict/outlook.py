"""Where the present pace of an indicator leads, for targets with a figure (contracts section 4)."""

from __future__ import annotations

from decimal import Decimal

from forms.frozen import frozen
from forms.plan.definitions import Direction, Indicator
from forms.verdict.bound import Bound
from forms.verdict.outcome import Outlook
from forms.verdict.pace import Series, progress_ratio, projected

_ON_TRACK_FROM = Decimal("0.95")
"""Least ratio of ``on_track``: Eurostat's "significant progress" (:mod:`forms.verdict.pace`; contracts
section 4)."""
_LAGGING_FROM = Decimal("0.60")
"""Least ratio of ``lagging``: Eurostat's "moderate progress" (likewise)."""
_LEAST_YEARS = 3
"""Baseline and two later years (contracts section 4)."""


@frozen
class Pace:
    """The outlook and what it rests on.

    Attributes:
        outlook: None where no outlook is judged.
        ratio: actual growth divided by required growth, where the outlook was judged by it; else None.
        expected: value in ``expected_in`` if the present course goes on, where the outlook was judged by it.
        expected_in: the year for which it is expected.
        base_year: year from which the pace is reckoned, or with which a move away compares; None elsewhere.
        unseen: whether a move away is smaller than the decimals show in which the indicator is stated.
    """

    outlook: Outlook | None = None
    ratio: Decimal | None = None
    expected: Decimal | None = None
    expected_in: int | None = None
    base_year: int | None = None
    unseen: bool = False


UNASKED = Pace()
"""No outlook: at or after the target year, or nothing to judge."""
_UNKNOWN = Pace(outlook=Outlook.UNKNOWN)


def course_kept(indicator: Indicator, bound: Bound, series: Series, due: int) -> Pace:
    """The outlook of a target that is met or must hold: whether the present course meets it when it is due.

    Args:
        indicator: what is judged.
        bound: what is acceptable.
        series: values by year, the reporting year last.
        due: year for which the course is continued.

    Returns:
        ``on_track`` or ``slipping``; ``unknown`` with fewer than two values in the last five years.
    """
    expected = projected(series, due)
    if expected is None:
        return _UNKNOWN
    expected = _possible(indicator, expected)
    outlook = Outlook.ON_TRACK if bound.accepts(expected) else Outlook.SLIPPING
    return Pace(outlook=outlook, expected=expected, expected_in=due)


def _possible(indicator: Indicator, value: Decimal) -> Decimal:
    """A projected value, kept within 0 and, for a share, 100 per cent, which a straight line may leave."""
    if indicator.better is not Direction.ZERO:
        value = max(value, Decimal(0))
    return min(value, Decimal(100)) if indicator.is_share else value


def pace_towards(bound: Bound, series: Series, baseline: int, due: int) -> Pace:
    """The outlook of a target that is not met yet, by Eurostat's ratio of actual to required growth.

    Args:
        bound: what is acceptable; the reporting year's value is not.
        series: values by year, the reporting year last.
        baseline: first year that counts.
        due: year in which the target must be met.

    Returns:
        ``unknown`` with fewer than three values from the baseline on.
    """
    years = [year for year in series if year >= baseline]
    if len(years) >= _LEAST_YEARS and bound.accepts(series[years[0]]):
        return Pace(outlook=Outlook.AWAY, base_year=years[0])
    ratio = progress_ratio(series, bound, baseline, due)
    if ratio is None:
        return _UNKNOWN
    return Pace(outlook=_class(ratio), ratio=ratio, base_year=years[0])


def _class(ratio: Decimal) -> Outlook:
    if ratio >= _ON_TRACK_FROM:
        return Outlook.ON_TRACK
    if ratio >= _LAGGING_FROM:
        return Outlook.LAGGING
    return Outlook.AT_RISK if ratio >= 0 else Outlook.AWAY
