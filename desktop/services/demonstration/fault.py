"""A fault that is planted in the invented county, and which unit's year it is given."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from enum import Enum, auto
from itertools import cycle

from desktop.services.demonstration.filing import Filed, FilingUnit
from desktop.services.demonstration.scene import Scene
from forms.frozen import frozen

Slot = tuple[str, int]
"""A unit's year."""


@frozen
class Turn:
    """The turn of a fault.

    Attributes:
        scene: the county.
        unit: the unit at its desk, with the year filed.
        filed: the year's package as the unit filed it.
    """

    scene: Scene
    unit: FilingUnit
    filed: Filed

    @property
    def now(self) -> datetime:
        """The present at the unit."""
        return self.unit.post.clock.now


Plant = Callable[[Turn], None]


class Where(Enum):
    """What a fault needs."""

    LAST_YEAR = auto()
    """A unit's last year for itself: figures change, and no later year must carry the former ones."""
    LAST_YEAR_AFTER_OTHERS = auto()
    """The same, where the unit files earlier years as well."""
    LAST_YEAR_TO_SILENCE = auto()
    """The same, of a unit with a target whose warning an earlier year can silence."""
    LAST_YEAR_WITH_GIVEN = auto()
    """The same, of a unit with cells that the statistics office gives."""
    FIRST_UNIT = auto()
    """A year of the first unit for itself."""
    ANY_YEAR = auto()
    """Any unit's year for itself: it says what is handed over and how the year ends."""
    BESIDE = auto()
    """Nothing: the unit's year is delivered soundly, whatever else comes."""


@frozen
class PlantedFault:
    """A fault.

    Attributes:
        name: ASCII, also that of its folder.
        where: what it needs.
        plant: plants it.
    """

    name: str
    where: Where
    plant: Plant

    @property
    def is_beside(self) -> bool:
        """Whether the unit's year is delivered soundly all the same."""
        return self.where is Where.BESIDE


def assigned(
    faults: Sequence[PlantedFault],
    units: Sequence[str],
    years: Sequence[int],
    given: Container[str],
    silenceable: Container[str],
) -> tuple[Mapping[Slot, Sequence[PlantedFault]], list[str]]:
    """Give every fault its place.

    Args:
        faults: in the order in which places are given.
        units: codes of the units.
        years: ascending.
        given: codes of the units with cells that the statistics office gives.
        silenceable: codes of the units with a target whose warning an earlier year can silence.

    Returns:
        Faults by unit's year, and the names of those for which there was no place.
    """
    found: dict[Slot, list[PlantedFault]] = {}
    left: list[str] = []
    own = units[:-1] or units  # what comes beside needs the last unit, whose years are all sound
    last = [(unit, years[-1]) for unit in own]
    earlier = [(unit, year) for year in reversed(years[:-1]) for unit in own]
    anywhere = [*earlier, *last]
    places = {
        Where.FIRST_UNIT: [slot for slot in anywhere if slot[0] == units[0]],
        Where.LAST_YEAR_TO_SILENCE: [slot for slot in last if earlier and slot[0] in silenceable],
        Where.LAST_YEAR_AFTER_OTHERS: last if earlier else [],
        Where.LAST_YEAR_WITH_GIVEN: [slot for slot in last if slot[0] in given],
        Where.LAST_YEAR: last,
        Where.ANY_YEAR: anywhere,
    }
    sound: set[Slot] = set()
    for where, offered in places.items():
        for fault in (one for one in faults if one.where is where):
            place = next((slot for slot in offered if slot not in found and slot not in sound), None)
            if place is None:
                left.append(fault.name)
                continue
            found[place] = [fault]
            if where is Where.LAST_YEAR_AFTER_OTHERS:
                # The office holds something of the unit's past only where an earlier year is accepted.
                sound.add((place[0], years[-2]))
    every = [(unit, year) for year in years for unit in units]
    free = [slot for slot in every if slot not in found]
    beside = [one for one in faults if one.is_beside]
    if not free:
        left += [one.name for one in beside]
    for fault, slot in zip(beside, cycle(free), strict=False):
        found.setdefault(slot, []).append(fault)
    return found, left
