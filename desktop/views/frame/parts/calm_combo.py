"""A combo box that the mouse wheel does not change."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget


class CalmComboBox(QComboBox):
    """A combo box that changes only by its list and by keys; Qt's own also changes by the mouse wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))  # heeds the style sheet, unlike the one of Qt's boxes

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QComboBox.wheelEvent: what lies around it is scrolled instead."""
        event.ignore()
