"""Who supplies what: the figures of all units of a year brought together, without changing any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.pack import STATISTICS, Plan
from forms.receiving.history import Place
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out


@frozen
class Supplier:
    """Where a figure is taken from.

    Attributes:
        unit: code of the unit.
        others: further units on whose forms it stands, in plan order.
    """

    unit: str
    others: tuple[str, ...] = ()


@frozen
class Contradiction:
    """A figure that two units state differently in the year; the supplier's is taken.

    Attributes:
        key: item and breakdown.
        unit: the supplier.
        stated: what it states; None where it has none.
        other: another unit.
        other_stated: what that one states.
    """

    key: SeriesKey
    unit: str
    stated: Decimal | None
    other: str
    other_stated: Decimal | None


@frozen
class Supply:
    """The figures of a county's year.

    Attributes:
        figures: of all units that supply any, with the earlier years that are held of them.
        taken_from: code of the unit from which each figure was taken; none where no unit is there for it.
        contradictions: what units state differently.
        missing: units of whose figures none are there.
    """

    figures: Figures
    taken_from: Mapping[SeriesKey, str]
    contradictions: tuple[Contradiction, ...]
    missing: tuple[str, ...]


def suppliers(plan: Plan) -> dict[SeriesKey, Supplier]:
    """Which unit supplies each figure: who owns the item, else the first on whose forms it stands.

    What the statistics office gives is the same on all forms, so that the first one with it will do.
    """
    units: dict[SeriesKey, list[str]] = {}
    for unit in plan.reporting_units:
        for cell in lay_out(plan, unit.code).entry_cells:
            found = units.setdefault(cell.key, [])
            if unit.code not in found:
                found.append(unit.code)
    return {key: _supplier(plan, key, found) for key, found in units.items()}


def _supplier(plan: Plan, key: SeriesKey, units: Sequence[str]) -> Supplier:
    owner = plan.item_by_code[key.code].owner
    first = units[0] if owner is None or owner == STATISTICS or owner not in units else owner
    return Supplier(first, tuple(unit for unit in units if unit != first))


def bring_together(plan: Plan, year: int, by_unit: Mapping[str, Figures]) -> Supply:
    """The figures of a county's year from those of its units.

    Args:
        plan: the plan in force for the year.
        year: reporting year.
        by_unit: figures of units by code, each with the earlier years that the office holds; a unit of which
            nothing counts is left out.
    """
    observations: dict[SeriesKey, Observation] = {}
    history: dict[int, dict[SeriesKey, Decimal]] = {}
    breaks: dict[str, int] = {}
    published: dict[Place, Decimal] = {}
    contradictions: list[Contradiction] = []
    taken_from: dict[SeriesKey, str] = {}
    for key, supplier in suppliers(plan).items():
        at_hand = [unit for unit in (supplier.unit, *supplier.others) if unit in by_unit]
        if not at_hand:
            continue
        taken_from[key] = at_hand[0]
        source = by_unit[at_hand[0]]
        if key in source.observations:
            observations[key] = source.observations[key]
        for earlier, values in source.history.items():
            if key in values:
                history.setdefault(earlier, {})[key] = values[key]
        contradictions += _contradictions(key, at_hand, by_unit)
    # Finished rates and breaks have no supplier: every unit's are taken, of two for one place the later in
    # the plan's order.
    for unit in (unit.code for unit in plan.reporting_units if unit.code in by_unit):
        source = by_unit[unit]
        breaks |= source.breaks
        published |= source.published
        for earlier, values in source.history.items():
            finished = {key: value for key, value in values.items() if key.code not in plan.item_by_code}
            history.setdefault(earlier, {}).update(finished)
    figures = Figures(
        plan=plan,
        year=year,
        observations=observations,
        history=history,
        breaks=breaks,
        published=published,
    )
    missing = tuple(unit.code for unit in plan.reporting_units if unit.code not in by_unit)
    return Supply(
        figures=figures,
        taken_from=taken_from,
        contradictions=tuple(contradictions),
        missing=missing,
    )


def _contradictions(
    key: SeriesKey, units: Sequence[str], by_unit: Mapping[str, Figures]
) -> list[Contradiction]:
    first = by_unit[units[0]].value(key)
    return [
        Contradiction(key=key, unit=units[0], stated=first, other=other, other_stated=theirs)
        for other in units[1:]
        if (theirs := by_unit[other].value(key)) != first
    ]
