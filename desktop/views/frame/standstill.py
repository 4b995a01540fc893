"""A window whose figures are the past: everything can be seen, faded, and only what mends it can be used."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGraphicsOpacityEffect, QMenu, QWidget

_FADED = 0.6
"""Opacity; chosen so that it is clearly not in use, and still readable: somebody may have to copy figures
from it."""
_HELP = "F1"


def stand_still(window: QWidget, past: tuple[QWidget, ...], menu: QMenu, remedies: tuple[str, ...]) -> None:
    """Let nothing of a window be used any more but help and remedies.

    Args:
        window: whose keys no longer answer, except for help.
        past: what is shown faded.
        menu: of which these entries stay.
        remedies: their words.
    """
    for widget in past:
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(_FADED)
        widget.setGraphicsEffect(effect)
        widget.setEnabled(False)
    for shortcut in window.findChildren(QShortcut):
        shortcut.setEnabled(shortcut.key() == QKeySequence(_HELP))
    for action in menu.actions():
        action.setEnabled(action.text() in remedies)
