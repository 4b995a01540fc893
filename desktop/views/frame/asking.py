"""Boxes that wait for an answer within a call: F1 explains them, and the manual can be read beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.views.frame.help_key import explained_at, open_help


def is_agreed(parent: QWidget, title: str, words: str) -> bool:
    """Ask a question of which No, the answer to Enter and Esc, changes nothing.

    Args:
        parent: the page that asks, whose chapter of the manual F1 opens.
        title: of the box.
        words: the question.
    """
    buttons = QMessageBox.StandardButton
    box = _box(QMessageBox.Icon.Question, parent, title, words)
    box.setStandardButtons(buttons.Yes | buttons.No)
    box.setDefaultButton(buttons.No)
    return box.exec() == buttons.Yes


def tell(parent: QWidget | None, title: str, words: str, chapter: str) -> None:
    """Say what went wrong, and wait until it is read.

    Args:
        parent: of the box, None where there is no window.
        title: of the box.
        words: what and what to do.
        chapter: of the manual, at which F1 opens it where no code stands in the words, ``trouble.md``.
    """
    box = _box(QMessageBox.Icon.Warning, parent, title, words)
    explained_at(box, chapter)
    box.exec()


def _box(icon: QMessageBox.Icon, parent: QWidget | None, title: str, words: str) -> QMessageBox:
    box = QMessageBox(icon, title, words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    # Else Qt makes it block every window, and the manual could be seen but not turned over.
    box.setWindowModality(Qt.WindowModality.WindowModal if parent else Qt.WindowModality.ApplicationModal)
    QShortcut(QKeySequence("F1"), box).activated.connect(lambda: open_help(box))
    return box
