"""Whether a figure that is out of keeping is a slip, and what was meant.

A figure is suspected when it lies far from what is expected of it *and* something in the catalogue
turns it into a figure that is clearly more likely. A mere leap is no slip: other rules ask for its
reason. So a false alarm needs two coincidences, which is what allows thresholds as low as these.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from forms.figures.quantity import decimal_places
from forms.plan.pack import Item
from forms.slips.catalogue import Original, Slip, originals
from forms.slips.expectation import OUT_OF_THE_QUESTION, Expectation, Nature, room_for_a_slip

_FAR = Decimal(3)
"""From this distance on a figure is suspected of being wrong by a power of ten or a share, and one of a
few cases a year of any slip."""
_FEW = 10
"""A count below this has a single digit: one digit more or less is then a leap like any other."""
_NEAR = Decimal(3)
"""So far off what was meant may then be,"""
_NEAR_SHARE = Decimal("0.35")
"""or this share of the typed figure's own distance: the further off it is, the less it can be true."""
_FURTHEST = Decimal(20)
_LEAST = Decimal(1)
"""Below this distance nothing is suspected, whatever else speaks against a figure."""
_LEAPING = Decimal(2)
"""Divides the distance for slips of a digit where the figure moves by leaps anyway."""
_CLOSE_RIVAL = 4
_MOST_SUGGESTIONS = 3


def suspect(
    value: Decimal,
    expected: Expectation,
    item: Item,
    further: tuple[Original, ...],
    bounds: tuple[Decimal, Decimal],
    leniency: Callable[[Slip], Decimal],
) -> tuple[Original, ...]:
    """What may have been meant instead of a figure, most believable first; empty if no slip is suspected.

    Args:
        value: the figure as typed.
        expected: what the years before let expect.
        item: what it counts or measures.
        further: originals that only its neighbours could tell.
        bounds: between which figures the other figures of the year let it lie.
        leniency: divides the distance: how much further off a figure must be for a slip to be suspected.
    """
    distance = expected.distance(value)
    apart = distance if decimal_places(value) <= item.decimals else OUT_OF_THE_QUESTION
    if apart < _LEAST:
        return ()
    believable: list[tuple[Decimal, Original]] = []
    for original in (*further, *originals(value, item.decimals, item.unit)):
        if believable and original.cost > min(believable, key=_cost)[0] + _CLOSE_RIVAL:
            break
        is_few = expected.nature is Nature.COUNT and min(value, original.value) < _FEW
        room = _room(original.slip, apart / leniency(original.slip), expected.nature, is_few=is_few)
        if room is None or not original.lies_within(*bounds):
            continue
        off = expected.distance(original.nearest(expected.last))
        if off <= min(room, distance):
            rounded = original.rounded(expected.grain)
            believable.append((rounded.cost + off * off, rounded))
    believable.sort(key=_cost)
    return _rivals(believable) if believable else ()


def _cost(entry: tuple[Decimal, Original]) -> Decimal:
    return entry[0]


def _rivals(believable: list[tuple[Decimal, Original]]) -> tuple[Original, ...]:
    """The best, and what is nearly as good and of the same sort."""
    least, best = believable[0]
    if best.up_to is not None:
        return (best,)
    return tuple(
        original
        for cost, original in believable
        if cost <= least + _CLOSE_RIVAL
        and original.up_to is None
        and original.slip.is_single_choice == best.slip.is_single_choice
    )[:_MOST_SUGGESTIONS]


def _room(slip: Slip, distance: Decimal, nature: Nature, *, is_few: bool) -> Decimal | None:
    """How far off what was meant may be, given how far off what was typed is; None if nothing may."""
    if distance < _FAR and (slip.is_single_choice or is_few):
        return None
    if slip.is_single_choice:
        return max(_NEAR, _NEAR_SHARE * min(distance, _FURTHEST))
    return room_for_a_slip(distance / _LEAPING if nature is Nature.ERRATIC else distance)
