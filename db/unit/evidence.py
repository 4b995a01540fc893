"""Explanations of findings, attached files, figures of earlier years and breaks in the series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath
from types import MappingProxyType

from sqlalchemy import bindparam, func, select

from db.description import wording
from db.errors import StoreCorrupt, fault, misuse
from db.log.tables import CHANGE_LOG
from db.log.transactions import StorePart
from db.log.work import Change
from db.translation import decoding
from db.unit.records import Attachment, HistoryChange, HistoryValue, StoredExplanation, record_of
from db.unit.tables import ATTACHMENT, BLOB, DEFINITION_CHANGE, EXPLANATION, HISTORY_VALUE, OBSERVATION
from db.unit.years import ensure_year, require_editable
from db.values import clean
from forms.canonical import canonical_text, digest_of
from forms.codes.store import StoreCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.reporting.earlier import DefinitionChange

ATTACHMENT_LIMIT = 5 * 1024 * 1024
"""Bytes of the largest file that is attached. Chosen by us as half of a package, whose bound of 10 MB an
e-mail must take."""

_LAST_EXPLANATION = select(func.max(EXPLANATION.c.id))
_EXPLANATIONS = select(EXPLANATION).where(EXPLANATION.c.year == bindparam("year")).order_by(EXPLANATION.c.id)
_ATTACHMENTS = (
    select(ATTACHMENT)
    .where(ATTACHMENT.c.year == bindparam("year"))
    .order_by(ATTACHMENT.c.code, ATTACHMENT.c.breakdown, ATTACHMENT.c.at, ATTACHMENT.c.digest)
)
_BYTES = select(BLOB.c.data).where(BLOB.c.digest == bindparam("digest"))
_DEFINITIONS = select(DEFINITION_CHANGE).order_by(DEFINITION_CHANGE.c.code, DEFINITION_CHANGE.c.year)
_KNOWN = tuple(
    select(table.c.year, table.c.code, table.c.breakdown, table.c.value).where(
        table.c.year < bindparam("before"), table.c.value.is_not(None)
    )
    for table in (HISTORY_VALUE, OBSERVATION)
)
_KNOWN_YEARS = tuple(
    select(table.c.year).where(table.c.value.is_not(None)).distinct()
    for table in (HISTORY_VALUE, OBSERVATION)
)
_ANY_OF_YEAR = tuple(
    select(table.c.year).where(table.c.year == bindparam("year")).limit(1)
    for table in (HISTORY_VALUE, OBSERVATION)
)
_FROM = (
    select(HISTORY_VALUE.c.source)
    .where(func.substr(HISTORY_VALUE.c.source, 1, func.length(bindparam("source"))) == bindparam("source"))
    .limit(1)
)
_SOURCES = select(HISTORY_VALUE.c.code, HISTORY_VALUE.c.breakdown, HISTORY_VALUE.c.source).where(
    HISTORY_VALUE.c.year == bindparam("year")
)
_CHANGES = (
    select(CHANGE_LOG)
    .where(CHANGE_LOG.c.year == bindparam("year"), CHANGE_LOG.c.subject == bindparam("subject"))
    .order_by(CHANGE_LOG.c.seq)
)
_CORRECTION = "correct"
_OF_PLAN = "规划所列"
_PAST_WORDS = wording(HISTORY_VALUE)
_AFTER_ALL = 10_000
"""By definition later than any year of a store."""


def _figure(text: str | None) -> Decimal | None:
    """The figure in the log's words about one of an earlier year."""
    return None if text is None else Decimal(str(_PAST_WORDS.read(text)["value"]))


