"""Versions of the plan pack, in the store of either desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, bindparam, select

from db.description import Logged, described, digest_check, kept, new_metadata
from db.errors import misuse
from db.log.facts import expand, squeeze
from db.log.tables import STORE_META
from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.store.columns import at_time, by_whom, text_column
from db.translation import decoding
from forms.bounded_json import MAX_JSON_BYTES
from forms.canonical import digest_of
from forms.codes.store import StoreCode
from forms.errors import UserInputError
from forms.frozen import frozen

PLAN_LIMIT = MAX_JSON_BYTES
"""A plan pack is a few hundred kilobytes; what expands beyond this is not one. Chosen by us."""


def add_plan_versions(metadata: MetaData) -> Table:
    """Add the table of versions of the plan pack, compressed; they are never changed."""
    return described(
        "plan_version",
        metadata,
        Column("digest", Text, primary_key=True),
        text_column("plan_id", "id"),
        text_column("version", "version"),
        Column("document", LargeBinary, nullable=False, info=kept(limit=PLAN_LIMIT, newest=1)),
        by_whom(),
        at_time(),
        digest_check(),
        log=Logged("plan:{digest}", is_append_only=True),
    )


PLAN_VERSION = add_plan_versions(new_metadata())
_META = select(STORE_META.c.name, STORE_META.c.value)
_PLAN = select(PLAN_VERSION).where(PLAN_VERSION.c.digest == bindparam("digest"))
_PLANS = select(PLAN_VERSION.c.digest, PLAN_VERSION.c.plan_id, PLAN_VERSION.c.version).order_by(
    PLAN_VERSION.c.at
)
_IN_FORCE = {"name": "plan"}
_FROM = "plan:"
"""Begins the names of the entries that say from which reporting year on another version is in force."""
_ALWAYS = 0
"""Stands for the years before any of them. Chosen by us: no plan begins then."""


@frozen
class StoredPlan:
    """A version of the plan pack as it was imported."""

    digest: str
    """SHA-256 of ``document``."""
    id: str
    version: str
    document: bytes
    """Canonical JSON."""


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


class PlanPart(StorePart):
    """The methods of a store for plan versions."""

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

    def plans_by_year(self) -> dict[int, str]:
        """Digest of each version by the first reporting year for which it is in force, ascending, from 0 on.

        Empty where the version in force is so for every year.
        """
        with self._read() as session:
            found = dict(session.execute(_META).fetchall())
        of_years = {name.removeprefix(_FROM): digest for name, digest in found.items() if _FROM in name}
        return {int(year): of_years[year] for year in sorted(of_years, key=int)}

    def import_plan_from(
        self, plan_bytes: bytes, year: int, *, actor: str, now: datetime, reason: str = ""
    ) -> StoredPlan:
        """Take over a version and put it in force from a reporting year on; years before keep theirs.

        A version that was put in force from a later year on stays in force from there.

        Raises:
            UserInputError: the bytes are not those of a plan.
        """
        plan_id, version = read_plan_head(plan_bytes)
        change = Change("import", actor, now, reason)
        before, known = self.current_plan().digest, self.plans_by_year()
        with self._write() as work:
            digest = keep_plan(work, plan_bytes, plan_id, version, change)
            of_years = {_ALWAYS: before, **known, year: digest}
            for first, of_year in of_years.items():
                work.put(STORE_META, {"name": f"{_FROM}{first}", "value": of_year}, change)
            work.put(STORE_META, {**_IN_FORCE, "value": of_years[max(of_years)]}, change)
        return StoredPlan(digest, plan_id, version, plan_bytes)

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

    def keep_plan(self, plan_bytes: bytes, *, actor: str, now: datetime) -> str:
        """Store a version of the plan pack beside the one in force; returns its digest.

        Raises:
            UserInputError: the bytes are not those of a plan.
        """
        plan_id, version = read_plan_head(plan_bytes)
        with self._write() as work:
            return keep_plan(work, plan_bytes, plan_id, version, Change("import", actor, now))


def first_plan(document: bytes, plan_id: str, version: str) -> Callable[[Work, Change], None]:
    """What adds the plan version with which a new store begins."""

    def fill(work: Work, change: Change) -> None:
        put_plan(work, document, plan_id, version, change.copy("import", ""))

    return fill


def put_plan(work: Work, document: bytes, plan_id: str, version: str, change: Change) -> str:
    """Store a plan version where it is new, and put it in force."""
    digest = keep_plan(work, document, plan_id, version, change)
    work.put(STORE_META, {**_IN_FORCE, "value": digest}, change)
    return digest


def keep_plan(work: Work, document: bytes, plan_id: str, version: str, change: Change) -> str:
    """Store a plan version where it is new; which one is in force stays as it is."""
    digest = digest_of(document)
    if work.present(PLAN_VERSION, {"digest": digest}) is None:
        row = {"digest": digest, "plan_id": plan_id, "version": version, "document": squeeze(document)}
        work.add(PLAN_VERSION, {**row, "actor": change.actor, "at": change.at}, change)
    return digest
