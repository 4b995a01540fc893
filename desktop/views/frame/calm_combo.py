"""A box to choose from that the mouse wheel does not change in passing."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class CalmComboBox(QComboBox):
    """Changes only when somebody opens it or presses a key in it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QComboBox.wheelEvent: what lies around it is scrolled instead."""
        event.ignore()
