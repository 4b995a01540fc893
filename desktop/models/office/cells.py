"""Cells that are shown side by side: a text with its shape and weight, and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from forms.frozen import frozen

_Index = QModelIndex | QPersistentModelIndex


class Look(StrEnum):
    """How a cell is set."""

    PLAIN = "plain"
    GREY = "grey"
    """It is good to know and no more."""
    STRONG = "strong"
    """It is to be noticed."""


@frozen
class ShownCell:
    """A cell.

    Attributes:
        text: what stands in it.
        mark: the shape before it; None for none.
        look: how it is set.
        is_figure: whether it is a figure, which stands at the right.
    """

    text: str
    mark: Mark | None = None
    look: Look = Look.PLAIN
    is_figure: bool = False


@frozen
class ShownLine:
    """A line of cells.

    Attributes:
        cells: from left to right.
        is_shaded: whether what stands in it is computed.
    """

    cells: tuple[ShownCell, ...]
    is_shaded: bool = False


class ShownTable(QAbstractTableModel):
    """Lines of cells under their heads; read only."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.lines: tuple[ShownLine, ...] = ()

    def show_lines(self, heads: Sequence[str], lines: Sequence[ShownLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.heads, self.lines = tuple(heads), tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(self.heads)

    def cell(self, index: _Index) -> ShownCell:
        """The cell at an index."""
        return self.lines[index.row()].cells[index.column()]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (self.heads[index.column()], cell.mark.meaning if cell.mark else "", cell.text)
            return "　".join(filter(None, parts))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.is_figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return cell.mark if role == Role.MARK else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Override QAbstractTableModel.headerData."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None
