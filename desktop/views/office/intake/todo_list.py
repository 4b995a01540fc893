"""The list 待办: number, shape, whom it concerns, the word to do; below it why. Enter does it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.office.board.todo import Job
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark

Index = QModelIndex | QPersistentModelIndex
_NUMBER, _MARK, _WORDS = 8, 27, 44
"""All of these are pixels from the left; chosen by us, as in the pictures of the design."""
_AROUND = 6
"""Pixels above and below a job's two lines; our own choice."""
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
"""Breaks between characters of Chinese, and never before a comma."""
_RIGHT = 8
"""Pixels behind the word to do; our own choice."""


class TodoDelegate(QStyledItemDelegate):
    """Draws a job: whom it concerns, and below it why.

    Args:
        view: the list, whose width decides on how many lines.
    """

    def __init__(self, view: QListView) -> None:
        """Draw for a list."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint: why is cut nowhere, it goes on below."""
        why = self._why_box(option, index, self._view.viewport().width())
        return QSize(_WORDS, option.fontMetrics.height() + why.height() + 2 * _AROUND)

    @staticmethod
    def _why_box(option: QStyleOptionViewItem, index: Index, width: int) -> QRect:
        """Room of the words that say why: as many lines as they take."""
        room = QRect(0, 0, max(width - _WORDS - _RIGHT, 60), 1000)
        return option.fontMetrics.boundingRect(room, _WRAPPED, index.data(Role.DETAIL) or "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        painter.setFont(option.font)
        box, line = option.rect, option.fontMetrics.height()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(now().accent))
        first = QRect(box.left(), box.top() + _AROUND, box.width() - _RIGHT, line)
        second = first.translated(0, line)
        painter.setPen(QColor(now().muted))
        painter.drawText(first.adjusted(_NUMBER, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, str(index.row() + 1))
        top = first.top() + (line - MARK_SIZE) / 2
        mark = mark_at(index) or Mark.HINT
        draw_mark(painter, QRectF(box.left() + _MARK, top, MARK_SIZE, MARK_SIZE), mark)
        cut, elide, deed = option.fontMetrics.elidedText, Qt.TextElideMode.ElideRight, index.data(Role.STATE)
        self._draw_deed(painter, first, deed)
        room = first.width() - _WORDS - option.fontMetrics.horizontalAdvance(deed) - 6
        painter.setPen(QColor(now().ink))
        painter.drawText(
            first.adjusted(_WORDS, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, cut(index.data(), elide, room)
        )
        painter.setPen(QColor(now().muted))
        second.setBottom(box.bottom())
        painter.drawText(second.adjusted(_WORDS, 0, 0, 0), _WRAPPED, index.data(Role.DETAIL) or "")
        painter.restore()

    @staticmethod
    def _draw_deed(painter: QPainter, line: QRect, deed: str) -> None:
        painter.setPen(QColor(now().accent))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, deed)


class TodoList(QListView):
    """Enter, a double click, or a click on the word does the job."""

    job_chosen = Signal(object)
    """The ``Job`` that is current."""
    job_wanted = Signal(object)
    """The ``Job`` that is to be done."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setObjectName("formsTree")
        self.setAccessibleName("待办")
        self.setItemDelegate(TodoDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda _: self.do_current())

    @property
    def current_job(self) -> Job | None:
        """The job that is current; None where there is none."""
        index = self.currentIndex()
        return index.data(Role.SUBJECT) if index.isValid() else None

    def do_current(self) -> None:
        """Do the current job."""
        job = self.current_job
        if job is not None:
            self.job_wanted.emit(job)

    def choose(self, row: int) -> None:
        """Make a job the current one, as far as there is one."""
        count = self.model().rowCount()
        if count:
            self.setCurrentIndex(self.model().index(max(0, min(row, count - 1)), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QListView.currentChanged."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.job_chosen.emit(current.data(Role.SUBJECT))

    def keyboardSearch(self, search: str) -> None:
        """Override QListView.keyboardSearch: nothing is typed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListView.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do_current()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QListView.mouseReleaseEvent: the word is a link."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        row, wide = self.visualRect(index), self.fontMetrics().horizontalAdvance(index.data(Role.STATE))
        is_word = place.x() > row.right() - wide - 2 * _RIGHT
        if is_word and place.y() < row.top() + row.height() // 2 + _AROUND:
            self.do_current()
