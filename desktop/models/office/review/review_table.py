"""The table 疑问与审核, with one kind of line at a time or all of them."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Role
from desktop.models.office.review.figure_text import grouped
from desktop.models.office.review.review_lines import LineKind, ReviewLine, counts, lines_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ReviewColumn(IntEnum):
    """Columns of the table."""

    KIND = 0
    PLACE = 1
    WORDS = 2
    OLD = 3
    NEW = 4
    STATE = 5


_HEADS = ("种类", "格", "内容", "原数", "现数", "状态")
_FIGURES = frozenset({ReviewColumn.OLD, ReviewColumn.NEW})


class ReviewTable(QAbstractTableModel):
    """Lines about a unit's year; read only."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._all: tuple[ReviewLine, ...] = ()
        self.kind: LineKind | None = None
        """The only kind that is shown; None for all."""
        self.lines: tuple[ReviewLine, ...] = ()
        """What is shown now."""

    def show_lines(self, lines: tuple[ReviewLine, ...]) -> None:
        """Show other lines, of the kind that was chosen where there are any of it."""
        self._all = lines
        if self.kind is not None and self.kind not in self.counts:
            self.kind = None
        self.show_kind(self.kind)

    def show_kind(self, kind: LineKind | None) -> None:
        """Show one kind of lines; None for all."""
        self.beginResetModel()
        self.kind = kind
        self.lines = tuple(one for one in self._all if kind is None or one.kind is kind)
        self.endResetModel()

    @property
    def counts(self) -> dict[LineKind, int]:
        """How many lines of each kind there are."""
        return counts(self._all)

    @property
    def total(self) -> int:
        """How many lines there are of all kinds."""
        return len(self._all)

    @property
    def words(self) -> str:
        """How many lines are still to be looked at, in a word."""
        return lines_words(self._all)

    def line_at(self, index: Index) -> ReviewLine | None:
        """The line of an index; None for an invalid one."""
        return self.lines[index.row()] if index.isValid() else None

    def row_of(self, line: ReviewLine) -> int:
        """Row of the line that is about the same; -1 where there is none any more."""
        same = (line.kind, line.subject, line.cell, line.code)
        found = (i for i, one in enumerate(self.lines) if (one.kind, one.subject, one.cell, one.code) == same)
        return next(found, -1)

    def next_open(self, after: int) -> int:
        """Row of the next line that an officer has to do something about, or to look at; -1 for none."""
        return next((i for i, one in enumerate(self.lines) if i > after and one.wants_a_look), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        line = self.line_at(index)
        if line is None:
            return None
        text = _texts(line)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.words if index.column() != ReviewColumn.PLACE else line.place
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[index.column()]}：{text or '空'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.MARK:
            return line.mark if index.column() == ReviewColumn.KIND else None
        return line.is_open if role == Role.PROBLEM else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Override QAbstractTableModel.headerData."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None


def _texts(line: ReviewLine) -> tuple[str, ...]:
    return line.title, line.place, line.words, grouped(line.old), grouped(line.new), line.state
