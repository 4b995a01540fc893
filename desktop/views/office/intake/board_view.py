"""The table of the board: shapes before words, figures at the right, Enter opens a unit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.models.grid.roles import Role, mark_at
from desktop.models.office.board.board_table import (
    BAD,
    CAME,
    GAPS,
    NEXT,
    REVISION,
    UNIT,
    WARNED,
    BoardModel,
)
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark
from desktop.views.frame.look.theme import bold

Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = (170, 78, 112, 40, 66, 60, 40, 40, 40, 90)
"""Pixels of the columns; chosen by us, as in the pictures of the design."""
_LEAST_NEXT = 200
"""Least pixels of the column with the next step, about fourteen characters; our own choice."""
_LEFT_OUT: Final = (REVISION, GAPS, WARNED, BAD)
"""Columns left out where the next step has no such room, in this order; the pane of the unit shows them."""
_DAY = 62
"""Pixels of a day alone; our own choice."""
_ROW = 24
"""Pixels of a row at least; chosen by us, as in the pictures: 22 units without scrolling."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SIDE, _GAP = 6, 6
"""Pixels left and right of a text, and behind a mark; our own choice."""
TONES: Final = {"bad": "red", "alarm": "amber", "good": "green", "muted": "muted", "accent": "accent"}
"""Which colour of the palette a tone is."""


class BoardDelegate(QStyledItemDelegate):
    """Draws a mark, the text in its tone, and a detail behind it in smaller letters."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
        room = box.adjusted(_SIDE, 0, -_SIDE, 0)
        mark = mark_at(index)
        if mark is not None:
            top = box.top() + (box.height() - MARK_SIZE) / 2
            draw_mark(painter, QRectF(room.left(), top, MARK_SIZE, MARK_SIZE), mark)
            room.adjust(MARK_SIZE + _GAP, 0, 0, 0)
        tone = index.data(Role.TONE) or ""
        colour = now().of(mark) if mark is not None else getattr(now(), TONES.get(tone, "ink"))
        is_counted = index.column() not in (UNIT, NEXT) and tone in {"bad", "alarm"} and mark is None
        painter.setFont(bold(option.font) if is_counted else option.font)
        painter.setPen(QColor(colour))
        self._draw(painter, room, index)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, room: QRect, index: Index) -> None:
        metrics = painter.fontMetrics()
        text = index.data() or ""
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side or int(_LEFT), shown)
        detail = index.data(Role.DETAIL)
        if detail:
            painter.setPen(QColor(now().amber))
            behind = room.adjusted(metrics.horizontalAdvance(shown) + _GAP, 0, _SIDE, 0)
            painter.drawText(
                behind, side, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, behind.width())
            )


class BoardView(QTableView):
    """The table of units: rows are chosen as a whole; typing in it searches nothing."""

    unit_chosen = Signal(str)
    """Code of the unit that is current."""
    unit_opened = Signal(str)
    """Enter or a double click on a unit."""

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__()
        self.setAccessibleName("报送进度")
        self.setItemDelegate(BoardDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(_ROW, self.fontMetrics().height() + 5))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_model(self, model: BoardModel) -> None:
        """Show a table, with columns as wide as the pictures have them; the last takes the rest."""
        self.setModel(model)
        head = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        head.setMinimumSectionSize(36)
        model.modelReset.connect(self._fit_days)
        head.setStretchLastSection(True)

    def _fit_days(self) -> None:
        """Make the column of days narrow while no unit is late; the next step takes the room."""
        self.setColumnWidth(CAME, _WIDTHS[CAME] if self._board().has_late else _DAY)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave columns out until the next step has room; a wider table shows them again."""
        if self.model() is None:
            return
        wanted = sum(self.columnWidth(one) for one in range(NEXT) if one not in _LEFT_OUT)
        left = self.viewport().width() - wanted - _LEAST_NEXT
        # The one that is left out last takes its room first.
        for column in reversed(_LEFT_OUT):
            left -= _WIDTHS[column]
            self.setColumnHidden(column, left < 0)

    def _board(self) -> BoardModel:
        model = self.model()
        assert isinstance(model, BoardModel)
        return model

    @property
    def current_unit(self) -> str:
        """Code of the unit that is current; empty where none is."""
        return self._board().unit_at(self.currentIndex().row())

    def go_to(self, unit: str) -> bool:
        """Make a unit the current one; False where it is not shown."""
        row = self._board().row_of(unit)
        if row >= 0:
            self.setCurrentIndex(self._board().index(row, UNIT))
        return row >= 0

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.unit_chosen.emit(self._board().unit_at(current.row()))

    def keyboardSearch(self, search: str) -> None:
        """Override QTableView.keyboardSearch: nothing is typed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        unit = self._board().unit_at(row)
        if unit:
            self.unit_opened.emit(unit)
