"""Opening a file that was saved, or its folder, with the program that the system has for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from forms.turning import shown_plainly

_BY_HAND = "\n用网页邮箱的：新写一封邮件，把同一文件夹里的报送包作附件发出。"


def open_place(place: Path) -> None:
    """Open a file or a folder; where the system has no program for it, say so and where it lies."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
        _say_unopened(place)


def _say_unopened(place: Path) -> None:
    """Say what was pressed in vain, in a box that stays until it is read and whose path can be copied."""
    # Qt keeps a box only as long as its window, and in front may be the window of another program.
    seen = (window for window in QApplication.topLevelWidgets() if window.isVisible())
    parent = QApplication.activeWindow() or next(seen, None)
    further = _BY_HAND if place.suffix == ".eml" else ""
    words = f"打不开：这台电脑上没有打开它的程序。它在：\n{place.absolute()}{further}"
    box = QMessageBox(QMessageBox.Icon.Information, "打不开", shown_plainly(words), parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def open_folder_of(place: Path) -> None:
    """Open the folder in which a file lies."""
    open_place(place.absolute().parent)
