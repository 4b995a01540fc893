"""Asking for files and folders, and writing a file where the user wants it.

Every dialog begins where the last one of its kind was left: where something was read from says nothing about
where a form is to be kept. The first one begins in the folder of the data file that was opened last, never
in the folder in which the program happens to run.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QDir, QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.files import is_folder, is_there, with_ending, write_file
from desktop.views.frame.asking import is_agreed
from desktop.views.frame.file.recent import default_folder, recent_files, settings
from desktop.views.frame.parts.notice import Notice
from forms.errors import TianbaoError

_READ, _WRITTEN = "dialogs/read", "dialogs/folder"
"""Of the settings that have the folder of the last dialog that asked for something to read, and to write."""


def save_bytes(place: str, data: bytes, notice: Notice) -> bool:
    """Write bytes whole or not at all, and say where or why not."""
    try:
        write_file(Path(place), data)
    except TianbaoError as error:
        notice.say(error.sentence, "bad")
        return False
    notice.say_saved(Path(place))
    return True


def _folder(kind: str, subject: str = "") -> Path:
    """Where a dialog begins: where the last one was left, else beside the data file that was opened last.

    What is read is looked for where files are saved, until something was read from elsewhere. A table that
    comes back is looked for where it was saved or read last, wherever other files came from since.
    """
    named_after = [_subject(subject)] if subject else []
    kept = [settings().value(setting, "") for setting in dict.fromkeys((*named_after, kind, _WRITTEN))]
    opened = (path.parent for path in recent_files())
    named = [Path(folder) for folder in kept if isinstance(folder, str) and folder]
    candidates = [*named, *opened, default_folder()]
    return next((folder for folder in candidates if _is_folder(folder)), Path.home())


def ask_open_place(parent: QWidget, title: str, kinds: str, start: str = "", *, subject: str = "") -> str:
    """Ask for a file to be read; empty where nobody chooses one.

    Args:
        parent: of the dialog.
        title: of the dialog.
        kinds: what is offered, as Qt's dialog takes it.
        start: the file or folder that is named so far; a path.
        subject: a table that goes out and comes back, in ASCII; empty for any other file.
    """
    place, _ = QFileDialog.getOpenFileName(parent, title, _start(start, _READ, subject), kinds)
    _remember(place, _READ, subject)
    return _as_written_here(place)


def ask_open_places(parent: QWidget, title: str, kinds: str) -> list[str]:
    """Ask for any number of files to be read."""
    places, _ = QFileDialog.getOpenFileNames(parent, title, _start("", _READ), kinds)
    _remember(next(iter(places), ""), _READ)
    return [_as_written_here(place) for place in places]


def ask_folder(parent: QWidget, title: str, start: str = "") -> str:
    """Ask for a folder; empty where nobody chooses one."""
    place = QFileDialog.getExistingDirectory(parent, title, _start(start, _WRITTEN))
    if place:
        settings().setValue(_WRITTEN, place)
    return _as_written_here(place)


def ask_save_place(
    parent: QWidget,
    title: str,
    name: str,
    kind: str,
    *endings: str,
    replaces: bool = True,
    subject: str = "",
) -> str:
    """Ask where to write a file; the answer has an ending that fits, empty where nobody wants it.

    Args:
        parent: of the dialog.
        title: of the dialog.
        name: what is suggested, with ending or without; a name that every system accepts, or a path.
        kind: what is written, in people's words.
        endings: those that fit, the usual one first; added where the typed name has none of them.
        replaces: whether a file there is to be replaced, so that a person is asked about it.
        subject: as :func:`ask_open_place` takes it.
    """
    start = _start(str(with_ending(Path(name), *endings)), _WRITTEN, subject)
    kinds = f"{kind} ({' '.join(f'*{ending}' for ending in endings)})"
    options = QFileDialog.Option(0) if replaces else QFileDialog.Option.DontConfirmOverwrite
    while True:
        place, _ = QFileDialog.getSaveFileName(parent, title, start, kinds, "", options)
        if not place:
            return ""
        typed = Path(place)
        whole = with_ending(typed, *endings)
        if not replaces or whole == typed or not _is_there(whole) or _may_replace(parent, whole):
            _remember(str(whole), _WRITTEN, subject)
            return str(whole)
        start = str(whole)


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that was dropped; None for anything else."""
    places = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(places[0]) if len(places) == 1 and os.path.isfile(places[0]) else None  # noqa: PTH113 - may be a foreign name


def dropped_places(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that were dropped, in their order; none for anything else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _start(place: str, kind: str, subject: str = "") -> str:
    """A path to begin with: a mere name, or none, lies where dialogs of the kind begin."""
    folder = _folder(kind, subject)
    named = folder / place
    # Qt begins in the folder in which the program runs where there is no such folder.
    return str(named if _is_folder(named.parent) else folder / named.name)


def _subject(subject: str) -> str:
    return f"dialogs/of/{subject}"


def _as_written_here(place: str) -> str:
    r"""A path as people of this system write it: Qt answers with ``/`` everywhere, Windows shows ``\``."""
    return QDir.toNativeSeparators(place)


def _remember(place: str, kind: str, subject: str = "") -> None:
    for setting in (kind, _subject(subject)) if subject else (kind,):
        if place:
            settings().setValue(setting, str(Path(place).parent))


def _is_folder(path: Path) -> bool:
    """Whether there is a folder; what was remembered may be an impossible name."""
    try:
        return is_folder(path)
    except TianbaoError:
        return False


def _is_there(path: Path) -> bool:
    """Whether there is something to be replaced; what is wrong with a name is told where it is written."""
    try:
        return is_there(path)
    except TianbaoError:
        return False


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Ask about a file that the dialog has not asked about, since its ending was added afterwards."""
    return is_agreed(parent, "替换文件", f"“{path.name}”已经有了，要用新的替换它吗？")
