"""A unit of work: one transaction with its rows in the change log, and the base of the store's parts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.sql.base import Executable

from db.column_types import instant_text
from db.errors import (
    StoreAltered,
    StoreCorrupt,
    StoreReplaced,
    fault,
    misuse,
    refuse_writing,
    replaced,
    translated,
)
from db.file.engine import begin_writing, commit, driver_of, roll_back
from db.file.guard import FileGuard

Word = TypeVar("Word", bound=StrEnum)

GENESIS = "0" * 64
"""What the first row of a change log is chained to."""

CLOCK_REASON = "电脑的时间比上一条记录早，时钟可能被调回过"
_STATE = "SELECT entries, head, (SELECT at FROM change_log WHERE seq = entries) FROM log_state"
_HEAD = "SELECT entries, head FROM log_state"
_APPEND = (
    "INSERT INTO change_log (seq, at, actor, year, kind, subject, old, new, reason, hash) "
    "VALUES (?,?,?,?,?,?,?,?,?,?)"
)


def clean(text: str) -> str:
    """Text that can be written as UTF-8: half a surrogate pair becomes a replacement character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def instant(moment: datetime) -> str:
    """Text of an instant; a time without zone is our own mistake."""
    try:
        return instant_text(moment)
    except ValueError as error:
        raise misuse("time without zone") from error


def member(kind: type[Word], value: str) -> Word:
    """The member of an enumeration; any other word is our own mistake."""
    try:
        return kind(value)
    except ValueError as error:
        raise misuse(f"{value!r} is no {kind.__name__}") from error


as_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode
"""Canonical JSON as text, of texts, integers, None, lists and maps only: for these the library's own
encoder writes what :func:`forms.canonical.canonical_json` writes, ten times as fast."""


def read_json(text: str) -> Any:
    """JSON of our own making; ValueError when it is damaged."""
    return json.loads(text, parse_float=_no_float)


def _no_float(_: str) -> Any:
    raise ValueError("a binary float in stored JSON")


def row_hash(previous: str, *fields: str | int | None) -> str:
    """Hash of a row of the change log.

    SHA-256 over the canonical JSON of the list of previous hash, seq, at, actor, year, kind, subject,
    old, new and reason.
    """
    return hashlib.sha256(as_json([previous, *fields]).encode()).hexdigest()


def _head_of(connection: Connection) -> tuple[int, str] | None:
    """Length and head of the change log as it is opened; None where the file says none."""
    found = connection.exec_driver_sql(_HEAD).first()
    connection.rollback()
    return None if found is None else (found[0], found[1])


