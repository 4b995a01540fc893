"""A question with yes and no, of which no is chosen by Enter."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def is_agreed(parent: QWidget, title: str, question: str) -> bool:
    """Ask, and wait for the answer."""
    buttons = QMessageBox.StandardButton
    answer = QMessageBox.question(parent, title, question, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes
