"""收件结果: what became of each file, one word, why, and the next step; of the last time, or of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QWidget

from desktop.models.office.intake import (
    RESULT_HEADS,
    IntakeEnd,
    TakenLine,
    by_need,
    choices_of,
    day_words,
    goal_of,
    lines_on,
    lines_unopened,
    result_line,
    whole_words,
)
from desktop.models.office.window_words import window_words
from desktop.services.office.intake.came_in import days_of_intake
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.office.page import OfficeFrame
from desktop.views.office.shown_view import ShownView
from forms.errors import TianbaoError

_NAME, _UNIT, _WHY, _STEP = 1, 2, 3, 4
"""Columns. Follows from ``RESULT_HEADS``."""
_UNOPENED = "unopened"
"""What is looked at in the stead of a day."""
_WIDTHS = {_NAME: 170, _UNIT: 170}
"""Pixels that the name of a file and of a unit take at most; what is longer goes on below. Chosen by us."""


class IntakeResult(Dialog):
    """Lists files, what needs a person first; Enter leads to where that is done.

    Args:
        frame: the window.
        end: how the taking in ended that is shown; None for the last day on which anything came.
        parent: of the dialog.
        only_unopened: whether those are shown first that could not be opened yet, of whatever day.
    """

    chapter = "desk-intake.md"

    def __init__(
        self,
        frame: OfficeFrame,
        end: IntakeEnd | None = None,
        parent: QWidget | None = None,
        *,
        only_unopened: bool = False,
    ) -> None:
        """Show the list."""
        super().__init__("收件结果", parent, width=1080, height=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._desk = frame, frame.desk_year.desk
        self._end, self._only_unopened = end, only_unopened
        self._all: Sequence[TakenLine] = ()
        self._lines: Sequence[TakenLine] = ()
        self.which, self.counted, self.whole = CalmComboBox(), QLabel(), muted("")
        self.which.setAccessibleName("哪一次收的")
        self.only = CalmComboBox()
        self.only.setAccessibleName("只看哪一种")
        self.only.currentIndexChanged.connect(lambda _row: self._show_only())
        self.table = ShownView("收件结果", (_WHY, _STEP), _WIDTHS, wraps=2)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("去办这一份", QDialogButtonBox.ButtonRole.ActionRole)
        self.go.setProperty("kind", "primary")
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.go, close):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.table.activated.connect(lambda _index: self._go())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_way())
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addWidget(self.only)
        row.addWidget(self.counted, 1)
        self.lay_out(row, self.table, self.whole, buttons=buttons)
        self._offer()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        """Offer what was taken in now, and the days on which anything came."""
        if self._end is not None:
            self.which.addItem("这一次收的", None)
        if self._only_unopened:
            self.which.addItem("还打不开的", _UNOPENED)
        try:
            days = days_of_intake(self._desk)
        except TianbaoError as error:
            self._refuse(error)
            return
        for day, count in days.items():
            self.which.addItem(day_words(day, count), day)
        self.which.setVisible(bool(self.which.count()))
        self.which.currentIndexChanged.connect(lambda _row: self._show_chosen())
        self._show_chosen()

    def _show_chosen(self) -> None:
        day: date | str | None = self.which.currentData()
        if day is not None:
            self.counted.setText("正在看……")
            self._window.background.run(
                "正在看收过的文件……",
                partial(lines_on, self._desk, day) if isinstance(day, date) else self._read_unopened,
                partial(self._take, day),
                self._refuse,
            )
        elif self._end is not None:
            self._show(self._end.lines, "")
        else:
            self._show((), "还没有收过文件。")

    def _read_unopened(self) -> Sequence[TakenLine]:
        return lines_unopened(self._desk)

    def _take(self, day: date | str, lines: Sequence[TakenLine]) -> None:
        if day == self.which.currentData():  # another one was chosen meanwhile
            self._show(lines, "按现在的情况")

    def _show(self, lines: Sequence[TakenLine], about: str) -> None:
        self._all = by_need(lines)
        chosen = self.only.currentData()
        self.only.blockSignals(True)
        self.only.clear()
        for word, offered in choices_of(lines):
            self.only.addItem(offered, word)
        self.only.setCurrentIndex(max(0, self.only.findData(chosen)))
        self.only.blockSignals(False)
        self.counted.setText(about)
        self._show_only()

    def _show_only(self) -> None:
        """Show the lines of the word that is chosen, or all."""
        wanted = self.only.currentData() or ""
        self._lines = [line for line in self._all if wanted in {"", line.word}]
        self.table.show_lines(RESULT_HEADS, [result_line(line) for line in self._lines])
        if self._lines:
            self.table.selectRow(0)
        self._show_way()

    def _refuse(self, error: TianbaoError) -> None:
        self.counted.setText(window_words(error.sentence))

    def _current(self) -> TakenLine | None:
        row = self.table.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _show_way(self) -> None:
        line = self._current()
        self.go.setEnabled(line is not None and goal_of(line, self._desk) is not None)
        self.whole.setText("" if line is None else whole_words(line))

    def _go(self) -> None:
        line = self._current()
        goal = None if line is None else goal_of(line, self._desk)
        if goal is not None:
            self.accept()
            self._window.show_year_of(*goal)
