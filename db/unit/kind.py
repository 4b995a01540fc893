"""A unit's store as a kind of store: its schemas, and what is checked beyond the change log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from db.file.schema import Schema
from db.file.session import Executes, Session
from db.log.kind import LoggedKind
from db.unit.tables import METADATA
from db.unit.undo import differences_of_last_steps
from db.unit.witness import RevisionTestimony, contradictions, testimonies

APPLICATION_ID = 0x7462616F
"""Marks our files in the header of SQLite (``tbao``, the four letters as a number). Chosen by us."""


class UnitKind(LoggedKind):
    """A unit's store."""

    def testimonies(self, session: Executes) -> list[RevisionTestimony]:
        """What all frozen revisions state, by year and number."""
        return testimonies(session)

    def contradictions(
        self, session: Executes, found: Sequence[RevisionTestimony], places: Mapping[str, int]
    ) -> list[str]:
        """Sentences about all differences between the frozen revisions and the store."""
        return contradictions(session, found, places)

    def further_differences(self, session: Session) -> Iterator[str]:
        """Yields the cells that differ from the last step of their year that can be undone."""
        return differences_of_last_steps(session)


UNIT_STORE = UnitKind(Schema(APPLICATION_ID, METADATA, Path(__file__).with_name("migrations")))
