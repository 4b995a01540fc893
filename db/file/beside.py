"""Journals beside a file before SQLite opens it, and whether they belong to the file.

SQLite applies any journal of the right name. After a crash that is right. Where after the crash another file
was put in the place, SQLite would silently write old pages over a newer copy, or over another unit's figures.
So two states are examined as bytes first: the file as it is, and what it would become. A journal is left to
SQLite only where it belongs to the file and the file needs it; any other is moved to the folder of kept
files. Only the holder of the store's lock may do this.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from db.file import sqlite_only
from db.file.engine import connect, connect_to_bytes
from db.file.journal import Header, Journal, is_unmarked_journal, log_applied
from db.file.keeping_place import keep_copy, set_aside
from db.file.kind import Degree, Examined, StoreKind

JOURNAL, LOG, INDEX = "-journal", "-wal", "-shm"
_LARGEST = 64 * 1024 * 1024
"""Bytes by which a journal or log may exceed twice its file and still be read into the memory.

A rollback journal holds each page of the file at most once, with few bytes more; a write-ahead log was
emptied at four megabytes (SQLite's default, 1000 pages). The bound is chosen far above both.
"""
_OTHERS, _INCOMPLETE, _NOT_OURS = "别的文件的日志", "不完整的日志", "不是本程序的"
"""How a journal that is moved is called in its new name."""
_WHY = {
    _OTHERS: "不是这个文件的（文件被替换过，或者是别的程序留下的）",
    _INCOMPLETE: "残缺了，不能用它恢复",
    _NOT_OURS: "不是本程序留下的",
}
_NO_FILE = Examined(degree=Degree.BROKEN)


def beside(path: Path, ending: str) -> Path:
    """Path of a file that SQLite keeps beside a store; where the store is a link, beside its target."""
    real = path.resolve() if path.is_symlink() else path
    return real.with_name(real.name + ending)


def settle(path: Path, kind: StoreKind) -> tuple[str, ...]:
    """Move or remove every journal beside a file that does not belong to it.

    Args:
        path: the file; no process has it open, and this one holds its lock.
        kind: what kind of store it is to be.

    Returns:
        Sentences for people that name what was moved and where to, in Chinese.

    Raises:
        OSError: a file cannot be read or moved; then SQLite must not open the store.
    """
    told: list[str] = []
    for ending, judge in ((JOURNAL, _of_journal), (LOG, _of_log)):
        found = beside(path, ending)
        if found.is_symlink() or (found.exists() and not found.is_file()):
            told.append(_put_aside(path, found, _NOT_OURS))
        elif found.is_file() and found.stat().st_size > _LARGEST + 2 * _size(path):
            told.append(_put_aside(path, found, _OTHERS))
        elif found.is_file():
            told.extend(judge(path, found, kind))
    index = beside(path, INDEX)
    if index.exists() and not index.is_file():
        told.append(_put_aside(path, index, _NOT_OURS))
    if not beside(path, LOG).exists():
        with suppress(FileNotFoundError):
            index.unlink()  # says nothing without its log
    return tuple(told)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def connect_for_looking(path: Path, kind: StoreKind) -> sqlite3.Connection:
    """Open a file for reading, also on a write-protected medium; it never writes to the file.

    Where a transaction was interrupted and its journal is there, it sees the state before the transaction.
    """
    connection = connect(path, "ro")
    try:
        sqlite_only.read_schema(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if (error.sqlite_errorcode & 0xFF) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        return connect_as_it_was(path, kind) or connect(path, "immutable")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_as_it_was(path: Path, kind: StoreKind) -> sqlite3.Connection | None:
    """Open, in memory, a file with its own journal applied; None where there is no journal to apply.

    For write-protected media and folders, where SQLite cannot apply the journal to the file itself.
    """
    journal, log = beside(path, JOURNAL), beside(path, LOG)
    if any(f.exists() and f.stat().st_size > _LARGEST + 2 * _size(path) for f in (journal, log)):
        return None
    content = path.read_bytes()
    with_other = _with_journal(content, journal) or _with_log(content, log)
    if with_other is None:
        return None
    if _look(content, kind).is_whole or not _look(with_other, kind).is_whole:
        return connect_to_bytes(content)
    return connect_to_bytes(with_other)


def _with_journal(content: bytes, journal: Path) -> bytes | None:
    read = Journal.read(journal.read_bytes()) if journal.is_file() else None
    return None if read is None else read.applied(content)


def _with_log(content: bytes, log: Path) -> bytes | None:
    return log_applied(content, log.read_bytes()) if log.is_file() else None


@contextmanager
def _opened(content: bytes) -> Iterator[sqlite3.Connection | None]:
    try:
        connection = connect_to_bytes(content)
    except sqlite3.Error:
        yield None
        return
    with closing(connection):
        yield connection


def _look(content: bytes, kind: StoreKind) -> Examined:
    with _opened(content) as connection:
        if connection is not None:
            with suppress(sqlite3.Error):
                return kind.examine(connection)
    return _NO_FILE


def _contains(content: bytes, other: Examined, kind: StoreKind) -> bool:
    """Whether a file holds everything that the other one held."""
    with _opened(content) as connection:
        return connection is not None and kind.holds(connection, other.entries, other.head)


# --- a rollback journal --------------------------------------------------------------------------------


def _of_journal(path: Path, found: Path, kind: StoreKind) -> Iterator[str]:
    bytes_found = found.read_bytes()
    if is_unmarked_journal(bytes_found):
        found.unlink()  # its mark is written before any page of the file is: the file is unchanged
        return
    journal = Journal.read(bytes_found)
    content = path.read_bytes() if path.exists() else b""
    if journal is None or (journal.is_superfluous(content) and not journal.is_whole):
        yield _put_aside(path, found, _INCOMPLETE)  # SQLite would remove it without having applied it
        return
    if journal.is_superfluous(content):
        return  # SQLite removes it
    restored = journal.applied(content)
    present, before = _look(content, kind), _NO_FILE if restored is None else _look(restored, kind)
    fits = _is_of_one_transaction(journal, Header.read(content))
    if present.is_whole:
        had_ended = fits and journal.is_whole and before.is_whole and before.store == present.store
        if had_ended and _contains(content, before, kind):
            found.unlink()  # only the journal's removal is missing
        else:
            yield _put_aside(path, found, _OTHERS)
    elif fits and before.degree > present.degree:
        return  # the ordinary case after a crash: SQLite rolls the transaction back
    elif before.is_whole or (fits and before.degree == present.degree == Degree.DIFFERING):
        kept = keep_copy(path, path, "恢复前", ".bak")
        yield f"上次没有正常关闭，已恢复到最后一次保存；恢复前的文件另存为“{kept}”。"
    else:
        # Of this file, but torn or altered: to call it another's would hide that something is lost.
        yield _put_aside(path, found, _INCOMPLETE if fits and not journal.is_whole else _OTHERS)


def _is_of_one_transaction(journal: Journal, header: Header | None) -> bool:
    """Whether the first pages of journal and file can be those before and after one transaction."""
    before = journal.header
    if header is None or before is None:
        return header is not None and journal.page_size == header.page_size and 1 not in journal.before
    return (
        before.page_size == header.page_size
        and before.application == header.application
        and (header.counter - before.counter) & 0xFFFFFFFF <= 1
    )


# --- a write-ahead log, of the program before this one ---------------------------------------------------


def _of_log(path: Path, found: Path, kind: StoreKind) -> Iterator[str]:
    log = found.read_bytes()
    content = path.read_bytes() if path.exists() else b""
    header = Header.read(content)
    if not log or header is None:
        if log:
            yield _put_aside(path, found, _OTHERS)
        else:
            found.unlink()
        return
    after = log_applied(content, log)
    if header.has_log and after in {None, content}:
        return  # SQLite removes it
    if not header.has_log or after is None:
        yield _put_aside(path, found, _OTHERS)
        return
    present, then = _look(content, kind), _look(after, kind)
    # A file that is broken without its log cannot say whose it is: then the log is judged by its result.
    same = present.degree is Degree.BROKEN or present.store == then.store
    goes_on = present.degree is Degree.BROKEN or _contains(after, present, kind)
    if not (same and goes_on and then.degree >= max(present.degree, Degree.DIFFERING)):
        yield _put_aside(path, found, _OTHERS)


def _put_aside(path: Path, found: Path, what: str) -> str:
    ending = found.name.rpartition("-")[2]
    kept = set_aside(found, path, what, f".{ending}")
    return f"“{path.name}”旁边的“{found.name}”{_WHY[what]}，没有用它，已移到“{kept}”；数据文件没有动。"
