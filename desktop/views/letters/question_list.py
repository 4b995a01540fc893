"""The questions of the office beside the thread: each leads to its answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.unit.asked import QuestionLine
from desktop.views.frame.parts.lines import RowLink, WrappedLines, cut, mark_label


class QuestionList(WrappedLines):
    """Mark and row, form and column, what has become of it."""

    chosen = Signal(str)
    """Id of the question to be answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.grid.setColumnStretch(1, 1)

    def show_questions(self, questions: Sequence[QuestionLine]) -> None:
        """Show the questions in their order."""
        if not self.begin(tuple(questions)):
            return
        for place, one in enumerate(questions):
            name = RowLink(one.title, partial(self.chosen.emit, one.id))
            stands = QLabel(f"第 {one.number} 问，{one.stands}")
            stands.setWordWrap(True)  # with the last day it is wider than the pane
            stands.setProperty("tone", "alarm" if one.is_open else "muted")
            self.add(3 * place, mark_label(one.mark), name)
            if one.where:
                self.grid.addWidget(cut(one.where), 3 * place + 1, 1)
            self.grid.addWidget(stands, 3 * place + 2, 1)
