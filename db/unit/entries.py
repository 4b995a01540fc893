"""Figures: storing cells, each durable at once, and undoing them later, even after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from db.description import Row, stored, told_names
from db.log.records import LogEntry
from db.log.tables import CHANGE_LOG
from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.translation import decoding
from db.unit import undo
from db.unit.cells import WORDS, blank, change_of, is_empty, observation_of, row_of, subject_of
from db.unit.records import CellChange, RecordKind, UndoStep
from db.unit.tables import OBSERVATION
from db.unit.years import ensure_year, require_editable
from db.values import member
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from forms.reporting.entry import Observation

_CELL = stored(OBSERVATION)
_OF_YEAR = select(_CELL).where(_CELL.c.year == bindparam("year")).order_by(_CELL.c.code, _CELL.c.breakdown)
_CHANGES_OF_CELL = (
    select(CHANGE_LOG)
    .where(CHANGE_LOG.c.year == bindparam("year"), CHANGE_LOG.c.subject == bindparam("subject"))
    .order_by(CHANGE_LOG.c.seq)
)
_TOLD = told_names(OBSERVATION)


class EntryPart(StorePart):
    """The methods of a store for figures and for undo."""

    def observations(self, year: int) -> dict[SeriesKey, Observation]:
        """All cells of a year that are not empty, in order of code and breakdown."""
        with self._read() as session, decoding(self.path):
            found = [observation_of(row) for row in session.rows(_OF_YEAR, {"year": year})]
        return {observation.key: observation for observation in found}

    def change_log(self, year: int, key: SeriesKey, newest: int | None = None) -> list[CellChange]:
        """Changes of one cell, oldest first.

        Args:
            year: reporting year.
            key: of the cell.
            newest: how many are wanted, the newest ones; every one by default.
        """
        of_cell = {"year": year, "subject": subject_of(key)}
        with self._read() as session, decoding(self.path):
            rows = list(session.rows(_CHANGES_OF_CELL, of_cell))
            wanted = rows if newest is None else rows[max(len(rows) - newest, 0) :]
            return [change_of(key, LogEntry(**row)) for row in wanted]

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

        What the statistics office gives is no step, and is left out of those before it.

        Args:
            year: reporting year.
            changes: the wanted contents of cells. A blank reading without note and source empties the
                cell; of two changes of one cell the later counts; a cell that has the content already is
                not written.
            actor: person at the keyboard.
            now: the present, with time zone.
            reason: why, for the change log; the reason of a withdrawal or return is added to it.
            kind: how the figures came into the cells.
            label: name of the undo step; empty for one made of kind and number of cells.

        Returns:
            The cells as they are stored now.

        Raises:
            StateError: the year is 已定稿 or later; nothing was stored.
            EnvironmentFault: disk, lock, permission; nothing was stored.
        """
        how = member(RecordKind, kind)
        change = Change(how, actor, now)
        rows = {
            (row["code"], row["breakdown"]): row
            for row in (row_of(year, cell, change.actor, change.at) for cell in changes)
        }
        with self._write() as work:
            standing = require_editable(work, year)
            change.reason = standing.why(reason)
            done: list[undo.Change] = []
            for key, row in list(rows.items()):
                old = work.present(OBSERVATION, row)
                new = None if is_empty(row) else row
                if _is_same(old, new):
                    rows[key] = old or row
                    continue
                # Only with the first cell that changes: a year in which nothing was entered stays 未填报.
                if standing.state is YearState.EMPTY and not done:
                    ensure_year(work, year, change)
                _replace(work, row, old, new, change)
                done.append((row, old, new))
            if how is RecordKind.GIVEN:
                undo.leave_out(work, year, rows.keys())
            elif done:
                undo.add_step(work, year, how, label, done)
        return [observation_of(row) for row in rows.values()]

    def undo(self, year: int, actor: str, now: datetime) -> UndoStep | None:
        """Undo the newest step; None when there is none, StateError when the year is 已定稿 or later."""
        return self._step(year, actor, now, RecordKind.UNDO)

    def redo(self, year: int, actor: str, now: datetime) -> UndoStep | None:
        """Redo the step that was undone last; None when there is none, StateError as for :meth:`undo`."""
        return self._step(year, actor, now, RecordKind.REDO)

    def undo_label(self, year: int) -> str | None:
        """Name of the step that :meth:`undo` would undo, e.g. ``粘贴 12 格``; None when there is none."""
        return self._label(undo.NEWEST_DONE, year)

    def redo_label(self, year: int) -> str | None:
        """Name of the step that :meth:`redo` would redo; None when there is none."""
        return self._label(undo.OLDEST_UNDONE, year)

    def _label(self, statement: Select[Any], year: int) -> str | None:
        with self._read() as session:
            step = session.row(statement, {"year": year})
        return None if step is None else str(step["label"])

    def _step(self, year: int, actor: str, now: datetime, how: RecordKind) -> UndoStep | None:
        change, undoing = Change(how, actor, now), how is RecordKind.UNDO
        with self._write() as work:
            standing = require_editable(work, year)
            query = undo.NEWEST_DONE if undoing else undo.OLDEST_UNDONE
            step = work.session.row(query, {"year": year})
            if step is None:
                return None
            with decoding(self.path):
                kind, label = RecordKind(step["kind"]), step["label"]
                change.reason = standing.why(label)
                targets = undo.targets(step, undoing=undoing)
                for key, wanted in targets:
                    _replace(work, key, work.present(OBSERVATION, key), wanted, change)
                changes = tuple(
                    blank(SeriesKey(key["code"], key["breakdown"]))
                    if wanted is None
                    else observation_of(wanted)
                    for key, wanted in targets
                )
            undo.mark(work, step["id"], is_undone=undoing)
        return UndoStep(label, kind, changes)


def _is_same(old: Row | None, new: Row | None) -> bool:
    """Whether two contents of a cell are equal apart from who entered them and when."""
    if old is None or new is None:
        return old is new
    return all(old[name] == new[name] for name in _TOLD)


def _replace(work: Work, key: Row, old: Row | None, new: Row | None, change: Change) -> None:
    """Store and log the new content of a cell; a step that changes nothing is logged as well."""
    work.replace(OBSERVATION, old, new)
    work.log.append(
        change.kind,
        WORDS.subject(key),
        at=change.at,
        actor=change.actor,
        year=key["year"],
        old=None if old is None else WORDS.value(old),
        new=None if new is None else WORDS.value(new),
        reason=change.reason,
    )
