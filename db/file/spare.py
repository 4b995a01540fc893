"""A second record of what is entered in a window, kept outside the store file while the window is open.

A file can be replaced or written over while it is open, and the program killed before it notices. So before
its first change the window copies the store into the program's own folder, and after each commit it appends
the statements of that commit. They are not flushed to the medium: this guards against other programs and
not against power failure, and a second flush for each cell would be felt. An orderly end removes the record.

A kind of store may do without (:attr:`db.file.kind.StoreKind.has_spare`): one that holds gigabytes cannot be
copied before its first change, and texts of its statements would repeat every file that it takes in.

Records of programs that were killed are examined when a store is opened. Where the file holds everything,
as it mostly does, the record is removed; otherwise a store is made of it and kept aside.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from io import FileIO
from pathlib import Path

from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.copying import copy_open
from db.file.engine import connect
from db.file.keeping_place import kept_name, make_private, typing_folder
from db.file.kind import StoreKind
from db.file.lock import try_lock
from forms.errors import EnvironmentFault
from forms.frozen import frozen

_COPY, _STEPS, _OF = "store.db", "steps", "of.json"
_LARGEST = 16 * 1024 * 1024
"""Bytes of statements after which a new copy of the store is made, so that the record does not grow for as
long as the window is open. Chosen above three attachments of 5 MB, whose bytes are in their statements."""
_RECORD = struct.Struct(">II")
"""Before each commit's statements: their length in bytes, and their CRC-32, by which a cut end is known."""
_CHANGING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
TYPED = "本窗口所填"


@frozen
class _Step:
    """One commit: length and head of the change log after it, and its statements."""

    entries: int
    head: str
    statements: list[str]

    def packed(self) -> bytes:
        data = json.dumps([self.entries, self.head, self.statements]).encode()
        # Not for security: the CRC tells an entry that was cut off by the killing from a whole one.
        return _RECORD.pack(len(data), zlib.crc32(data)) + data


