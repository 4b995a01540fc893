"""A window whose figures are the past: everything can be seen, faded, and only what mends it can be used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QGraphicsOpacityEffect, QMenu, QWidget

from desktop.views.frame.look.colours import now

_FADED = 0.7
"""Opacity; chosen so that it is clearly not in use, and still readable at 100 and 150 %: somebody may have to
copy figures from it."""
_READABLE = "QLabel:disabled, QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {}; }}"
"""What cannot be used is pale already; faded as well it could hardly be read."""
_HELP = "F1"


def stand_still(window: QWidget, past: Sequence[QWidget], menu: QMenu, remedies: Sequence[QAction]) -> None:
    """Let nothing of a window be used any more but help and remedies.

    Args:
        window: whose keys no longer answer, except for help.
        past: what is shown faded.
        menu: whose entries can no longer be chosen, except for remedies.
        remedies: entries of the menu that mend what has happened.
    """
    for widget in past:
        widget.setStyleSheet(_READABLE.format(now().ink))
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(_FADED)
        widget.setGraphicsEffect(effect)
        widget.setEnabled(False)
    for shortcut in window.findChildren(QShortcut):
        shortcut.setEnabled(shortcut.key() == QKeySequence(_HELP))
    for action in menu.actions():
        action.setEnabled(action in remedies)
