"""The bar of the page 概况 that says how many of how many."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE

_FILLED = 140
"""Alpha of what is done, of 255; our own choice, lighter than the buttons."""


class Share(QWidget):
    """A bar: how many of how many."""

    def __init__(self, done: int, total: int, parent: QWidget | None = None) -> None:
        """Show a share."""
        super().__init__(parent)
        self._done, self._total = done, total
        self.setFixedSize(QSize(62, MARK_SIZE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 2, self.width(), 8)
        painter.setBrush(QColor(now().closed))
        painter.drawRoundedRect(bar, 4, 4)
        if self._done and self._total:
            filled = QColor(now().accent)
            filled.setAlpha(_FILLED)
            painter.setBrush(filled)
            bar.setWidth(max(bar.height(), bar.width() * self._done // self._total))
            painter.drawRoundedRect(bar, 4, 4)
        painter.end()
