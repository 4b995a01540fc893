"""The lists of the page 概况: what is due, what differs, what was said, form by form, what came and went."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QWidget,
)

from desktop.models.grid.roles import Mark
from desktop.models.unit.differing import KIND_MARKS, Difference, Promise
from desktop.models.unit.overview import DueTask, FormLine, Message
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.lines import Lines, RowLink, cut, in_line, mark_label, muted
from desktop.views.home.share import Share

MOST = 6
"""Differences in sight before 逐条看; chosen by us, as many as are read at a glance."""
_PROMISES = 3
"""Things said last year that are in sight before 逐条看; our own choice, as many lines as the differences."""
_STANDS = {"待回应": ("alarm", Mark.ALARM), "未填": ("muted", Mark.BLANK), "已回应": ("good", Mark.DONE)}


class DueTable(Lines):
    """要办的, 交给, 截止, 现状."""

    person_wanted = Signal(str)
    """The role whose name is to be written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setObjectName("dueTable")
        self.grid.setContentsMargins(10, 6, 10, 8)
        self.grid.setColumnStretch(1, 1)

    def show_tasks(self, tasks: Sequence[DueTask], office: str, until: str) -> None:
        """Show what is due, to whom and until when."""
        if not self.begin(tasks, office, until):
            return
        self.add(0, in_line(muted("要办的")), *(muted(text) for text in ("", "交给", "截止", "现状")))
        for row, task in enumerate(tasks, start=1):
            go = partial(self.person_wanted.emit, task.role) if task.role else None
            name = RowLink(task.name, go or partial(self.stage_wanted.emit, task.stage))
            name.setFont(bold(self.font()))
            is_sent = task.name in _SENT
            self.add(row, name, cut(task.about), muted(office if is_sent else ""),
                      muted(until if is_sent else ""), _stands(task))  # fmt: skip


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
        row.addWidget(mark_label(Mark.DONE if task.is_done else Mark.TO_COME))
    row.addWidget(QLabel(task.stands))
    row.addStretch(1)
    return box


_NOTHING_BEFORE = "没有上年的数可以比。手头有的，可在“填报”里用“往年数据”导入。"


class DifferenceLines(Lines):
    """本年要留意: what differs from last year and what it gave warning of, a line each."""

    def show_differences(
        self, differences: Sequence[Difference] | None, most: int | None = MOST, *, knows_before: bool = True
    ) -> None:
        """Show the first of them, or all; nothing while they are not known (None).

        Args:
            differences: what differs.
            most: how many are shown.
            knows_before: whether anything is known of the year before.
        """
        if not self.begin(differences, most, knows_before) or differences is None:
            return
        self.grid.setColumnStretch(3, 1)
        for row, one in enumerate(differences[:most]):
            mark = mark_label(KIND_MARKS[one.kind])
            self.add(row, mark, muted(one.kind), self.link(one.name, one.address), cut(one.detail))
        if not differences:
            same = "与上年相同：没有新增、停用、到期，口径没有变动。"
            self.grid.addWidget(muted(same if knows_before else _NOTHING_BEFORE), 0, 0)


class PromiseLines(Lines):
    """上年说过要做的: name, what has become of it, and the words."""

    def show_promises(self, promises: Sequence[Promise], most: int | None = _PROMISES) -> None:
        """Show the first of them, or all."""
        if not self.begin(promises, most):
            return
        self.grid.setColumnStretch(1, 1)
        for place, one in enumerate(promises[:most]):
            tone, mark = _STANDS.get(one.stands, ("muted", Mark.NOTHING))
            stands = QLabel(one.stands)
            stands.setProperty("tone", tone)
            words = ElidedLabel(f"“{one.words.splitlines()[0]}”")
            words.setToolTip(one.words)
            words.setProperty("tone", "muted")
            self.add(2 * place, mark_label(mark), self.link(one.name, one.address), stands)
            self.grid.addWidget(words, 2 * place + 1, 1, 1, 2)


class FormLines(Lines):
    """各表进度."""

    def show_forms(self, forms: Sequence[FormLine]) -> None:
        """Show how far each form is."""
        if not self.begin(forms):
            return
        self.grid.setColumnStretch(0, 1)
        for row, form in enumerate(forms):
            to_mend = _to_mend(form) if form.to_mend else QLabel()
            share = Share(form.filled, form.total)
            count = QLabel(f"{form.filled}/{form.total}")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if form.filled == form.total:
                count.setProperty("tone", "good")
            self.add(row, self.link(form.title, form.address), to_mend, count, share)


def _to_mend(form: FormLine) -> QWidget:
    """How many findings of a form wait, with the shape of the gravest."""
    box, count = QWidget(), QLabel(str(form.to_mend))
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(mark_label(Mark.BAD if form.is_blocked else Mark.ALARM))
    row.addWidget(count)
    count.setProperty("tone", "bad" if form.is_blocked else "alarm")
    box.setToolTip(f"{form.to_mend} 个问题待处理")
    return box


class MessageLines(Lines):
    """What came and went."""

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show them, the newest first."""
        if not self.begin(messages):
            return
        self.grid.setColumnStretch(1, 1)
        for place, message in enumerate(messages):
            self.add(2 * place, muted(f"{message.at.astimezone():%Y-%m-%d}"), ElidedLabel(message.text))
            if message.detail:
                self.grid.addWidget(cut(message.detail), 2 * place + 1, 1)
        if not messages:
            self.grid.addWidget(muted("还没有定稿、导出或退回。"), 0, 0)
