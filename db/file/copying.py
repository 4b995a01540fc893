"""Copying a store that may be in use: SQLite's backup API, then a look at what came out.

Unlike a plain copy of the file it cannot fall into the middle of a commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db.errors import BackupFailed, StoreCorrupt, fault
from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.durable import make_durable
from db.file.engine import connect, quick_check
from db.file.kind import StoreKind
from db.file.unfinished import unfinished
from db.translation import translated


def stamp(now: datetime) -> str:
    """Time for a file name: UTC, seconds, sorts like time."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def copy_checked(
    source: Path,
    target: Path,
    kind: StoreKind,
    check: Callable[[sqlite3.Connection], str | None] = lambda _: None,
) -> None:
    """Copy a store to a new file that is complete, sound and durable, or is not there.

    Args:
        source: the store; it may be in use.
        target: the new file; an existing one is replaced only when the copy is sound.
        kind: what kind of store it is.
        check: looks at the finished copy; returns what is wrong with it, or None.

    Raises:
        BackupFailed: the copy did not stand its check.
        EnvironmentFault: the source cannot be read, the target not written.
    """
    with translated(target), unfinished(target.with_name(target.name + ".part")) as part:
        with translated(source), closing(connect_for_looking(source, kind)) as reading:
            _copy_into(reading, part)
        with closing(connect(part, "ro")) as copy:
            _require_sound(copy, target, check)
        _put_in_place(part, target)


def copy_open(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what an open connection sees, also where its file has lost its name; checked and durable.

    Raises:
        EnvironmentFault: the copy cannot be written or is not sound; it is not there then.
    """
    with translated(target), unfinished(target.with_name(target.name + ".part")) as part:
        _copy_into(connection, part)
        with closing(connect(part, "ro")) as copy:
            quick_check(copy, target)
        _put_in_place(part, target)


def _put_in_place(part: Path, target: Path) -> None:
    make_durable(part)
    part.replace(target)
    make_durable(target.parent)


def _copy_into(reading: sqlite3.Connection, target: Path) -> None:
    """Copy all pages; one file remains, with nothing beside it even while it is made."""
    with translated(target), closing(connect(target, "rwc")) as writing:
        sqlite_only.set_pragma(writing, "journal_mode", "MEMORY")
        reading.backup(writing)
        sqlite_only.set_pragma(writing, "journal_mode", "DELETE")


def _require_sound(
    copy: sqlite3.Connection, target: Path, check: Callable[[sqlite3.Connection], str | None]
) -> None:
    try:
        quick_check(copy, target)
    except StoreCorrupt as error:
        raise fault(BackupFailed, target, check="quick_check") from error
    wrong = check(copy)
    if wrong is not None:
        raise fault(BackupFailed, target, check=wrong)
