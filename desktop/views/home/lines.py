"""The lists of the page 概况: what is due, what differs, what was said, form by form, what came and went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.models.grid.roles import Mark
from desktop.models.unit.differing import Difference, Promise
from desktop.models.unit.overview import DueTask, FormLine, Message
from desktop.views.frame.elided_label import ElidedLabel
from desktop.views.frame.marks import MARK_SIZE, mark_icon
from desktop.views.frame.theme import bold
from desktop.views.home.small_marks import KindMark, Share

MOST = 6
"""Differences in sight before 逐条看; chosen by us, as many as are read at a glance."""
_PROMISES = 3
"""Things said last year that are in sight before 逐条看; our own choice, as many lines as the differences."""
_STANDS = {"待回应": ("alarm", Mark.ALARM), "未填": ("muted", Mark.QUIET), "已回应": ("good", Mark.DONE)}


class RowLink(QPushButton):
    """A name in a list that leads to what it names; cut with dots where there is no room."""

    def __init__(self, text: str, go: Callable[[], object]) -> None:
        """Lead somewhere."""
        super().__init__(text)
        self._text = text
        self.setProperty("kind", "row")
        self.setAutoDefault(True)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _checked=False: go())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Override QPushButton.sizeHint."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 10, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        """Override QPushButton.minimumSizeHint."""
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QPushButton.resizeEvent."""
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 8)
        self.setText(shown)
        self.setToolTip(self._text if shown != self._text else "")


class Lines(QFrame):
    """A grid that is made anew with what it shows."""

    went = Signal(str)
    """Address of the cell to go to."""
    stage_wanted = Signal(object)
    """The ``Stage`` to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _begin(self) -> None:
        clear(self._grid)

    def _link(self, text: str, address: str) -> QWidget:
        """A name that leads to a cell; mere text where there is none."""
        return RowLink(text, partial(self.went.emit, address)) if address else ElidedLabel(text)

    def _add(self, row: int, *widgets: QWidget) -> None:
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, row, column)


class DueTable(Lines):
    """要办的, 交给, 截止, 现状."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setObjectName("dueTable")
        self._grid.setContentsMargins(10, 6, 10, 8)
        self._grid.setColumnStretch(1, 1)

    def show_tasks(self, tasks: Sequence[DueTask], office: str, until: str) -> None:
        """Show what is due, to whom and until when."""
        self._begin()
        self._add(0, *(_muted(text) for text in ("要办的", "", "交给", "截止", "现状")))
        for row, task in enumerate(tasks, start=1):
            name = RowLink(task.name, partial(self.stage_wanted.emit, task.stage))
            name.setFont(bold(self.font()))
            is_sent = task.name in _SENT
            self._add(row, name, _cut(task.about), _muted(office if is_sent else ""),
                      _muted(until if is_sent else ""), _stands(task))  # fmt: skip


_SENT = ("盖章表", "报送包")
"""Tasks whose result goes to the office."""


def _stands(task: DueTask) -> QWidget:
    """Bar or tick, and words."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if task.share is not None and not task.is_done:
        row.addWidget(Share(*task.share))
    else:
        row.addWidget(_mark(Mark.DONE if task.is_done else Mark.QUIET))
    row.addWidget(QLabel(task.stands))
    row.addStretch(1)
    return box


class DifferenceLines(Lines):
    """本年与上年不同, a line each."""

    def show_differences(self, differences: Sequence[Difference] | None, most: int | None = MOST) -> None:
        """Show the first of them, or all; nothing while they are not known (None)."""
        self._begin()
        if differences is None:
            return
        self._grid.setColumnStretch(3, 1)
        for row, one in enumerate(differences[:most]):
            self._add(
                row, KindMark(one.kind), _muted(one.kind), self._link(one.name, one.address), _cut(one.detail)
            )
        if not differences:
            self._grid.addWidget(_muted("与上年相同：没有新增、停用、到期，口径没有变动。"), 0, 0)


class PromiseLines(Lines):
    """上年说过要做的: name, what has become of it, and the words."""

    def show_promises(self, promises: Sequence[Promise], most: int | None = _PROMISES) -> None:
        """Show the first of them, or all."""
        self._begin()
        self._grid.setColumnStretch(1, 1)
        for place, one in enumerate(promises[:most]):
            tone, mark = _STANDS.get(one.stands, ("muted", Mark.QUIET))
            stands = QLabel(one.stands)
            stands.setProperty("tone", tone)
            words = ElidedLabel(f"“{one.words.splitlines()[0]}”")
            words.setToolTip(one.words)
            words.setProperty("tone", "muted")
            self._add(2 * place, _mark(mark), self._link(one.name, one.address), stands)
            self._grid.addWidget(words, 2 * place + 1, 1, 1, 2)


class FormLines(Lines):
    """各表进度."""

    def show_forms(self, forms: Sequence[FormLine]) -> None:
        """Show how far each form is."""
        self._begin()
        self._grid.setColumnStretch(0, 1)
        for row, form in enumerate(forms):
            to_mend = QLabel(f"▲{form.to_mend}" if form.to_mend else "")
            to_mend.setProperty("tone", "alarm")
            to_mend.setToolTip(f"{form.to_mend} 个问题待处理" if form.to_mend else "")
            share = Share(form.filled, form.total)
            count = QLabel(f"{form.filled}/{form.total}")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if form.filled == form.total:
                count.setProperty("tone", "good")
            self._add(row, self._link(form.title, form.address), to_mend, count, share)


class MessageLines(Lines):
    """What came and went."""

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show them, the newest first."""
        self._begin()
        self._grid.setColumnStretch(1, 1)
        for place, message in enumerate(messages):
            self._add(2 * place, _muted(f"{message.at.astimezone():%Y-%m-%d}"), ElidedLabel(message.text))
            if message.detail:
                self._grid.addWidget(_cut(message.detail), 2 * place + 1, 1)
        if not messages:
            self._grid.addWidget(_muted("还没有定稿、导出或退回。"), 0, 0)


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "muted")
    return label


def _cut(text: str) -> QLabel:
    label = ElidedLabel(text.replace("\n", "；"))
    label.setProperty("tone", "muted")
    return label


def _mark(mark: Mark) -> QLabel:
    label = QLabel()
    label.setFixedWidth(MARK_SIZE + 2)
    label.setPixmap(mark_icon(mark, 2.0).pixmap(QSize(MARK_SIZE, MARK_SIZE)))
    return label
