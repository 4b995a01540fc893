"""The bar above everything: whose figures, which year, the steps, the deadline; of either desk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.room import Room, in_sight, lay_out_anew, margins_of
from desktop.views.frame.unit_menu import MenuWords, UnitMenu

_SHORT = 2
"""Characters of a step's name that a very narrow bar shows. Chosen so that they still tell the steps
apart."""
_LEAST_NAME = 90
"""Pixels of title and unit at least, cut with dots; chosen for six characters."""
_HIGH, _LOW = 7, 3
"""Pixels above and below what is in the bar, and in a window with little room; our own choice."""

_OWN, _PAST = "{} 年度", "{} 往年"
"""A year that is filled in here, and one of which there are figures from outside only."""
_ANY_YEAR = 2000
"""Stands for each: its digits are as wide as those of others. Chosen for having four."""
_TICK = "✓ "

_HOME = 1000
"""Number of the button of 概况 beside those of the steps. Chosen far above their number."""


class BarStep(Protocol):
    """A step as the bar shows it; its index is its place, and Ctrl with the number after it leads there."""

    @property
    def label(self) -> str:
        """Chinese name."""

    @property
    def about(self) -> str:
        """What is done there, in a sentence or two (Chinese)."""

    def __index__(self) -> int:
        """Place among the steps, from 0."""


class TopBar(QWidget):
    """Shows plan, unit, year, steps and deadline.

    Args:
        steps: the pages of the year, in their order.
        words: what the menu of the name calls its entries.
        has_home: whether the page 概况 stands before the steps.
    """

    stage_chosen = Signal(object)
    """One of the steps."""
    home_chosen = Signal()
    year_chosen = Signal(int)

    def __init__(self, steps: Sequence[BarStep], words: MenuWords, *, has_home: bool = True) -> None:
        """Make an empty bar."""
        super().__init__()
        self._of_year = steps
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel()
        self._title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.unit = UnitMenu(words)
        self._title.setMinimumWidth(_LEAST_NAME)
        self.unit.setMinimumWidth(_LEAST_NAME)
        self._years = CalmComboBox()
        self._years.setAccessibleName("报告年度")
        self._years.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self._years.activated.connect(self._on_year_activated)
        self.badge = QLabel("演示数据")
        self.badge.setObjectName("badge")
        self.badge.setToolTip("全部数字、姓名和电话都是编造的，不能报送")
        self.badge.hide()
        self._deadline = QLabel()
        self._deadline.setProperty("tone", "muted")
        self._steps = QButtonGroup(self)
        self._done: frozenset[BarStep] = frozenset()
        self._has_title = True
        """Whether the window has room for the title beside everything else."""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, _HIGH, 14, _HIGH)
        row.setSpacing(8)
        for widget in (self._title, self.unit, self._years):
            row.addWidget(widget)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        if has_home:
            row.addWidget(self._home_button())
        for stage in steps:
            row.addWidget(self._step_button(stage))
        row.addStretch(1)
        row.addWidget(self._deadline)

    def _home_button(self) -> QPushButton:
        """The first page, which is no step."""
        button = _page_button("概况")
        button.setToolTip("概况（Alt+Home）")
        button.clicked.connect(self.home_chosen)
        self._steps.addButton(button, _HOME)
        return button

    def _step_button(self, stage: BarStep) -> QPushButton:
        button = _page_button(stage.label)
        button.setToolTip(stage.about)
        button.clicked.connect(lambda: self.stage_chosen.emit(stage))
        self._steps.addButton(button, stage.__index__())
        return button

    def show_titles(self, title: str, unit: str, path: Path, *, is_invented: bool = False) -> None:
        """Show plan, unit and whose file it is, and whether its figures are invented."""
        self._title.show_text(title)
        self.badge.setVisible(is_invented)
        self.unit.show_unit(unit, path)

    def show_years(self, years: Sequence[int], current: int, past: Collection[int] = ()) -> None:
        """Offer years; of those in ``past`` there are only figures that were taken over from outside."""
        self._years.blockSignals(True)
        self._years.clear()
        for year in years:
            self._years.addItem((_PAST if year in past else _OWN).format(year), year)
        self._years.setCurrentIndex(list(years).index(current))
        self._years.blockSignals(False)

    def show_year(self, year: int) -> None:
        """Name one of the years that are offered as the one that is shown."""
        self._years.setCurrentIndex(self._years.findData(year))

    def show_deadline(self, text: str, *, overdue: bool) -> None:
        """Say until when the year is due."""
        self._deadline.setText(text)
        self._deadline.setProperty("tone", "bad" if overdue else "muted")
        self._deadline.style().polish(self._deadline)
        self._fit()

    def show_stage(self, stage: BarStep | None, done: frozenset[BarStep]) -> None:
        """Show which step is open, None for 概况, and which are done."""
        button = self._steps.button(_HOME if stage is None else stage.__index__())
        if button.isChecked() and done == self._done:
            return
        button.setChecked(True)
        self._done = done
        self._fit()

    def make_room(self, room: Room) -> None:
        """Go without the title in a narrow window, and be lower in a low one."""
        self._has_title = room.left
        edge, margin = (14, _HIGH) if room.below else (8, _LOW)
        self._row.setContentsMargins(edge, margin, edge, margin)
        self._row.setSpacing(8 if room.buttons else 4)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what was said before has its room now, and the style is known."""
        super().showEvent(event)
        with QSignalBlocker(self._years):  # as wide as it ever gets, so that nothing beside it moves
            self._years.addItem(_PAST.format(_ANY_YEAR))
            self._years.setFixedWidth(self._years.sizeHint().width())
            self._years.removeItem(self._years.count() - 1)
        self._fit()

    def _fit(self) -> None:
        """Go without what has no room: title, deadline, room for ticks, ends of names, then the unit's name.

        The title, which every page of paper has as well, goes before anything is cut. A step that is not done
        keeps the room of its tick, as long as there is any: a button that moves is missed by the mouse.
        """
        self.unit.show()
        self._title.setVisible(self._has_title)
        self._deadline.setVisible(bool(self._deadline.text()))
        self._label_steps(short=False)
        self._keep_room_for_ticks(kept=True)
        for step, is_whole in (
            (self._title.hide, True),
            (self._deadline.hide, False),
            (lambda: self._keep_room_for_ticks(kept=False), False),
            (lambda: self._label_steps(short=True), False),
            (self.unit.hide, False),
        ):
            if self._needed(is_whole=is_whole) <= self.width():
                continue
            step()
        lay_out_anew(self._row)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: what has no room goes."""
        return QSize(0, super().minimumSizeHint().height())

    def _needed(self, *, is_whole: bool) -> int:
        """Width of everything in sight, with names that can be cut whole or as far as they can be cut."""
        shown = in_sight(self._row)
        cut = [w.minimumWidth() for w in shown if isinstance(w, ElidedLabel) and not is_whole]
        whole = [
            max(w.sizeHint().width(), w.minimumWidth())
            for w in shown
            if is_whole or not isinstance(w, ElidedLabel)
        ]
        return sum(cut) + sum(whole) + margins_of(self._row)

    def _label_steps(self, *, short: bool) -> None:
        for stage in self._of_year:
            button = self._steps.button(stage.__index__())
            is_done = stage in self._done
            label = stage.label[:_SHORT] if short and not button.isChecked() else stage.label
            button.setText(f"{_TICK}{label}" if is_done else label)
            told = f"{stage.label}{'，已完成' if is_done else ''}"
            button.setAccessibleName(told)
            button.setToolTip(f"{told}（Ctrl+{stage.__index__() + 1}）")

    def _keep_room_for_ticks(self, *, kept: bool) -> None:
        for stage in self._of_year:
            button = self._steps.button(stage.__index__())
            shown = button.text()
            button.setMinimumWidth(0)
            if kept and not shown.startswith(_TICK):
                button.setText(f"{_TICK}{shown}")
                button.setMinimumWidth(button.sizeHint().width())
                button.setText(shown)

    def _on_year_activated(self, place: int) -> None:
        self.year_chosen.emit(self._years.itemData(place))


def _page_button(label: str) -> QPushButton:
    button = QPushButton(label)
    button.setProperty("kind", "step")
    button.setCheckable(True)
    button.setAutoDefault(False)
    return button
