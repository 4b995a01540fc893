"""Whether the file is still the one that was opened.

Synchronising programs (OneDrive, 坚果云) and people replace, move or overwrite files that are in use. What
is written then goes to a file that nobody will ever see again, or into somebody else's. So it is looked at
around every change: the same file under the same name, written by us alone.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from db.errors import StoreReplaced, replaced
from db.file import sqlite_only
from db.file.copying import copy_open
from db.file.engine import connect
from db.file.keeping_place import kept_name
from db.file.kind import StoreKind
from db.file.spare import TYPED, Spare
from forms.errors import EnvironmentFault

_State = tuple[int, int, int, int]
"""Device, number, size and time of change of a file."""


class FileGuard:
    """Looks after one open file."""

    def __init__(self, path: Path, driver: sqlite3.Connection, kind: StoreKind) -> None:
        self.spare = Spare(path, driver, kind)
        self._kind = kind
        self._path = path
        self._driver = driver
        self._file_state = _state(path)
        self._refusal: StoreReplaced | None = None

    @property
    def is_same(self) -> bool:
        """Whether nothing was ever found wrong."""
        return self._refusal is None

    def seems_touched(self, *, by_others_only: bool = True) -> bool:
        """Whether the file deserves a look: one call of the system, nothing is read.

        Args:
            by_others_only: whether this window alone may write; otherwise what another window writes is
                as it should be, and only another file under the name counts.
        """
        found = _state(self._path)
        if by_others_only:
            return self._refusal is not None or found != self._file_state
        return _number(found) != _number(self._file_state)

    def require_same(self, head: tuple[int, str] | None) -> None:
        """Refuse to go on where the file is no longer ours.

        Also inside a transaction of our own: nothing is written to the file before its commit.

        Args:
            head: length and head of the change log as this window left it, where it is known.

        Raises:
            StoreReplaced: E-DB-021; all that was stored here lies in a copy that the sentence names.
        """
        if self._refusal is not None:
            raise self._refusal
        found = _state(self._path)
        if _number(found) != _number(self._file_state):
            self.refuse()
        if found != self._file_state:
            if not self._is_sound(head):
                self.refuse()
            self._file_state = found

    def note(self) -> None:
        """Take the file as it is after a commit of our own."""
        found = _state(self._path)
        if _number(found) == _number(self._file_state):
            self._file_state = found

    def refuse(self) -> None:
        """Say that somebody else wrote to the file, and keep what this window holds."""
        sqlite_only.roll_back(self._driver)  # a transaction cannot be copied
        self.spare.forget()
        is_other_file = _number(_state(self._path)) != _number(self._file_state)
        nothing_typed = not self.spare.has_notes and not is_other_file
        kept = None if nothing_typed else self._keep()
        self._refusal = replaced(self._path, kept, nothing_typed=nothing_typed)
        raise self._refusal

    def _is_sound(self, head: tuple[int, str] | None) -> bool:
        """Somebody touched the file: harmless only where it still holds exactly what we left."""
        with suppress(EnvironmentFault, sqlite3.Error), closing(connect(self._path, "ro")) as fresh:
            sqlite_only.begin(fresh)
            return head in {None, self._kind.position(fresh)} and self._kind.is_sound(fresh, self._path)
        return False

    def _keep(self) -> Path | None:
        """What was noted of this window, or what SQLite still sees: the old file, even without a name."""
        with suppress(EnvironmentFault, OSError, sqlite3.Error):
            kept = self.spare.keep()
            if kept is None:
                kept = kept_name(self._path, TYPED, ".bak")
                copy_open(self._driver, kept)
            self.spare.remove()
            return kept
        return None


def _state(path: Path) -> _State | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - runs several times for each cell
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _number(state: _State | None) -> tuple[int, int] | None:
    return None if state is None else state[:2]
