"""What Enter does: it presses the button in focus, before irreversible steps the one that goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget


def let_enter_press(page: QWidget) -> None:
    """Let Enter press the button that has the focus, as Space does, on a page that is no dialog."""
    for button in page.findChildren(QPushButton):
        if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            button.setAutoDefault(True)


def let_enter_go_back(buttons: QDialogButtonBox) -> None:
    """Let Enter choose what changes nothing, until somebody moves to another button.

    For dialogs before something that one key cannot take back: a key held too long must not answer them.
    """
    role = QDialogButtonBox.ButtonRole.RejectRole
    back = next(b for b in buttons.buttons() if buttons.buttonRole(b) == role)
    assert isinstance(back, QPushButton)
    back.setDefault(True)
    back.setFocus()
