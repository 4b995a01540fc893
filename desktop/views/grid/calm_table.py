"""A table that paints what has changed: its chosen cells when the focus comes and goes, new sizes once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QRegion
from PySide6.QtWidgets import QTableView


class CalmTable(QTableView):
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

    def set_sizes(self, widths: Mapping[int, int], heights: Sequence[int]) -> None:
        """Give columns and rows their sizes, in pixels, and paint the table once.

        Told of each, Qt would wait for others by a timer, which is heard after the table was painted.
        """
        with QSignalBlocker(self.horizontalHeader()), QSignalBlocker(self.verticalHeader()):
            for column, width in widths.items():
                self.setColumnWidth(column, width)
            for row, height in enumerate(heights):
                self.setRowHeight(row, height)
        self.updateGeometries()
        self.viewport().update()

    def _paint_chosen(self) -> None:
        viewport = self.viewport()
        # The ring around the table; at 125 or 150 % it lies on part of the pixels of the viewport's edge.
        edge = 0 if self.devicePixelRatioF().is_integer() else 1
        within = viewport.geometry().adjusted(edge, edge, -edge, -edge)
        self.update(QRegion(self.rect()) - QRegion(within))
        if self.selectionModel() is not None:
            viewport.update(self.visualRegionForSelection(self.selectionModel().selection()))
            viewport.update(self.visualRect(self.currentIndex()))
