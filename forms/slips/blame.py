"""Which one figure of a failing sum is wrong, and what was meant.

A failing sum can be mended at any of its cells. One is named only where a slip there is far likelier than a
slip at any other. One figure alone is taken to be wrong: two wrong ones explain any difference, so nothing
could be offered for them.

The limits below were tuned on the training seed of ``tests.benchmarks.slips``; ``tests.benchmarks.limits``
prints what moving each of them costs, and ``tests/forms/slips/test_thresholds.py`` pins examples to both
sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.reporting.entry import Figures
from forms.slips.catalogue import Original, Slip, is_one_digit_off, originals
from forms.slips.course import Course
from forms.slips.relations import Sum

_POSSIBLE = Decimal("3.5")
"""Largest distance, in spreads, of a figure that a failing sum may require of a cell. Tuned as said above."""
_MARGIN = 8
"""By how much the cost of the second cell of a failing sum must exceed that of the first, on the scale of
-2 ln(probability): 8 makes the first e^4 = 55 times likelier. With less no cell is named. Tuned as said
above."""
_IN_HOLDING_SUM = 12
"""Added to the cost of a cell of a failing sum that also stands in a sum that holds: it would have to be
wrong and another figure wrong by the same amount. Tuned as said above."""
_CLEARLY_OFF = Decimal(4)
"""Least distance, in spreads, of a cell that no slip of the catalogue explains, to be blamed for a failing
sum. Tuned as said above."""
_MOST_DISTANCE = Decimal(10)
"""Larger distances count as this one in the cost: far off is far off, or the farthest cell would always be
blamed. Tuned as said above."""


def blamed_figure(
    figures: Figures,
    relation: Sum,
    courses: Mapping[SeriesKey, Course],
    sums: Mapping[SeriesKey, Sequence[Sum]],
) -> tuple[SeriesKey, Original] | None:
    """The one figure that clearly explains why a sum fails, with what was meant; None where there is none.

    Args:
        figures: all figures of the year.
        relation: the sum; nothing is blamed where it holds or one of its figures is missing.
        courses: the figures that are typed, by key.
        sums: all sums in which a figure stands.
    """
    if not relation.excess(figures):
        return None
    required = relation.required(figures)
    assert required is not None
    # Ranked by cost, then by place: of equal costs none is blamed, because the margin between them is 0.
    ranked = sorted(
        (
            (cost, index, original)
            for index, key in enumerate(relation.keys)
            # Every figure is tried, not only the one that is asked about: it is blamed only as the best
            # by far.
            for cost, original in _explanation(figures, key, required[key], relation, courses, sums)
        ),
        key=lambda entry: entry[:2],
    )
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _MARGIN):
        return None
    _, index, original = ranked[0]
    return relation.keys[index], original


def _explanation(
    figures: Figures,
    key: SeriesKey,
    meant: Decimal,
    relation: Sum,
    courses: Mapping[SeriesKey, Course],
    sums: Mapping[SeriesKey, Sequence[Sum]],
) -> Iterable[tuple[Decimal, Original]]:
    """Cost and original of taking one figure of a failing sum to be wrong; nothing where it cannot be.

    The cost is -2 ln of a likelihood, up to a constant: that of the slip, plus the squared distance of
    what the sum requires, less the squared distance of what was typed.
    """
    course, value = courses.get(key), figures.values.get(key)
    if course is None or value is None or meant < 0:
        return
    found = _original(value, meant, course, figures)
    apart, off = course.distance(figures, value), course.distance(figures, meant)
    # With no slip that leads to it, what the sum requires is believed only where the typed figure is
    # far off: any sum can be mended at any of its cells.
    if off > _POSSIBLE or (found.slip is Slip.OTHER and apart < _CLEARLY_OFF):
        return
    cost = found.slip.cost + off * off - min(apart, _MOST_DISTANCE) ** 2
    others = (s for s in sums[key] if s is not relation)
    if any(s.holds(figures) for s in others):
        cost += _IN_HOLDING_SUM
    yield cost, found


def _original(value: Decimal, meant: Decimal, course: Course, figures: Figures) -> Original:
    """The slip that leads from what was meant to the typed value; those of the catalogue are tried first."""
    # They come by ascending cost: the first that allows what was meant is the likeliest slip.
    for original in originals(value, course.item.decimals, course.item.unit):
        if original.allows(meant):
            return Original(meant, original.slip, original.wording)
    # A slice, since there may be no earlier year; with the year, since last year's own figure may be
    # missing.
    if value and course.past(figures)[-1:] == ((figures.year - 1, value),):
        return Original(meant, Slip.COPIED, "照抄了上年数")
    if is_one_digit_off(value, meant, course.item.decimals):
        return Original(meant, Slip.DIGIT, "打错了一位数字")
    return Original(meant, Slip.OTHER, "与其他各格对不上")
