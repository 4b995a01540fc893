"""What belongs to the file as a whole: its identity, the plan versions, the people, settings."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from db.column_types import read_instant
from db.errors import decoding, misuse
from db.log.work import StoreCore, Work, as_json, clean, instant
from db.unit.models import Person, PlanVersion, SettingRow, StoreMeta
from db.unit.records import StoredPlan, StoreIdentity, UnitProfile
from forms.canonical import digest_of
from forms.errors import UserInputError

PLAN_LIMIT = 32 * 1024 * 1024
"""A plan pack is a few hundred kilobytes; what expands beyond this is not one."""


def squeeze(data: bytes) -> bytes:
    """Compress a document for storing."""
    return zlib.compress(data, 9)


def expand(data: bytes, limit: int = PLAN_LIMIT) -> bytes:
    """The stored document; ValueError when it is damaged or expands beyond its bound."""
    worker = zlib.decompressobj()
    try:
        found = worker.decompress(data, limit)
    except zlib.error as error:
        raise ValueError("damaged compressed document") from error
    if not worker.eof or worker.unused_data:
        raise ValueError("compressed document too large or cut")
    return found


def read_plan_head(document: bytes) -> tuple[str, str]:
    """Id and version of a plan pack.

    Raises:
        UserInputError: not the JSON of a plan.
    """
    try:
        head = json.loads(document)
        return str(head["id"]), str(head["version"])
    except (ValueError, LookupError, TypeError) as error:
        raise UserInputError("E-DB-016", "这不是规划数据包，没有导入。请选择正确的文件。") from error


class ProfilePart(StoreCore):
    """The part of the store that keeps plans, people and settings."""

    def identity(self) -> StoreIdentity:
        """Id, unit and age of the file."""
        with self._read() as connection, decoding(self.path):
            found = {
                row.name: row.value for row in connection.execute(select(StoreMeta.name, StoreMeta.value))
            }
            return StoreIdentity(found["store_id"], found["unit"], read_instant(found["created_at"]))

    def current_plan(self) -> StoredPlan:
        """The plan version in force."""
        with self._read() as connection, decoding(self.path):
            digest = connection.scalars(select(StoreMeta.value).where(StoreMeta.name == "plan")).one_or_none()
            return self.plan(str(digest))

    def plan(self, digest: str) -> StoredPlan:
        """A plan version by its digest, e.g. the one under which a revision was frozen.

        Raises:
            StoreCorrupt: its stored bytes no longer have this digest.
        """
        statement = select(PlanVersion.plan_id, PlanVersion.version, PlanVersion.document)
        with self._read() as connection, decoding(self.path):
            row = connection.execute(statement.where(PlanVersion.digest == digest)).first()
            if row is None:
                raise misuse("no such plan version", digest=digest)
            document = expand(row[2])
            if digest_of(document) != digest:
                raise ValueError("plan document changed")
            return StoredPlan(digest, row[0], row[1], document)

    def plans(self) -> list[tuple[str, str, str]]:
        """Digest, id and version of all plan versions, oldest import first."""
        statement = select(PlanVersion.digest, PlanVersion.plan_id, PlanVersion.version)
        with self._read() as connection:
            rows = connection.execute(statement.order_by(PlanVersion.at))
            return [(digest, plan_id, version) for digest, plan_id, version in rows]

    def import_plan(self, plan_bytes: bytes, *, actor: str, now: datetime, reason: str = "") -> StoredPlan:
        """Take over a version of the plan pack and put it in force; older versions are kept.

        Args:
            plan_bytes: canonical JSON of the pack.
            actor: who imported it.
            now: the present.
            reason: why, for the change log.
        """
        plan_id, version = read_plan_head(plan_bytes)
        with self._write() as work:
            digest = put_plan(work, plan_bytes, (plan_id, version), actor=actor, now=now, reason=reason)
        return StoredPlan(digest, plan_id, version, plan_bytes)

    def people(self) -> UnitProfile:
        """Who stands on the form."""
        with self._read() as connection:
            found = {row.role: row.value for row in connection.execute(select(Person.role, Person.value))}
        return UnitProfile.from_mapping(found)

    def set_people(self, people: UnitProfile, *, actor: str, now: datetime) -> None:
        """Note who stands on the form; each role that changes is logged."""
        at, who, before = instant(now), clean(actor), asdict(self.people())
        with self._write() as work:
            for role, value in asdict(people).items():
                new = clean(value)
                if new == before[role]:
                    continue
                statement = insert(Person).values(role=role, value=new)
                work.execute(statement.on_conflict_do_update(index_elements=["role"], set_={"value": new}))
                work.log("set", f"people:{role}", at=at, actor=who, old=before[role] or None, new=new or None)

    def setting(self, name: str, default: str = "") -> str:
        """Something the window remembers."""
        with self._read() as connection:
            found = connection.scalars(select(SettingRow.value).where(SettingRow.name == name)).one_or_none()
        return default if found is None else found

    def set_setting(self, name: str, value: str) -> None:
        """Remember something for the window; not logged."""
        plain = clean(value)
        statement = insert(SettingRow).values(name=clean(name), value=plain)
        with self._write() as work:
            work.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": plain}))


def plan_value(plan_id: str, version: str, by: str, at: str) -> str:
    """What the change log says of a plan version."""
    return as_json({"at": at, "by": by, "id": plan_id, "version": version})


def put_plan(
    work: Work, document: bytes, names: Sequence[str], *, actor: str, now: datetime, reason: str = ""
) -> str:
    """Store a plan version where it is new, and put it in force."""
    digest, who = digest_of(document), clean(actor)
    plan_id, version = names
    statement = insert(PlanVersion).values(
        digest=digest, plan_id=plan_id, version=version, document=squeeze(document), actor=who, at=now
    )
    if work.execute(statement.on_conflict_do_nothing()).rowcount:
        new = plan_value(plan_id, version, who, instant(now))
        work.log("import", f"plan:{digest}", at=instant(now), actor=who, new=new, reason=clean(reason))
    old = work.driver.execute("SELECT value FROM store_meta WHERE name = 'plan'").fetchone()
    if old is not None and old[0] == digest:
        return digest
    meta = insert(StoreMeta).values(name="plan", value=digest)
    work.execute(meta.on_conflict_do_update(index_elements=[StoreMeta.name], set_={"value": digest}))
    work.log(
        "import",
        "plan:",
        at=instant(now),
        actor=who,
        old=None if old is None else old[0],
        new=digest,
        reason=clean(reason),
    )
    return digest
