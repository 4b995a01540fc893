"""Code and name of the rows, kept in sight while the columns of a wide form are scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.models.grid.table import GridColumn
from desktop.views.grid.delegate import GridDelegate

_FROZEN = GridColumn.NAME + 1
"""By definition the columns up to the name."""
_EDGE = 2
"""Pixels of the line at the right; our own choice, as in the style sheet."""


class FrozenColumns(QTableView):
    """A table over the left edge of a grid, with the same model and selection; a click chooses the row.

    Args:
        grid: the table whose first columns stay.
    """

    def __init__(self, grid: QTableView) -> None:
        """Lie over a grid, hidden until it is scrolled."""
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozenColumns")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The selection is shared, and a table scrolls to a current cell, here to a hidden column.
        self.setAutoScroll(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(36)
        self.setItemDelegate(GridDelegate(self))
        # In both directions, as the wheel may turn over either table; this ends, since setting a bar to the
        # value that it has emits nothing.
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(self.follow)
        self.hide()

    @property
    def covered(self) -> int:
        """Width of the grid that is covered, 0 while nothing is scrolled."""
        return self.width() if not self.isHidden() else 0

    def follow(self) -> None:
        """Take the grid's model, sizes and place over."""
        grid = self._grid
        scrolled = grid.horizontalScrollBar().value() > 0
        # Hidden while nothing is scrolled: the grid's own columns are in sight then.
        self.setVisible(scrolled)
        if not scrolled:
            return
        if self.model() is not grid.model():
            self.setModel(grid.model())
        # After the model, since `setModel` makes a selection of its own.
        if self.selectionModel() is not grid.selectionModel():
            self.setSelectionModel(grid.selectionModel())
        for column in range(grid.model().columnCount()):
            self.setColumnHidden(column, column >= _FROZEN)
            if column < _FROZEN:
                self.setColumnWidth(column, grid.columnWidth(column))
        for row in range(grid.model().rowCount()):
            self.setRowHeight(row, grid.rowHeight(row))
        self.horizontalHeader().setFixedHeight(grid.horizontalHeader().height())
        header, viewport = grid.horizontalHeader(), grid.viewport()
        width = sum(grid.columnWidth(column) for column in range(_FROZEN)) + _EDGE
        self.setGeometry(viewport.x(), header.y(), width, header.height() + viewport.height())
        self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mousePressEvent: the cell of that row in the current column is chosen."""
        row = self.rowAt(round(event.position().y()))
        if row >= 0:
            current = self._grid.currentIndex()
            self._grid.setCurrentIndex(
                # Code and name are no place for the cursor: the nearest to them is the first value.
                self._grid.model().index(row, max(current.column(), GridColumn.FIRST_VALUE))
            )
            self._grid.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mouseMoveEvent: nothing is chosen by dragging here."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mouseDoubleClickEvent: nothing is edited here."""
