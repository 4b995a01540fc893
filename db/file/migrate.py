"""Bringing a file of an older program up to date, or leaving it exactly as it was.

A checked backup first; then one transaction of our own around all steps, on a connection without
foreign keys (rebuilding a parent table would otherwise delete its children); then checks; then the
commit. Alembic is imported only when there is something to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

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
    translate,
    translated,
)
from db.file.as_made import departure
from db.file.copying import copy_checked, stamp
from db.file.engine import (
    begin_writing,
    commit,
    connect,
    connect_for_looking,
    driver_of,
    make_engine,
    prepare,
    roll_back,
)
from db.log.work import Work, instant
from db.unit.schema import APPLICATION_ID, REVISIONS, application_id, revision_of
from forms.errors import EnvironmentFault

_KEPT = ("change_log", "observation", "report_year", "revision", "revision_document", "explanation")
"""Tables whose number of rows no migration may change."""


@dataclass(frozen=True)
class Schema:
    """The schemas that a program knows, oldest first, and the scripts that lead to the newest."""

    scripts: Path
    revisions: tuple[str, ...]

    @property
    def head(self) -> str:
        """The newest."""
        return self.revisions[-1]


PRESENT = Schema(Path(__file__).parents[1] / "unit" / "migrations", REVISIONS)


def present_revision(path: Path, connect_to: Callable[[Path], sqlite3.Connection]) -> str:
    """Schema revision of a file, without changing anything.

    Args:
        path: the file.
        connect_to: how it may be opened.

    Raises:
        NotAStore: another program's file.
        StoreTooNew: a newer program's file.
    """
    with translated(path), closing(connect_to(path)) as connection:
        return _revision_in(connection, path)


def _revision_in(connection: sqlite3.Connection, path: Path) -> str:
    if application_id(connection) != APPLICATION_ID:
        raise fault(NotAStore, path)
    found = revision_of(connection)
    if found not in PRESENT.revisions:
        raise too_new(path, found, PRESENT.head)
    return found


def why_not_to_write(path: Path, connect_to: Callable[[Path], sqlite3.Connection]) -> StoreAltered | None:
    """The refusal to write to a file whose schema somebody changed, None where it is as it was made.

    Args:
        path: the file.
        connect_to: how it may be opened, as for :func:`present_revision`.

    Raises:
        NotAStore, StoreTooNew: as for :func:`present_revision`.
        StoreAltered: such a file of an older program, which cannot be read without bringing it up to date.
    """
    with translated(path), closing(connect_to(path)) as connection:
        found = _revision_in(connection, path)
        what = departure(connection)
    if what and found != PRESENT.head:
        raise altered(path, what, is_opened=False)
    return altered(path, what, is_opened=True) if what else None


def require_current(path: Path) -> None:
    """Refuse to read a file of an older program that cannot be brought up to date here."""
    found = present_revision(path, connect_for_looking)
    if found != PRESENT.head:
        raise MigrationFailed(
            "E-DB-011",
            f"“{path.name}”是旧版本的数据文件，要先升级，而这里不能写。"
            "请关闭其他打开它的窗口，或把文件复制到可以写的文件夹再打开。",
            path=str(path),
            found=found,
        )


def bring_up_to_date(path: Path, now: datetime) -> Path | None:
    """Upgrade a file where it is older than the program.

    Returns:
        The backup that was made before, or None when the file was current.

    Raises:
        MigrationFailed: the file is as it was; the sentence names the backup.
        EnvironmentFault: disk full, busy, write-protected; likewise.
    """
    found = present_revision(path, connect)
    if found == PRESENT.head:
        return None
    backup = path.with_name(f"{path.name}.{found}.{stamp(now)}.bak")
    copy_checked(path, backup)
    try:
        _upgrade(path, found, now)
    except Exception as error:
        ours = translate(error, path) if not isinstance(error, EnvironmentFault) else error
        if isinstance(ours, DiskFull | StoreBusy | StoreReadOnly | StoreUnreachable):
            raise ours from error
        raise MigrationFailed(
            "E-DB-011",
            f"旧数据文件“{path.name}”升级没有成功，文件保持原样，另有备份“{backup.name}”。"
            "请把这个文件交给维护人员，暂时继续用旧版本的程序。",
            path=str(path),
            found=found,
            backup=str(backup),
        ) from error
    return backup


def _upgrade(path: Path, found: str, now: datetime) -> None:
    def without_foreign_keys() -> sqlite3.Connection:
        connection = connect(path)
        try:
            prepare(connection, path, writing=True, foreign_keys=False)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = make_engine(without_foreign_keys)
    try:
        with closing(engine.connect()) as connection:
            driver = driver_of(connection)
            begin_writing(driver)
            try:
                connection.begin()  # so that Alembic sees a transaction of somebody else
                _change(connection, path, found, now)
                commit(connection, driver)
            except BaseException:
                roll_back(connection, driver)
                raise
    finally:
        engine.dispose()


def _change(connection: Connection, path: Path, found: str, now: datetime) -> None:
    driver = driver_of(connection)
    before = _counts(driver)
    _run_alembic(connection)
    if revision_of(driver) != PRESENT.head:
        raise RuntimeError("the scripts do not lead to the newest schema")
    if _counts(driver) != before:
        raise RuntimeError("rows were lost or added")
    if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RuntimeError("dangling references")
    if driver.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise RuntimeError("structure damaged")
    work = Work(connection, driver, path)
    work.log("migrate", "schema:", at=instant(now), actor="", old=found, new=PRESENT.head)
    work.finish()


def _counts(driver: sqlite3.Connection) -> dict[str, int]:
    return {table: driver.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _KEPT}  # noqa: S608 - constants


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(PRESENT.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, PRESENT.head)
