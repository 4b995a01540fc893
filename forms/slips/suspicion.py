"""Whether a slip explains a figure that is far from what is expected, and what was meant.

A figure is suspected when it lies far from what is expected of it *and* a slip of the catalogue leads to it
from a figure that is clearly more likely. A leap alone is no slip: TB-YEAR-001 asks for its reason. A false
alarm needs both coincidences, which allows limits as low as these.

The limits below were tuned on the training seed of ``tests.benchmarks.slips``; ``tests.benchmarks.limits``
prints what moving each of them costs, and ``tests/forms/slips/test_thresholds.py`` pins examples to both
sides.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from forms.figures.quantity import decimal_places
from forms.plan.definitions import Item
from forms.slips.catalogue import Original, Slip, originals
from forms.slips.expectation import OUT_OF_THE_QUESTION, Expectation, Nature, room_for_a_slip

_FAR = Decimal(3)
"""Least distance, in spreads, at which a power of ten, a unit, a sign or a share is suspected, and of small
counts any slip. Tuned as said above."""
_FEW = 10
"""Counts below have one digit: a digit more or less is then a leap like any other. By definition the first
figure of two digits."""
_NEAR = Decimal(3)
"""Largest distance of what was meant by such a slip, unless ``_NEAR_SHARE`` allows more. Tuned as said
above."""
_NEAR_SHARE = Decimal("0.35")
"""Largest distance of what was meant as a share of the typed figure's: the farther the typed figure is off,
the less it can be true, and the less exact the other needs to be. Tuned as said above."""
_FURTHEST = Decimal(20)
"""Larger distances count as this one in ``_NEAR_SHARE``, so that what was meant is at most 7 spreads off.
Tuned as said above."""
_LEAST = Decimal(1)
"""Below this distance nothing is suspected, whatever else speaks against the figure. Tuned as said above."""
_LEAPING = Decimal(2)
"""Divides the distance of erratic figures for slips of a digit. Tuned as said above."""
_CLOSE_RIVAL = 4
"""Largest excess of cost over the best original at which another is offered beside it: on the scale of
-2 ln(probability), e^2 = 7.4 times less likely. Tuned as said above."""
_MOST_SUGGESTIONS = 3
"""What a person can compare in one sentence; chosen by us."""


def suspect(
    value: Decimal,
    expected: Expectation,
    item: Item,
    further: tuple[Original, ...],
    bounds: tuple[Decimal, Decimal],
    leniency: Callable[[Slip], Decimal],
) -> tuple[Original, ...]:
    """Figures that may have been meant instead of the typed one, the most likely first.

    Args:
        value: the figure as typed.
        expected: what the years before let expect.
        item: what it counts or measures.
        further: originals that follow from other figures (a share of a survey's sample), tried first.
        bounds: least and greatest figure that the other figures of the year allow.
        leniency: for a kind of slip the number that divides the distance: above 1 a figure must lie farther
            off for that slip to be suspected, below 1 less far.

    Returns:
        At most three; empty if no slip is suspected.
    """
    distance = expected.distance(value)
    # More decimals than the item has cannot be right, however near the figure is: 20.36 births.
    apart = distance if decimal_places(value) <= item.decimals else OUT_OF_THE_QUESTION
    if apart < _LEAST:
        return ()
    believable: list[tuple[Decimal, Original]] = []
    for original in (*further, *originals(value, item.decimals, item.unit)):
        # Originals come by ascending cost and their distance only adds to it: no later one can be a rival.
        if believable and original.cost > min(believable, key=_cost)[0] + _CLOSE_RIVAL:
            break
        # Both are looked at: 3 typed as 33 and 33 as 3 are the same doubt.
        is_few = expected.nature is Nature.COUNT and min(value, original.value) < _FEW
        room = _room(original.slip, apart / leniency(original.slip), expected.nature, is_few=is_few)
        if room is None or not original.lies_within(*bounds):
            continue
        off = expected.distance(original.nearest(expected.last))
        # What was meant must also be nearer than what was typed: no leap is mended by a greater one.
        if off <= min(room, distance):
            # The squared distance is -2 ln of a normal density, so it adds to costs, which are on that
            # scale.
            rounded = original.rounded(expected.grain)
            believable.append((rounded.cost + off * off, rounded))
    believable.sort(key=_cost)
    return _rivals(believable) if believable else ()


def _cost(entry: tuple[Decimal, Original]) -> Decimal:
    return entry[0]


def _rivals(believable: list[tuple[Decimal, Original]]) -> tuple[Original, ...]:
    """The best original and those nearly as likely, as far as one sentence can name their slip."""
    least, best = believable[0]
    # A range of figures is a sentence of its own; no single figure is put beside it.
    if best.up_to is not None:
        return (best,)
    return tuple(
        original
        for cost, original in believable
        if cost <= least + _CLOSE_RIVAL
        and original.up_to is None
        # Of the same group as the best one: the sentence names one kind of slip, and figures for it.
        and original.slip.is_single_choice == best.slip.is_single_choice
    )[:_MOST_SUGGESTIONS]


def _room(slip: Slip, distance: Decimal, nature: Nature, *, is_few: bool) -> Decimal | None:
    """Largest distance of what was meant by a slip, given that of the typed figure; None if there is none."""
    if distance < _FAR and (slip.is_single_choice or is_few):
        return None
    if slip.is_single_choice:
        return max(_NEAR, _NEAR_SHARE * min(distance, _FURTHEST))
    return room_for_a_slip(distance / _LEAPING if nature is Nature.ERRATIC else distance)
