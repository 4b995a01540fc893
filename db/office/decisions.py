"""What officers decided, the letters they signed, and the office's own earlier figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from db.description import Row
from db.errors import misuse
from db.log.restored import last_restoration, restorations
from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.office.records import Decision, DecisionKind, PastValue
from db.office.sent_records import StoredLetter
from db.office.tables import DECISION, LETTER, PAST_VALUE
from db.translation import decoding
from db.values import clean
from forms.canonical import digest_of
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal

_DECISIONS = select(DECISION).order_by(DECISION.c.id)
_PAST_KINDS = {
    one.name: one
    for one in (DecisionKind.ACCEPT, DecisionKind.REOPEN, DecisionKind.HISTORY, DecisionKind.UNDO)
}
_OF_PAST = _DECISIONS.where(or_(*(DECISION.c.kind == bindparam(name) for name in _PAST_KINDS)))
_YEAR = DECISION.c.year == bindparam("year")
_UNIT = DECISION.c.unit == bindparam("unit")
_LAST = select(func.max(DECISION.c.id))
_LETTERS = (
    select(LETTER)
    .where(LETTER.c.unit == bindparam("unit"), LETTER.c.year == bindparam("year"))
    .order_by(LETTER.c.number)
)
_LAST_LETTER = select(func.max(LETTER.c.number)).where(
    LETTER.c.unit == bindparam("unit"), LETTER.c.year == bindparam("year")
)
_PAST_KEY = (PAST_VALUE.c.year, PAST_VALUE.c.code, PAST_VALUE.c.breakdown)
_PAST = select(PAST_VALUE).order_by(*_PAST_KEY, PAST_VALUE.c.number)
_SAME_PAST = (
    select(PAST_VALUE)
    .where(*(one == bindparam(one.name) for one in _PAST_KEY))
    .order_by(PAST_VALUE.c.number.desc())
    .limit(1)
)


class DecisionPart(StorePart):
    """The methods of the office's store for decisions, letters and its own figures."""

    def decide(  # noqa: PLR0913 - everything that a decision is made of
        self,
        kind: DecisionKind,
        unit: str,
        year: int,
        *,
        content: str = "",
        subject: str = "",
        answer: str = "",
        reason: str = "",
        actor: str,
        now: datetime,
    ) -> Decision:
        """Store a decision; see :class:`db.office.records.Decision`."""
        change = Change(kind.value, actor, now, reason)
        with self._write() as work:
            row: dict[str, Any] = {
                "id": (work.session.value(_LAST) or 0) + 1,
                "unit": unit,
                "year": year,
                "kind": kind.value,
                "content": content,
                "subject": clean(subject),
                "answer": clean(answer),
                "reason": change.reason,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(DECISION, row, change)
        return Decision(**{**row, "kind": kind, "at": now})

    def decisions(self, *, year: int | None = None, unit: str | None = None) -> list[Decision]:
        """Decisions about a year, about a unit, or all of them, oldest first."""
        statement = _DECISIONS
        given: dict[str, str | int] = {}
        if year is not None:
            statement, given = statement.where(_YEAR), {"year": year}
        if unit is not None:
            statement, given = statement.where(_UNIT), {**given, "unit": unit}
        with self._read() as session, decoding(self.path):
            return [Decision(**row) for row in session.rows(statement, given)]

    def decisions_of_past(self) -> list[Decision]:
        """What decides which figures of earlier years are held: acceptances and the like, oldest first."""
        with self._read() as session, decoding(self.path):
            return [Decision(**row) for row in session.rows(_OF_PAST, _PAST_KINDS)]

    def add_letter(self, letter: StoredLetter) -> None:
        """Store a signed letter; StoreMisuse where its number is not the next one."""
        if digest_of(letter.data) != letter.digest:
            raise misuse("digest of a letter differs")
        change = Change("letter", letter.actor, letter.at)
        with self._write() as work:
            newest = work.session.value(_LAST_LETTER, {"unit": letter.unit, "year": letter.year}) or 0
            if letter.number <= newest:
                raise misuse("number of a letter", number=letter.number)
            row = {
                "unit": letter.unit,
                "year": letter.year,
                "number": letter.number,
                "kind": letter.kind.value,
                "name": clean(letter.name),
                "content": letter.content,
                "digest": letter.digest,
                "data": letter.data,
                "questions": " ".join(letter.questions),
                "recalls": letter.recalls,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(LETTER, row, change)

    def letters(self, unit: str, year: int) -> list[StoredLetter]:
        """Letters signed for a unit's year, by number."""
        with self._read() as session, decoding(self.path):
            rows = session.rows(_LETTERS, {"unit": unit, "year": year})
            return [StoredLetter(**{**row, "questions": tuple(row["questions"].split())}) for row in rows]

    def restored_since(self, at: datetime | None) -> int:
        """How often this desk was restored since a time, in files that were replaced by backups included.

        Args:
            at: the time; None: how often it was restored at all.
        """
        with self._read() as session, decoding(self.path):
            return restorations(session) - (0 if at is None else restorations(session, at))

    def last_restored(self) -> datetime | None:
        """When this desk was restored from a backup for the last time; None where it never was."""
        with self._read() as session, decoding(self.path):
            return last_restoration(session)

    def past_values(self) -> list[PastValue]:
        """Figures of earlier years that the office itself published, by year and series; the last of each."""
        with self._read() as session, decoding(self.path):
            found = {(row["year"], row["code"], row["breakdown"]): row for row in session.rows(_PAST)}
            return [
                PastValue(year, SeriesKey(code, breakdown), row["value"], row["source"])
                for (year, code, breakdown), row in found.items()
            ]

    def import_past(self, values: Sequence[PastValue], *, reason: str, actor: str, now: datetime) -> int:
        """Take over figures of earlier years that the office itself published; those before stay beside them.

        Returns:
            How many are new or other than before.
        """
        change = Change("import", actor, now, reason)
        with self._write() as work:
            return sum(1 for one in values if _add_past(work, one, change))


def _add_past(work: Work, one: PastValue, change: Change) -> bool:
    """Add a figure of an earlier year under the next number; False where the last one says the same."""
    key: Row = {"year": one.year, "code": one.key.code, "breakdown": one.key.breakdown}
    said = {"value": canonical_decimal(one.value), "source": clean(one.source)}
    last = work.session.row(_SAME_PAST, key)
    if last is not None and (last["value"], last["source"]) == (one.value, said["source"]):
        return False
    work.add(PAST_VALUE, {**key, "number": 1 if last is None else last["number"] + 1, **said}, change)
    return True
