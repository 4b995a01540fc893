"""Whether two siblings, men and women or town and country, were typed in each other's cell.

Swapping them leaves their sum unchanged and inverts their ratio. The ratio moves less over the years than
either figure, so the ratio is compared with that of the years before.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise

from forms.reporting.entry import Figures
from forms.slips.course import Course
from forms.slips.expectation import LEAST_YEARS, LOW, Nature, logarithm, room_for_a_slip, shrunk_variance

_HALF = Decimal("0.5")
"""Continuity correction. By definition half of the unit of a count."""


def are_swapped(here: Course, there: Course, figures: Figures) -> bool:
    """Whether two figures are clearly likelier in each other's cell, judged by the years both have.

    Args:
        here: one of the two.
        there: the other.
        figures: this year's and earlier figures.

    Returns:
        False with a figure missing or below 0, with both equal, and with fewer than two common earlier years.
    """
    mine, theirs = figures.values.get(here.key), figures.values.get(there.key)
    if mine is None or theirs is None or mine == theirs or min(mine, theirs) < 0:
        return False
    both = figures.remember_past(("common years", here.key, there.key), lambda: _common(here, there, figures))
    if len(both) < LEAST_YEARS:
        return False
    year, mine_before, theirs_before = both[-1]
    # A swap always turns the order round, so most pairs are answered without a logarithm.
    if (mine < theirs) == (mine_before < theirs_before):
        return False
    with localcontext(LOW):
        ratios = [_ratio(a, b) for _, a, b in both]
        years = [year for year, _, _ in both]
        steps = [
            (r2 - r1) / (y2 - y1)
            for (r1, r2), (y1, y2) in zip(pairwise(ratios), pairwise(years), strict=True)
        ]
        # A share of two sexes or areas has no course worth continuing, hence 0 as the expected change.
        variance = shrunk_variance(steps, Decimal(0), Nature.COUNT) * (figures.year - year)
        # Each of the four counts adds its chance to the log ratio (Poisson, delta method).
        variance += sum(1 / (v + _HALF) for v in (mine, theirs, mine_before, theirs_before))
        ratio, spread = _ratio(mine, theirs), variance.sqrt()
        room = room_for_a_slip(abs(ratio - ratios[-1]) / spread)
        return room is not None and abs(-ratio - ratios[-1]) / spread <= room


def _common(here: Course, there: Course, figures: Figures) -> list[tuple[int, Decimal, Decimal]]:
    """The earlier years with both figures, ascending, with these."""
    others = dict(there.past(figures))
    return [(year, value, others[year]) for year, value in here.past(figures) if year in others]


def _ratio(mine: Decimal, theirs: Decimal) -> Decimal:
    return logarithm(mine + _HALF) - logarithm(theirs + _HALF)
