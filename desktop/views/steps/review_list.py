"""The list of the page 审核: findings form by form, a line or two each, with a box to tick."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.review import ReviewModel
from desktop.views.entry.findings_pane import FindingsList
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark

Index = QModelIndex | QPersistentModelIndex
_TICK, _MARK, _LABEL, _WORDS = 8, 30, 46, 96
"""Pixels from the left to the box, the mark, its word and the subject; chosen for a word of three
characters."""
_STATE = 62
"""Pixels for the word at the end; chosen for three characters."""
_NARROW = 480
"""Pixels of the list below which a row has two lines; chosen so that beside a name of ten characters some
fifteen of the sentence have room."""
_BOX = 15
"""Pixels of the box to tick; our own choice, about the height of a character."""
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Rows by which a key moves. By definition one up and one down."""


class ReviewDelegate(QStyledItemDelegate):
    """Heading of a form above its first row; box, mark, word, subject, sentence, what is to be done."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        lines = option.fontMetrics.height() * (2 if self._is_narrow() else 1)
        return QSize(_WORDS, lines + 13 + (self.heading_height(option, index)))

    def _is_narrow(self) -> bool:
        """Whether the sentence stands below the subject, which takes the whole line."""
        view = self.parent()
        return isinstance(view, QListView) and view.viewport().width() < _NARROW

    def heading_height(self, option: QStyleOptionViewItem, index: Index) -> int:
        """Pixels of the heading above a row; 0 where there is none."""
        return option.fontMetrics.height() + 8 if index.data(Role.GROUP) is not None else 0

    def row_box(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """The row without its heading."""
        return option.rect.adjusted(0, self.heading_height(option, index), 0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        painter.setFont(option.font)
        group = index.data(Role.GROUP)
        if group is not None:
            self._draw_heading(painter, option, group)
        box = self.row_box(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(now().accent))
        self._draw_tick(painter, option, index, box)
        mark = mark_at(index) or Mark.HINT
        square = QRectF(box.left() + _MARK, box.top() + (box.height() - MARK_SIZE) / 2, MARK_SIZE, MARK_SIZE)
        draw_mark(painter, square, mark)
        painter.setPen(QColor(now().of(mark)))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(_LABEL, 0, 0, 0), middle, index.data(Role.LABEL) or "")
        first = _first_line(option, box) if self._is_narrow() else box
        painter.drawText(first.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, _state(index))
        words = box.adjusted(_WORDS, 0, -_STATE - 8, 0)
        if self._is_narrow():
            self._draw_two_lines(painter, option, index, words)
        else:
            self._draw_words(painter, option, index, words)
        painter.setPen(QColor(now().line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()

    @staticmethod
    def _draw_heading(painter: QPainter, option: QStyleOptionViewItem, group: tuple[str, int]) -> None:
        title, count = group
        band = QRect(option.rect.topLeft(), QSize(option.rect.width(), option.fontMetrics.height() + 8))
        painter.fillRect(band, QColor(now().derived))
        painter.setPen(QColor(now().muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(band.adjusted(_TICK, 0, 0, 0), middle, title)
        painter.drawText(band.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, str(count))

    @staticmethod
    def _draw_tick(painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        widget = option.widget
        if state is None or widget is None:
            return
        button = QStyleOptionButton()
        button.rect = tick_box(box)
        button.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On
            if Qt.CheckState(state) is Qt.CheckState.Checked
            else QStyle.StateFlag.State_Off
        )
        button.palette = option.palette
        primitive = QStyle.PrimitiveElement.PE_IndicatorCheckBox
        widget.style().drawPrimitive(primitive, button, painter, widget)

    @staticmethod
    def _draw_two_lines(painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect) -> None:
        """Subject, and below it the beginning of the sentence: whether a figure rose or fell."""
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        detail = str(index.data(Role.DETAIL)).replace("\n", " ").lstrip("：，")
        upper, lower = _first_line(option, room), room.adjusted(0, 0, _STATE, -6)
        lower.setTop(upper.bottom() + 1)
        for text, box, colour in (
            (index.data(Role.SUBJECT) or "", upper, now().ink),
            (detail, lower, now().muted),
        ):
            painter.setPen(QColor(colour))
            painter.drawText(box, middle, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))

    @staticmethod
    def _draw_words(painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect) -> None:
        """Subject, then as much of the sentence as there is room for; all of it stands on the right."""
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        subject = index.data(Role.SUBJECT) or ""
        shown = metrics.elidedText(subject, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(now().ink))
        painter.drawText(room, middle, shown)
        rest = room.adjusted(metrics.horizontalAdvance(shown) + 12 if shown else 0, 0, 0, 0)
        if rest.width() > metrics.averageCharWidth() * 4:
            detail = str(index.data(Role.DETAIL)).replace("\n", " ")
            painter.setPen(QColor(now().muted))
            painter.drawText(
                rest, middle, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
            )


def _first_line(option: QStyleOptionViewItem, box: QRect) -> QRect:
    """The upper of the two lines of a row."""
    return QRect(box.left(), box.top() + 6, box.width(), option.fontMetrics.height())


def tick_box(row: QRect) -> QRect:
    """Where the box of a row is drawn."""
    return QRect(row.left() + _TICK, row.top() + (row.height() - _BOX) // 2, _BOX, _BOX)


def _state(index: Index) -> str:
    return index.data(Role.STATE) or ""


class ReviewList(FindingsList):
    """Ticks with the space bar, with Ctrl and Shift, or by a click on the box."""

    left = Signal()
    """Escape, and nothing was ticked."""
    alike_wanted = Signal()
    """Ctrl+A: all of the current one's kind are to be ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.jumps_on_click = False
        self.setItemDelegate(ReviewDelegate(self))

    def review_model(self) -> ReviewModel | None:
        """The model, once a year is shown."""
        model = self.model()
        return model if isinstance(model, ReviewModel) else None

    def keyboardSearch(self, search: str) -> None:
        """Override QListView.keyboardSearch: words that are typed here look for nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListView.keyPressEvent."""
        model, finding = self.review_model(), self.current_finding()
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if model is None or finding is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            model.toggle(finding)
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.alike_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            (model.untick_all if model.ticked else self.left.emit)()
        elif is_shifted and key in _MOVES:
            self._tick_to(self.currentIndex().row() + _MOVES[key], goes_on=True)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QListView.mousePressEvent."""
        model, index = self.review_model(), self.indexAt(event.position().toPoint())
        finding = model.finding_at(index) if model is not None else None
        if model is None or finding is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._tick_to(index.row(), goes_on=False)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._is_at_tick(
            index, event.position().toPoint()
        ):
            model.toggle(finding)
        else:
            super().mousePressEvent(event)

    def _is_at_tick(self, index: QModelIndex, place: QPoint) -> bool:
        rows, delegate = self.visualRect(index), self.itemDelegate()
        if not isinstance(delegate, ReviewDelegate):
            return False
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = rows
        return tick_box(delegate.row_box(option, index)).adjusted(-6, -8, 6, 8).contains(place)

    def _tick_to(self, row: int, *, goes_on: bool) -> None:
        """Tick from the current row to another one, which becomes the current one where wanted."""
        model, here = self.review_model(), self.currentIndex().row()
        if model is None or not 0 <= row < model.rowCount():
            return
        model.tick(model.findings[min(here, row) : max(here, row) + 1])
        if goes_on:
            self.setCurrentIndex(model.index(row, 0))
