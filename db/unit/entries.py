"""Figures: storing a cell the moment it is left, and undoing it later, even after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.errors import decoding
from db.log.work import StoreCore, Work, as_json, clean, instant, member, read_json
from db.unit.cells import COLUMNS, Row, blank, is_empty, log_value, observation_of, row_of, subject_of
from db.unit.records import RecordKind, UndoStep
from db.unit.years import ensure_year, require_editable
from forms.canonical import digest_of
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from forms.reporting.entry import Observation

# These run each time a cell is left. They go to the driver directly: SQLAlchemy's own cost would be
# a good part of the time that the durable commit takes.
_SELECT = f"SELECT {COLUMNS} FROM observation WHERE year = ? AND code = ? AND breakdown = ?"  # noqa: S608 - constants
_OF_YEAR = f"SELECT {COLUMNS} FROM observation WHERE year = ? ORDER BY code, breakdown"  # noqa: S608 - constants
_UPSERT = (
    f"INSERT INTO observation (year, {COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) "  # noqa: S608 - constants
    "ON CONFLICT (year, code, breakdown) DO UPDATE SET text = excluded.text, value = excluded.value, "
    "missing = excluded.missing, problem = excluded.problem, message = excluded.message, "
    "note = excluded.note, source = excluded.source, entered_by = excluded.entered_by, "
    "entered_at = excluded.entered_at"
)
_DELETE = "DELETE FROM observation WHERE year = ? AND code = ? AND breakdown = ?"
_FORGET_REDO = "DELETE FROM undo_step WHERE year = ? AND undone = 1"
_ADD_STEP = "INSERT INTO undo_step (year, undone, kind, label, changes, digest) VALUES (?, 0, ?, ?, ?, ?)"
_STEP = "SELECT id, kind, label, changes, digest FROM undo_step WHERE year = ? AND undone = "
_NEWEST_DONE = f"{_STEP} 0 ORDER BY id DESC LIMIT 1"
_OLDEST_UNDONE = f"{_STEP} 1 ORDER BY id LIMIT 1"

_Change = tuple[Row, Row | None, Row | None]
"""A row that carries the key, the content before, the content after."""


class EntryPart(StoreCore):
    """The part of the store that keeps figures."""

    def observations(self, year: int) -> dict[SeriesKey, Observation]:
        """All figures of a year that are not empty, in order of their keys."""
        with self._read() as connection, decoding(self.path):
            rows = connection.exec_driver_sql(_OF_YEAR, (year,)).all()
            found = [observation_of(tuple(row)) for row in rows]
        return {observation.key: observation for observation in found}

    def record(  # noqa: PLR0913 - who, when and why belong to every change
        self,
        year: int,
        changes: Sequence[Observation],
        *,
        actor: str,
        now: datetime,
        reason: str = "",
        kind: RecordKind | str = RecordKind.ENTRY,
        label: str = "",
    ) -> list[Observation]:
        """Store cells durably, in one transaction with the change log and one undo step.

        Args:
            year: reporting year.
            changes: the cells as they are to be; a blank reading without note and source empties the
                cell. A later change of the same cell wins. What is as it was is left alone.
            actor: person at the keyboard.
            now: the present, with time zone.
            reason: why, where there is more to say than why the year was withdrawn or returned; that is
                logged with every change that follows.
            kind: how the figures came.
            label: wording of the undo step where it should differ from kind and number of cells.

        Returns:
            The cells as they stand in the store now.

        Raises:
            StateError: the year is final.
            EnvironmentFault: disk, lock, permission; nothing was stored.
        """
        how, at, who = member(RecordKind, kind), instant(now), clean(actor)
        rows = {(row[0], row[1]): row for row in (row_of(change, who, at) for change in changes)}
        with self._write() as work:
            standing = require_editable(work, year)
            done: list[_Change] = []
            for row in list(rows.values()):
                old = _present(work, year, row)
                new = None if is_empty(row) else row
                if (old and old[:9]) == (new and new[:9]):
                    rows[row[0], row[1]] = old or row
                    continue
                if standing.state is YearState.EMPTY and not done:
                    ensure_year(work, year, who, at)
                _replace(work, year, row, new)
                work.log(
                    how,
                    subject_of(row[0], row[1]),
                    at=at,
                    actor=who,
                    year=year,
                    old=log_value(old),
                    new=log_value(new),
                    reason=standing.why(reason),
                )
                done.append((row, old, new))
            if done:
                _add_step(work, year, how, label, done)
        return [observation_of(row) for row in rows.values()]

    def undo(self, year: int, actor: str, now: datetime) -> UndoStep | None:
        """Take the newest step back; None when there is none."""
        return self._step(year, actor, now, RecordKind.UNDO)

    def redo(self, year: int, actor: str, now: datetime) -> UndoStep | None:
        """Do the step again that was undone last; None when there is none."""
        return self._step(year, actor, now, RecordKind.REDO)

    def undo_label(self, year: int) -> str | None:
        """What :meth:`undo` would take back, e.g. ``粘贴 12 格``; None when there is nothing."""
        return self._label(_NEWEST_DONE, year)

    def redo_label(self, year: int) -> str | None:
        """What :meth:`redo` would do again; None when there is nothing."""
        return self._label(_OLDEST_UNDONE, year)

    def clear_undo(self, year: int) -> None:
        """Forget the steps of a year (after 定稿)."""
        with self._write() as work:
            work.driver.execute("DELETE FROM undo_step WHERE year = ?", (year,))

    def _label(self, statement: str, year: int) -> str | None:
        with self._read() as connection:
            row = connection.exec_driver_sql(statement, (year,)).first()
        return None if row is None else str(row[2])

    def _step(self, year: int, actor: str, now: datetime, how: RecordKind) -> UndoStep | None:
        at, who, undoing = instant(now), clean(actor), how is RecordKind.UNDO
        with self._write() as work:
            standing = require_editable(work, year)
            step = work.driver.execute(_NEWEST_DONE if undoing else _OLDEST_UNDONE, (year,)).fetchone()
            if step is None:
                return None
            with decoding(self.path):
                kind, label = RecordKind(step[1]), step[2]
                targets = _targets(step[3], step[4], undoing=undoing)
                for key_row, wanted in targets:
                    old = _present(work, year, key_row)
                    _replace(work, year, key_row, wanted)
                    work.log(
                        how,
                        subject_of(key_row[0], key_row[1]),
                        at=at,
                        actor=who,
                        year=year,
                        old=log_value(old),
                        new=log_value(wanted),
                        reason=standing.why(label),
                    )
                changes = tuple(
                    blank(SeriesKey(*key_row[:2])) if wanted is None else observation_of(wanted)
                    for key_row, wanted in targets
                )
            work.driver.execute("UPDATE undo_step SET undone = ? WHERE id = ?", (int(undoing), step[0]))
        return UndoStep(label, kind, changes)


def _present(work: Work, year: int, row: Row) -> Row | None:
    found: Row | None = work.driver.execute(_SELECT, (year, row[0], row[1])).fetchone()
    return found


def _replace(work: Work, year: int, row: Row, new: Row | None) -> None:
    if new is None:
        work.driver.execute(_DELETE, (year, row[0], row[1]))
    else:
        work.driver.execute(_UPSERT, (year, *new))


def _add_step(work: Work, year: int, kind: RecordKind, label: str, done: list[_Change]) -> None:
    work.driver.execute(_FORGET_REDO, (year,))
    changes = as_json([[*row[:2], old and list(old[2:]), new and list(new[2:])] for row, old, new in done])
    shown = clean(label) or f"{kind.label} {len(done)} 格"
    work.driver.execute(_ADD_STEP, (year, kind.value, shown, changes, digest_of(changes.encode())))


def _targets(stored: str, digest: str, *, undoing: bool) -> list[tuple[Row, Row | None]]:
    """Key and wanted content of each cell of a step."""
    if digest_of(stored.encode()) != digest:
        raise ValueError("damaged undo step")
    targets: list[tuple[Row, Row | None]] = []
    for code, breakdown, old, new in read_json(stored):
        wanted = old if undoing else new
        if wanted is not None and len(wanted) != 9:
            raise ValueError("damaged undo step")
        targets.append(((code, breakdown), None if wanted is None else (code, breakdown, *wanted)))
    return targets