class Spare:
    """The record of one window; where it cannot be written, the window works without one."""

    def __init__(self, path: Path, driver: sqlite3.Connection, kind: StoreKind) -> None:
        self._path = path
        self._kind = kind
        self._driver = driver
        self._folder: Path | None = None
        self._file: FileIO | None = None
        self._size = 0
        self._statements: list[str] = []
        self._is_useless = not kind.has_spare
        self._noted = False

    @property
    def has_notes(self) -> bool:
        """Whether this window has stored anything since it opened the file, with or without a record."""
        return self._noted

    def get_ready(self) -> None:
        """Make the copy of the store where there is none yet or the record is long.

        Called before each transaction.
        """
        if self._is_useless or (self._file is not None and self._size < _LARGEST):
            return
        self.remove()
        try:
            self._make()
        except (OSError, sqlite3.Error):
            self.remove()
            self._is_useless = True

    def listen(self) -> None:
        """Record the statements of the transaction that begins.

        Also where there is no file for them: that something was stored has to be known (:attr:`has_notes`).
        """
        self._statements.clear()
        if self._kind.has_spare:
            self._driver.set_trace_callback(self._take)

    def forget(self) -> None:
        """Drop the statements of a transaction that was rolled back."""
        self._driver.set_trace_callback(None)
        self._statements.clear()

    def note(self, entries: int, head: str) -> None:
        """Append the statements of a transaction that was committed.

        Args:
            entries: length of the change log after it.
            head: hash of the newest row after it.
        """
        self._driver.set_trace_callback(None)
        self._noted = self._noted or bool(self._statements) or not self._kind.has_spare
        # After the commit and not before it: a record of what was rolled back would bring it back.
        if self._file is not None and self._statements:
            try:
                self._size += self._file.write(_Step(entries, head, self._statements).packed()) or 0
            except OSError:
                self.remove()
                self._is_useless = True
        self._statements = []

    def keep(self) -> Path | None:
        """Make a store of the record and keep it aside; None where there is no record or nothing in it."""
        if self._folder is None or not self._noted:
            return None
        return _rescue(self._folder, self._path, self._kind)

    def remove(self) -> None:
        """Remove the record; called when the file holds everything, or it is kept aside."""
        if self._file is not None:
            self._file.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._file = None
        self._size = 0

    def _take(self, statement: str) -> None:
        # The callback also gets BEGIN, COMMIT, pragmas and queries, which repeat nothing.
        if statement.lstrip()[:7].upper().startswith(_CHANGING):
            self._statements.append(statement)

    def _make(self) -> None:
        folder = self._folder = make_private(typing_folder()) / f"{os.getpid()}-{os.urandom(6).hex()}"
        make_private(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        # Locked until the program ends, however it ends: a record that can be locked is of a program that is
        # gone.
        file = self._file = FileIO(os.open(folder / _STEPS, flags, 0o600), "r+")
        try_lock(file)
        told = os.open(folder / _OF, flags, 0o600)
        with os.fdopen(told, "w", encoding="utf-8") as of:
            json.dump({"path": str(self._path.absolute())}, of)
        with closing(connect(folder / _COPY, "rwc")) as copy:
            # A copy that is cut off is of no use anyway, so it needs no journal and no flush.
            sqlite_only.set_pragma(copy, "journal_mode", "OFF")
            sqlite_only.set_pragma(copy, "synchronous", "OFF")
            self._driver.backup(copy)


def look_after(path: Path, connection: sqlite3.Connection | None, kind: StoreKind) -> tuple[str, ...]:
    """Examine the records of windows that were killed.

    Where the store of a record does not hold all of it, a store is made of the record and kept aside; then
    the record is removed. A record of a store that cannot be reached now is left for a later start.

    Args:
        path: the store that is being opened.
        connection: this store, open for reading; None where it cannot be read.
        kind: what kind of store it is.

    Returns:
        Sentences for people that name the stores kept aside, in Chinese.
    """
    told: list[str] = []
    with suppress(OSError):
        for folder in sorted(typing_folder().iterdir()):
            with suppress(OSError, ValueError, KeyError, sqlite3.Error, EnvironmentFault):
                told.extend(_look_after(folder, path.absolute(), connection, kind))
    return tuple(told)


def _look_after(
    folder: Path, path: Path, connection: sqlite3.Connection | None, kind: StoreKind
) -> Iterator[str]:
    with (folder / _STEPS).open("r+b", buffering=0) as file:
        if not try_lock(file):
            return
        steps = list(_read(file.read()))
        of = Path(json.loads((folder / _OF).read_text(encoding="utf-8"))["path"]) if steps else path
        held = not steps or _is_held(of, path, connection, steps[-1], kind)
        if held is None:
            return
        if not held:
            if of != path and of.is_file():
                return  # told of when that one is opened
            try:
                kept = _rescue(folder, of, kind)
            except (OSError, sqlite3.Error, EnvironmentFault) as error:
                yield (
                    f"“{of.name}”上次打开期间被替换或改写了，那个窗口所填的内容不都在现在这个文件里，这次没能另存"
                    f"（{error}）。那些内容还记在“{folder}”：请不要删它，先看数据文件夹能不能写、磁盘有没有空间，"
                    "再重新打开这个文件，程序会再存一次。"
                )
                return
            yield _kept_of_the_open_file(of, kept) if of == path else _kept_of_a_missing_file(of, kept)
    shutil.rmtree(folder, ignore_errors=True)


def _kept_of_the_open_file(of: Path, kept: Path) -> str:
    return (
        f"“{of.name}”上次打开期间被替换或改写了，那个窗口所填的内容不都在现在这个文件里，"
        f"已另存为“{kept}”。现在的文件没有动；请核对，需要时用【数据保管】→【另存的文件】换回。"
    )


def _kept_of_a_missing_file(of: Path, kept: Path) -> str:
    return (
        f"“{of}”上次没有正常关闭，现在已不在原处，不知道那个窗口所填的内容还在不在，已另存为“{kept}”。"
        "如果只是改了名或移走了，内容都在那个文件里，核对后可以删去这份另存。"
    )


def _is_held(
    of: Path, path: Path, connection: sqlite3.Connection | None, last: _Step, kind: StoreKind
) -> bool | None:
    """Whether the store that was noted holds its record's last commit; None where that cannot be told now.

    A file that is not there any more was mostly renamed: then the one that is being opened is asked.
    """
    if of != path and of.is_file():
        # For looking: the other store may be open in a window, and must not be locked or changed.
        with closing(connect_for_looking(of, kind)) as other:
            return kind.holds(other, last.entries, last.head)
    if connection is not None and kind.holds(connection, last.entries, last.head):
        return True
    return False if of.parent.is_dir() else None  # None: a stick that is not plugged in


def _read(content: bytes) -> Iterator[_Step]:
    place = 0
    while place + _RECORD.size <= len(content):
        length, noted = _RECORD.unpack_from(content, place)
        data = content[place + _RECORD.size : place + _RECORD.size + length]
        if len(data) != length or zlib.crc32(data) != noted:
            return
        yield _Step(*json.loads(data))
        place += _RECORD.size + length


def _rescue(folder: Path, store: Path, kind: StoreKind) -> Path:
    """Repeat the statements on the copy, commit by commit, until one leads to another head than recorded.

    It is done in memory, so that the record is unchanged where the program is killed meanwhile.
    """
    steps = list(_read((folder / _STEPS).read_bytes()))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as whole:
        with closing(connect(folder / _COPY, "ro")) as copy:
            copy.backup(whole)
        for step in steps:
            if not _repeat(whole, step, kind):
                break
        target = kept_name(store, TYPED, ".bak")
        copy_open(whole, target)
    return target


def _repeat(whole: sqlite3.Connection, step: _Step, kind: StoreKind) -> bool:
    sqlite_only.begin(whole)
    with suppress(sqlite3.Error):
        sqlite_only.execute_all(whole, step.statements)
        # The head is a hash over everything logged: equal to the recorded one, the commit was repeated
        # exactly.
        if kind.position(whole) == (step.entries, step.head):
            sqlite_only.commit(whole)
            return True
    sqlite_only.roll_back(whole)
    return False
