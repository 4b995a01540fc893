"""What is typed in a window, noted once more outside the store file, as long as the window is open.

A file can be replaced or written over while it is open, and the program be killed before it notices. So
with the first change the window makes a copy of the store in the program's own folder, and after each
commit appends the statements of that commit: without waiting for the medium, because this is a guard
against other programs and not against power loss. An orderly end removes it all. What a killed program
left is looked at when a store is opened: mostly the file holds everything and the notes go; where it does
not, a whole store is made of them and kept.
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
from dataclasses import dataclass
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

_COPY, _STEPS, _OF = "store.db", "steps", "of.json"
_LARGEST = 16 * 1024 * 1024
"""Bytes of statements after which a new copy is made."""
_RECORD = struct.Struct(">II")
_CHANGING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
TYPED = "本窗口所填"


@dataclass(frozen=True)
class _Step:
    """One commit: length and head of the change log after it, and its statements."""

    entries: int
    head: str
    statements: list[str]

    def packed(self) -> bytes:
        data = json.dumps([self.entries, self.head, self.statements]).encode()
        return _RECORD.pack(len(data), zlib.crc32(data)) + data


class Spare:
    """The notes of one window. Where they cannot be made, the window works without them."""

    def __init__(self, path: Path, driver: sqlite3.Connection, kind: StoreKind) -> None:
        self._path = path
        self._kind = kind
        self._driver = driver
        self._folder: Path | None = None
        self._file: FileIO | None = None
        self._size = 0
        self._statements: list[str] = []
        self._is_useless = False
        self._noted = False

    @property
    def has_notes(self) -> bool:
        """Whether anything was stored since the file was opened."""
        return self._noted

    def get_ready(self) -> None:
        """Have a copy to start from; called before each transaction."""
        if self._is_useless or (self._file is not None and self._size < _LARGEST):
            return
        self.remove()
        try:
            self._make()
        except (OSError, sqlite3.Error):
            self.remove()
            self._is_useless = True

    def listen(self) -> None:
        """Take down the statements that follow."""
        if self._file is not None:
            self._statements.clear()
            self._driver.set_trace_callback(self._take)

    def forget(self) -> None:
        """The transaction is taken back."""
        self._driver.set_trace_callback(None)
        self._statements.clear()

    def note(self, entries: int, head: str) -> None:
        """The transaction is stored."""
        self._driver.set_trace_callback(None)
        self._noted = self._noted or bool(self._statements)
        if self._file is not None and self._statements:
            try:
                self._size += self._file.write(_Step(entries, head, self._statements).packed()) or 0
            except OSError:
                self.remove()
                self._is_useless = True
        self._statements = []

    def keep(self) -> Path | None:
        """Make a whole store of the notes and keep it; None where there are none."""
        if self._folder is None or not self._noted:
            return None
        return _rescue(self._folder, self._path, self._kind)

    def remove(self) -> None:
        """Forget everything: the file holds it, or it is kept."""
        if self._file is not None:
            self._file.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._file = None
        self._size = 0

    def _take(self, statement: str) -> None:
        if statement.lstrip()[:7].upper().startswith(_CHANGING):
            self._statements.append(statement)

    def _make(self) -> None:
        folder = self._folder = make_private(typing_folder()) / f"{os.getpid()}-{os.urandom(6).hex()}"
        make_private(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = self._file = FileIO(os.open(folder / _STEPS, flags, 0o600), "r+")
        try_lock(file)
        told = os.open(folder / _OF, flags, 0o600)
        with os.fdopen(told, "w", encoding="utf-8") as of:
            json.dump({"path": str(self._path.absolute())}, of)
        with closing(connect(folder / _COPY, "rwc")) as copy:
            sqlite_only.set_pragma(copy, "journal_mode", "OFF")
            sqlite_only.set_pragma(copy, "synchronous", "OFF")
            self._driver.backup(copy)


def look_after(path: Path, connection: sqlite3.Connection | None, kind: StoreKind) -> tuple[str, ...]:
    """Find what killed windows noted; keep what their files do not hold, and remove the rest.

    Args:
        path: the store that is being opened.
        connection: it, open for reading; None where it cannot be read.
        kind: what kind of store it is.

    Returns:
        Sentences about what was kept, and where it lies.
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
        held = not steps or (
            _is_held_elsewhere(of, steps[-1], kind)
            if of != path
            else connection is not None and kind.holds(connection, steps[-1].entries, steps[-1].head)
        )
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
            yield (
                f"“{of.name}”上次打开期间被替换或改写了，那个窗口所填的内容不都在现在这个文件里，"
                f"已另存为“{kept}”。现在的文件没有动；请核对，需要时用“恢复备份”换回。"
            )
    shutil.rmtree(folder, ignore_errors=True)


def _is_held_elsewhere(of: Path, last: _Step, kind: StoreKind) -> bool | None:
    """Whether another store holds all that was noted of it; None where that cannot be told now."""
    if not of.parent.is_dir():
        return None  # a stick that is not plugged in
    if not of.is_file():
        return False
    with closing(connect_for_looking(of, kind)) as other:
        return kind.holds(other, last.entries, last.head)


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
    """Repeat the noted statements on the copy, commit by commit, as far as they lead where they led.

    Done in memory, so that one that is cut short leaves the notes as they are for the next.
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
        if kind.position(whole) == (step.entries, step.head):
            sqlite_only.commit(whole)
            return True
    sqlite_only.roll_back(whole)
    return False
