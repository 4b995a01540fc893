"""What belongs to the file as a whole: its identity, the plan versions, the people, settings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.log.transactions import StorePart
from db.log.work import Change
from db.translation import decoding
from db.unit.records import StoreIdentity, UnitProfile
from db.unit.tables import PERSON, STORE_META
from db.values import clean, read_instant

_META = select(STORE_META.c.name, STORE_META.c.value)
_PEOPLE = select(PERSON.c.role, PERSON.c.value)


class ProfilePart(StorePart):
    """The methods of a store for its identity, plan versions, people and settings."""

    def identity(self) -> StoreIdentity:
        """Id of the store, code of its unit, and when it was made."""
        with self._read() as session, decoding(self.path):
            found: dict[str, Any] = dict(session.execute(_META).fetchall())
            return StoreIdentity(found["store_id"], found["unit"], read_instant(found["created_at"]))

    def people(self) -> UnitProfile:
        """Names and addresses that are printed on the form; empty where not given."""
        with self._read() as session:
            return UnitProfile.from_mapping(dict(session.execute(_PEOPLE).fetchall()))

    def set_people(self, people: UnitProfile, *, actor: str, now: datetime) -> None:
        """Store names and addresses that are printed on the form; each one that changes is logged."""
        change, before = Change("set", actor, now), asdict(self.people())
        with self._write() as work:
            for role, value in asdict(people).items():
                if clean(value) != before[role]:
                    work.put(PERSON, {"role": role, "value": clean(value)}, change)
