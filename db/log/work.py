"""One writing transaction with its rows in the change log."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.sql.base import Executable

from db.description import (
    Row,
    Subject,
    addition,
    change_by_key,
    content_names,
    key_names,
    key_parameters,
    log_of,
    removal_by_key,
    row_by_key,
    told_names,
    unsaid,
    wording,
)
from db.errors import StoreCorrupt, fault
from db.file.session import Queries, ResultRows, Values
from db.log.chain import Chain
from db.values import clean, instant


@dataclass
class Change:
    """What the change log says of every row of one change: who, when, how and why.

    Attributes:
        kind: the log's word for what is done, e.g. ``entry`` or ``import``.
        actor: person at the keyboard.
        now: the present, with time zone.
        reason: why, where there is more to say.
        at: ``now`` as it is stored (:func:`db.values.instant`).
    """

    kind: str
    actor: str
    now: InitVar[datetime]
    reason: str = ""
    at: str = field(init=False)

    def __post_init__(self, now: datetime) -> None:
        self.at = instant(now)
        self.actor, self.reason = clean(self.actor), clean(self.reason)

    def copy(self, kind: str, reason: str) -> Change:
        """The same actor and time with another kind and reason."""
        # `dataclasses.replace` would ask for `now` again, which is not kept.
        other = copy(self)
        other.kind, other.reason = kind, reason
        return other


class Work:
    """One running transaction that writes; rows hold values as they are stored."""

    def __init__(self, session: Queries, path: Path) -> None:
        self.session = session
        try:
            self.log = Chain(session)
        except ValueError as error:
            raise fault(StoreCorrupt, path, missing="log_state") from error
        self.doomed = False

    def execute(self, statement: Executable, parameters: Values | None = None) -> ResultRows:
        """Execute a statement."""
        return self.session.execute(statement, parameters)

    def present(self, table: Table, key: Row) -> dict[str, Any] | None:
        """The row with this primary key, as it is stored; None when there is none."""
        return self.session.row(row_by_key(table), {name: key[name] for name in key_names(table)})

    def add(self, table: Table, row: Row, change: Change, parts: Sequence[Row] = ()) -> None:
        """Add a row, and log it.

        Args:
            table: its table.
            row: values of its columns; a number that the database gives may be absent.
            change: who adds it, when and why.
            parts: rows of the table that belongs to it.
        """
        row = {**unsaid(table), **row}
        self.execute(addition(table), row)
        part = log_of(table).part
        if part is not None:
            for one in parts:
                self.execute(addition(part.table), one)
            row = {**row, part.word: [[one[name] for name in part.columns] for one in parts]}
        self._log(table, None, row, change)

    def put(self, table: Table, row: Row, change: Change) -> bool:
        """Add a row or replace the one with its primary key, and log it.

        Returns:
            False, and nothing is written, where the stored row differs in nothing but stamps (who, when).
        """
        row = {**unsaid(table), **row}
        old = self.present(table, row)
        # A figure that is typed again as it stands is no change, although time and person differ.
        if old is not None and all(old[name] == row[name] for name in told_names(table)):
            return False
        self.replace(table, old, row)
        self._log(table, old, row, change)
        return True

    def remove(self, table: Table, key: Row, change: Change) -> bool:
        """Remove the row with this primary key, and log it; False where there is none."""
        old = self.present(table, key)
        if old is None:
            return False
        self.replace(table, old, None)
        self._log(table, old, None, change)
        return True

    def replace(self, table: Table, old: Row | None, new: Row | None) -> None:
        """Write one row over another with the same key; not logged.

        Args:
            table: their table.
            old: the stored row; None where there is none, and ``new`` is added.
            new: the row to be stored; None removes ``old``.
        """
        if new is None:
            if old is not None:
                self.execute(removal_by_key(table), {name: old[name] for name in key_names(table)})
        elif old is None:
            self.execute(addition(table), new)
        else:
            # An UPDATE and not REPLACE, which deletes the row first and would take along what refers to it.
            content = {name: new[name] for name in content_names(table)}
            self.execute(change_by_key(table), content | key_parameters(new, table))

    def _log(self, table: Table, old: Row | None, new: Row | None, change: Change) -> None:
        """Log each subject whose value differs between the rows."""
        words = wording(table)
        before: dict[Subject, str] = {} if old is None else dict(words.facts(old))
        after: dict[Subject, str] = {} if new is None else dict(words.facts(new))
        # A row may hold several subjects (figure, remark); each gets a row of the log of its own.
        for subject in dict.fromkeys((*before, *after)):
            was, now = before.get(subject), after.get(subject)
            if was != now:
                self.log.append(
                    change.kind,
                    subject[1],
                    at=change.at,
                    actor=change.actor,
                    year=subject[0],
                    old=was,
                    new=now,
                    reason=change.reason,
                )
