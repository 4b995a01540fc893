"""Letters of the office, whom a unit trusts as the office, and answers to its questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, bindparam, cast, func, literal, select

from db.errors import misuse
from db.log.tables import CHANGE_LOG
from db.log.transactions import StorePart
from db.log.work import Change
from db.translation import decoding
from db.unit.records import OpenedLetter, StoredAnswer, TrustedOffice, record_of
from db.unit.tables import ANSWER, LETTER, TRUSTED_OFFICE
from db.unit.years import ensure_year, require_editable
from db.values import clean, instant_text
from forms.canonical import digest_of
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter

_LETTERS = (
    select(LETTER, CHANGE_LOG.c.seq)
    .join(CHANGE_LOG, CHANGE_LOG.c.subject == literal("slip:") + LETTER.c.digest)
    .where(LETTER.c.year == bindparam("year"), CHANGE_LOG.c.year == LETTER.c.year)
    .order_by(CHANGE_LOG.c.seq)
)
"""In the order of the log: times are in seconds, and a clock may have been put back."""
_LETTER_MARKS = _LETTERS.with_only_columns(
    *(column for column in LETTER.c if column is not LETTER.c.data), CHANGE_LOG.c.seq
)
_LETTER_DATA = select(LETTER.c.data).where(LETTER.c.digest == bindparam("digest"))
_TRUSTED = select(TRUSTED_OFFICE).order_by(TRUSTED_OFFICE.c.since, TRUSTED_OFFICE.c.fingerprint)
_ANSWERS = (
    select(ANSWER, CHANGE_LOG.c.seq)
    .join(CHANGE_LOG, CHANGE_LOG.c.subject == literal("answer:") + cast(ANSWER.c.id, Text))
    .where(ANSWER.c.year == bindparam("year"), CHANGE_LOG.c.year == ANSWER.c.year)
    .order_by(ANSWER.c.id)
)
_LAST_ANSWER = select(func.max(ANSWER.c.id))


class LetterPart(StorePart):
    """The methods of a store for the unit's end of the exchange."""

    def record_letter(  # noqa: PLR0913 - what came, for what, and who opened it
        self,
        year: int,
        revision: int,
        kind: OfficeLetter,
        data: bytes,
        actor: str,
        now: datetime,
        *,
        number: int | None = None,
        is_applied: bool = False,
    ) -> bool:
        """Store a letter; False when one of the same bytes is stored already.

        Args:
            year: reporting year.
            revision: number of the revision that it answers; 0 where it answers none of this store's.
            kind: what it is.
            data: the signed container.
            actor: who opened it.
            now: the present, with time zone.
            number: its number.
            is_applied: whether it is carried out; else it is kept as a record.
        """
        change = Change("receive", actor, now)
        row = {
            "digest": digest_of(data),
            "year": year,
            "revision": revision,
            "kind": kind.value,
            "data": data,
        }
        with self._write() as work:
            if work.present(LETTER, row) is not None:
                return False
            ensure_year(work, year, change, YearState.EMPTY)
            more = {"number": number, "applied": int(is_applied), "actor": change.actor, "at": change.at}
            work.add(LETTER, {**row, **more}, change)
        return True

    def letters(self, year: int, *, are_whole: bool = True) -> list[OpenedLetter]:
        """Letters about a year, in the order in which they were opened.

        Args:
            year: reporting year.
            are_whole: whether their bytes are read too; each may be megabytes.
        """
        wanted, more = (_LETTERS, {}) if are_whole else (_LETTER_MARKS, {"data": b""})
        with self._read() as session, decoding(self.path):
            return [
                record_of(OpenedLetter, {**row, **more}, is_applied=bool(row["applied"]))
                for row in session.rows(wanted, {"year": year})
            ]

    def letter_data(self, digest: str) -> bytes:
        """The bytes of an opened letter.

        Raises:
            StoreMisuse: there is none of this digest.
        """
        with self._read() as session:
            data: bytes | None = session.value(_LETTER_DATA, {"digest": digest})
        if data is None:
            raise misuse("no such letter", digest=digest)
        return data

    def trust_office(self, data: bytes, since: datetime, *, actor: str, now: datetime) -> None:
        """Trust a signing certificate of the office; one that is trusted stays as it is.

        Args:
            data: the certificate, DER.
            since: from when on.
            actor: who trusts it.
            now: the present, with time zone.
        """
        change = Change("trust", actor, now)
        row = {"fingerprint": digest_of(data), "data": data, "since": instant_text(since), "distrusted": None}
        with self._write() as work:
            if work.present(TRUSTED_OFFICE, row) is None:
                work.put(TRUSTED_OFFICE, {**row, "actor": change.actor, "at": change.at}, change)

    def distrust_office(self, fingerprint: str, since: datetime, *, actor: str, now: datetime) -> None:
        """End the trust in a certificate of the office from a time on; the earliest such time counts.

        Raises:
            StoreMisuse: no such certificate was ever trusted.
        """
        change = Change("distrust", actor, now)
        with self._write() as work:
            row = work.present(TRUSTED_OFFICE, {"fingerprint": fingerprint})
            if row is None:
                raise misuse("no such certificate", fingerprint=fingerprint)
            text = instant_text(since)
            if row["distrusted"] is None or text < row["distrusted"]:
                more = {"distrusted": text, "actor": change.actor, "at": change.at}
                work.put(TRUSTED_OFFICE, {**row, **more}, change)

    def trusted_offices(self) -> list[TrustedOffice]:
        """Certificates of the office that are or were trusted, the oldest trust first."""
        with self._read() as session, decoding(self.path):
            return [record_of(TrustedOffice, row) for row in session.rows(_TRUSTED)]

    def answer(self, year: int, question: str, text: str, *, actor: str, now: datetime) -> None:
        """Add an answer to a question; earlier ones are kept, the last one counts.

        Raises:
            StateError: the year is 已定稿 or later.
        """
        change = Change("answer", actor, now)
        with self._write() as work:
            change.reason = require_editable(work, year).why()
            row = {
                "id": (work.session.value(_LAST_ANSWER) or 0) + 1,
                "year": year,
                "question": question,
                "text": clean(text),
                "actor": change.actor,
                "at": change.at,
            }
            work.add(ANSWER, row, change)

    def answers(self, year: int) -> dict[str, StoredAnswer]:
        """The answer that counts, by question."""
        return {one.question: one for one in self.given_answers(year)}

    def given_answers(self, year: int) -> list[StoredAnswer]:
        """Every answer that was given about a year, the oldest first."""
        with self._read() as session, decoding(self.path):
            return [record_of(StoredAnswer, row) for row in session.rows(_ANSWERS, {"year": year})]