class Work:
    """One running transaction that writes."""

    def __init__(self, connection: Connection, driver: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.driver = driver
        state = self.driver.execute(_STATE).fetchone()
        if state is None or not isinstance(state[0], int) or not isinstance(state[1], str):
            raise fault(StoreCorrupt, path, missing="log_state")
        self.entries: int = state[0]
        self.head: str = state[1]
        self.latest: str = state[2] or ""
        self.doomed = False
        self.stored = (self.entries, self.head)

    def execute(self, statement: Executable, parameters: Any = None) -> Any:
        """Execute a Core statement."""
        return self.connection.execute(statement, parameters)

    def log(  # noqa: PLR0913 - the columns of the log
        self,
        kind: str,
        subject: str,
        *,
        at: str,
        actor: str,
        year: int | None = None,
        old: str | None = None,
        new: str | None = None,
        reason: str = "",
    ) -> None:
        """Append a row to the change log, and before it one that says so when the clock went back."""
        if at < self.latest:
            self._append("clock", "clock:", at, actor, None, self.latest, None, CLOCK_REASON)
        self._append(kind, subject, at, actor, year, old, new, reason)

    def _append(  # noqa: PLR0913, PLR0917 - the columns of the log
        self,
        kind: str,
        subject: str,
        at: str,
        actor: str,
        year: int | None,
        old: str | None,
        new: str | None,
        reason: str,
    ) -> None:
        fields = (self.entries + 1, at, actor, year, kind, subject, old, new, reason)
        self.head = row_hash(self.head, *fields)
        self.entries += 1
        self.latest = at
        self.driver.execute(_APPEND, (*fields, self.head))

    def finish(self) -> None:
        """Note the new head; called once, just before the commit."""
        if self.entries != self.stored[0]:
            self.driver.execute("UPDATE log_state SET entries = ?, head = ?", (self.entries, self.head))


class StoreCore:
    """What all parts of the store share: the connection, the lock against other threads, units of work.

    Attributes:
        path: the file.
        read_only: whether this store can only be looked at.
        holder: who holds the file where that is the reason, else empty.
        refusal: what is wrong with the file where it may not be written to for that, else None.
        warnings: sentences about circumstances that a person should know of.
    """

    def __init__(self, path: Path, connection: Connection, *, read_only: bool, holder: str) -> None:
        self.path = path
        self.read_only = read_only
        self.holder = holder
        self.refusal: StoreAltered | None = None
        self.warnings: tuple[str, ...] = ()
        self._connection = connection
        self._driver = driver_of(connection)
        self._thread_lock = threading.RLock()
        self._work: Work | None = None
        self._reading = False
        self._closed = False
        self._head = _head_of(connection)
        self._guard = FileGuard(path, self._driver)

    def require_same_file(self) -> None:
        """Make sure that what is read now is read from the file that was opened.

        For answers that refuse something: a refusal must not speak of somebody else's file.

        Raises:
            StoreReplaced: E-DB-021; another file lies under its name, or somebody else wrote to it.
        """
        with self._thread_lock, translated(self.path):
            self._require_open()
            if not self.read_only and self._work is None:
                self._guard.require_same(self._head)

    @property
    def seems_replaced(self) -> bool:
        """Whether the file deserves :meth:`replacement`; asks the system once, and waits for nobody."""
        return not self._closed and self._guard.seems_touched(by_others_only=not self.read_only)

    def replacement(self) -> StoreReplaced | None:
        """What became of the file, where it is no longer the one that was opened; None where it is.

        Reads the whole log and makes a copy where somebody wrote to the file: not for the window's thread.
        """
        try:
            self.require_same_file()
        except StoreReplaced as found:
            return found
        if self.read_only and self.seems_replaced:
            return replaced(self.path, None, nothing_typed=True)
        return None

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file; inside a running one, that one."""
        with self._thread_lock, translated(self.path):
            self._require_open()
            if self._work is not None or self._reading:
                yield self._connection
                return
            self._reading = True
            try:
                with self._connection.begin():
                    yield self._connection
            finally:
                self._reading = False

    @contextmanager
    def _write(self) -> Iterator[Work]:
        """A transaction that writes; inside a running one, that one. All or nothing."""
        with self.transaction(), translated(self.path):
            assert self._work is not None
            yield self._work

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several calls as one: all of them are stored, or none.

        An error of one of them that is caught inside the block still takes all of them back.
        """
        with self._thread_lock:
            if self._work is not None:
                try:
                    yield
                except BaseException:
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
            self._guard.require_same(self._head)
            self._guard.spare.get_ready()
            begin_writing(self._driver)
            self._guard.spare.listen()
            try:
                work = Work(self._connection, self._driver, self.path)
                if self._head not in {None, (work.entries, work.head)}:
                    self._guard.refuse()
                self._work = work
            except BaseException:
                self._take_back()
                raise

    def _take_back(self) -> None:
        self._guard.spare.forget()
        roll_back(self._connection, self._driver)

    def _commit(self) -> None:
        assert self._work is not None
        with translated(self.path):
            if self._work.doomed:
                raise misuse("a step of the transaction failed")
            self._work.finish()
            self._guard.require_same(self._work.stored)
            commit(self._connection, self._driver)
            self._guard.note()
            self._head = (self._work.entries, self._work.head)
            self._guard.spare.note(*self._head)
            self._guard.require_same(self._head)

    def _require_open(self) -> None:
        if self._closed:
            raise misuse("store is closed")
