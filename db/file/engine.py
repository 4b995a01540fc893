"""Opening a SQLite file: settings that make it safe, each verified.

The driver's implicit transactions are switched off (it would open them too late, and not at all
around schema changes); :mod:`db.file.sqlite_only` has ours.

Kept with a rollback journal that is deleted at each commit: between commits the file alone is the store.
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
_EXTRA = 3
"""Names in the folder, too, are on the medium before a commit counts: removing the journal is the commit."""
_IN_MEMORY = 2
MAX_VALUE_BYTES = 12_000_000
"""Longest text or blob that is read or computed; the longest of ours is a package of 10 MB."""


def file_uri(path: Path, mode: str) -> str:
    """URI of the file for SQLite; ``mode`` is ``rw``, ``ro``, ``rwc`` or ``immutable``."""
    text = path.absolute().as_posix()
    if not text.startswith("/"):
        text = "/" + text  # a drive letter
    elif text.startswith("//"):
        text = "//" + text  # a network share: the authority part of the URI must stay empty
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"file:{quote(text, safe='/:')}?{query}"


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A bare connection without implicit transactions, usable from any thread, one at a time.

    A file that it makes (``rwc``) is for its owner alone: figures are confidential. SQLite gives the
    files it keeps beside it the same permissions.
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
    """A reading connection to the bytes of a file, in memory; sqlite3.Error where they are no database."""
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
    """Refuse what is not there or not a file.

    The file itself is opened by SQLite alone: where a process opens and closes it in any other way,
    POSIX drops the locks that SQLite holds on it.
    """
    with translated(path):
        if path.is_dir():
            raise fault(IsAFolder, path)
        if not path.is_file():
            raise fault(StoreMissing if not path.exists() else NotAStore, path)


def _set(connection: sqlite3.Connection, path: Path, pragma: str, value: str | int) -> None:
    """Set a pragma and look whether it was taken."""
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
    """Check the structure of the file; it says nothing about values."""
    if not sqlite_only.is_readable(connection):
        raise fault(StoreCorrupt, path, check="quick_check")
