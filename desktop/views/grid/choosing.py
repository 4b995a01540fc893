"""Choosing a block with Shift, from the cell that was gone to last, in whatever way.

Qt extends from the cell that one of its own keys or a click led to, and knows nothing of Enter, Home, F8 or a
finding: with Shift, cells were chosen that nobody meant.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex
_FLAG = QItemSelectionModel.SelectionFlag
_ACTION = QAbstractItemView.CursorAction
_ARROWS = {
    Qt.Key.Key_Up: _ACTION.MoveUp,
    Qt.Key.Key_Down: _ACTION.MoveDown,
    Qt.Key.Key_Left: _ACTION.MoveLeft,
    Qt.Key.Key_Right: _ACTION.MoveRight,
    Qt.Key.Key_PageUp: _ACTION.MovePageUp,
    Qt.Key.Key_PageDown: _ACTION.MovePageDown,
}


class BlockChoosing(QObject):
    """Remembers where a block begins, and chooses it.

    Args:
        grid: the table.
    """

    def __init__(self, grid: QTableView) -> None:
        """Begin nowhere."""
        super().__init__(grid)
        self._grid = grid
        self._first, self._end = QPersistentModelIndex(), QPersistentModelIndex()
        self._extends = False

    def follow(self, current: Index) -> None:
        """Begin at the cell that became the current one, unless a block was drawn to it."""
        if not self._extends and self._grid.state() != QAbstractItemView.State.DragSelectingState:
            self._first = self._end = QPersistentModelIndex(current)

    def on_key(self, event: QKeyEvent) -> bool:
        """Draw the block to where an arrow leads with Shift; False for any other key."""
        action = _ARROWS.get(Qt.Key(event.key()))
        if action is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        self.draw_to(self._led(action, event.modifiers()))
        return True

    def _led(self, action: _ACTION, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads from the end of the block; Qt asks the current cell, which is its beginning."""
        choice, current = self._grid.selectionModel(), self._grid.currentIndex()
        with QSignalBlocker(choice):
            choice.setCurrentIndex(
                self._grid.model().index(self._end.row(), self._end.column()), _FLAG.NoUpdate
            )
            led = self._grid.moveCursor(action, modifiers)
            choice.setCurrentIndex(current, _FLAG.NoUpdate)
        return led

    def on_click(self, event: QMouseEvent) -> bool:
        """Draw the block to the cell that is clicked with Shift; False for any other click."""
        index = self._grid.indexAt(event.position().toPoint())
        is_plain = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        if not is_plain or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        self.draw_to(index)
        return True

    def draw_across(self, index: QModelIndex) -> None:
        """Draw the block to the column of a cell, in the row in which it ends."""
        self.draw_to(index.siblingAtRow(self._end.row()) if self._end.isValid() else index)

    def end_at(self, index: Index) -> None:
        """A block that was chosen otherwise ends at a cell; Shift draws on from there."""
        self._end = QPersistentModelIndex(index)

    def settle(self) -> None:
        """The mouse was let go: the cell where the block begins is typed into, as in Excel."""
        if self._first.isValid():
            self.draw_to(self._grid.currentIndex())

    def draw_to(self, index: QModelIndex) -> None:
        """Choose all from the first cell to another one; the first one stays the one that is typed into."""
        if not index.isValid():
            return
        first: Index = self._first if self._first.isValid() else self._grid.currentIndex()
        self._end = QPersistentModelIndex(index)
        rows, columns = sorted((first.row(), index.row())), sorted((first.column(), index.column()))
        model, choice = self._grid.model(), self._grid.selectionModel()
        block = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        # The next line makes another cell current, and `follow` would begin a new block there.
        self._extends = True
        try:
            choice.setCurrentIndex(model.index(first.row(), first.column()), _FLAG.NoUpdate)
            choice.select(block, _FLAG.ClearAndSelect)
        finally:
            self._extends = False
        self._grid.scrollTo(index)
