"""Frozen revisions of a year, the documents made with them, packages sent and slips received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.dialects.sqlite import insert

from db.errors import decoding, misuse
from db.log.work import StoreCore, Work, as_json, clean, instant, member, read_json
from db.unit.models import DocumentRow, PackageRow, RevisionRow, SlipRow
from db.unit.profile import expand, squeeze
from db.unit.records import PackageRecord, Revision, Slip, SlipKind, StoredDocument, UnitProfile, YearRecord
from db.unit.witness import CONTENT_LIMIT, require_present_head
from db.unit.years import put_state, standing_of
from forms.canonical import digest_of
from forms.errors import StateError
from forms.filing.state import YearState

_COLUMNS = (
    RevisionRow.year,
    RevisionRow.number,
    RevisionRow.content,
    RevisionRow.content_digest,
    RevisionRow.plan_digest,
    RevisionRow.people,
    RevisionRow.actor,
    RevisionRow.at,
    RevisionRow.log_head,
    RevisionRow.log_entries,
)


class RevisionPart(StoreCore):
    """The part of the store that keeps what was frozen, sent and received."""

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
        """定稿: keep the content and its documents for ever, put the year into 已定稿, end its undo.

        All of it is one transaction.

        Args:
            year: reporting year.
            revision: number, one more than the newest.
            content_bytes: canonical bytes of the frozen content.
            content_digest: their SHA-256.
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
        """
        if digest_of(content_bytes) != content_digest:
            raise misuse("content digest differs", year=year)
        who, at = clean(actor), instant(now)
        with self._write() as work:
            self._require_next(work, year, revision)
            require_present_head(content_bytes, work.head)
            why = standing_of(work, year).why(reason)
            put_state(work, YearRecord(year, YearState.FINAL, revision, None, why, who, now))
            head, entries = work.head, work.entries
            work.execute(
                insert(RevisionRow).values(
                    year=year,
                    number=revision,
                    content=squeeze(content_bytes),
                    content_digest=content_digest,
                    plan_digest=plan_digest,
                    people=as_json(asdict(people)),
                    log_entries=entries,
                    log_head=head,
                    actor=who,
                    at=now,
                )
            )
            for position, document in enumerate(documents):
                _add_document(work, (year, revision, position), document)
            listed = [(d.name, d.media_type, digest_of(d.data)) for d in documents]
            new = revision_value(
                listed, [content_digest, plan_digest, as_json(asdict(people)), who, at, entries]
            )
            work.log("freeze", f"revision:{revision}", at=at, actor=who, year=year, new=new, reason=why)
            work.driver.execute("DELETE FROM undo_step WHERE year = ?", (year,))
        return Revision(
            year, revision, content_bytes, content_digest, plan_digest, people, who, now, head, entries
        )

    def _require_next(self, work: Work, year: int, revision: int) -> None:
        query = "SELECT coalesce(max(number), 0) FROM revision WHERE year = ?"
        newest = work.driver.execute(query, (year,)).fetchone()[0]
        if revision <= newest:
            sentence = f"{year} 年第 {revision} 版已经定稿，没有覆盖。请重新打开这一年再试。"
            raise StateError("E-DB-018", sentence, year=year)
        if revision != newest + 1:
            raise misuse("revision numbers skip", year=year, revision=revision, newest=newest)

    def revision(self, year: int, number: int) -> Revision | None:
        """A frozen revision; None when there is no such one."""
        return self._one(select(*_COLUMNS).where(RevisionRow.year == year, RevisionRow.number == number))

    def latest_revision(self, year: int) -> Revision | None:
        """The newest frozen revision of a year."""
        newest = select(*_COLUMNS).where(RevisionRow.year == year).order_by(RevisionRow.number.desc())
        return self._one(newest.limit(1))

    def revisions(self, year: int) -> list[Revision]:
        """All frozen revisions of a year, oldest first."""
        with self._read() as connection, decoding(self.path):
            rows = connection.execute(
                select(*_COLUMNS).where(RevisionRow.year == year).order_by(RevisionRow.number)
            )
            return [_revision(row) for row in rows]

    def documents(self, year: int, number: int) -> list[StoredDocument]:
        """Files made with a revision, in their order; each is still what was stored.

        Raises:
            StoreCorrupt: a file no longer has its digest.
        """
        row = DocumentRow
        statement = (
            select(row.name, row.media_type, row.data, row.digest)
            .where(row.year == year, row.revision == number)
            .order_by(row.position)
        )
        with self._read() as connection, decoding(self.path):
            found = []
            for name, media_type, data, digest in connection.execute(statement):
                if digest_of(data) != digest:
                    raise ValueError("document changed")
                found.append(StoredDocument(name, media_type, data))
            return found

    def record_package(
        self, year: int, revision: int, file_name: str, digest: str, now: datetime, actor: str = ""
    ) -> None:
        """Note that a package of a revision was exported."""
        name = clean(file_name)
        with self._write() as work:
            work.execute(
                insert(PackageRow).values(year=year, revision=revision, file_name=name, digest=digest, at=now)
            )
            work.log(
                "export",
                f"package:{digest}",
                at=instant(now),
                actor=clean(actor),
                year=year,
                new=package_value(name, revision, instant(now)),
            )

    def packages(self, year: int) -> list[PackageRecord]:
        """Packages exported for a year, oldest first."""
        row = PackageRow
        statement = select(row.year, row.revision, row.file_name, row.digest, row.at).where(row.year == year)
        with self._read() as connection, decoding(self.path):
            return [PackageRecord(*found) for found in connection.execute(statement.order_by(row.id))]

    def record_slip(  # noqa: PLR0913, PLR0917 - what came back, for what, and who opened it
        self,
        year: int,
        revision: int,
        kind: SlipKind | str,
        digest: str,
        data: bytes,
        actor: str,
        now: datetime,
    ) -> bool:
        """Keep a receipt or return slip; False when this very one is there already."""
        what = member(SlipKind, kind)
        if digest_of(data) != digest:
            raise misuse("slip digest differs", year=year)
        with self._write() as work:
            statement = insert(SlipRow).values(
                digest=digest,
                year=year,
                revision=revision,
                kind=what.value,
                data=data,
                actor=clean(actor),
                at=now,
            )
            if work.execute(statement.on_conflict_do_nothing()).rowcount == 0:
                return False
            work.log(
                "receive",
                f"slip:{digest}",
                at=instant(now),
                actor=clean(actor),
                year=year,
                new=slip_value(what.value, revision, clean(actor), instant(now)),
            )
        return True

    def slips(self, year: int) -> list[Slip]:
        """Receipts and return slips of a year, oldest first."""
        row = SlipRow
        columns = (row.year, row.revision, row.kind, row.digest, row.data, row.actor, row.at)
        statement = select(*columns).where(row.year == year).order_by(row.at, row.digest)
        with self._read() as connection, decoding(self.path):
            return [
                Slip(found[0], found[1], SlipKind(found[2]), *found[3:])
                for found in connection.execute(statement)
            ]

    def _one(self, statement: Select[*tuple[Any, ...]]) -> Revision | None:
        with self._read() as connection, decoding(self.path):
            row = connection.execute(statement).first()
            return None if row is None else _revision(row)


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    year, number, content, digest, plan_digest, people, actor, at, head, entries = tuple(row)
    document = expand(content, CONTENT_LIMIT)
    if digest_of(document) != digest:
        raise ValueError("frozen content changed")
    who = UnitProfile.from_mapping(read_json(people))
    return Revision(year, number, document, digest, plan_digest, who, actor, at, head, entries)


def _add_document(work: Work, place: tuple[int, int, int], document: StoredDocument) -> None:
    year, revision, position = place
    work.execute(
        insert(DocumentRow).values(
            year=year,
            revision=revision,
            position=position,
            name=clean(document.name),
            media_type=document.media_type,
            digest=digest_of(document.data),
            data=document.data,
        )
    )


def revision_value(documents: Iterable[Sequence[str]], facts: Sequence[Any]) -> str:
    """What the change log says of a frozen revision.

    Args:
        documents: name, media type and digest of each document, in order.
        facts: digests of content and plan, people as JSON, who, when, length of the log before.
    """
    content, plan, people, by, at, entries = facts
    return as_json(
        {
            "at": at,
            "by": by,
            "content": content,
            "documents": [[clean(name), media_type, digest] for name, media_type, digest in documents],
            "entries": entries,
            "people": read_json(people),
            "plan": plan,
        }
    )


def package_value(file_name: str, revision: int, at: str) -> str:
    """What the change log says of an exported package."""
    return as_json({"at": at, "file_name": file_name, "revision": revision})


def slip_value(kind: str, revision: int, by: str, at: str) -> str:
    """What the change log says of a receipt or return slip."""
    return as_json({"at": at, "by": by, "kind": kind, "revision": revision})
