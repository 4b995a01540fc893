"""Two contents of one unit's year beside each other: only what differs."""

from __future__ import annotations

from collections.abc import Mapping

from forms.frozen import frozen

Stated = Mapping[tuple[str, int], str]
"""What a content states by cell address and year: the figure, or the reason in its place, or nothing."""


@frozen
class CellDifference:
    """A cell in which contents differ.

    Attributes:
        cell: its address.
        year: its year.
        stated: what each content states, in the order in which they were given; None where one has no such
            cell.
    """

    cell: str
    year: int
    stated: tuple[str | None, ...]


def differing_cells(*contents: Stated) -> list[CellDifference]:
    """The cells in which contents differ, by year, newest first, then by address."""
    places = {place for one in contents for place in one}
    found = [
        CellDifference(cell=cell, year=year, stated=tuple(one.get((cell, year)) for one in contents))
        for cell, year in places
    ]
    differing = (one for one in found if len(set(one.stated)) > 1)
    return sorted(differing, key=lambda one: (-one.year, one.cell))
