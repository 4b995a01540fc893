"""Folders and names of files that are kept aside of a store, and the program's own folder.

Files that are kept aside go where people look for them: to a folder beside the store, or to the data folder
where one was named. Files that exist only while the program runs go to the program's own folder, which
synchronising programs leave alone.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from db.file.durable import make_durable

_OWN = "tianbao"
_KEPT = "另存"
_TYPING = "填写中"
_UNFINISHED = "未完成"
_LONGEST_STEM = 50
"""Characters of the store's name in the name of a kept file. Chosen so that they, 150 bytes in UTF-8 at most,
leave room for the other words within the 255 bytes (NAME_MAX) that a file system takes."""
_named: list[Path] = []
"""The data folder of :func:`keep_in`; empty before it is called."""


def keep_in(folder: Path) -> None:
    """Use this data folder instead of the folder beside the store and the user's folder of programs."""
    _named[:] = [folder]


def own_folder() -> Path:
    """The program's own folder, which need not exist yet; in the data folder where one was named."""
    if _named:
        return _named[0] / _OWN
    if sys.platform == "win32":
        usual = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        usual = str(Path.home() / "Library" / "Application Support")
    else:
        usual = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(usual) / _OWN


def typing_folder() -> Path:
    """Folder of the records of :mod:`db.file.spare`."""
    return own_folder() / _TYPING


def unfinished_folder() -> Path:
    """Folder of the lists of :mod:`db.file.unfinished`."""
    return own_folder() / _UNFINISHED


def make_private(folder: Path) -> Path:
    """Make a folder that only its owner can read, where it is missing; returns it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def kept_name(store: Path, what: str, ending: str) -> Path:
    """A name not yet taken for a file that is kept aside, e.g. ``另存/卫健局.本窗口所填-2.bak``.

    Raises:
        OSError: no folder can be made for it.
    """
    folder, stem = _kept_folder(store), kept_stem(store)
    target, number = folder / f"{stem}.{what}{ending}", 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}.{what}-{number}{ending}"
    return target


def kept_stem(store: Path) -> str:
    """Beginning of the names of files that are kept aside of a store."""
    return store.stem[:_LONGEST_STEM]


def kept_folders(store: Path) -> list[Path]:
    """Folders in which files may be kept aside of a store; none is made, and each may be missing."""
    near = [folder / _KEPT for folder in (*_named, store.absolute().parent, own_folder())]
    return list(dict.fromkeys(near))


def _kept_folder(store: Path) -> Path:
    beside = (_named[0] if _named else store.absolute().parent) / _KEPT
    try:
        beside.mkdir(exist_ok=True, mode=0o700)
        if os.access(beside, os.W_OK):
            return beside
    except OSError:
        pass
    return make_private(own_folder() / _KEPT)  # a folder that is gone, or may not be written to


def keep_copy(path: Path, store: Path, what: str, ending: str) -> Path:
    """Copy a file to the folder of kept files, durably; returns the copy.

    Raises:
        OSError: it cannot be copied.
    """
    target = kept_name(store, what, ending)
    try:
        shutil.copyfile(path, target)
        target.chmod(0o600)
        make_durable(target)
        make_durable(target.parent)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def set_aside(path: Path, store: Path, what: str, ending: str) -> Path:
    """Move a file, link or folder to the folder of kept files; returns its new path.

    Raises:
        OSError: it cannot be moved, and is where it was.
    """
    target = kept_name(store, what, ending)
    try:
        path.rename(target)
    except OSError:  # on another drive
        target = keep_copy(path, store, what, ending)
        path.unlink()
    make_durable(target.parent)
    make_durable(path.parent)
    return target
