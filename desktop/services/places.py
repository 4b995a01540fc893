"""The folders of a person's files: the documents, a named folder, or the stick with the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PORTABLE_MARKS = ("tianbao-portable", "tianbao-portable.txt")
"""A file of this name beside the program makes it keep everything there; Explorer likes to add ``.txt``."""
PORTABLE_FOLDER = "数据"
"""Beside the program: where it then keeps everything. The folder alone is a mark as well."""
OWN_FOLDER = "tianbao"
"""Inside a data folder: settings and log of the program."""


def program_folder() -> Path | None:
    """The folder in which the installed program lies; None when it runs from its sources."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None


def portable_folder(program: Path | None) -> Path | None:
    """The folder for all files where the program is portable; None where it was installed.

    Args:
        program: the folder in which the program lies.
    """
    if program is None:
        return None
    folder = program / PORTABLE_FOLDER
    marked = folder.is_dir() or any((program / mark).exists() for mark in PORTABLE_MARKS)
    return folder if marked else None


def keep_everything_in(folder: Path) -> None:
    """Use this data folder also for copies that the store sets aside."""
    from db.file.keeping_place import (
        keep_in,
    )  # the first picture needs the place of the settings, not the store

    keep_in(folder)


def remove_what_was_left() -> None:
    """Remove the unfinished files of programs that were killed; each start does it, whatever it is for."""
    from db.file.unfinished import clear_unfinished  # as above

    clear_unfinished()


def data_folder(named: Path | None) -> Path | None:
    """The folder in which everything is to be kept; None means the user's usual places.

    Args:
        named: what was asked for on the command line.
    """
    return named.absolute() if named is not None else portable_folder(program_folder())


def typed_path(text: str, folder: Path) -> Path:
    """The path that a person typed or pasted into a line.

    Args:
        text: e.g. a path, a mere name, or what Explorer copies as a path, which stands in quotation marks.
        folder: where a mere name lies; the folder in which the program was started is nobody's choice.
    """
    return folder / text.strip().strip('"').strip()


# --- names -------------------------------------------------------------------------------------------

_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)
_LONGEST = 80
"""Characters of a name. Chosen so that folder and other words leave it within the 260 of a path on
Windows."""
_MOST_BYTES = 150
"""Bytes of a name in UTF-8. Chosen so that they and the words, times and endings of backups stay within the
255 bytes (NAME_MAX) that a file system takes."""
_MOST_TRIED = 100
"""Numbers behind a name. Chosen by us: what is there then is told when the file is to be made."""
_NAMELESS = "未命名"


def free_path(folder: Path, stem: str, *endings: str) -> Path:
    """A path in a folder under whose name nothing lies yet, with a number where the plain name is taken.

    Where all numbers are taken as well, it is the plain name.

    Args:
        folder: where.
        stem: name without ending, one that ``file_name`` gives.
        endings: those of files that belong together, the one of the answer first.
    """
    stems = [stem, *(f"{stem}{number}" for number in range(2, _MOST_TRIED))]
    free = (s for s in stems if not any(os.path.lexists(folder / f"{s}{ending}") for ending in endings))
    return folder / f"{next(free, stem)}{endings[0]}"


def file_name(text: str) -> str:
    """Make a file name, without extension, that every system accepts, from the name of a thing.

    Args:
        text: e.g. a unit's name from a plan that somebody else wrote.
    """
    kept = "".join("_" if c in _FORBIDDEN or not c.isprintable() else c for c in text)
    short = kept.strip(" .")[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore")
    name = short.rstrip(" .")
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        name = f"_{name}"
    return name or _NAMELESS