class EvidencePart(StorePart):
    """The methods of a store for explanations, attachments and earlier years."""

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
        """Add an explanation of a finding; earlier ones are kept.

        Args:
            year: reporting year.
            finding_code: code of the finding.
            cells: names of the cells it concerns.
            values_digest: digest of the values that are explained.
            text: the explanation.
            actor: who explains.
            now: the present, with time zone.

        Raises:
            StateError: the year is 已定稿 or later.
        """
        change = Change("explain", actor, now)
        with self._write() as work:
            change.reason = require_editable(work, year).why()
            ensure_year(work, year, change)
            row = {
                "id": (work.session.value(_LAST_EXPLANATION) or 0) + 1,
                "year": year,
                "code": finding_code,
                "cells": canonical_text([clean(str(cell)) for cell in cells]),
                "values_digest": values_digest,
                "text": clean(text),
                "actor": change.actor,
                "at": change.at,
            }
            work.add(EXPLANATION, row, change)

    def explanations(self, year: int) -> list[StoredExplanation]:
        """All explanations of a year, oldest first; the last one for the same values counts."""
        with self._read() as session, decoding(self.path):
            return [
                record_of(StoredExplanation, row, cells=tuple(row["cells"]), digest=row["values_digest"])
                for row in session.rows(_EXPLANATIONS, {"year": year})
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
            data: at most 5 MiB.
            actor: who attaches.
            now: the present, with time zone.

        Raises:
            UserInputError: the file is larger.
            StateError: the year is 已定稿 or later.
        """
        if len(data) > ATTACHMENT_LIMIT:
            raise UserInputError(
                StoreCode.ATTACHMENT_TOO_LARGE,
                f"附件“{PurePath(name).name}”有 {len(data) / 1024 / 1024:.1f} MB，每个附件最大 5 MB。"
                "请压缩图片或只截取有关的几页再添加。",
            )
        change, digest = Change("attach", actor, now), digest_of(data)
        row = {
            "year": year,
            "code": key.code,
            "breakdown": key.breakdown,
            "digest": digest,
            "name": clean(name.replace("\\", "/").rsplit("/", 1)[-1]),
            "media_type": media_type,
            "size": len(data),
            "actor": change.actor,
            "at": change.at,
        }
        with self._write() as work:
            change.reason = require_editable(work, year).why()
            ensure_year(work, year, change)
            if work.present(BLOB, {"digest": digest}) is None:
                work.add(BLOB, {"digest": digest, "data": data}, change)
            work.put(ATTACHMENT, row, change)
        return record_of(Attachment, {**row, "at": now})

    def remove_attachment(self, year: int, key: SeriesKey, digest: str, *, actor: str, now: datetime) -> None:
        """Remove a file from a figure; StateError when the year is 已定稿 or later.

        Its bytes are kept, because a frozen revision may name them.
        """
        change = Change("detach", actor, now)
        place = {"year": year, "code": key.code, "breakdown": key.breakdown, "digest": digest}
        with self._write() as work:
            change.reason = require_editable(work, year).why()
            work.remove(ATTACHMENT, place, change)

    def attachments(self, year: int) -> list[Attachment]:
        """Files attached to figures of a year, without their bytes, in order of figure and time."""
        with self._read() as session, decoding(self.path):
            return [record_of(Attachment, row) for row in session.rows(_ATTACHMENTS, {"year": year})]

    def attachment_data(self, digest: str) -> bytes:
        """Bytes of an attached file.

        Raises:
            StoreMisuse: the store has no bytes of this digest.
            StoreCorrupt: they no longer have this digest.
        """
        with self._read() as session:
            data = session.value(_BYTES, {"digest": digest})
        if data is None:
            raise misuse("no such attachment", digest=digest)
        assert isinstance(data, bytes)
        if digest_of(data) != digest:
            raise fault(StoreCorrupt, self.path, attachment=digest)
        return data

    def history(self, before: int | None = None) -> dict[int, dict[SeriesKey, Decimal]]:
        """Figures by year and key; where a figure was both imported and entered here, the entered one.

        Args:
            before: only years before this one; None for all years.
        """
        found: dict[int, dict[SeriesKey, Decimal]] = {}
        until = {"before": _AFTER_ALL if before is None else before}
        with self._read() as session, decoding(self.path):
            # In this order: what was entered here takes the place of what was imported.
            for statement in _KNOWN:
                for year, code, breakdown, value in session.execute(statement, until):
                    found.setdefault(year, {})[SeriesKey(code, breakdown)] = value
        return found

    def years_with_figures(self) -> set[int]:
        """The years of :meth:`history`, without reading the figures."""
        with self._read() as session:
            return {year for statement in _KNOWN_YEARS for (year,) in session.execute(statement)}

    def is_only_taken_over(self, year: int) -> bool:
        """Whether figures of a year were taken over from outside, and none was entered here."""
        with self._read() as session:
            taken, entered = (session.value(statement, {"year": year}) for statement in _ANY_OF_YEAR)
        return taken is not None and entered is None

    def definition_changes(self) -> tuple[DefinitionChange, ...]:
        """Breaks in the series (口径变动), in order of code and year."""
        with self._read() as session, decoding(self.path):
            return tuple(record_of(DefinitionChange, row) for row in session.rows(_DEFINITIONS))

    def record_definition_change(self, change: DefinitionChange, *, actor: str, now: datetime) -> None:
        """Store that the definition of a figure changed in a year; an empty note removes that."""
        done = Change("define", actor, now)
        row = {"code": clean(change.code), "year": change.year, "note": clean(change.note)}
        with self._write() as work:
            if row["note"]:
                work.put(DEFINITION_CHANGE, {**row, "actor": done.actor, "at": done.at}, done)
            else:
                work.remove(DEFINITION_CHANGE, row, done)

    def import_history(self, rows: Sequence[HistoryValue], source: str, actor: str, now: datetime) -> int:
        """Import figures of earlier years; present ones are replaced, each change is logged.

        Args:
            rows: figures; a later one for the same year and key wins.
            source: file or publication they come from.
            actor: who imports.
            now: the present, with time zone.

        Returns:
            Number of figures that are new or different, their source included.
        """
        change = Change("import", actor, now, source)
        wanted = {(row.year, row.key): canonical_decimal(row.value) for row in rows}
        with self._write() as work:
            return sum(
                work.put(
                    HISTORY_VALUE,
                    {
                        "year": year,
                        "code": key.code,
                        "breakdown": key.breakdown,
                        "value": value,
                        "source": change.reason,
                    },
                    change,
                )
                for (year, key), value in wanted.items()
            )

    def correct_history(
        self,
        year: int,
        values: Mapping[SeriesKey, Decimal | None],
        *,
        reason: str,
        actor: str,
        now: datetime,
        stated: Mapping[SeriesKey, Decimal] = MappingProxyType({}),
    ) -> int:
        """Correct figures of an earlier year that were taken over from outside; each change is logged.

        Args:
            year: their year.
            values: figure by key; None takes it away.
            reason: why, for the change log; also the source of the new figure.
            actor: who corrects.
            now: the present, with time zone.
            stated: what the plan states, which holds where nothing was taken over; it is taken over before it
                is corrected, so that the log has the figure that was there.

        Returns:
            Number of figures that were changed, added or taken away.

        Raises:
            StateError: the year is 已定稿 or later; nothing was stored.
        """
        change = Change(_CORRECTION, actor, now, reason)
        done = 0
        with self._write() as work:
            require_editable(work, year)
            for key, value in values.items():
                place = {"year": year, "code": key.code, "breakdown": key.breakdown}
                if value is None:
                    done += work.remove(HISTORY_VALUE, place, change)
                    continue
                row = {**place, "value": canonical_decimal(value), "source": change.reason}
                present = work.present(HISTORY_VALUE, place)
                if present is None and key in stated:
                    present = {**place, "value": canonical_decimal(stated[key]), "source": _OF_PLAN}
                    if present["value"] != row["value"]:
                        work.put(HISTORY_VALUE, present, Change("import", actor, now, _OF_PLAN))
                if present is None or present["value"] != row["value"]:
                    done += work.put(HISTORY_VALUE, row, change)
        return done

    def history_sources(self, year: int) -> dict[SeriesKey, str]:
        """Where each figure of an earlier year that was taken over from outside comes from."""
        with self._read() as session, decoding(self.path):
            rows = session.execute(_SOURCES, {"year": year})
            return {SeriesKey(code, breakdown): source for code, breakdown, source in rows}

    def has_past_from(self, source: str) -> bool:
        """Whether any figure of an earlier year comes from a source that begins so."""
        with self._read() as session:
            return session.value(_FROM, {"source": source}) is not None

    def history_log(self, year: int, key: SeriesKey) -> list[HistoryChange]:
        """Every change of a figure that was taken over from outside, oldest first."""
        subject = f"history:{key.code}/{key.breakdown}"
        with self._read() as session, decoding(self.path):
            rows = session.rows(_CHANGES, {"year": year, "subject": subject})
            return [
                HistoryChange(
                    at=row["at"],
                    actor=row["actor"],
                    is_correction=row["kind"] == _CORRECTION,
                    reason=row["reason"],
                    old=_figure(row["old"]),
                    new=_figure(row["new"]),
                )
                for row in rows
            ]
