"""Copying a store that may be in use, by SQLite's backup API, and checking the copy.

A plain copy of the file, made during a commit, would have old and new pages; SQLite's API has not.
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
    """Text of a time for file names, e.g. ``20260131T093000Z``: UTC, seconds; its order is that of time."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def copy_checked(
    source: Path,
    target: Path,
    kind: StoreKind,
    check: Callable[[sqlite3.Connection], str | None] = lambda _: None,
) -> None:
    """Copy a store to a new file; where it fails, no new file is left.

    Args:
        source: the store; it may be in use.
        target: the new file; an existing one is replaced only when the copy is sound.
        kind: what kind of store it is.
        check: looks at the finished copy; returns what is wrong with it, or None.

    Raises:
        BackupFailed: the copy is damaged, or ``check`` found something.
        EnvironmentFault: the source cannot be read, or the target not written.
    """
    with translated(target), unfinished(target.with_name(target.name + ".part")) as part:
        with translated(source), closing(connect_for_looking(source, kind)) as reading:
            _copy_into(reading, part)
        with closing(connect(part, "ro")) as copy:
            require_sound(copy, target, check)
        put_in_place(part, target)


def copy_open(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what an open connection sees, also where its file was renamed or removed; checked and durable.

    Raises:
        EnvironmentFault: the copy cannot be written or is damaged; no file is left then.
    """
    with translated(target), unfinished(target.with_name(target.name + ".part")) as part:
        _copy_into(connection, part)
        with closing(connect(part, "ro")) as copy:
            quick_check(copy, target)
        put_in_place(part, target)


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, durably."""
    make_durable(part)
    part.replace(target)
    make_durable(target.parent)


def _copy_into(reading: sqlite3.Connection, target: Path) -> None:
    """Copy all pages; no journal lies beside the new file, not even while it is written."""
    with translated(target), closing(connect(target, "rwc")) as writing:
        sqlite_only.set_pragma(writing, "journal_mode", "MEMORY")
        reading.backup(writing)
        sqlite_only.set_pragma(writing, "journal_mode", "DELETE")


def require_sound(
    copy: sqlite3.Connection, target: Path, check: Callable[[sqlite3.Connection], str | None]
) -> None:
    """Look at a finished copy; BackupFailed where it is damaged or ``check`` finds something."""
    try:
        quick_check(copy, target)
    except StoreCorrupt as error:
        raise fault(BackupFailed, target, check="quick_check") from error
    wrong = check(copy)
    if wrong is not None:
        raise fault(BackupFailed, target, check=wrong)
