"""A table of shown cells: shapes, weights and greys as the model says, nothing to be edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.models.office.cells import Look, ShownLine, ShownTable
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon
from desktop.views.frame.look.theme import bold

_ROW, _HEAD, _LEAST = 26, 28, 150
"""Pixels of a row (as the grid's), of the heads, and of what takes the room that is left; our own choice."""
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class ShownDelegate(QStyledItemDelegate):
    """Draws a shown cell."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.initStyleOption."""
        super().initStyleOption(option, index)
        table = index.model()
        assert isinstance(table, ShownTable)
        cell = table.cell(index)
        view = self.parent()
        if isinstance(view, QTableView) and view.rowSpan(index.row(), index.column()) > 1:
            option.displayAlignment = _TOP
        if cell.look is Look.STRONG:
            option.font = bold(option.font)
        colour = QColor(now().muted if cell.look is Look.GREY else now().ink)
        option.palette.setColor(QPalette.ColorRole.Text, colour)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(now().ink))
        if table.lines[index.row()].is_shaded:
            option.backgroundBrush = QBrush(QColor(now().derived))
        if cell.mark is not None:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = mark_icon(cell.mark, 2.0)
            option.decorationSize = QSize(MARK_SIZE, MARK_SIZE)


class ShownView(QTableView):
    """Shows lines of cells.

    Args:
        name: what they are, for who cannot see them.
        widest: numbers of the columns that share the room that is left.
        narrow: pixels of columns that take no more than these.
        row: pixels of a row.
        wraps: lines that the words of a row may take; 1 for a table of many lines.
    """

    copy_wanted = Signal()
    """Ctrl+C: the whole table is wanted as text."""

    def __init__(
        self,
        name: str,
        widest: Collection[int],
        narrow: Mapping[int, int] = MappingProxyType({}),
        row: int = _ROW,
        wraps: int = 1,
    ) -> None:
        """Show nothing."""
        super().__init__()
        self.setObjectName("previewTable")
        self.setAccessibleName(name)
        self.table = ShownTable(self)
        self.setModel(self.table)
        self.setItemDelegate(ShownDelegate(self))
        self._widest, self._narrow, self._row = widest, narrow, row
        self._wraps = wraps
        if wraps > 1:
            self.verticalHeader().setMaximumSectionSize(wraps * self.fontMetrics().height() + 6)
        self._wanted: dict[int, int] = {}
        """Pixels of each column by its texts."""
        self._left_out: set[int] = set()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(_HEAD)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)

    def show_lines(
        self, heads: Sequence[str], lines: Sequence[ShownLine], groups: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Show other lines.

        Args:
            heads: of the columns.
            lines: what stands under them.
            groups: lines whose first cell is one: number of the first, and how many.
        """
        self.clearSpans()
        self.table.show_lines(heads, lines)
        for first, count in groups:
            if count > 1:
                self.setSpan(first, 0, count, 1)
        header = self.horizontalHeader()
        wanted = [max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) for c in range(len(heads))]
        self._wanted = {c: min(width, self._narrow.get(c, width)) for c, width in enumerate(wanted)}
        self._fit()

    def leave_out(self, column: int, *, is_out: bool) -> None:
        """Hide a column for which there is no room, or show it again."""
        (self._left_out.add if is_out else self._left_out.discard)(column)
        self._fit()

    def _fit(self) -> None:
        """Give each column its width; the widest ones share what is left, and never less than they need."""
        for column in self._wanted:
            self.setColumnHidden(column, column in self._left_out)
        shown = {c: width for c, width in self._wanted.items() if c not in self._left_out}
        sharing = [c for c in shown if c in self._widest]
        left = self.viewport().width() - sum(width for c, width in shown.items() if c not in sharing)
        for column, width in shown.items():
            is_sharing = column in sharing
            wide = max(_LEAST, left // len(sharing)) if is_sharing else width
            self.horizontalHeader().resizeSection(column, wide)
        if self._wraps > 1:
            self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Override QTableView.sizeHint: it takes what is left, and asks for no more than it must have."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def height_of(self, lines: int) -> int:
        """Pixels in which so many lines have room under their heads."""
        return _HEAD + self._row * lines + 4

    def go_to_next(self) -> None:
        """Go to the line after the current one, round the end, with the focus."""
        count = len(self.table.lines)
        if count:
            row = (self.currentIndex().row() + 1) % count
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.selectRow(row)
            self.scrollTo(self.table.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent: Ctrl+C copies the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
