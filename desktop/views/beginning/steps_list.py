"""建立数据文件: what of the first screen is answered, and what comes next; nothing is done from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.models.beginning import BeginningStep
from desktop.models.grid.roles import Mark
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.lines import mark_label

_WIDTH = 220
"""Pixels of the list; chosen by us."""


class StepsList(QFrame):
    """A heading and a line for each step; the next one stands out by ground and bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no step."""
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        heading = QLabel("建立数据文件")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        kept = QLabel("不联网，不注册。\n数据只在一个文件里，拷走即可。")
        kept.setProperty("tone", "muted")
        kept.setWordWrap(True)
        self._steps: tuple[BeginningStep, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addLayout(self._lines)
        column.addStretch(1)
        column.addWidget(kept)

    def show_steps(self, steps: Sequence[BeginningStep]) -> None:
        """Show the steps."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps:
            self._lines.addWidget(_line(step))


def _line(step: BeginningStep) -> QWidget:
    line = QFrame()
    line.setObjectName("stepNow" if step.is_now else "plain")
    name, told = QLabel(step.name), ElidedLabel(step.told)
    told.setProperty("tone", "alarm" if step.is_now else "muted")
    grid = QGridLayout(line)
    grid.setContentsMargins(8, 5, 6, 5)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)
    mark = mark_label(Mark.DONE if step.is_done else Mark.TO_COME)
    grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(name, 0, 1)
    grid.addWidget(told, 1, 1)
    line.setAccessibleName(f"{step.name}：{step.told}")
    return line
