"""A mark as a label, in the colours of now: it is drawn again when the system turns dark or light."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.grid.roles import Mark
from desktop.views.frame.look.colours import Colours, now
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon


class MarkLabel(QLabel):
    """Shows a mark; nothing before one is given."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        """Show a mark."""
        super().__init__(parent)
        self._shown: tuple[Mark, Colours] | None = None
        if mark is not None:
            self.show_mark(mark)

    def show_mark(self, mark: Mark) -> None:
        """Show another mark."""
        if self._shown != (mark, now()):
            self._shown = mark, now()
            self.setPixmap(mark_icon(mark, 2.0).pixmap(QSize(MARK_SIZE, MARK_SIZE)))

    def changeEvent(self, event: QEvent) -> None:
        """Override QLabel.changeEvent."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self.show_mark(self._shown[0])
