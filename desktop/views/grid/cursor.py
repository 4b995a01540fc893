"""The cursor of the grid: where Enter, Tab, Home and End lead, and back to where Tab was first pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QTableView

from desktop.models.grid.moving import Move, entries, has_blank, next_entry, next_line
from desktop.models.grid.table import FormGridModel
from desktop.views.grid.choosing import BlockChoosing

_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect


class GridCursor(QObject):
    """Moves the current cell of a grid.

    Args:
        grid: the grid, with its model.
        ended: called where Enter or Tab in the last cell leads nowhere.
        asked: called with the address of a cell in which something was typed of which is asked what is meant.
        block: what is chosen with Shift.
        stayed: called where Enter or Tab stays because what was typed in the cell was not taken.
    """

    def __init__(
        self,
        grid: QTableView,
        ended: Callable[[], object],
        asked: Callable[[str], object],
        block: BlockChoosing,
        stayed: Callable[[], object],
    ) -> None:
        """Move nothing yet."""
        super().__init__(grid)
        self._grid, self._ended, self._ask, self._block = grid, ended, asked, block
        self._stayed, self._was_refused = stayed, False
        self._asked: tuple[Move, str] | None = None
        """The key that left a cell about which something is asked, and that cell; None once it moved on."""
        self._tabbed_from: int | None = None
        """The column to which Enter leads back: where the first of several Tabs was pressed."""

    def forget(self) -> None:
        """Forget Tab, question and refusal, since another cell became the current one."""
        self._tabbed_from = self._asked = None
        self._was_refused = False

    def refuse(self) -> None:
        """Let the next Enter or Tab stay, and the one after it go on: something was typed in a closed cell.

        Who types from paper would else find every following figure one cell further than it belongs.
        """
        self._was_refused = self._model.is_value(self._grid.currentIndex())

    def leave_editor(self, move: Move, is_changed: bool) -> None:
        """Go on from a cell that was typed, or stay where it is asked what was meant."""
        # Somebody who is asked what was meant answers in the same cell; a second Enter goes on all the same.
        if is_changed and self._model.asks_back(self._grid.currentIndex()):
            self._asked = move, self._address
            self._ask(self._address)
        else:
            self.move(move)

    def go_on(self) -> None:
        """Go where Enter or Tab led to before something was asked, now that it is answered."""
        if self._asked is not None and self._asked[1] == self._address:
            self.move(self._asked[0])

    def move(self, move: Move) -> None:
        """Go to the next cell in a direction."""
        model, current = self._model, self._grid.currentIndex()
        if move in (Move.LEFT, Move.RIGHT):
            self._go(model.index(current.row(), current.column() + (-1 if move is Move.LEFT else 1)))
            return
        if self._was_refused:
            self._was_refused = False
            self._stayed()
            return
        # Read before the cursor moves and set again behind it: a new current cell makes `forget` drop it.
        tabbed_from = self._tabbed_from
        if move is Move.DOWN and tabbed_from is not None:
            following = next_line(model, current, tabbed_from)
        else:
            following = next_entry(model, current, move)
            is_other_column = following is not None and following.column() != current.column()
            if move is Move.DOWN and is_other_column and not has_blank(model):
                following = None  # what is typed next must not go over a figure at the top of a full column
        if following is not None:
            self._go(following)
        elif move in (Move.DOWN, Move.NEXT):
            self._ended()
        if move in (Move.NEXT, Move.PREVIOUS):
            self._tabbed_from = current.column() if tabbed_from is None else tabbed_from

    def jump(self, *, to_start: bool, whole: bool, extends: bool) -> None:
        """Go to the first or the last entry cell of the row, or of the whole form, or choose all up to it."""
        row = self._grid.currentIndex().row()
        found = [i for i in entries(self._model) if whole or i.row() == row]
        if found:
            index = found[0] if to_start else found[-1]
            extend = self._block.draw_to if whole else self._block.draw_across
            (extend if extends else self._go)(index)

    @property
    def _model(self) -> FormGridModel:
        return cast("FormGridModel", self._grid.model())

    @property
    def _address(self) -> str:
        cell = self._model.cell_at(self._grid.currentIndex())
        return cell.address if cell is not None else ""

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self._grid.selectionModel().setCurrentIndex(index, _ONLY)
            self._grid.scrollTo(index)
