"""Files with figures that are written under a provisional name and removed at the next start at the latest.

Each process that makes one first notes its path in a list of its own, in the program's folder, and keeps
that list locked. A list that nobody holds is that of a program which was killed: what it names is removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from db.file.keeping_place import make_private, unfinished_folder
from db.file.lock import try_lock

_ENDINGS = ("", "-journal", "-wal", "-shm")
PROVISIONAL = (".part", ".new", ".restored", ".tmp")
"""How provisional names end; nothing else is ever removed."""
_LONGEST_LIST = 4 * 1024 * 1024
"""Bytes of a list that are read, so that a damaged list costs no more memory. Chosen above ten thousand
paths."""
_own: dict[Path, tuple[Path, FileIO]] = {}
"""List of this process by folder: its path, and the file that is kept open."""


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Let a file be written under this name; whatever is left there afterwards is removed.

    It is meant to be renamed inside the block, when all is written.
    """
    _note(path.absolute())
    try:
        _remove(path)
        yield path
    finally:
        with suppress(OSError):
            _remove(path)


def clear_unfinished() -> None:
    """Remove unfinished files of programs that were killed; one that cannot be removed stays on its list."""
    with suppress(OSError):
        for found in unfinished_folder().glob("*.list"):
            with suppress(OSError):
                _clear(found)


def _note(path: Path) -> None:
    with suppress(OSError):  # a list is a precaution: without one the file is still removed at the end
        folder = make_private(unfinished_folder())
        known = _own.get(folder)
        if known is None or not known[0].exists():
            known = _own[folder] = _new_list(folder)
        known[1].write(os.fsencode(str(path)) + b"\0")
        os.fsync(known[1].fileno())


def _new_list(folder: Path) -> tuple[Path, FileIO]:
    path = folder / f"{os.getpid()}-{os.urandom(4).hex()}.list"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = FileIO(os.open(path, flags, 0o600), "r+")
    try_lock(file)
    return path, file


def _clear(found: Path) -> None:
    with found.open("r+b", buffering=0) as file:
        if not try_lock(file):
            return
        named = [Path(os.fsdecode(name)) for name in file.read(_LONGEST_LIST).split(b"\0") if name]
        left = False
        for path in dict.fromkeys(name for name in named if name.suffix in PROVISIONAL):
            try:
                _remove(path)
            except OSError:
                left = True
    if not left:
        found.unlink()


def _remove(path: Path) -> None:
    for ending in _ENDINGS:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.with_name(path.name + ending).unlink()
