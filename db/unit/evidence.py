"""What supports the figures: explanations of findings, attached files, figures of earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from db.errors import StoreCorrupt, decoding, fault, misuse
from db.log.work import StoreCore, Work, as_json, clean, instant, read_json
from db.unit.models import AttachmentRow, Blob, DefinitionRow, ExplanationRow, HistoryRow, ObservationRow
from db.unit.records import Attachment, Explanation, HistoryValue
from db.unit.years import ensure_year, require_editable
from forms.canonical import digest_of
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.reporting.entry import DefinitionChange

ATTACHMENT_LIMIT = 5 * 1024 * 1024
"""Largest file that is attached: packages have to fit into an e-mail."""


class EvidencePart(StoreCore):
    """The part of the store that keeps explanations, attachments and earlier years."""

    def explain(  # noqa: PLR0913, PLR0917 - what is explained, by whom and when
        self,
        year: int,
        finding_code: str,
        cells: Iterable[str],
        values_digest: str,
        text: str,
        actor: str,
        now: datetime,
    ) -> None:
        """Add an explanation of a finding; earlier ones are kept."""
        at, who, words = instant(now), clean(actor), clean(text)
        places = [clean(str(cell)) for cell in cells]
        with self._write() as work:
            standing = require_editable(work, year)
            ensure_year(work, year, who, at)
            number = work.driver.execute(
                "INSERT INTO explanation (year, code, cells, values_digest, text, actor, at) "
                "VALUES (?,?,?,?,?,?,?)",
                (year, finding_code, as_json(places), values_digest, words, who, at),
            ).lastrowid
            new = explanation_value(places, finding_code, values_digest, words, who, at)
            subject = f"explanation:{number}"
            work.log("explain", subject, at=at, actor=who, year=year, new=new, reason=standing.why())

    def explanations(self, year: int) -> list[Explanation]:
        """All explanations of a year, oldest first; the last one for the same values counts."""
        row = ExplanationRow
        statement = (
            select(row.code, row.cells, row.values_digest, row.text, row.actor, row.at)
            .where(row.year == year)
            .order_by(row.id)
        )
        with self._read() as connection, decoding(self.path):
            return [
                Explanation(code, tuple(read_json(cells)), digest, text, actor, at)
                for code, cells, digest, text, actor, at in connection.execute(statement)
            ]

    def add_attachment(  # noqa: PLR0913 - what is attached, by whom and when
        self,
        year: int,
        key: SeriesKey,
        name: str,
        media_type: str,
        data: bytes,
        *,
        actor: str = "",
        now: datetime,
    ) -> Attachment:
        """Attach a file to a figure. The same bytes are stored once.

        Args:
            year: reporting year.
            key: the figure.
            name: file name; folders in it are dropped.
            media_type: MIME type.
            data: at most 5 MB.
            actor: who attaches.
            now: the present, with time zone.

        Raises:
            UserInputError: the file is larger.
        """
        if len(data) > ATTACHMENT_LIMIT:
            raise UserInputError(
                "E-DB-015",
                f"附件“{PurePath(name).name}”有 {len(data) / 1024 / 1024:.1f} MB，每个附件最大 5 MB。"
                "请压缩图片或只截取有关的几页再添加。",
            )
        at, who, digest = instant(now), clean(actor), digest_of(data)
        plain = clean(name.replace("\\", "/").rsplit("/", 1)[-1])
        attachment = Attachment(key, plain, media_type, digest, len(data), who, now)
        with self._write() as work:
            standing = require_editable(work, year)
            ensure_year(work, year, who, at)
            work.execute(insert(Blob).values(digest=digest, data=data).on_conflict_do_nothing())
            subject = attachment_subject(key, digest)
            old = _attached(work, year, key, digest)
            new = attachment_value(plain, media_type, len(data), who, at)
            if old != new:
                _put_attachment(work, year, attachment)
                why = standing.why()
                work.log("attach", subject, at=at, actor=who, year=year, old=old, new=new, reason=why)
        return attachment

    def remove_attachment(self, year: int, key: SeriesKey, digest: str, *, actor: str, now: datetime) -> None:
        """Take a file off a figure. Its bytes stay, because a frozen revision may speak of them."""
        with self._write() as work:
            standing = require_editable(work, year)
            old = _attached(work, year, key, digest)
            if old is None:
                return
            work.driver.execute(
                "DELETE FROM attachment WHERE year = ? AND code = ? AND breakdown = ? AND digest = ?",
                (year, *key, digest),
            )
            subject = attachment_subject(key, digest)
            who, why = clean(actor), standing.why()
            work.log("detach", subject, at=instant(now), actor=who, year=year, old=old, reason=why)

    def attachments(self, year: int) -> list[Attachment]:
        """Files attached to figures of a year, without their bytes, in order of figure and time."""
        row = AttachmentRow
        columns = (row.code, row.breakdown, row.name, row.media_type, row.digest, row.size, row.actor, row.at)
        statement = (
            select(*columns).where(row.year == year).order_by(row.code, row.breakdown, row.at, row.digest)
        )
        with self._read() as connection, decoding(self.path):
            return [
                Attachment(SeriesKey(found[0], found[1]), *found[2:])
                for found in connection.execute(statement)
            ]

    def attachment_data(self, digest: str) -> bytes:
        """Bytes of an attached file.

        Raises:
            StoreCorrupt: they no longer have this digest.
        """
        with self._read() as connection:
            data = connection.scalars(select(Blob.data).where(Blob.digest == digest)).one_or_none()
        if data is None:
            raise misuse("no such attachment", digest=digest)
        if digest_of(data) != digest:
            raise fault(StoreCorrupt, self.path, attachment=digest)
        return data

    def history(self, before: int | None = None) -> dict[int, dict[SeriesKey, Decimal]]:
        """Figures by year: taken over from outside, and over them those entered in this store.

        Args:
            before: only of the years before this one.
        """
        imported = select(HistoryRow.year, HistoryRow.code, HistoryRow.breakdown, HistoryRow.value)
        own = select(
            ObservationRow.year, ObservationRow.code, ObservationRow.breakdown, ObservationRow.value
        ).where(ObservationRow.value.is_not(None))
        if before is not None:
            imported = imported.where(HistoryRow.year < before)
            own = own.where(ObservationRow.year < before)
        found: dict[int, dict[SeriesKey, Decimal]] = {}
        with self._read() as connection, decoding(self.path):
            for statement in (imported, own):
                for year, code, breakdown, value in connection.execute(statement):
                    if value is not None:
                        found.setdefault(year, {})[SeriesKey(code, breakdown)] = value
        return found

    def imported_history(self) -> list[tuple[HistoryValue, str]]:
        """What was taken over from outside, with its source, in order of year and key."""
        row = HistoryRow
        statement = select(row.year, row.code, row.breakdown, row.value, row.source).order_by(
            row.year, row.code, row.breakdown
        )
        with self._read() as connection, decoding(self.path):
            return [
                (HistoryValue(year, SeriesKey(code, breakdown), value), source)
                for year, code, breakdown, value, source in connection.execute(statement)
            ]

    def definition_changes(self) -> tuple[DefinitionChange, ...]:
        """Breaks in the series (口径变动), in order of code and year."""
        row = DefinitionRow
        statement = select(row.code, row.year, row.note).order_by(row.code, row.year)
        with self._read() as connection, decoding(self.path):
            return tuple(DefinitionChange(*found) for found in connection.execute(statement))

    def record_definition_change(self, change: DefinitionChange, *, actor: str, now: datetime) -> None:
        """Note that a figure means something else from a year on; an empty note takes that back."""
        at, who, note = instant(now), clean(actor), clean(change.note)
        keys = (clean(change.code), change.year)
        with self._write() as work:
            run = work.driver.execute
            query = "SELECT note, actor, at FROM definition_change WHERE code = ? AND year = ?"
            old = run(query, keys).fetchone()
            if note == (old[0] if old else ""):
                return
            run("DELETE FROM definition_change WHERE code = ? AND year = ?", keys)
            if note:
                columns = "code, year, note, actor, at"
                run(f"INSERT INTO definition_change ({columns}) VALUES (?,?,?,?,?)", (*keys, note, who, at))  # noqa: S608 - constants
            work.log(
                "define",
                f"definition:{keys[0]}",
                at=at,
                actor=who,
                year=change.year,
                old=old and definition_value(*old),
                new=definition_value(note, who, at) if note else None,
            )

    def import_history(self, rows: Sequence[HistoryValue], source: str, actor: str, now: datetime) -> int:
        """Take over figures of earlier years; what is there is replaced, each change is logged.

        Args:
            rows: figures; a later one for the same year and key wins.
            source: file or publication they come from.
            actor: who imports.
            now: the present.

        Returns:
            Number of figures that are new or different.
        """
        at, who, origin = instant(now), clean(actor), clean(source)
        wanted = {(row.year, row.key): canonical_decimal(row.value) for row in rows}
        changed = 0
        with self._write() as work:
            for (year, key), value in wanted.items():
                old = work.driver.execute(
                    "SELECT value, source FROM history_value WHERE year = ? AND code = ? AND breakdown = ?",
                    (year, *key),
                ).fetchone()
                if old == (value, origin):
                    continue
                work.driver.execute(
                    "INSERT INTO history_value (year, code, breakdown, value, source) VALUES (?,?,?,?,?) "
                    "ON CONFLICT DO UPDATE SET value = excluded.value, source = excluded.source",
                    (year, *key, value, origin),
                )
                work.log(
                    "import",
                    f"history:{key}",
                    at=at,
                    actor=who,
                    year=year,
                    old=old and history_value(*old),
                    new=history_value(value, origin),
                    reason=origin,
                )
                changed += 1
        return changed


def definition_value(note: str, by: str, at: str) -> str:
    """What the change log says of a change of definition."""
    return as_json({"at": at, "by": by, "note": note})


def explanation_value(cells: Sequence[str], code: str, digest: str, text: str, by: str, at: str) -> str:
    """What the change log says of an explanation."""
    return as_json({"at": at, "by": by, "cells": list(cells), "code": code, "digest": digest, "text": text})


def attachment_subject(key: SeriesKey, digest: str) -> str:
    """Subject of an attachment in the change log."""
    return f"attachment:{key} {digest}"


def attachment_value(name: str, media_type: str, size: int, by: str, at: str) -> str:
    """What the change log says of an attachment."""
    return as_json({"at": at, "by": by, "media_type": media_type, "name": name, "size": size})


def history_value(value: str, source: str) -> str:
    """What the change log says of a figure that was taken over."""
    return as_json({"source": source, "value": value})


def _attached(work: Work, year: int, key: SeriesKey, digest: str) -> str | None:
    row = work.driver.execute(
        "SELECT name, media_type, size, actor, at FROM attachment "
        "WHERE year = ? AND code = ? AND breakdown = ? AND digest = ?",
        (year, *key, digest),
    ).fetchone()
    return None if row is None else attachment_value(*row)


def _put_attachment(work: Work, year: int, attachment: Attachment) -> None:
    values = {
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "actor": attachment.actor,
        "at": attachment.at,
    }
    keys = {
        "year": year,
        "code": attachment.key.code,
        "breakdown": attachment.key.breakdown,
        "digest": attachment.digest,
    }
    statement = insert(AttachmentRow).values(**keys, **values)
    work.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))
