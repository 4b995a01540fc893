"""Reporting years: state, revision, deadline."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.translation import decoding
from db.unit.records import YearRecord, record_of
from db.unit.tables import REPORT_YEAR
from db.values import clean, member
from forms.codes.store import StoreCode
from forms.errors import StateError
from forms.filing.state import YearState

_ALL = select(REPORT_YEAR).order_by(REPORT_YEAR.c.year)
_YEARS = select(REPORT_YEAR.c.year).order_by(REPORT_YEAR.c.year)
_ONE = select(REPORT_YEAR).where(REPORT_YEAR.c.year == bindparam("year"))


class YearPart(StorePart):
    """The methods of a store for the states and deadlines of its years."""

    def years(self) -> list[int]:
        """Years that have a state, ascending; not those of which only figures were imported."""
        with self._read() as session:
            return [year for (year,) in session.execute(_YEARS)]

    def year_state(self, year: int) -> YearRecord:
        """State, revision and deadline of a year; 未填报 for a year that the store does not have."""
        with self._read() as session, decoding(self.path):
            row = session.row(_ONE, {"year": year})
            return YearRecord(year=year) if row is None else _record(row)

    def year_records(self) -> list[YearRecord]:
        """State, revision and deadline of all :meth:`years`, ascending."""
        with self._read() as session, decoding(self.path):
            return [_record(row) for row in session.rows(_ALL)]

    def set_state(
        self, year: int, state: YearState | str, revision: int, reason: str, actor: str, now: datetime
    ) -> None:
        """Set state and revision of a year; the caller has to know that this step is allowed.

        Args:
            year: reporting year.
            state: the new state.
            revision: number of the newest frozen revision, 0 before the first 定稿.
            reason: why; for a withdrawal or return it is kept until the next 定稿.
            actor: who does it.
            now: the present, with time zone.
        """
        change = Change("state", actor, now, reason)
        with self._write() as work:
            put_state(work, year, member(YearState, state), revision, change)

    def set_deadline(self, year: int, deadline: date | None, actor: str, now: datetime) -> None:
        """Set the day by which the year is due; None removes it."""
        change = Change("set", actor, now)
        with self._write() as work:
            ensure_year(work, year, change, YearState.EMPTY)
            row = _present(work, year)
            work.put(
                REPORT_YEAR, {**row, "deadline": None if deadline is None else deadline.isoformat()}, change
            )


def _record(row: dict[str, Any]) -> YearRecord:
    if not isinstance(row["year"], int) or not isinstance(row["revision"], int):
        raise TypeError("not a whole number")
    return record_of(YearRecord, row, changed_by=row["actor"], changed_at=row["at"])


def ensure_year(work: Work, year: int, change: Change, state: YearState = YearState.DRAFT) -> None:
    """Add the year's row where it is missing.

    Where ``state`` is DRAFT, a year in state 未填报 becomes 填报中: figures are about to be stored.
    """
    row = work.present(REPORT_YEAR, {"year": year})
    if row is None or (row["state"] == YearState.EMPTY and state is YearState.DRAFT):
        before = row or {"year": year, "revision": 0, "deadline": None}
        _put(work, {**before, "state": state.value, "reason": ""}, change)


def put_state(work: Work, year: int, state: YearState, revision: int, change: Change) -> None:
    """Set state and revision of a year; nothing is written where both are the same.

    The reason of a withdrawal or return is kept until the next 定稿.
    """
    ensure_year(work, year, change, YearState.EMPTY)
    row = _present(work, year)
    if (row["state"], row["revision"]) != (state.value, revision):
        reason = change.reason or (row["reason"] if state.is_open and row["revision"] else "")
        _put(work, {**row, "state": state.value, "revision": revision, "reason": reason}, change)


def _put(work: Work, row: dict[str, Any], change: Change) -> None:
    """Store the row of a year; the log's reason is that of the row, which may be older than the change."""
    logged = change.copy(kind="state", reason=row["reason"])
    work.put(REPORT_YEAR, {**row, "actor": change.actor, "at": change.at}, logged)


def _present(work: Work, year: int) -> dict[str, Any]:
    row = work.present(REPORT_YEAR, {"year": year})
    assert row is not None
    return row


class Standing(NamedTuple):
    """State of a year at the moment of a change."""

    state: YearState
    reason: str
    """Why it was withdrawn or returned; empty before the first 定稿 and after each."""

    def why(self, given: str = "") -> str:
        """Reason to be logged for a change: the given one, and why the year was withdrawn or returned."""
        return "；".join(text for text in (clean(given), self.reason) if text)


def standing_of(work: Work, year: int) -> Standing:
    """State of a year, read in a running transaction."""
    row = work.present(REPORT_YEAR, {"year": year})
    if row is None:
        return Standing(YearState.EMPTY, "")
    state = YearState(row["state"])
    return Standing(state, row["reason"] if row["revision"] and state.is_open else "")


def require_editable(work: Work, year: int) -> Standing:
    """Raise StateError where figures of a year must not be changed; returns its state otherwise."""
    standing = standing_of(work, year)
    if standing.state.is_frozen:
        label = standing.state.label
        sentence = f"{year} 年{label}，不能直接改数。{standing.state.advice}。"
        raise StateError(StoreCode.FROZEN, sentence, year=year)
    return standing
