"""Where what must not be lost is kept: beside the store under names that tell, or in the program's folder.

Kept files lie where people look for them: in a folder beside the store, or in the data folder where one was
named. What is there only while the program runs lies in the program's own folder, which no synchronising
program carries about.
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
"""Characters; names have at most 255 bytes."""
_named: list[Path] = []
"""The folder that was named, when one was."""


def keep_in(folder: Path) -> None:
    """Keep everything in this data folder instead of the user's usual places."""
    _named[:] = [folder]


def own_folder() -> Path:
    """The folder; it need not exist yet."""
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
    """Where open windows note what is typed in them."""
    return own_folder() / _TYPING


def unfinished_folder() -> Path:
    """Where running programs note which files they have not finished."""
    return own_folder() / _UNFINISHED


def make_private(folder: Path) -> Path:
    """Make a folder that only its owner looks into."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def kept_name(store: Path, what: str, ending: str) -> Path:
    """A free name for something of a store that is kept, e.g. ``另存/卫健局.本窗口所填-2.bak``.

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
    """How names of what is kept of a store begin."""
    return store.stem[:_LONGEST_STEM]


def kept_folders(store: Path) -> list[Path]:
    """Every folder in which something of a store may be kept; none is made."""
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
    """Copy a file to where files of a store are kept, durably; returns where it lies.

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
    """Move what stands in some place, whatever it is, to where files of a store are kept.

    Raises:
        OSError: it cannot be moved; it still lies where it lay.
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
