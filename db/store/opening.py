"""Making and opening the file of any kind of store, and what all open stores have in common.

The first window that opens a file may write. A second one can only read, and shows who has it open for
writing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self, TypeVar

from db.errors import (
    IsAFolder,
    NotAStore,
    PathTooLong,
    StoreCorrupt,
    StoreExists,
    StoreTorn,
    contradiction,
    fault,
    torn,
)
from db.file import migrate, sqlite_only
from db.file.beside import connect_for_looking, settle
from db.file.durable import make_durable
from db.file.engine import connect, look_at, prepare
from db.file.kind import Degree
from db.file.lock import Held, StoreLock
from db.file.schema import application_id
from db.file.session import Session
from db.file.spare import look_after
from db.file.surroundings import cautions, lacks_log
from db.file.unfinished import clear_unfinished, unfinished
from db.log.chain import begin_log
from db.log.kind import LoggedKind
from db.log.open_file import StoreCore
from db.log.tables import STORE_META
from db.log.work import Change, Work
from db.translation import making, translated

_LONGEST_NAME = 180
"""Bytes of the name of a new store. Chosen so that what names its backups and journals still fits behind it
within the 255 (NAME_MAX) that a file system takes."""


class OpenStore(StoreCore):
    """An open file of some kind of store.

    It may be used from several threads, one at a time; every call is a transaction of its own unless
    it is made inside :meth:`transaction`. It raises only errors of :mod:`forms.errors`.

    Attributes:
        KIND: what kind of store it is.
    """

    KIND: ClassVar[LoggedKind]

    _lock: StoreLock | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and release its lock; may be called twice.

        Raises:
            StoreReplaced: another file has its name, or somebody else wrote to it; where this window has
                stored anything, the sentence names the copy. The store is closed all the same.
        """
        with self._thread_lock, translated(self.path):
            if self._closed:
                return
            self._closed = True
            try:
                if not self.read_only and self._guard.is_same:
                    self._guard.require_same(self._head)
                    self._guard.spare.remove()
            finally:
                self._session.driver.close()
                if self._lock is not None:
                    self._lock.release()


S = TypeVar("S", bound=OpenStore)
Fill = Callable[[Work, Change], None]
"""Adds the first rows of a new store."""


