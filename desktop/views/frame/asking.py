"""A question with yes and no, of which Enter chooses no; F1 does what it does in the window that asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QWidget

from forms.turning import shown_plainly


def is_agreed(parent: QWidget, title: str, question: str) -> bool:
    """Ask, and wait for the answer."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(
        QMessageBox.Icon.Question, title, shown_plainly(question), buttons.Yes | buttons.No, parent
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDefaultButton(buttons.No)
    box.setWindowModality(Qt.WindowModality.WindowModal)  # else the manual is seen and cannot be turned over
    QShortcut(QKeySequence("F1"), box).activated.connect(partial(_press_in, parent.window(), "F1"))
    return box.exec() == buttons.Yes


def _press_in(window: QWidget, key: str) -> None:
    """Do what a key does in a window, from a box over it."""
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == QKeySequence(key) and shortcut.parent() is window:
            shortcut.activated.emit()
