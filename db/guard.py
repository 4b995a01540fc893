"""Whether the file is still the one that was opened.

Synchronising programs (OneDrive, 坚果云) and people replace, move or overwrite files that are in use. What
is written then goes to a file that nobody will ever see again. So it is looked at around every change:
the same file under the same name, its write-ahead log beside it, and written by us alone.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from db.copying import copy_open
from db.engine import connect
from db.errors import StoreReplaced, replaced
from forms.errors import EnvironmentFault

_State = tuple[int, int, int, int]
"""Device, number, size and time of change of a file."""


class FileGuard:
    """Looks after one open file."""

    def __init__(self, path: Path, driver: sqlite3.Connection) -> None:
        self._path = path
        self._driver = driver
        self._log = path.with_name(path.name + "-wal")
        self._file_state = _state(path)
        self._log_number = _number(_state(self._log))
        self._refusal: StoreReplaced | None = None

    @property
    def is_same(self) -> bool:
        """Whether nothing was ever found wrong."""
        return self._refusal is None

    def require_same(self, head: tuple[int, str] | None) -> None:
        """Refuse to go on where the file is no longer ours.

        Args:
            head: length and head of the change log as this window left it, where it is known.

        Raises:
            StoreReplaced: E-DB-021; all that was stored here lies in a copy that the sentence names.
        """
        if self._refusal is not None:
            raise self._refusal
        found = _state(self._path)
        if _number(found) != _number(self._file_state):
            self._refuse()
        number = _number(_state(self._log))
        if self._log_number is None:
            self._log_number = number
        elif number != self._log_number:
            self._refuse()
        if found != self._file_state:
            self._require_sound(head)
            self._file_state = found

    def note(self) -> None:
        """Take the file as it is after a commit of our own, which may have folded the log into it."""
        found = _state(self._path)
        if _number(found) == _number(self._file_state):
            self._file_state = found

    def refuse(self) -> None:
        """Say that somebody else wrote to the file."""
        self._refuse()

    def _require_sound(self, head: tuple[int, str] | None) -> None:
        """Somebody touched the file: harmless only where it still holds exactly what we left."""
        from db.audit import verify  # it stands above this module

        with suppress(EnvironmentFault, sqlite3.Error), closing(connect(self._path, "ro")) as fresh:
            fresh.execute("BEGIN")
            found = fresh.execute("SELECT entries, head FROM log_state").fetchone()
            if head in {None, found} and verify(fresh, self._path).ok:
                return
        self._refuse()

    def _refuse(self) -> None:
        self._refusal = replaced(self._path, self._keep())
        raise self._refusal

    def _keep(self) -> Path | None:
        """Copy what this window sees: SQLite still has the old file, even without a name."""
        for folder in (self._path.parent, Path.home()):
            target = _free(folder, self._path.stem)
            with suppress(EnvironmentFault, OSError, sqlite3.Error):
                copy_open(self._driver, target)
                return target
        return None


def _free(folder: Path, stem: str) -> Path:
    target, number = folder / f"{stem}.本窗口所填.bak", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}.本窗口所填-{number}.bak"
    return target


def _state(path: Path) -> _State | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - runs twice for each cell
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _number(state: _State | None) -> tuple[int, int] | None:
    return None if state is None else state[:2]
