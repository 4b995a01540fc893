"""Opening a file that was saved, or its folder, with the program that the system has for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_place(place: Path) -> None:
    """Open a file or a folder; where the system has no program for it, nothing happens."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def open_folder_of(place: Path) -> None:
    """Open the folder in which a file lies."""
    open_place(place.absolute().parent)
