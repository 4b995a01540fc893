"""What a package declares beside its figures: changes of definition, and corrections of earlier figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.frozen import frozen
from forms.reporting.earlier import DefinitionChange

CHANGES = "definition_changes"
"""Key in the details of fact ``schema``: the changes of definition that a package declares."""

CORRECTIONS = "corrections"
"""Likewise the corrections that it declares, each with cell, year, old and new figure and reason."""

YEAR_DIGESTS = "past"
"""Beside these details: digests of the figures of each year (``forms.receiving.history.year_digests``)."""


@frozen
class DeclaredCorrection:
    """A figure that a unit says it corrects, and why; what stands in its tables decides, not this.

    Attributes:
        cell: address of the figure.
        year: its year.
        old: what stood there before, as the unit states it; may be empty.
        new: what stands there now, as the unit states it; may be empty.
        reason: the unit's words.
    """

    cell: str
    year: int
    old: str
    new: str
    reason: str

    def document(self) -> dict[str, Any]:
        """The correction as JSON."""
        return {
            "cell": self.cell,
            "year": self.year,
            "old": self.old,
            "new": self.new,
            "reason": self.reason,
        }


def declared_corrections(details: Mapping[str, object] | None) -> list[DeclaredCorrection]:
    """The corrections that a package declares, from the details of its fact ``schema``."""
    found: object = (details or {}).get(CORRECTIONS, ())
    assert isinstance(found, Sequence)
    return [
        DeclaredCorrection(
            cell=one["cell"], year=one["year"], old=one["old"], new=one["new"], reason=one["reason"]
        )
        for one in found
    ]


def declared_changes(details: Mapping[str, object] | None) -> list[DefinitionChange]:
    """The changes of definition that a package declares, from the details of its fact ``schema``."""
    found: object = (details or {}).get(CHANGES, ())
    assert isinstance(found, Sequence)
    return [DefinitionChange(one["code"], one["year"], one["note"]) for one in found]
