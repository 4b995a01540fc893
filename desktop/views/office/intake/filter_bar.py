"""The filters of the board: exclusive toggles, each with its count and its share of 应报."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.board_filter import BoardFilter, count_of
from desktop.services.office.overview.board_words import share_of

_LAST = (BoardFilter.EXCUSED, BoardFilter.LATE)
"""Filters without a neighbour at their right, which draw a right border of their own."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""Filters by which a key moves. By definition one left and one right."""


class FilterBar(QWidget):
    """One of the filters is chosen, at first 应报."""

    filter_chosen = Signal(BoardFilter)

    def __init__(self) -> None:
        """Show no counts yet."""
        super().__init__()
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, one in enumerate(BoardFilter):
            button = QPushButton(one.value)
            button.setCheckable(True)
            button.setToolTip(f"{one.value}：{one.about}" if one.about else "")
            button.setAutoDefault(False)
            button.setProperty("kind", "count")
            button.setProperty("ends", one in _LAST)
            button.setChecked(one is BoardFilter.EXPECTED)
            self.group.addButton(button, place)
            button.installEventFilter(self)
            if one is BoardFilter.LATE:
                row.addSpacing(10)  # a mark and not a state
            row.addWidget(button, 1)
        self.group.idClicked.connect(lambda place: self.filter_chosen.emit(list(BoardFilter)[place]))

    def show_counts(self, rows: Sequence[BoardRow]) -> None:
        """Show how many units each has."""
        expected = count_of(BoardFilter.EXPECTED, rows)
        for place, one in enumerate(BoardFilter):
            count, button = count_of(one, rows), self.group.button(place)
            share = share_of(count, expected)
            button.setText(f"{one.value} {count}\n{share}")
            button.setAccessibleName(f"{one.value} {count}，占应报 {share}")

    def checked(self) -> QAbstractButton:
        """The button of the filter that is chosen."""
        return self.group.button(self.group.checkedId())

    def choose(self, wanted: BoardFilter) -> None:
        """Choose a filter."""
        self.group.button(list(BoardFilter).index(wanted)).click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: left and right choose the next one; Qt would move the focus alone."""
        step = None
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return super().eventFilter(watched, event)
        button = self.group.button((self.group.checkedId() + step) % len(self.group.buttons()))
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
        return True
