"""审核结果: what the checks say, one key away from the cell."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.finding_marks import level_words, mark_of_level
from desktop.models.unit.findings import FindingsModel
from desktop.views.frame.look.colours import Colours, now
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark, mark_icon
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.wrapped_text import draw_wrapped, wrapped_height
from forms.findings import Finding, Level

Index = QModelIndex | QPersistentModelIndex
_LEFT = 66
"""Pixels for mark and level. Chosen for the longest level, of two characters."""
_MEASURED = 12
"""Findings whose height is measured; chosen by us, more fill any pane."""
_AROUND = 14
"""Pixels around and between chips and list; our own choice."""


class SentenceDelegate(QStyledItemDelegate):
    """Mark, word, sentence, next step; wrapped where the row is narrow.

    Args:
        left: room for mark and word.
    """

    def __init__(self, left: int, parent: QObject | None = None) -> None:
        """Draw sentences."""
        super().__init__(parent)
        self._left = left

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        space = max(width - self._left - 10, 120)
        return QSize(width - 2, wrapped_height(option.font, self._sentence(index), space) + 9)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
        mark = mark_at(index) or Mark.HINT
        line = option.fontMetrics.height()
        top = box.top() + 4
        draw_mark(painter, QRectF(box.left() + 6, top + (line - MARK_SIZE) / 2, MARK_SIZE, MARK_SIZE), mark)
        painter.setPen(QColor(now().of(mark)))
        painter.setFont(option.font)
        painter.drawText(QRectF(box.left() + 23, top, self._left, line), index.data(Role.LABEL) or "")
        painter.setPen(QColor(now().muted if mark in (Mark.DONE, Mark.HINT) else now().ink))
        words = QRectF(box.left() + self._left, top, box.width() - self._left - 10, box.height() - 4)
        draw_wrapped(painter, words, self._sentence(index))
        painter.restore()

    def _sentence(self, index: Index) -> str:
        return f"{index.data()} —— {index.data(Role.DETAIL)}"


class SentenceList(QListView):
    """A list of sentences about cells; Enter or a double click goes to the cell, a click where set so.

    Args:
        left: room for mark and word.
    """

    jumped = Signal(str, object)
    """Address of the cell to go to, and what the row is about."""
    chosen = Signal(object)
    """What the current row is about."""
    subject_role = Role.FINDING
    """How a row says what it is about."""

    def __init__(self, left: int, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("findingsList")
        self.setItemDelegate(SentenceDelegate(left, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.jumps_on_click = True
        self.dealt_with_in: QWidget | None = None
        """Where Tab leads, past what is only read: where the current row is dealt with."""
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._jump)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QListView.currentChanged."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(self.subject_role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListView.keyPressEvent: Enter goes to the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Override QListView.focusNextPrevChild."""
        place = self.dealt_with_in
        if not forward or place is None or not place.isVisible():
            return super().focusNextPrevChild(forward)
        place.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QListView.resizeEvent: sentences wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.jumps_on_click:
            self._jump(index)

    def jump(self) -> None:
        """Go to the cell of the current row."""
        self._jump(self.currentIndex())

    def _jump(self, index: Index) -> None:
        address = index.data(Role.ADDRESS) if index.isValid() else None
        if address:
            self.jumped.emit(address, index.data(self.subject_role))


class FindingsList(SentenceList):
    """A list of findings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(_LEFT, parent)
        self.setAccessibleName("审核结果")

    def current_finding(self) -> Finding | None:
        """The finding that is current."""
        found = self.currentIndex().data(Role.FINDING) if self.currentIndex().isValid() else None
        return found if isinstance(found, Finding) else None


class LevelFilter(QWidget):
    """Chips with counts: all, 强制, 核实, 提示."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the chips."""
        super().__init__(parent)
        self._model: FindingsModel | None = None
        self._group = QButtonGroup(self)
        self._chips: dict[Level | None, QPushButton] = {}
        self._marks: dict[Level, tuple[Mark, Colours]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for level in (None, *Level):
            chip = QPushButton()
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(level is None)
            if level is not None:
                chip.setIconSize(QSize(11, 11))
            chip.clicked.connect(lambda _=False, wanted=level: self.choose(wanted))
            self._group.addButton(chip)
            self._chips[level] = chip
            row.addWidget(chip)

    def show_model(self, model: FindingsModel) -> None:
        """Count the findings of a model, and say which of them it shows."""
        self._model = model
        self._chips[model.level].setChecked(True)
        model.modelReset.connect(self._count)
        model.dataChanged.connect(self._count)
        self._count()

    def _count(self) -> None:
        if self._model is None:
            return
        counts = {level: self._model.count(level) for level in Level}
        _tell(self._chips[None], f"全部 {sum(counts.values())}")
        for level in counts:
            mark = mark_of_level(self._model.working, level)
            if self._marks.get(level) != (mark, now()):
                self._marks[level] = mark, now()
                self._chips[level].setIcon(mark_icon(mark, 2.0))
            _tell(self._chips[level], level_words(self._model.working, level))

    def choose(self, level: Level | None) -> None:
        """Show one level only, or all."""
        self._chips[level].setChecked(True)
        if self._model is not None:
            self._model.show_level(level)


def _tell(chip: QPushButton, words: str) -> None:
    """Say something on a chip, which never gets narrower: the next one would move under the pointer."""
    if words != chip.text():
        chip.setText(words)
        chip.setMinimumWidth(max(chip.minimumWidth(), chip.sizeHint().width()))


class FindingsPane(QWidget):
    """Heading, filter, list."""

    jumped = Signal(str, object)
    """Address of the cell to go to, and the finding that leads there."""
    needed_changed = Signal(int)
    """Pixels of height with which all findings are in sight; more would be white space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        heading = QLabel("审核结果")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.levels = LevelFilter()
        self.list = FindingsList()
        self.list.jumped.connect(self.jumped)
        self.list.setMinimumHeight(40)
        self._clear = QLabel()
        self._clear.setProperty("tone", "good")
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(heading)
        top.addWidget(self.levels)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._clear, 1, Qt.AlignmentFlag.AlignTop)
        self.needed = 0

    def show_model(self, model: FindingsModel) -> None:
        """Show a year's findings."""
        self.list.setModel(model)
        self.levels.show_model(model)
        model.modelReset.connect(self._on_model_reset)
        self._on_model_reset()

    def _on_model_reset(self) -> None:
        model = cast("FindingsModel", self.list.model())
        empty = not any(model.count(level) for level in Level)
        self._clear.setText(f"没有问题，{model.onward}。")
        self.list.setVisible(not empty)
        self._clear.setVisible(empty)
        self._measure()
        self.list.executeDelayedItemsLayout()  # else by a timer, which is heard after it was painted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: in another width the sentences take another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def _measure(self) -> None:
        model = self.list.model()
        # While a chip shows some only, the height stays: else the chips would move under the pointer.
        if not isinstance(model, FindingsModel) or model.level is not None:
            return
        rows = range(min(model.rowCount(), _MEASURED))
        listed = sum(self.list.sizeHintForRow(row) for row in rows) + 2 * self.list.frameWidth()
        body = listed if rows else self._clear.sizeHint().height()
        needed = self.levels.sizeHint().height() + max(body, self.list.minimumHeight()) + _AROUND
        if needed != self.needed:
            self.needed = needed
            self.needed_changed.emit(needed)
