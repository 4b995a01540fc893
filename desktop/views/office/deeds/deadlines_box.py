"""Until when units file: one day for all, and a small table with those that have a day of their own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.days import changed_days, shown_day
from desktop.services.office.task.task_outlook import TaskOutlook
from desktop.views.frame.dialog import Shrinking, muted
from desktop.views.office.deeds.key_box import row_label

_UNIT, _FILES, _DAY = range(3)
_HEADS = ("单位", "是否报送", "另定的期限")
_ROWS = 3
"""Rows that are in sight at least; chosen by us."""
_ABOUT = "个别单位另定期限的，写在它那一行；空着就用全部单位的。免报在【免报】里办。"
_LEFT, _RIGHT = 10, 11
"""Shares of the width; chosen by us. Beside each other, since a screen of 768 lines at 150 % is low."""
_APART = 18
"""Pixels between the two sides; chosen by us."""
_DAY_WIDTH, _FILES_WIDTH = 108, 78
"""Pixels of the columns; chosen for a date and for 免报."""


class DeadlinesBox(Shrinking):
    """Days as typed; nothing is stored by typing.

    Args:
        outlook: what stands at the desk.
        beside: what else is asked, below the day for all and beside the table.
    """

    edited = Signal()

    def __init__(self, outlook: TaskOutlook, *beside: QWidget) -> None:
        """Show what stands at the desk."""
        super().__init__()
        self._outlook = outlook
        self.common = QLineEdit(shown_day(outlook.common))
        self.common.setAccessibleName("全部单位的期限")
        self.common.setPlaceholderText(f"如 {outlook.year + 1}-04-30")
        self.common.textEdited.connect(self.edited)
        self.table = QTableWidget(len(outlook.units), len(_HEADS))
        self.table.setAccessibleName("各单位：是否报送、另定的期限")
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_UNIT, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(_FILES, _FILES_WIDTH)
        self.table.setColumnWidth(_DAY, _DAY_WIDTH)
        for row, unit in enumerate(outlook.units):
            texts = (unit.name, "免报" if unit.is_excused else "报送", shown_day(unit.day))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column != _DAY or unit.is_excused:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(0, _DAY)
        self.table.setMinimumHeight(
            header.sizeHint().height() + _ROWS * self.table.verticalHeader().defaultSectionSize()
        )
        self.table.itemChanged.connect(lambda _item: self.edited.emit())
        form, left, right, both = QFormLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        form.addRow(row_label("全部单位的期限"), self.common)
        left.setSpacing(8)
        left.addLayout(form)
        for part in beside:
            left.addWidget(part)
        left.addStretch(1)
        right.addWidget(muted(_ABOUT))
        right.addWidget(self.table, 1)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(_APART)
        both.addLayout(left, _LEFT)
        both.addLayout(right, _RIGHT)
        self.setProperty("takesRoom", True)

    def days(self) -> dict[str, date | None]:
        """The days that differ from those at the desk, by unit or ``ALL``; None takes a day away.

        Raises:
            UserInputError: a text is no day (E-ASSIGN-006).
        """
        return changed_days(self._outlook, self.common.text(), self._typed())

    def _typed(self) -> dict[str, str]:
        found = {}
        for row, unit in enumerate(self._outlook.units):
            item = self.table.item(row, _DAY)
            found[unit.unit] = "" if item is None else item.text()
        return found
