"""Whether the file is still the one that was opened.

Synchronising programs (OneDrive, 坚果云) and people replace, move or overwrite files that are in use. What
is written then goes to a file that has no name any more, or into another person's. So before and after every
change it is checked that the same file has the same name and that nobody else wrote to it.
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
"""Device, inode number, size and time of modification in nanoseconds of a file."""


class FileGuard:
    """Checks of one open file.

    Attributes:
        spare: the second record of what this window enters.
    """

    def __init__(self, path: Path, driver: sqlite3.Connection, kind: StoreKind) -> None:
        self.spare = Spare(path, driver, kind)
        self._kind = kind
        self._path = path
        self._driver = driver
        self._file_state = _state(path)
        self._refusal: StoreReplaced | None = None

    @property
    def is_same(self) -> bool:
        """Whether no check has failed so far."""
        return self._refusal is None

    def seems_touched(self, *, by_others_only: bool = True) -> bool:
        """Whether the file should be checked: one system call, nothing is read.

        Args:
            by_others_only: whether this window alone may write. Otherwise another window's changes are
                expected, and only another file under the name counts.
        """
        found = _state(self._path)
        if by_others_only:
            return self._refusal is not None or found != self._file_state
        return _number(found) != _number(self._file_state)

    def require_same(self, head: tuple[int, str] | None) -> None:
        """Raise where the file is no longer the one that was opened, or somebody else wrote to it.

        It may be asked inside a transaction, since nothing is written to the file before the commit. A new
        time of modification alone is harmless: the file is then read through, and remembered as it is.

        Args:
            head: length and head of the change log as this window left it; None where that is unknown.

        Raises:
            StoreReplaced: E-DB-021; the sentence names the copy of what this window stored, or says that
                it stored nothing, or asks to leave the window open where no copy could be made.
        """
        if self._refusal is not None:
            raise self._refusal
        found = _state(self._path)
        if _number(found) != _number(self._file_state):
            self.refuse()
        # Copying programs and virus scanners touch files without changing them; only then it is worth reading
        # the file.
        if found != self._file_state:
            if not self._is_sound(head):
                self.refuse()
            self._file_state = found

    def note(self) -> None:
        """Remember the state of the file after a commit of this window."""
        # Another file under the name is not remembered as ours: the check after the commit has to find it.
        found = _state(self._path)
        if _number(found) == _number(self._file_state):
            self._file_state = found

    def refuse(self) -> None:
        """Keep a copy of what this window stored and raise StoreReplaced, as every later check will."""
        sqlite_only.roll_back(self._driver)  # a transaction cannot be copied
        self.spare.forget()
        is_other_file = _number(_state(self._path)) != _number(self._file_state)
        # With another file under the name, the old one may still be seen through the connection and is worth
        # a copy, even with nothing typed.
        nothing_typed = not self.spare.has_notes and not is_other_file
        kept = None if nothing_typed else self._keep(is_other_file=is_other_file)
        self._refusal = replaced(self._path, kept, nothing_typed=nothing_typed)
        raise self._refusal

    def _is_sound(self, head: tuple[int, str] | None) -> bool:
        """Whether the file is sound and its log ends where this window left it."""
        with suppress(EnvironmentFault, sqlite3.Error), closing(connect(self._path, "ro")) as fresh:
            sqlite_only.begin(fresh)
            return head in {None, self._kind.position(fresh)} and self._kind.is_sound(fresh, self._path)
        return False

    def _keep(self, *, is_other_file: bool) -> Path | None:
        """Make a store of the spare, or else of what SQLite still sees: the old file, even without a name.

        A file that was written over in its place is not copied: SQLite sees there what the other wrote.
        """
        with suppress(EnvironmentFault, OSError, sqlite3.Error):
            kept = self.spare.keep()
            if kept is None:
                # The same file, written over: there is no copy to be made, as said above.
                if not is_other_file:
                    return None
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
    # Device and inode only: size and time change with every commit.
    return None if state is None else state[:2]
