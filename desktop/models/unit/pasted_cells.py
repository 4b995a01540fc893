"""The table of a preview: place, copied text, present text, new text, result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.unit.pasting import Fate, PastedCell

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TITLES = ("填到", "来源文字", "现在", "将填为", "结果")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PastedCellsModel(QAbstractTableModel):
    """Read-only list of pasted or imported cells.

    Args:
        cells: what was understood.
    """

    def __init__(self, cells: Sequence[PastedCell], parent: QObject | None = None) -> None:
        """Show cells."""
        super().__init__(parent)
        self._cells = tuple(cells)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Override QAbstractTableModel.headerData."""
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title and 0 <= section < len(_TITLES) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role == Role.MARK:
            return pasted_mark(cell) if index.column() == len(_TITLES) - 1 else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if 1 <= index.column() <= 3 else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        result = f"{cell.outcome}：{cell.reason}" if cell.reason else cell.outcome
        return (cell.place, cell.text, cell.present, cell.shown, result)[index.column()]


def pasted_mark(cell: PastedCell) -> Mark:
    """Shape of what is done with a cell: a figure that takes another's place is not a new one."""
    if cell.fate is Fate.FILL:
        return Mark.CHANGED if cell.present else Mark.NEW
    return {Fate.SAME: Mark.SAME, Fate.COMPUTED: Mark.NOTHING}.get(cell.fate, Mark.BAD)
