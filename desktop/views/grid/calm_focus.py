"""A table that paints its chosen cells, and no others, when it gets or loses the focus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QRegion
from PySide6.QtWidgets import QTableView


class CalmFocusTable(QTableView):
    """Qt's own table paints all of its cells whenever an editor closes, since the focus comes back to it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QTableView.focusInEvent."""
        with self._unpainted():
            super().focusInEvent(event)
        self._paint_chosen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QTableView.focusOutEvent."""
        with self._unpainted():
            super().focusOutEvent(event)
        self._paint_chosen()

    @contextmanager
    def _unpainted(self) -> Iterator[None]:
        # Not `setUpdatesEnabled`: that paints everything when it is given back.
        kept = [w for w in (self, self.viewport()) if w.updatesEnabled()]
        for widget in kept:
            widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        try:
            yield
        finally:
            for widget in kept:
                widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def _paint_chosen(self) -> None:
        viewport = self.viewport()
        # The ring around the table; at 125 or 150 % it lies on part of the pixels of the viewport's edge.
        edge = 0 if self.devicePixelRatioF().is_integer() else 1
        within = viewport.geometry().adjusted(edge, edge, -edge, -edge)
        self.update(QRegion(self.rect()) - QRegion(within))
        if self.selectionModel() is not None:
            viewport.update(self.visualRegionForSelection(self.selectionModel().selection()))
            viewport.update(self.visualRect(self.currentIndex()))