def make_store(
    path: Path | str, store: type[S], facts: Mapping[str, str], fill: Fill, *, actor: str, now: datetime
) -> S:
    """Make a new file and open it.

    Args:
        path: the new file; its folder is made where it is not there.
        store: what kind of store it becomes.
        facts: what it states of itself, by name, beside its random id and the time at which it was made.
        fill: adds its first rows.
        actor: person at the keyboard.
        now: the present, with time zone.

    Raises:
        StoreExists: there is such a file; nothing is overwritten.
        PathTooLong: its backups would have no room for their names.
        EnvironmentFault: the folder cannot be written to, disk full.
    """
    path = Path(path)
    with translated(path):
        if path.exists():
            raise fault(IsAFolder if path.is_dir() else StoreExists, path)
        if len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise fault(PathTooLong, path)
        with making(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = StoreLock.acquire(path)
        if isinstance(lock, Held):
            raise fault(StoreExists, path)
        try:
            settle(path, store.KIND)
            with unfinished(path.with_name(path.name + ".new")) as new:
                _fill_new(new, store.KIND, facts, fill, Change("create", actor, now))
                if path.exists():
                    raise fault(StoreExists, path)
                os.rename(new, path)  # noqa: PTH104 - unlike replace, refuses an existing file on Windows
                make_durable(path.parent)
        finally:
            lock.release()
    return open_store(path, store, now=now)


def _fill_new(path: Path, kind: LoggedKind, facts: Mapping[str, str], fill: Fill, change: Change) -> None:
    """Write a complete store under a provisional name; it is renamed when all is durable."""
    with closing(_prepared(path, kind, "rwc")) as driver:
        session = Session(driver)
        sqlite_only.begin_writing(driver)
        kind.schema.create(driver)
        begin_log(session)
        sqlite_only.commit(driver)
        sqlite_only.begin_writing(driver)
        write_first_rows(Work(session, path), kind, facts, fill, change)
        sqlite_only.commit(driver)


def write_first_rows(
    work: Work, kind: LoggedKind, facts: Mapping[str, str], fill: Fill, change: Change
) -> None:
    """Write what every new store holds, in a file or on a server; the caller commits."""
    noted = {"store_id": os.urandom(16).hex(), **facts, "created_at": change.at}
    for name, value in noted.items():
        work.add(STORE_META, {"name": name, "value": value}, change)
    work.log.append(change.kind, "schema:", at=change.at, actor=change.actor, new=kind.schema.head)
    fill(work, change)
    work.log.finish()


def open_store(path: Path | str, store: type[S], *, now: datetime) -> S:
    """Open a store; bring a file of an older program up to date first.

    Where another window has the file open for writing, where file or folder cannot be written to, or where
    its schema was altered, the store is read-only and says why: ``read_only``, ``holder``, ``refusal``.

    Args:
        path: the file.
        store: what kind of store it is.
        now: the present, with time zone: for the name of the backup that is made before a file is brought
            up to date, and for the warning about the clock.

    Raises:
        IsAFolder, StoreMissing, NotAStore, StoreTooNew: there is no store of this program at the path.
        StoreTorn: the file is damaged, or a copy that was made inside a commit.
        StoreAltered: the schema of a file of an older program was altered.
        MigrationFailed: it could not be brought up to date, and is as it was.
        EnvironmentFault: disk, permission.
    """
    path, kind = Path(path), store.KIND
    clear_unfinished()
    with translated(path):
        look_at(path)
        lock = _lock_of(path)
        try:
            # Journals may be moved only by the holder of the lock: of another's open file they are in use.
            told = (*lock.told, *settle(path, kind)) if isinstance(lock, StoreLock) else ()
            log_lost = isinstance(lock, StoreLock) and lock.was_left and lacks_log(path)
            try:
                with translated(path):
                    opened = _open_locked(path, store, lock, now)
            except StoreCorrupt as error:
                if isinstance(lock, StoreLock):
                    # Also where the file cannot be opened: what a killed window had entered may be nowhere
                    # else.
                    told += look_after(path, None, kind)
                raise torn(path, told) from error
            if opened.refusal is not None:
                told += (f"{opened.refusal.message}（{opened.refusal.code}）",)
        except BaseException:
            if isinstance(lock, StoreLock):
                lock.release()
            raise
        driver = opened._session.driver  # noqa: SLF001 - the store is made here
        if isinstance(lock, StoreLock):
            if opened.read_only:
                lock.release()
            else:
                opened._lock = lock  # noqa: SLF001 - the store is made here
                told += look_after(path, driver, kind)
        found = cautions(path, driver, kind, now, log_lost=log_lost)
        opened.warnings = (*told, *opened.warnings, *found)
        return opened


def _lock_of(path: Path) -> StoreLock | Held | None:
    """The lock, its holder, or None where no lock file can be made, as in a write-protected folder."""
    try:
        return StoreLock.acquire(path)
    except OSError:
        return None


def _open_locked(path: Path, store: type[S], lock: StoreLock | Held | None, now: datetime) -> S:
    kind = store.KIND
    writing = isinstance(lock, StoreLock)

    def connect_to(file: Path) -> sqlite3.Connection:
        return connect(file) if writing else connect_for_looking(file, kind)

    refusal = migrate.why_not_to_write(path, kind, connect_to)
    warnings = _require_whole(path, kind, connect_to)
    if writing and refusal is None and _may_write(path, kind):
        migrate.bring_up_to_date(path, kind, now, lambda *step: _note_upgrade(path, now, *step))
        opened = _open(path, store, "rw", holder="")
    else:
        migrate.require_current(path, kind)
        opened = _open(path, store, "ro", holder=lock.holder if isinstance(lock, Held) else "")
        opened.refusal = refusal
    opened.warnings = warnings
    return opened


def _note_upgrade(path: Path, now: datetime, session: Session, found: str, head: str) -> None:
    """Log in the file that it was brought up to date."""
    work, change = Work(session, path), Change("migrate", "", now)
    work.log.append(change.kind, "schema:", at=change.at, actor="", old=found, new=head)
    work.log.finish()


def _require_whole(
    path: Path, kind: LoggedKind, connect_to: Callable[[Path], sqlite3.Connection]
) -> tuple[str, ...]:
    """Raise StoreTorn for a broken file; returns a warning about one whose tables differ from its log."""
    with closing(connect_to(path)) as connection:
        sqlite_only.begin(connection)
        found = kind.examine(connection)
    if found.degree is Degree.BROKEN:
        raise fault(StoreTorn, path)
    return (contradiction(path, len(found.differing)),) if found.differing else ()


def _may_write(path: Path, kind: LoggedKind) -> bool:
    """Whether SQLite can take the write lock of the file."""
    with closing(connect(path)) as connection:
        try:
            if application_id(connection) != kind.schema.application:
                raise fault(NotAStore, path)
            sqlite_only.begin_writing(connection)
            # On a write-protected file SQLite quietly begins a reading transaction instead.
            sqlite_only.set_pragma(connection, "user_version", 0)
            sqlite_only.roll_back(connection)
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
                return False
            raise
    return True


def _prepared(path: Path, kind: LoggedKind, mode: str) -> sqlite3.Connection:
    connection = connect_for_looking(path, kind) if mode == "ro" else connect(path, mode)
    try:
        prepare(connection, path, writing=mode in {"rw", "rwc"})
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, store: type[S], mode: str, *, holder: str) -> S:
    with translated(path):
        driver = _prepared(path, store.KIND, mode)
        try:
            return store(path, driver, store.KIND, read_only=mode != "rw", holder=holder)
        except BaseException:
            driver.close()
            raise
