"""Errors of SQLite, SQLAlchemy and the operating system, as errors of :mod:`db.errors`.

They are translated here, by SQLite's primary result code, and nowhere else.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import (
    DiskFault,
    DiskFull,
    FolderUnusable,
    NameUnusable,
    NotAStore,
    OutOfMemory,
    PathTooLong,
    StoreBusy,
    StoreCorrupt,
    StoreExists,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
    fault,
    misuse,
)
from forms.errors import EnvironmentFault, TianbaoError

_BY_RESULT_CODE: dict[int, type[EnvironmentFault]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_PROTOCOL: StoreBusy,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreUnreachable,
    sqlite3.SQLITE_AUTH: StoreUnreachable,
    sqlite3.SQLITE_CANTOPEN: StoreUnreachable,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFault,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_FORMAT: StoreCorrupt,
    sqlite3.SQLITE_ERROR: StoreCorrupt,
    sqlite3.SQLITE_TOOBIG: StoreCorrupt,  # nothing of ours comes near the limit of db.file.engine
    sqlite3.SQLITE_NOTADB: NotAStore,
    sqlite3.SQLITE_NOMEM: OutOfMemory,
}
_MISUSE_CODES = {
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_RANGE,
    sqlite3.SQLITE_MISUSE,
}
_LONGEST_PATH = 240 if os.name == "nt" else 500
"""The limits of Windows, 260 characters, and of SQLite elsewhere, 512 bytes, less the endings SQLite adds."""
_LONGEST_NAME = 240
"""The limit of POSIX file systems and of Windows, 255 (NAME_MAX), less the endings SQLite adds."""
_KEPT_BY_WINDOWS = frozenset('<>:"|?*')
_LEAST_ROOM = 64 * 1024
"""Free bytes below which an error of the disk is taken for a full one: SQLite's journal and a few pages.
Chosen by us."""
_BY_ERRNO: dict[int, type[EnvironmentFault]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreUnreachable,
    errno.EPERM: StoreUnreachable,
    errno.ENOENT: StoreMissing,
    errno.EEXIST: StoreExists,
    errno.EIO: DiskFault,
    errno.ENAMETOOLONG: PathTooLong,
    errno.ENOMEM: OutOfMemory,
}
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EACCES, errno.EPERM}


def translate(error: BaseException, path: Path) -> TianbaoError | None:
    """Translate an error of SQLite, SQLAlchemy or the operating system; None for any other error."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.Error):
        return _translate_sqlite(original, path)
    if isinstance(original, UnicodeDecodeError):
        return fault(StoreCorrupt, path)  # even names in the schema are damaged
    if isinstance(original, UnicodeEncodeError | OverflowError):
        return misuse(type(original).__name__)
    if isinstance(original, OSError):
        kind = _BY_ERRNO.get(original.errno or 0, StoreUnreachable)
        if _means_too_long(original, path):
            kind = PathTooLong
        return fault(kind, path, errno=original.errno)
    return None


def _translate_sqlite(error: sqlite3.Error, path: Path) -> TianbaoError:
    extended = getattr(error, "sqlite_errorcode", None)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if extended is None:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
            return misuse("db", sqlite=name)
        # The driver itself could not read a text as UTF-8: the bytes in the file are wrong.
        return fault(StoreCorrupt, path, sqlite=name)
    primary = extended & 0xFF
    if primary in _MISUSE_CODES:
        return misuse(str(error) if primary == sqlite3.SQLITE_CONSTRAINT else name, sqlite=name)
    kind = _BY_RESULT_CODE.get(primary, DiskFault)
    if kind is StoreUnreachable and _is_long(path):
        kind = PathTooLong
    if kind is DiskFault and _is_full(path):
        kind = DiskFull  # SQLite says so only of the file itself, not of those it keeps beside it
    return fault(kind, path, sqlite=name)


def _means_too_long(error: OSError, path: Path) -> bool:
    """Whether the error is that of a long path: Windows reports one as missing or as invalid."""
    return error.errno in {errno.ENOENT, errno.EINVAL} and _is_long(path)


def _is_long(path: Path) -> bool:
    return _length(str(path.absolute())) > _LONGEST_PATH or _length(path.name) > _LONGEST_NAME


def _length(text: str) -> int:
    """Length of a path in characters on Windows, in bytes on other systems, as their limits count."""
    return len(text) if os.name == "nt" else len(os.fsencode(text))


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.absolute().parent).free < _LEAST_ROOM
    except OSError:
        return False


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Translate errors that a block raises about ``path`` (:func:`translate`); others pass unchanged."""
    try:
        yield
    except TianbaoError:
        raise
    except Exception as error:
        ours = translate(error, path)
        if ours is None:
            raise
        raise ours from error


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """Raise StoreCorrupt where a block cannot decode stored content.

    OverflowError passes: it comes from a parameter too large for SQLite and says nothing about the file.
    """
    try:
        yield
    except OverflowError:
        raise
    except (ValueError, ArithmeticError, LookupError, TypeError) as error:
        raise fault(StoreCorrupt, path, decoding=type(error).__name__) from error


@contextmanager
def making(path: Path) -> Iterator[None]:
    """Raise FolderUnusable where a block cannot make a new file or folder.

    Args:
        path: what is to be made.

    Raises:
        NameUnusable: on Windows, the path has a character that is reserved there. With a colon the file
            would be made as a hidden stream of another file.
        FolderUnusable: the folder is missing, no folder, or not writable.
        PathTooLong: so many folders are missing that Python cannot make them one within the other.
    """
    if os.name == "nt" and not _KEPT_BY_WINDOWS.isdisjoint(str(path.relative_to(path.anchor))):
        raise fault(NameUnusable, path)
    try:
        yield
    except OSError as error:
        if error.errno in _NOT_THERE and not _means_too_long(error, path):
            raise fault(FolderUnusable, path, errno=error.errno) from error
        raise
    except RecursionError as error:
        raise fault(PathTooLong, path) from error
