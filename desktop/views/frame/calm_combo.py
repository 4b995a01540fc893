"""A combo box that the mouse wheel does not change."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class CalmComboBox(QComboBox):
    """A combo box that changes only by its list and by keys; Qt's own also changes by the mouse wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QComboBox.wheelEvent: what lies around it is scrolled instead."""
        event.ignore()
