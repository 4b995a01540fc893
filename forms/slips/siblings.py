"""Whether two siblings, men and women or town and country, stand in each other's cell.

Swapping them leaves their sum alone and turns their ratio upside down. The ratio moves less over the years
than either figure, so it is the ratio that is held against the years before.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise

from forms.reporting.entry import Figures
from forms.slips.course import Course
from forms.slips.expectation import LEAST_YEARS, LOW, Nature, logarithm, room_for_a_slip, shrunk_variance

_HALF = Decimal("0.5")


def are_swapped(here: Course, there: Course, figures: Figures) -> bool:
    """Whether two figures fit the years before far better in each other's cell."""
    mine, theirs = figures.value(here.key), figures.value(there.key)
    if mine is None or theirs is None or mine == theirs or min(mine, theirs) < 0:
        return False
    others = dict(there.past(figures))
    both = [(year, value, others[year]) for year, value in here.past(figures) if year in others]
    if len(both) < LEAST_YEARS:
        return False
    year, mine_before, theirs_before = both[-1]
    if (mine < theirs) == (mine_before < theirs_before):
        return False
    with localcontext(LOW):
        ratios = [_ratio(a, b) for _, a, b in both]
        years = [year for year, _, _ in both]
        steps = [
            (r2 - r1) / (y2 - y1)
            for (r1, r2), (y1, y2) in zip(pairwise(ratios), pairwise(years), strict=True)
        ]
        variance = shrunk_variance(steps, Decimal(0), Nature.COUNT) * (figures.year - year)
        variance += sum(1 / (v + _HALF) for v in (mine, theirs, mine_before, theirs_before))
        ratio, spread = _ratio(mine, theirs), variance.sqrt()
        room = room_for_a_slip(abs(ratio - ratios[-1]) / spread)
        return room is not None and abs(-ratio - ratios[-1]) / spread <= room


def _ratio(mine: Decimal, theirs: Decimal) -> Decimal:
    return logarithm(mine + _HALF) - logarithm(theirs + _HALF)
