"""Frozen revisions of a year, the documents made with them, and packages sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from db.description import Row
from db.errors import misuse
from db.log.facts import expand, squeeze
from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.translation import decoding
from db.unit.records import (
    PackageRecord,
    Revision,
    StoredDocument,
    UnitProfile,
    record_of,
)
from db.unit.tables import CONTENT_LIMIT, PACKAGE, REVISION, REVISION_DOCUMENT
from db.unit.undo import forget_steps
from db.unit.witness import require_present_head
from db.unit.years import put_state, standing_of
from db.values import clean
from forms.canonical import canonical_text, digest_of
from forms.codes.store import StoreCode
from forms.errors import StateError
from forms.filing.state import YearState

_YEAR = REVISION.c.year == bindparam("year")
_REVISIONS = select(REVISION).where(_YEAR).order_by(REVISION.c.number)
_LATEST = select(REVISION).where(_YEAR).order_by(REVISION.c.number.desc()).limit(1)
_ONE = select(REVISION).where(_YEAR, REVISION.c.number == bindparam("number"))
_NEWEST = select(func.max(REVISION.c.number)).where(_YEAR)
_DOCUMENTS = (
    select(REVISION_DOCUMENT)
    .where(
        REVISION_DOCUMENT.c.year == bindparam("year"), REVISION_DOCUMENT.c.revision == bindparam("revision")
    )
    .order_by(REVISION_DOCUMENT.c.position)
)
_PACKAGES = select(PACKAGE).where(PACKAGE.c.year == bindparam("year")).order_by(PACKAGE.c.id)


class RevisionPart(StorePart):
    """The methods of a store for frozen revisions, packages sent, receipts and returns."""

    def freeze(  # noqa: PLR0913, PLR0917 - everything that a 定稿 fixes
        self,
        year: int,
        revision: int,
        content_bytes: bytes,
        content_digest: str,
        plan_digest: str,
        documents: Sequence[StoredDocument],
        people: UnitProfile,
        actor: str,
        now: datetime,
        *,
        reason: str = "",
    ) -> Revision:
        """定稿 in one transaction: store content and documents for ever, set 已定稿, remove the undo steps.

        Args:
            year: reporting year.
            revision: number, one more than the newest.
            content_bytes: canonical JSON of the frozen content.
            content_digest: SHA-256 of these bytes.
            plan_digest: plan version under which they were checked.
            documents: printed forms and other files, in their order.
            people: who stands on the form.
            actor: who finalises.
            now: the present, with time zone.
            reason: why, for the change log.

        Raises:
            StateError: the revision exists already (E-DB-018), or something was entered since the content
                was made (E-DB-040).
            StoreMisuse: the digest is not that of the content, or the number is not the next one.
            EnvironmentFault: disk, lock, permission; nothing was stored.
        """
        if digest_of(content_bytes) != content_digest:
            raise misuse("content digest differs", year=year)
        change = Change("freeze", actor, now)
        with self._write() as work:
            self._require_next(work, year, revision)
            require_present_head(content_bytes, work.log.head)
            change.reason = standing_of(work, year).why(reason)
            put_state(work, year, YearState.FINAL, revision, change)
            head, entries = work.log.head, work.log.entries
            parts = [_part(year, revision, position, one) for position, one in enumerate(documents)]
            row = {
                "year": year,
                "number": revision,
                "content": squeeze(content_bytes),
                "content_digest": content_digest,
                "plan_digest": plan_digest,
                "people": canonical_text(asdict(people)),
                "log_entries": entries,
                "log_head": head,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(REVISION, row, change, parts)
            forget_steps(work, year)
        return record_of(Revision, row, content=content_bytes, people=people, at=now)

    def _require_next(self, work: Work, year: int, revision: int) -> None:
        newest = work.session.value(_NEWEST, {"year": year}) or 0
        if revision <= newest:
            sentence = f"{year} 年第 {revision} 版已经定稿，没有覆盖。请重新打开这一年再试。"
            raise StateError(StoreCode.REVISION_EXISTS, sentence, year=year)
        if revision != newest + 1:
            raise misuse("revision numbers skip", year=year, revision=revision, newest=newest)

    def revision(self, year: int, number: int) -> Revision | None:
        """A frozen revision; None when there is none of this number."""
        return self._one(_ONE, {"year": year, "number": number})

    def latest_revision(self, year: int) -> Revision | None:
        """The newest frozen revision of a year; None before the first 定稿."""
        return self._one(_LATEST, {"year": year})

    def revisions(self, year: int) -> list[Revision]:
        """All frozen revisions of a year, oldest first."""
        with self._read() as session, decoding(self.path):
            return [_revision(row) for row in session.rows(_REVISIONS, {"year": year})]

    def documents(self, year: int, number: int) -> list[StoredDocument]:
        """Files made with a revision, in the order of :meth:`freeze`; each is compared with its digest.

        Raises:
            StoreCorrupt: a file no longer has its digest.
        """
        with self._read() as session, decoding(self.path):
            found = []
            for row in session.rows(_DOCUMENTS, {"year": year, "revision": number}):
                if digest_of(row["data"]) != row["digest"]:
                    raise ValueError("document changed")
                found.append(record_of(StoredDocument, row))
            return found

    def record_package(
        self, year: int, revision: int, file_name: str, digest: str, now: datetime, actor: str = ""
    ) -> None:
        """Log that a package of a revision was exported; the package itself is not stored."""
        change = Change("export", actor, now)
        row = {"year": year, "revision": revision, "file_name": clean(file_name), "digest": digest}
        with self._write() as work:
            work.add(PACKAGE, {**row, "at": change.at}, change)

    def packages(self, year: int) -> list[PackageRecord]:
        """Packages exported for a year, oldest first."""
        with self._read() as session, decoding(self.path):
            return [record_of(PackageRecord, row) for row in session.rows(_PACKAGES, {"year": year})]

    def _one(self, statement: Select[Any], values: dict[str, int]) -> Revision | None:
        with self._read() as session, decoding(self.path):
            row = session.row(statement, values)
            return None if row is None else _revision(row)


def _revision(row: Row) -> Revision:
    document = expand(row["content"], CONTENT_LIMIT)
    if digest_of(document) != row["content_digest"]:
        raise ValueError("frozen content changed")
    return record_of(Revision, row, content=document, people=UnitProfile.from_mapping(row["people"]))


def _part(year: int, revision: int, position: int, document: StoredDocument) -> dict[str, Any]:
    return {
        "year": year,
        "revision": revision,
        "position": position,
        "name": clean(document.name),
        "media_type": document.media_type,
        "digest": digest_of(document.data),
        "data": document.data,
    }
