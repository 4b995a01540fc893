"""What the office holds of earlier years: every figure with the moment since when it was held.

Nothing that was held is overwritten. A figure is held as the office published it, as its own year was
accepted, as it was believed first with a later year, or as a correction that a person decided; the newest
counts, and the older ones stay readable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from forms.frozen import frozen
from forms.receiving.history import Past, Place


@frozen
class Acceptance:
    """An accepted year of a unit.

    Attributes:
        year: reporting year.
        at: when it was accepted.
        figures: everything that its package states, earlier years included.
        corrected: earlier figures that a person decided to hold as it states them from then on; one that it
            leaves out is then held not to be there.
    """

    year: int
    at: datetime
    figures: Past
    corrected: Collection[Place] = ()


@frozen
class Vintage:
    """A figure as the office held it from a moment on.

    Attributes:
        value: it; None where there is none.
        since: when the year that states it was accepted; None for the office's own series.
        year: the accepted year that states it; None for the office's own series.
    """

    value: Decimal | None
    since: datetime | None = None
    year: int | None = None


def vintages(published: Past, acceptances: Iterable[Acceptance]) -> dict[Place, tuple[Vintage, ...]]:
    """Everything that the office held of each figure, oldest first; the last one counts.

    Args:
        published: the office's own series.
        acceptances: the accepted years, in the order in which they were accepted.
    """
    found: dict[Place, list[Vintage]] = {place: [Vintage(value)] for place, value in published.items()}
    for one in acceptances:
        left_out = {place: None for place in one.corrected if place not in one.figures}
        for place, value in {**one.figures, **left_out}.items():
            _, year = place
            # A later package does not change what is held of an earlier year by stating it otherwise: only
            # the year itself, and what a person decided, do.
            is_new = place not in found or year == one.year or place in one.corrected
            if is_new and (place not in found or found[place][-1].value != value):
                found.setdefault(place, []).append(Vintage(value, one.at, one.year))
    return {place: tuple(of_place) for place, of_place in found.items()}


def newest(found: Mapping[Place, tuple[Vintage, ...]]) -> dict[Place, Decimal | None]:
    """The figures that count."""
    return {place: of_place[-1].value for place, of_place in found.items()}
