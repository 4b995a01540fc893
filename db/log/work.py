"""One writing transaction with its rows in the change log, and the base class of a store's parts."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
from db.errors import (
    StoreAltered,
    StoreCorrupt,
    StoreReplaced,
    fault,
    misuse,
    refuse_writing,
    replaced,
)
from db.file import sqlite_only
from db.file.guard import FileGuard
from db.file.session import ResultRows, Session, Values
from db.log.chain import Chain, noted_position
from db.log.proof import AuditedKind
from db.translation import translated
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

    def __init__(self, session: Session, path: Path) -> None:
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


class StoreCore:
    """Base of all parts of a store: the connection, the lock against other threads, the transactions.

    Attributes:
        path: the file.
        read_only: whether this store can only be read.
        holder: who has the file open for writing, where that is the reason; else empty.
        refusal: the error that says why the file may not be written to, where its schema was altered;
            else None.
        warnings: sentences for people about the file and its place, in Chinese.
    """

    def __init__(
        self, path: Path, driver: sqlite3.Connection, kind: AuditedKind, *, read_only: bool, holder: str
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.holder = holder
        self.refusal: StoreAltered | None = None
        self.warnings: tuple[str, ...] = ()
        self._session = Session(driver)
        self._kind = kind
        self._thread_lock = threading.RLock()
        self._work: Work | None = None
        self._reading = False
        self._closed = False
        self._head = noted_position(self._session)
        self._guard = FileGuard(path, driver, kind)

    def require_same_file(self) -> None:
        """Check that the path still leads to the file that was opened, and that nobody else wrote to it.

        To be called before a refusal that rests on what was read: it must not speak of another file.

        Raises:
            StoreReplaced: E-DB-021; another file has its name, or somebody else wrote to it.
        """
        with self._thread_lock, translated(self.path):
            self._require_open()
            if not self.read_only and self._work is None:
                self._guard.require_same(self._head)

    @property
    def seems_replaced(self) -> bool:
        """Whether :meth:`replacement` should be asked; one system call, no lock is waited for."""
        return not self._closed and self._guard.seems_touched(by_others_only=not self.read_only)

    def replacement(self) -> StoreReplaced | None:
        """The error that says the file was replaced or written to by somebody else; None where it was not.

        Where somebody wrote to the file it verifies the whole log and makes a copy, which takes too long
        for the window's thread.
        """
        try:
            self.require_same_file()
        except StoreReplaced as found:
            return found
        if self.read_only and self.seems_replaced:
            return replaced(self.path, None, nothing_typed=True)
        return None

    @contextmanager
    def _read(self) -> Iterator[Session]:
        """A reading transaction, which sees one state of the file; a running one is used again."""
        with self._thread_lock, translated(self.path):
            self._require_open()
            # SQLite has no nested transactions on one connection; within a running one the same state is
            # seen anyway.
            if self._work is not None or self._reading:
                yield self._session
                return
            sqlite_only.begin(self._session.driver)
            self._reading = True
            try:
                yield self._session
            finally:
                self._reading = False
                sqlite_only.roll_back(self._session.driver)

    @contextmanager
    def _write(self) -> Iterator[Work]:
        """A writing transaction, stored as a whole or not at all; a running one is used again."""
        with self.transaction(), translated(self.path):
            assert self._work is not None
            yield self._work

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several calls as one: all of them are stored, or none.

        An error of one of them undoes all of them, even where it is caught inside the block.

        Raises:
            StoreReadOnly, StoreAltered: the store can only be read.
            StoreReplaced: the file is no longer the one that was opened; nothing was stored in it.
            EnvironmentFault: disk, lock, permission; nothing was stored.
        """
        with self._thread_lock:
            if self._work is not None:
                try:
                    yield
                except BaseException:
                    # What the failed call had written cannot be taken back alone, so the outer transaction
                    # must not be committed even if the caller catches the error.
                    self._work.doomed = True
                    raise
                return
            self._begin()
            try:
                yield
                self._commit()
            except BaseException:
                with translated(self.path):
                    self._take_back()
                raise
            finally:
                self._work = None

    def _begin(self) -> None:
        with translated(self.path):
            self._require_open()
            if self.read_only:
                refuse_writing(self.path, self.holder, self.refusal)
            if self._reading:
                raise misuse("write inside read")
            # The spare's copy is made before the transaction begins: it is of a committed state, and no
            # write lock is held meanwhile.
            self._guard.require_same(self._head)
            self._guard.spare.get_ready()
            sqlite_only.begin_writing(self._session.driver)
            self._guard.spare.listen()
            try:
                work = Work(self._session, self.path)
                # Inside the write lock nobody else can write: what was checked before it is compared once
                # more.
                if self._head not in {None, work.log.stored}:
                    self._guard.refuse()
                self._work = work
            except BaseException:
                self._take_back()
                raise

    def _take_back(self) -> None:
        self._guard.spare.forget()
        sqlite_only.roll_back(self._session.driver)

    def _commit(self) -> None:
        assert self._work is not None
        with translated(self.path):
            if self._work.doomed:
                raise misuse("a step of the transaction failed")
            self._work.log.finish()
            # Asked twice: before the commit, since with cache_spill off nothing is in the file yet and the
            # change can still be refused; and after it, since the file may be replaced during the commit.
            self._guard.require_same(self._work.log.stored)
            sqlite_only.commit(self._session.driver)
            self._guard.note()
            self._head = (self._work.log.entries, self._work.log.head)
            self._guard.spare.note(*self._head)
            self._guard.require_same(self._head)

    def _require_open(self) -> None:
        if self._closed:
            raise misuse("store is closed")
