"""Keys that Qt gives to dialogs only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


def let_enter_press(page: QWidget) -> None:
    """Let Enter press the button that has the focus, as Space does, on a page that is no dialog."""
    for button in page.findChildren(QPushButton):
        if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            button.setAutoDefault(True)
