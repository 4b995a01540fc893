"""Opening a SQLite file with settings that make it safe, each read again after it was set.

The driver's implicit transactions are switched off, because it begins them too late and not at all around
changes of the schema; transactions are begun by :mod:`db.file.sqlite_only`.

The journal mode is ``DELETE``: between commits there is no second file, so that a person who copies or
moves the store alone loses nothing. With a write-ahead log the last changes would stay behind in the log.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from db.errors import IsAFolder, NotAStore, PragmaRefused, StoreCorrupt, StoreMissing, fault
from db.file import sqlite_only
from db.file.journal import without_log
from db.translation import translated

BUSY_MILLISECONDS = 5000
"""How long SQLite waits for another program's lock before StoreBusy is raised: the default of sqlite3."""
_EXTRA = 3
"""``PRAGMA synchronous = EXTRA``: the folder, too, is flushed after the journal was removed.

Removing the journal is the commit; otherwise it could be there again after a power failure, and SQLite would
undo the commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
"""
_IN_MEMORY = 2
"""SQLite's ``PRAGMA temp_store = MEMORY``: no figures in temporary files."""
MAX_VALUE_BYTES = 12_000_000
"""Bytes of the longest text or blob that SQLite reads or computes, so that a hostile file cannot fill the
memory. Chosen above the bound of a package, 10 MB, and with it of every file that is stored."""


def file_uri(path: Path, mode: str) -> str:
    """URI of the file for SQLite.

    Args:
        path: the file.
        mode: ``rw``, ``ro``, ``rwc`` (makes the file where it is missing) or ``immutable`` (read without
            locks and without regard to a journal, for media that cannot be written to).
    """
    text = path.absolute().as_posix()
    if not text.startswith("/"):
        text = "/" + text  # a drive letter
    elif text.startswith("//"):
        text = "//" + text  # a network share: the authority part of the URI must stay empty
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"file:{quote(text, safe='/:')}?{query}"


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a connection without implicit transactions, usable from any thread, one at a time.

    A file that it makes (``rwc``) can be read by its owner alone, because figures are confidential. SQLite
    gives journals the permissions of their file.
    """
    if mode == "rwc":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    connection = sqlite3.connect(
        file_uri(path, mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
        cached_statements=256,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    return connection


def connect_to_bytes(content: bytes) -> sqlite3.Connection:
    """Open the bytes of a file as a database in memory, for reading; sqlite3.Error where they are none."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        connection.deserialize(without_log(content))
        for name in ("trusted_schema", "cell_size_check", "query_only"):
            sqlite_only.set_pragma(connection, name, int(name != "trusted_schema"))
        sqlite_only.read_schema(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def look_at(path: Path) -> None:
    """Raise where a path leads to no file; the file is not opened.

    Only SQLite may open it: where a process opens and closes the same file in any other way, POSIX
    releases the locks that SQLite holds on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).

    Raises:
        IsAFolder, StoreMissing, NotAStore: it is a folder, missing, or neither file nor folder.
    """
    with translated(path):
        if path.is_dir():
            raise fault(IsAFolder, path)
        if not path.is_file():
            raise fault(StoreMissing if not path.exists() else NotAStore, path)


def _set(connection: sqlite3.Connection, path: Path, pragma: str, value: str | int) -> None:
    """Set a pragma and read it again; PragmaRefused where SQLite did not take it."""
    sqlite_only.set_pragma(connection, pragma, value)
    found = sqlite_only.pragma(connection, pragma)
    if found is None or str(found).lower() != str(value).lower():
        raise fault(PragmaRefused, path, pragma=pragma, found=found)


def prepare(connection: sqlite3.Connection, path: Path, *, writing: bool, foreign_keys: bool = True) -> None:
    """Apply and verify the settings of a connection.

    Raises:
        PragmaRefused: one was not taken.
    """
    _set(connection, path, "busy_timeout", BUSY_MILLISECONDS)
    _set(connection, path, "foreign_keys", int(foreign_keys))
    _set(connection, path, "trusted_schema", 0)
    _set(connection, path, "cell_size_check", 1)
    if not writing:
        _set(connection, path, "query_only", 1)
        return
    _set(connection, path, "journal_mode", "delete")
    _set(connection, path, "synchronous", _EXTRA)
    _set(connection, path, "temp_store", _IN_MEMORY)
    # Nothing is written to the file before the commit, so that up to it one can still refuse.
    sqlite_only.set_pragma(connection, "cache_spill", 0)


def quick_check(connection: sqlite3.Connection, path: Path) -> None:
    """Check the structure of the file, not its values; StoreCorrupt where it is damaged."""
    if not sqlite_only.is_readable(connection):
        raise fault(StoreCorrupt, path, check="quick_check")
