"""Files let go over a cell of the grid, which are to be attached to its figure."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableView

from desktop.models.grid.roles import Role


class FileDrops(QObject):
    """Takes files over the cells of a grid; the cell below the pointer becomes the current one meanwhile."""

    dropped = Signal(str, list)
    """Address of the cell, and the paths of the files."""

    def __init__(self, grid: QTableView) -> None:
        """Listen to a grid."""
        super().__init__(grid)
        self._grid = grid
        grid.viewport().setAcceptDrops(True)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: everything that is dragged over the grid ends here."""
        if event.type() is QEvent.Type.DragLeave:
            return True
        if not isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return super().eventFilter(watched, event)
        paths = files_in(event)
        index = self._grid.indexAt(event.position().toPoint())
        address = index.data(Role.ADDRESS) if index.isValid() else None
        is_entering = event.type() is QEvent.Type.DragEnter  # where it enters may be no cell yet
        if not paths or not (address or is_entering):
            event.ignore()
            return True
        event.acceptProposedAction()
        if address:
            self._grid.setCurrentIndex(index)
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(address, paths)
        return True


def files_in(event: QDropEvent) -> list[Path]:
    """The files on this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
