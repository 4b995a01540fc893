"""What belongs to the file as a whole: its identity, the plan versions, the people, settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from db.errors import misuse
from db.log.facts import expand, squeeze
from db.log.work import Change, StoreCore, Work
from db.translation import decoding
from db.unit.records import StoredPlan, StoreIdentity, UnitProfile
from db.unit.tables import PERSON, PLAN_LIMIT, PLAN_VERSION, STORE_META
from db.values import clean, read_instant
from forms.canonical import digest_of
from forms.codes.store import StoreCode
from forms.errors import UserInputError

_META = select(STORE_META.c.name, STORE_META.c.value)
_PLAN = select(PLAN_VERSION).where(PLAN_VERSION.c.digest == bindparam("digest"))
_PLANS = select(PLAN_VERSION.c.digest, PLAN_VERSION.c.plan_id, PLAN_VERSION.c.version).order_by(
    PLAN_VERSION.c.at
)
_PEOPLE = select(PERSON.c.role, PERSON.c.value)
_IN_FORCE = {"name": "plan"}


def read_plan_head(document: bytes) -> tuple[str, str]:
    """Id and version of a plan pack, without reading the rest of it.

    Raises:
        UserInputError: the document is not JSON, or lacks one of the two.
    """
    try:
        head = json.loads(document)
        return str(head["id"]), str(head["version"])
    except (ValueError, LookupError, TypeError) as error:
        raise UserInputError(
            StoreCode.NOT_A_PLAN, "这不是规划数据包，没有导入。请选择正确的文件。"
        ) from error


class ProfilePart(StoreCore):
    """The methods of a store for its identity, plan versions, people and settings."""

    def identity(self) -> StoreIdentity:
        """Id of the store, code of its unit, and when it was made."""
        with self._read() as session, decoding(self.path):
            found: dict[str, Any] = dict(session.execute(_META).fetchall())
            return StoreIdentity(found["store_id"], found["unit"], read_instant(found["created_at"]))

    def current_plan(self) -> StoredPlan:
        """The plan version in force."""
        with self._read() as session, decoding(self.path):
            found: dict[str, Any] = dict(session.execute(_META).fetchall())
            return self.plan(str(found.get("plan")))

    def plan(self, digest: str) -> StoredPlan:
        """A plan version by its digest, e.g. the one under which a revision was frozen.

        Raises:
            StoreMisuse: the store has no plan version of this digest.
            StoreCorrupt: its stored bytes no longer have this digest.
        """
        with self._read() as session, decoding(self.path):
            row = session.row(_PLAN, {"digest": digest})
            if row is None:
                raise misuse("no such plan version", digest=digest)
            document = expand(row["document"], PLAN_LIMIT)
            if digest_of(document) != digest:
                raise ValueError("plan document changed")
            return StoredPlan(digest, row["plan_id"], row["version"], document)

    def plans(self) -> list[tuple[str, str, str]]:
        """Digest, id and version of all plan versions, oldest import first."""
        with self._read() as session:
            return [(digest, plan_id, version) for digest, plan_id, version in session.execute(_PLANS)]

    def import_plan(self, plan_bytes: bytes, *, actor: str, now: datetime, reason: str = "") -> StoredPlan:
        """Take over a version of the plan pack and put it in force; older versions are kept.

        Args:
            plan_bytes: canonical JSON of the pack.
            actor: who imported it.
            now: the present, with time zone.
            reason: why, for the change log.

        Raises:
            UserInputError: the bytes are not those of a plan.
        """
        plan_id, version = read_plan_head(plan_bytes)
        change = Change("import", actor, now, reason)
        with self._write() as work:
            digest = put_plan(work, plan_bytes, plan_id, version, change)
        return StoredPlan(digest, plan_id, version, plan_bytes)

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


def put_plan(work: Work, document: bytes, plan_id: str, version: str, change: Change) -> str:
    """Store a plan version where it is new, and put it in force."""
    digest = digest_of(document)
    if work.present(PLAN_VERSION, {"digest": digest}) is None:
        row = {"digest": digest, "plan_id": plan_id, "version": version, "document": squeeze(document)}
        work.add(PLAN_VERSION, {**row, "actor": change.actor, "at": change.at}, change)
    work.put(STORE_META, {**_IN_FORCE, "value": digest}, change)
    return digest
