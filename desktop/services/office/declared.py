"""What a package declares beside its figures: changes of definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms.reporting.earlier import DefinitionChange

CHANGES = "definition_changes"
"""Among the details of the fact ``schema``: the changes of definition that a package declares."""


def declared_changes(details: Mapping[str, object] | None) -> list[DefinitionChange]:
    """The changes of definition that a package declares, from the details of its fact ``schema``."""
    found: object = (details or {}).get(CHANGES, ())
    assert isinstance(found, Sequence)
    return [DefinitionChange(one["code"], one["year"], one["note"]) for one in found]
