"""A table of units in a dialog of the office, of which some or all are meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem, QWidget

from desktop.models.office.window_words import window_words
from desktop.views.dialogs.choice_table import ChoiceTable
from forms.turning import shown_plainly

_ROWS, _FEWEST = 6, 1
"""Rows in sight where there is room, and where there is none: what is scrolled is the table, not the dialog.
Chosen by us."""


class UnitsTable(ChoiceTable):
    """Rows of units with their codes; Space ticks one where rows can be ticked.

    Args:
        name: what it lists.
        columns: heads; the first one is the unit's name.
        widest: the column that takes the room.
        ticked: whether each row has a box.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        widest: int,
        *,
        ticked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show no units yet."""
        super().__init__(name, columns, widest)
        if parent is not None:
            self.setParent(parent)
        self._has_ticks = ticked
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setProperty("takesRoom", True)
        head, row = self.horizontalHeader().sizeHint().height(), self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(head + _FEWEST * row)
        self._wished = head + _ROWS * row
        self.itemChanged.connect(lambda _item: self.ticks_changed.emit())

    def sizeHint(self) -> QSize:
        """Override QTableWidget.sizeHint: some rows, of which less are in sight where there is no room."""
        return QSize(super().sizeHint().width(), self._wished)

    def show_units(self, rows: Sequence[tuple[str, Sequence[str]]], ticked: Collection[str] = ()) -> None:
        """Show codes with their cells, and tick some of them."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, (unit, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                words = window_words(shown_plainly(text))
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column == 0:
                    item.setData(Qt.ItemDataRole.UserRole, unit)
                    if self._has_ticks:
                        state = Qt.CheckState.Checked if unit in ticked else Qt.CheckState.Unchecked
                        item.setCheckState(state)
                self.setItem(number, column, item)
        self.resizeRowsToContents()
        if rows:
            self.setCurrentCell(0, 0)
        self.blockSignals(False)
        self.ticks_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: only now the widths are known that rows are broken at."""
        super().showEvent(event)
        self.resizeRowsToContents()

    def ticked(self) -> list[str]:
        """Codes of the units that are ticked, in the order of the table."""
        rows = [self.item(row, 0) for row in range(self.rowCount())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in rows
            if item is not None and item.checkState() is Qt.CheckState.Checked
        ]
