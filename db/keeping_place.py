"""The program's own folder for what must not be lost: kept files, what is being typed, unfinished files.

It lies in the data folder of the user, or where the program was told to keep everything; never beside a
store, where synchronising programs would carry it about.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from db.durable import make_durable

_OWN = "tianbao"
_KEPT = "留存"
_TYPING = "填写中"
_UNFINISHED = "未完成"
_LONGEST_STEM = 50
"""Characters; names have at most 255 bytes."""
_named: list[Path] = []
"""The folder that was named, when one was."""


def keep_in(folder: Path) -> None:
    """Keep everything in this folder instead of the user's usual place."""
    _named[:] = [folder]


def own_folder() -> Path:
    """The folder; it need not exist yet."""
    if _named:
        return _named[0]
    if sys.platform == "win32":
        usual = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        usual = str(Path.home() / "Library" / "Application Support")
    else:
        usual = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(usual) / _OWN


def kept_folder() -> Path:
    """Where files lie that were kept aside and told of."""
    return own_folder() / _KEPT


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


def kept_name(stem: str, what: str, ending: str) -> Path:
    """A free name in the folder of kept files, e.g. ``卫健局.本窗口所填-2.bak``."""
    folder, stem = make_private(kept_folder()), stem[:_LONGEST_STEM]
    target, number = folder / f"{stem}.{what}{ending}", 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}.{what}-{number}{ending}"
    return target


def keep_copy(path: Path, stem: str, what: str, ending: str) -> Path:
    """Copy a file into the folder of kept files, durably; returns where it lies.

    Raises:
        OSError: it cannot be copied.
    """
    target = kept_name(stem, what, ending)
    try:
        shutil.copyfile(path, target)
        target.chmod(0o600)
        make_durable(target)
        make_durable(target.parent)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def set_aside(path: Path, stem: str, what: str, ending: str) -> Path:
    """Move a file, or the link that stands in its place, into the folder of kept files.

    Raises:
        OSError: it cannot be moved; it still lies where it lay.
    """
    if path.is_symlink():
        target = kept_name(stem, what, ending)
        target.symlink_to(path.readlink())
    else:
        target = keep_copy(path, stem, what, ending)
    path.unlink()
    make_durable(path.parent)
    return target
