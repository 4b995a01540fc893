"""Copying a store that may be in use: SQLite's backup API, then a look at what came out.

A plain file copy of a store in use lacks whatever still stands in the write-ahead log: measured, the
copy had no tables at all.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.engine import connect, connect_for_looking, quick_check
from db.errors import BackupFailed, StoreCorrupt, fault, translated


def stamp(now: datetime) -> str:
    """Time for a file name: UTC, seconds, sorts like time."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def copy_checked(
    source: Path, target: Path, check: Callable[[sqlite3.Connection], str | None] = lambda _: None
) -> None:
    """Copy a store to a new file that is complete, sound and durable, or is not there.

    Args:
        source: the store; it may be in use.
        target: the new file; an existing one is replaced only when the copy is sound.
        check: looks at the finished copy; returns what is wrong with it, or None.

    Raises:
        BackupFailed: the copy did not stand its check.
        EnvironmentFault: the source cannot be read, the target not written.
    """
    unfinished = target.with_name(target.name + ".part")
    try:
        with translated(source), closing(connect_for_looking(source)) as reading:
            _copy_into(reading, unfinished)
        with translated(target), closing(connect(unfinished, "ro")) as copy:
            _require_sound(copy, target, check)
        with translated(target):
            make_durable(unfinished)
            unfinished.replace(target)
            make_durable(target.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def copy_open(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what an open connection sees, also where its file has lost its name; checked and durable.

    Raises:
        EnvironmentFault: the copy cannot be written or is not sound; it is not there then.
    """
    unfinished = target.with_name(target.name + ".part")
    try:
        _copy_into(connection, unfinished)
        with translated(target):
            with closing(connect(unfinished, "ro")) as copy:
                quick_check(copy, target)
            make_durable(unfinished)
            unfinished.replace(target)
            make_durable(target.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _copy_into(reading: sqlite3.Connection, target: Path) -> None:
    """Copy all pages; one file remains, without a write-ahead log beside it."""
    with translated(target):
        target.unlink(missing_ok=True)
        with closing(connect(target, "rwc")) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE").fetchall()


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


def make_durable(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the medium."""
    if path.is_dir():
        if sys.platform == "win32":
            return  # folders cannot be flushed there
        handle = os.open(path, os.O_RDONLY)
    else:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
