"""Figures of two units that must agree and do not; nothing says by itself which of the two is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum, auto

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.pack import STATISTICS, Plan
from forms.plan.pairs import Pair, pairs_of

Stated = Mapping[SeriesKey, Decimal]
"""Figures of a unit's year."""


class PairRole(Enum):
    """What a figure of a unit is to one of another unit."""

    SAME = auto()
    PART = auto()
    WHOLE = auto()


@frozen
class PairDifference:
    """A figure of a unit beside one of another unit that contradicts it.

    Attributes:
        key: the figure of the unit.
        value: what the unit states.
        unit: code of the other unit.
        other: the figure of the other unit.
        other_value: what that one states.
        relation: what the first is to the second.
    """

    key: SeriesKey
    value: Decimal
    unit: str
    other: SeriesKey
    other_value: Decimal
    relation: PairRole


def differing_pairs(plan: Plan, stated: Mapping[str, Stated]) -> dict[str, list[PairDifference]]:
    """By unit, its figures that contradict those of another; units without any are left out.

    A figure that one of the two does not state is not compared.

    Args:
        plan: says which figures must agree.
        stated: figures of one year, by unit; a missing one is not in it.
    """
    found: dict[str, list[PairDifference]] = {}
    for pair in pairs_of(plan):
        own, theirs = (PairRole.PART, PairRole.WHOLE) if pair.is_part else (PairRole.SAME, PairRole.SAME)
        for unit, other in _couples(pair, stated):
            figures, others = stated[unit], stated[other]
            for key, beside in _contradicting(pair, figures, others):
                here = PairDifference(
                    key=key,
                    value=figures[key],
                    unit=other,
                    other=beside,
                    other_value=others[beside],
                    relation=own,
                )
                found.setdefault(unit, []).append(here)
                found.setdefault(other, []).append(_turned(here, unit, theirs))
    return found


def _turned(one: PairDifference, unit: str, relation: PairRole) -> PairDifference:
    """The same as the other unit sees it."""
    return PairDifference(
        key=one.other,
        value=one.other_value,
        unit=unit,
        other=one.key,
        other_value=one.value,
        relation=relation,
    )


def _couples(pair: Pair, stated: Mapping[str, Stated]) -> Iterator[tuple[str, str]]:
    """Two units each of which may state one of the pair; of one item that both state, once.

    Where the statistics office states its own item, the others are held against that alone.
    """
    is_one_item = pair.item == pair.other
    if is_one_item and STATISTICS in _stating(pair.item, stated):
        # Whoever agrees with the owner need not hear that another unit does not.
        others = [unit for unit in _stating(pair.item, stated) if unit != STATISTICS]
        yield from ((STATISTICS, other) for other in others)
        return
    # Only of who states one of the two: of hundreds of units every couple would be looked at for each pair.
    others = _stating(pair.other, stated)
    for unit in _stating(pair.item, stated):
        for other in others:
            if unit < other or (unit > other and not is_one_item):
                yield unit, other


def _stating(item: str, stated: Mapping[str, Stated]) -> list[str]:
    """The units that state any figure of an item, sorted."""
    return sorted(unit for unit, figures in stated.items() if any(key.code == item for key in figures))


def _contradicting(pair: Pair, figures: Stated, others: Stated) -> Iterator[tuple[SeriesKey, SeriesKey]]:
    """The same part of both where both are stated, and the figures contradict each other."""
    for key in sorted(one for one in figures if one.code == pair.item):
        beside = SeriesKey(pair.other, key.breakdown)
        if beside not in others:
            continue
        if figures[key] > others[beside] if pair.is_part else figures[key] != others[beside]:
            yield key, beside
