"""A table of a dialog in which one row is chosen and nothing is edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget


class ChoiceTable(QTableWidget):
    """A table without rows yet."""

    def __init__(self, name: str, columns: Sequence[str], widest: int) -> None:
        """Set up the columns.

        Args:
            name: what it lists, for who cannot see it.
            columns: their heads.
            widest: index of the column that takes the room that is left.
        """
        super().__init__(0, len(columns))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(columns)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)  # Tab leads to the buttons; arrows move in the table
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
