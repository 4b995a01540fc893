"""Bringing a file of an older program up to date, or leaving it exactly as it was.

First a checked backup is made. Then one transaction holds all scripts and the checks of their result. Foreign
keys are switched off meanwhile, because the removal of a table that is rebuilt would delete the rows that
refer to it. Alembic takes long to import, and is imported only when there is something to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, func, select, table
from sqlalchemy.pool import NullPool

from db.description import log_of, wording
from db.errors import (
    DiskFull,
    MigrationFailed,
    NotAStore,
    StoreAltered,
    StoreBusy,
    StoreReadOnly,
    StoreUnreachable,
    altered,
    fault,
    too_new,
)
from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.copying import copy_checked, stamp
from db.file.engine import connect, prepare
from db.file.kind import StoreKind
from db.file.schema import Schema, application_id, revision_of
from db.file.session import Session
from db.translation import translate, translated
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault

ConnectTo = Callable[[Path], sqlite3.Connection]
"""Opens a file for reading, or for reading and writing where that is allowed."""


def present_revision(path: Path, kind: StoreKind, connect_to: ConnectTo) -> str:
    """Schema revision of a file, without changing anything.

    Args:
        path: the file.
        kind: what kind of store it is to be.
        connect_to: how it may be opened.

    Raises:
        NotAStore: it is another program's file.
        StoreTooNew: its revision is not among those of this program.
        EnvironmentFault: it cannot be read.
    """
    with translated(path), closing(connect_to(path)) as connection:
        return _revision_in(connection, path, kind.schema)


def _revision_in(connection: sqlite3.Connection, path: Path, schema: Schema) -> str:
    if application_id(connection) != schema.application:
        raise fault(NotAStore, path)
    found = revision_of(connection)
    if found not in schema.revisions:
        raise too_new(path, found, schema.head)
    return found


def why_not_to_write(path: Path, kind: StoreKind, connect_to: ConnectTo) -> StoreAltered | None:
    """The error to raise at a write to a file whose schema was altered; None where it is as it was made.

    Args:
        path: the file.
        kind: what kind of store it is to be.
        connect_to: how it may be opened, as for :func:`present_revision`.

    Raises:
        NotAStore, StoreTooNew: as for :func:`present_revision`.
        StoreAltered: an altered file of an older program. It cannot be opened even for reading, since that
            would need the scripts.
    """
    with translated(path), closing(connect_to(path)) as connection:
        found = _revision_in(connection, path, kind.schema)
        what = kind.departure(connection)
    # The scripts expect the tables as they were made; on altered ones they may do anything.
    if what and found != kind.schema.head:
        raise altered(path, what, is_opened=False)
    return altered(path, what, is_opened=True) if what else None


def require_current(path: Path, kind: StoreKind) -> None:
    """Raise MigrationFailed for a file of an older program, where it cannot be brought up to date."""
    found = present_revision(path, kind, lambda file: connect_for_looking(file, kind))
    if found != kind.schema.head:
        raise MigrationFailed(
            StoreCode.MIGRATION_FAILED,
            f"“{path.name}”是旧版本的数据文件，要先升级，而这里不能写。"
            "请关闭其他打开它的窗口，或把文件复制到可以写的文件夹再打开。",
            path=str(path),
            found=found,
        )


Note = Callable[[Session, str, str], None]
"""Logs, in the transaction of the upgrade, the old and the new revision (second and third argument)."""


def bring_up_to_date(path: Path, kind: StoreKind, now: datetime, note: Note) -> Path | None:
    """Upgrade a file where it is older than the program.

    Args:
        path: the file.
        kind: what kind of store it is.
        now: the present, for the name of the backup.
        note: logs the upgrade in the file.

    Returns:
        The backup that was made before, or None when the file was current.

    Raises:
        MigrationFailed: the file is as it was; the sentence names the backup.
        EnvironmentFault: disk full, busy, write-protected; the file is as it was.
    """
    found = present_revision(path, kind, connect)
    if found == kind.schema.head:
        return None
    backup = path.with_name(f"{path.name}.{found}.{stamp(now)}.bak")
    copy_checked(path, backup, kind)
    try:
        _upgrade(path, kind.schema, found, note)
    except Exception as error:
        ours = translate(error, path) if not isinstance(error, EnvironmentFault) else error
        if isinstance(ours, DiskFull | StoreBusy | StoreReadOnly | StoreUnreachable):
            raise ours from error
        raise MigrationFailed(
            StoreCode.MIGRATION_FAILED,
            f"旧数据文件“{path.name}”升级没有成功，文件保持原样，另有备份“{backup.name}”。"
            "请把这个文件交给维护人员，暂时继续用旧版本的程序。",
            path=str(path),
            found=found,
            backup=str(backup),
        ) from error
    return backup


def _upgrade(path: Path, schema: Schema, found: str, note: Note) -> None:
    def without_foreign_keys() -> sqlite3.Connection:
        connection = connect(path)
        try:
            prepare(connection, path, writing=True, foreign_keys=False)
        except BaseException:
            connection.close()
            raise
        return connection

    # Parameters are hidden because they are figures, and an error of a script is logged with them.
    engine = create_engine(
        "sqlite://", creator=without_foreign_keys, poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: sqlite_only.begin_writing(_driver_of(connection)))
    try:
        with closing(engine.connect()) as connection:
            driver = _driver_of(connection)
            try:
                connection.begin()  # so that Alembic finds a transaction and begins and commits none itself
                _change(connection, schema, found, note)
                sqlite_only.commit(driver)
            finally:
                sqlite_only.roll_back(driver)
    finally:
        engine.dispose()


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _change(connection: Connection, schema: Schema, found: str, note: Note) -> None:
    driver = _driver_of(connection)
    before = _counts(driver, schema)
    run_scripts(connection, schema)
    if revision_of(driver) != schema.head:
        raise RuntimeError("the scripts do not lead to the newest schema")
    after = _counts(driver, schema)
    # Counted and not compared: the texts of rows are compared at the next opening, by the log.
    if any(after.get(name) != count for name, count in before.items()):
        raise RuntimeError("rows were lost or added")
    # By hand, since foreign keys are off in this transaction.
    if sqlite_only.has_dangling_references(driver):
        raise RuntimeError("dangling references")
    if not sqlite_only.is_intact(driver):
        raise RuntimeError("structure damaged")
    note(Session(driver), found, schema.head)


def _counts(driver: sqlite3.Connection, schema: Schema) -> dict[str, int]:
    """Number of rows of each table that is logged or append-only: no script may add or remove any."""
    names = [
        found.name
        for found in schema.metadata.sorted_tables
        if log_of(found).is_append_only or not wording(found).is_silent
    ]
    session = Session(driver)
    return {
        name: session.value(select(func.count()).select_from(table(name)))
        for name in names
        if sqlite_only.column_names(driver, name)
    }


def run_scripts(connection: Connection, schema: Schema) -> None:
    """Run the scripts that lead from the schema of a file to the newest."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The file format of Alembic's settings takes a percent sign for the beginning of a name.
    config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, schema.head)
