"""Whether a figure that is out of keeping is a slip, and what was meant.

A figure is suspected when it lies far from what is expected of it *and* something in the catalogue
turns it into a figure that is expected. A mere leap is no slip: other rules ask for its reason. So a
false alarm needs two coincidences, which is what allows thresholds as low as these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from forms.plan import Item
from forms.slips.catalogue import Original, Slip, originals
from forms.slips.expectation import Expectation, Nature

NEAR = Decimal("1.2")
"""How far off a figure got from the typed one by changing a digit may be. There are dozens of such
figures, so it has to fit well."""
_NEAR_MULTIPLE = Decimal(3)
"""The same for the few figures that differ by a power of ten or a sign,"""
_NEAR_SHARE = Decimal("0.35")
"""or this share of the typed figure's own distance: the further off it is, the less it can be true."""
_FURTHEST = Decimal(20)
FAR = {
    Slip.SHIFTED: Decimal(3),
    Slip.UNIT: Decimal(3),
    Slip.SIGN: Decimal(0),
    Slip.BETWEEN: Decimal(3),
    Slip.DOUBLED: Decimal("3.5"),
    Slip.EXTRA: Decimal("3.5"),
    Slip.TRANSPOSED: Decimal("2.5"),
    Slip.DROPPED: Decimal("3.5"),
}
"""From this distance on a figure is suspected of the slip; tuned on the benchmark's training seed."""
_LEAST = Decimal(1)
"""Below this distance nothing is suspected, whatever else speaks against a figure."""
_LEAPING = Decimal(2)
"""Factor on it for slips of a digit where the figure moves by leaps anyway."""
_CLOSE_RIVAL = 4
_MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Suspicion:
    """A figure that is probably a slip.

    Attributes:
        originals: what may have been meant, most believable first.
        distance: how far the typed figure is from what is expected.
    """

    originals: tuple[Original, ...]
    distance: Decimal

    @property
    def best(self) -> Original:
        """What was most probably meant."""
        return self.originals[0]


def suspect(
    value: Decimal,
    expected: Expectation,
    item: Item,
    further: tuple[Original, ...],
    bounds: tuple[Decimal, Decimal],
    leniency: Callable[[Slip], Decimal],
) -> Suspicion | None:
    """Look for a slip that explains a figure.

    Args:
        value: the figure as typed.
        expected: what the years before let expect.
        item: what it counts or measures.
        further: originals that only its neighbours could tell.
        bounds: between which figures the other figures of the year let it lie.
        leniency: factor on the distance from which a slip is suspected.
    """
    distance = expected.distance(value)
    if value >= 0 and distance < _LEAST:
        return None
    believable: list[tuple[Decimal, Original]] = []
    for original in (*further, *originals(value, item.decimals, item.unit)):
        if believable and original.cost > min(believable, key=_cost)[0] + _CLOSE_RIVAL:
            break
        least = FAR[original.slip] * leniency(original.slip)
        if expected.nature is Nature.ERRATIC and not original.slip.is_single_choice:
            least *= _LEAPING
        if distance < least or not original.lies_within(*bounds):
            continue
        off = expected.distance(original.nearest(expected.last))
        if off <= _nearness(original.slip, distance):
            rounded = original.rounded(expected.grain)
            believable.append((rounded.cost + off * off, rounded))
    if not believable:
        return None
    believable.sort(key=_cost)
    return Suspicion(_rivals(believable), distance)


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


def _nearness(slip: Slip, distance: Decimal) -> Decimal:
    """How far off what was meant may be, given how far off the typed figure is."""
    if slip.is_single_choice:
        return max(_NEAR_MULTIPLE, _NEAR_SHARE * min(distance, _FURTHEST))
    return NEAR
