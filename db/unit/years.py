"""Reporting years: state, revision, deadline."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from db.errors import decoding
from db.log.work import StoreCore, Work, as_json, clean, instant, member
from db.unit.models import ReportYear
from db.unit.records import YearRecord
from forms.errors import StateError
from forms.filing.state import YearState

_COLUMNS = (
    ReportYear.year,
    ReportYear.state,
    ReportYear.revision,
    ReportYear.deadline,
    ReportYear.reason,
    ReportYear.actor,
    ReportYear.at,
)
STATE_COLUMNS = "state, revision, reason, actor, at"
_State = tuple[str, int, str, str, str]
_SELECT = f"SELECT {STATE_COLUMNS} FROM report_year WHERE year = ?"  # noqa: S608 - constants
_SET = "UPDATE report_year SET state = ?, revision = ?, reason = ?, actor = ?, at = ? WHERE year = ?"
_ADD = (
    "INSERT INTO report_year (year, state, revision, deadline, reason, actor, at) "
    "VALUES (?, ?, 0, NULL, '', ?, ?) ON CONFLICT (year) DO NOTHING"
)


class YearPart(StoreCore):
    """The part of the store that keeps where each year stands."""

    def years(self) -> list[int]:
        """Years of which the store knows anything of its own, ascending."""
        with self._read() as connection:
            return list(connection.scalars(select(ReportYear.year).order_by(ReportYear.year)))

    def year_state(self, year: int) -> YearRecord:
        """Where a year stands; 未填报 when nothing was ever done for it."""
        with self._read() as connection, decoding(self.path):
            row = connection.execute(select(*_COLUMNS).where(ReportYear.year == year)).first()
            return YearRecord(year) if row is None else _record(tuple(row))

    def year_records(self) -> list[YearRecord]:
        """All years, ascending."""
        with self._read() as connection, decoding(self.path):
            rows = connection.execute(select(*_COLUMNS).order_by(ReportYear.year)).all()
            return [_record(tuple(row)) for row in rows]

    def set_state(
        self, year: int, state: YearState | str, revision: int, reason: str, actor: str, now: datetime
    ) -> None:
        """Put a year into a state. Whether the step is allowed is the caller's to know."""
        with self._write() as work:
            put_state(work, YearRecord(year, member(YearState, state), revision, None, reason, actor, now))

    def set_deadline(self, year: int, deadline: date | None, actor: str, now: datetime) -> None:
        """Note by when the year is due; None takes it back."""
        at, who = instant(now), clean(actor)
        new = None if deadline is None else deadline.isoformat()
        with self._write() as work:
            ensure_year(work, year, who, at, YearState.EMPTY)
            query = "SELECT deadline FROM report_year WHERE year = ?"
            old = work.driver.execute(query, (year,)).fetchone()[0]
            if old == new:
                return
            work.driver.execute("UPDATE report_year SET deadline = ? WHERE year = ?", (new, year))
            work.log("set", "year:deadline", at=at, actor=who, year=year, old=old, new=new)


def _record(row: tuple[object, ...]) -> YearRecord:
    year, state, revision, deadline, reason, actor, at = row
    if not isinstance(year, int) or not isinstance(revision, int):
        raise TypeError("not a whole number")
    return YearRecord(
        year,
        YearState(str(state)),
        revision,
        None if deadline is None else date.fromisoformat(str(deadline)),
        str(reason),
        str(actor),
        at if isinstance(at, datetime) else None,
    )


def state_value(state: str, revision: int, reason: str, by: str, at: str) -> str:
    """What the change log says of the state of a year."""
    return as_json({"at": at, "by": by, "reason": reason, "revision": revision, "state": state})


def ensure_year(work: Work, year: int, actor: str, at: str, state: YearState = YearState.DRAFT) -> None:
    """Make the year's row when it is not there; an empty year into which figures come is a draft."""
    row = _present_state(work, year)
    if row is None:
        work.driver.execute(_ADD, (year, state.value, actor, at))
        _log_state(work, year, None)
    elif row[0] == YearState.EMPTY and state is YearState.DRAFT:
        work.driver.execute(_SET, (state.value, row[1], "", actor, at, year))
        _log_state(work, year, row)


def put_state(work: Work, record: YearRecord) -> None:
    """Set state and revision of a year; nothing is written where nothing changes.

    The reason of a withdrawal or return stands until the next 定稿.
    """
    assert record.changed_at is not None
    at, who, year = instant(record.changed_at), clean(record.changed_by), record.year
    ensure_year(work, year, who, at, YearState.EMPTY)
    row = _present_state(work, year)
    assert row is not None
    if row[:2] != (record.state.value, record.revision):
        reason = clean(record.reason) or (row[2] if record.state.is_open and row[1] else "")
        work.driver.execute(_SET, (record.state.value, record.revision, reason, who, at, year))
        _log_state(work, year, row)


def _present_state(work: Work, year: int) -> _State | None:
    found: _State | None = work.driver.execute(_SELECT, (year,)).fetchone()
    return found


def _log_state(work: Work, year: int, old: _State | None) -> None:
    new = _present_state(work, year)
    assert new is not None
    _, _, reason, actor, at = new
    before = None if old is None else state_value(*old)
    work.log(
        "state", "year:state", at=at, actor=actor, year=year, old=before, new=state_value(*new), reason=reason
    )


class Standing(NamedTuple):
    """How a year stands when it is about to change."""

    state: YearState
    reason: str
    """Why it was withdrawn or returned; empty before the first 定稿 and after each."""

    def why(self, given: str = "") -> str:
        """The reason of a change now: what was given for it, and why the year is open again."""
        return "；".join(text for text in (clean(given), self.reason) if text)


def standing_of(work: Work, year: int) -> Standing:
    """How a year stands within a running transaction."""
    row = _present_state(work, year)
    if row is None:
        return Standing(YearState.EMPTY, "")
    state = YearState(row[0])
    return Standing(state, row[2] if row[1] and state.is_open else "")


def require_editable(work: Work, year: int) -> Standing:
    """Refuse to change figures of a year that is final."""
    standing = standing_of(work, year)
    if standing.state.is_frozen:
        label = standing.state.label
        sentence = f"{year} 年{label}，不能直接改数。要改请先“撤回定稿”并说明理由。"
        raise StateError("E-DB-014", sentence, year=year)
    return standing
