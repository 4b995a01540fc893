"""The way in: making a store, opening one, and the store itself.

A store is one SQLite file with all years of one unit. Whoever opens it first writes; a second window
gets the same figures to look at, and knows who writes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Self

from db.errors import (
    IsAFolder,
    NotAStore,
    StoreCorrupt,
    StoreExists,
    StoreTorn,
    contradiction,
    fault,
    making,
    torn,
    translated,
)
from db.file import migrate
from db.file.beside import settle
from db.file.durable import make_durable
from db.file.engine import (
    begin_writing,
    commit,
    connect,
    connect_for_looking,
    driver_of,
    look_at,
    make_engine,
    prepare,
)
from db.file.lock import Held, StoreLock
from db.file.spare import look_after
from db.file.surroundings import cautions, lacks_log
from db.file.unfinished import clear_unfinished, unfinished
from db.log.audit import AuditPart
from db.log.wholeness import Degree, examine
from db.log.work import GENESIS, Work, clean, instant
from db.unit.backup import BackupPart
from db.unit.entries import EntryPart
from db.unit.evidence import EvidencePart
from db.unit.profile import ProfilePart, put_plan
from db.unit.revisions import RevisionPart
from db.unit.schema import APPLICATION_ID, HEAD_REVISION, application_id, create_schema
from db.unit.years import YearPart


class Store(EntryPart, YearPart, ProfilePart, EvidencePart, RevisionPart, AuditPart, BackupPart):
    """An open store file.

    It may be used from several threads, one at a time; every call is a transaction of its own unless
    it stands inside :meth:`transaction`. Only errors of :mod:`forms.errors` leave it.
    """

    _lock: StoreLock | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice.

        Raises:
            StoreReplaced: another file has taken this one's place; what was stored here is kept aside.
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
                self._connection.close()
                self._connection.engine.dispose()
                if self._lock is not None:
                    self._lock.release()


def create_store(  # noqa: PLR0913 - a file is made once, with everything it needs
    path: Path | str,
    *,
    plan_bytes: bytes,
    plan_id: str,
    plan_version: str,
    unit: str,
    actor: str,
    now: datetime,
) -> Store:
    """Make the store of a unit and open it.

    Args:
        path: the new file; its folder is made where it is not there.
        plan_bytes: canonical JSON of the plan pack.
        plan_id: id of the plan.
        plan_version: version of the pack.
        unit: code of the unit.
        actor: person at the keyboard.
        now: the present, with time zone.

    Raises:
        StoreExists: there is such a file; nothing is overwritten.
        EnvironmentFault: the folder cannot be written to, disk full.
    """
    path = Path(path)
    with translated(path):
        if path.exists():
            raise fault(IsAFolder if path.is_dir() else StoreExists, path)
        with making(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = StoreLock.acquire(path)
        if isinstance(lock, Held):
            raise fault(StoreExists, path)
        try:
            settle(path)
            with unfinished(path.with_name(path.name + ".new")) as new:
                _fill_new(new, (plan_bytes, plan_id, plan_version), unit, actor, now)
                if path.exists():
                    raise fault(StoreExists, path)
                os.rename(new, path)  # noqa: PTH104 - unlike replace, refuses an existing file on Windows
                make_durable(path.parent)
        finally:
            lock.release()
    return open_store(path, now=now)


def _fill_new(path: Path, plan: tuple[bytes, str, str], unit: str, actor: str, now: datetime) -> None:
    """Write a complete store under a provisional name; it is renamed when all is durable."""
    at, who = instant(now), clean(actor)
    engine = make_engine(lambda: _prepared(path, "rwc"))
    with closing(engine.connect()) as connection:
        driver = driver_of(connection)
        begin_writing(driver)
        create_schema(driver)
        driver.execute("INSERT INTO log_state VALUES (1, 0, ?)", (GENESIS,))
        driver.execute("COMMIT")
        begin_writing(driver)
        work = Work(connection, driver, path)
        for name, value in (("store_id", os.urandom(16).hex()), ("unit", unit), ("created_at", at)):
            driver.execute("INSERT INTO store_meta VALUES (?, ?)", (name, value))
            work.log("create", f"{name}:", at=at, actor=who, new=value)
        work.log("create", "schema:", at=at, actor=who, new=HEAD_REVISION)
        put_plan(work, plan[0], plan[1:], actor=who, now=now)
        work.finish()
        commit(connection, driver)
    engine.dispose()


def open_store(path: Path | str, *, now: datetime) -> Store:
    """Open a store; bring a file of an older program up to date first.

    Where another window holds the file, or file or folder may not be written, the store is read-only
    and says why: ``read_only``, ``holder``.

    Args:
        path: the file.
        now: the present, for the name of the backup that is made before a file is brought up to date.

    Raises:
        StoreMissing, NotAStore, StoreTooNew, StoreCorrupt, MigrationFailed: the file was left alone.
        EnvironmentFault: disk, permission.
    """
    path = Path(path)
    clear_unfinished()
    with translated(path):
        look_at(path)
        lock = _lock_of(path)
        try:
            told = settle(path) if isinstance(lock, StoreLock) else ()
            log_lost = isinstance(lock, StoreLock) and lock.was_left and lacks_log(path)
            try:
                with translated(path):
                    store = _open_locked(path, lock, now)
            except StoreCorrupt as error:
                if isinstance(lock, StoreLock):
                    told += look_after(path, None)
                raise torn(path, told) from error
            if store.refusal is not None:
                told += (f"{store.refusal.message}（{store.refusal.code}）",)
        except BaseException:
            if isinstance(lock, StoreLock):
                lock.release()
            raise
        if isinstance(lock, StoreLock):
            if store.read_only:
                lock.release()
            else:
                store._lock = lock  # noqa: SLF001 - the store is made here
                told += look_after(path, store._driver)  # noqa: SLF001 - likewise
        store.warnings = (*told, *store.warnings, *cautions(path, store._driver, now, log_lost=log_lost))  # noqa: SLF001 - likewise
        return store


def _lock_of(path: Path) -> StoreLock | Held | None:
    """The lock, its holder, or None where no lock can be made because nothing can be written."""
    try:
        return StoreLock.acquire(path)
    except OSError:
        return None


def _open_locked(path: Path, lock: StoreLock | Held | None, now: datetime) -> Store:
    writing = isinstance(lock, StoreLock)
    refusal = migrate.why_not_to_write(path, connect if writing else connect_for_looking)
    warnings = _require_whole(path, connect if writing else connect_for_looking)
    if writing and refusal is None and _may_write(path):
        migrate.bring_up_to_date(path, now)
        store = _open(path, "rw", holder="")
    else:
        migrate.require_current(path)
        store = _open(path, "ro", holder=lock.holder if isinstance(lock, Held) else "")
        store.refusal = refusal
    store.warnings = warnings
    return store


def _require_whole(path: Path, connect_to: Callable[[Path], sqlite3.Connection]) -> tuple[str, ...]:
    """Refuse a file that is no state of a store; sentences about one that contradicts itself."""
    with closing(connect_to(path)) as connection:
        connection.execute("BEGIN")
        found = examine(connection)
    if found.degree is Degree.BROKEN:
        raise fault(StoreTorn, path)
    return (contradiction(path, len(found.differing)),) if found.differing else ()


def _may_write(path: Path) -> bool:
    """Whether SQLite can take the write lock of the file."""
    with closing(connect(path)) as connection:
        try:
            if application_id(connection) != APPLICATION_ID:
                raise fault(NotAStore, path)
            connection.execute("BEGIN IMMEDIATE")
            # On a write-protected file SQLite quietly begins a reading transaction instead.
            connection.execute("PRAGMA user_version = 0")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
                return False
            raise
    return True


def _prepared(path: Path, mode: str) -> sqlite3.Connection:
    connection = connect_for_looking(path) if mode == "ro" else connect(path, mode)
    try:
        prepare(connection, path, writing=mode in {"rw", "rwc"})
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, mode: str, *, holder: str) -> Store:
    engine = make_engine(lambda: _prepared(path, mode))
    with translated(path):
        connection = engine.connect()
        try:
            return Store(path, connection, read_only=mode != "rw", holder=holder)
        except BaseException:
            connection.close()
            raise
