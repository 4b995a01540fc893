"""Saying what went wrong where no page can: a box that waits until it is read, and that F1 explains."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.views.frame.help_key import let_help_open


def tell(parent: QWidget | None, title: str, words: str, chapter: str) -> None:
    """Say what went wrong, and wait until it is read.

    Args:
        parent: of the box, None where there is no window.
        title: of the box.
        words: what and what to do.
        chapter: of the manual, at which F1 opens it where no code stands in the words, ``trouble.md``.
    """
    box = QMessageBox(QMessageBox.Icon.Warning, title, words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    if parent is not None:
        box.setWindowModality(
            Qt.WindowModality.WindowModal
        )  # or the manual is seen and cannot be turned over
    let_help_open(box, chapter)
    box.exec()
