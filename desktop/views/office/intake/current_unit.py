"""The pane at the right: the current unit's line in full, what it sent, what was sent to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.models.office.board.exchanged import PassedLine, came_lines, went_lines
from desktop.models.office.standing import STATE_MARKS, paper_of
from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.board_words import next_words
from desktop.services.office.overview.today import Today
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.lines import Lines, WrappedLines, mark_label, muted, whole


class CurrentUnit(QWidget):
    """Shows what is known of a unit without opening what it sent."""

    opened = Signal()
    """The unit's forms are to be shown."""
    drafts_wanted = Signal()
    """Mail drafts are to be written."""

    def __init__(self) -> None:
        """Show no unit."""
        super().__init__()
        self.name, self.state = QLabel(), WrappedLines()
        self.name.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.name.setWordWrap(True)
        self.facts, self.came, self.went = WrappedLines(), Lines(), Lines()
        self._heads = [QLabel(text) for text in ("收到的文件", "往来")]
        self.open, self.drafts = QPushButton("打开报表"), QPushButton("邮件草稿")
        self.open.clicked.connect(self.opened)
        self.drafts.clicked.connect(self.drafts_wanted)
        self.why = muted("")
        self.why.setWordWrap(True)
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(8)
        for widget in (
            self.name,
            self.state,
            self.facts,
            self._heads[0],
            self.came,
            self._heads[1],
            self.went,
        ):
            column.addWidget(widget)
        for head in self._heads:
            head.setFont(bold(self.font()))
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName("当前单位")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        layout, buttons = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self.open, self.drafts):
            buttons.addWidget(button, 1)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.why)
        layout.addLayout(buttons)
        let_enter_press(self)
        self.show_unit(None, None, "")

    def show_unit(self, row: BoardRow | None, today: Today | None, name: str, contact: str = "") -> None:
        """Show a unit; nothing where none is current.

        Args:
            row: its line.
            today: where the year stands.
            name: its short name.
            contact: who filled in what it sent, and their telephone; empty where nothing came.
        """
        is_there = row is not None and today is not None
        for widget in (self.state, self.facts, self.came, self.went, *self._heads, self.open, self.drafts):
            widget.setVisible(is_there)
        self.name.setText(name)
        if row is None or today is None:
            return
        self.state.begin()
        word = muted(f"{row.state.label}：{next_words(row, today.board)}" if row.step else row.state.label)
        word.setWordWrap(True)
        self.state.add(0, mark_label(STATE_MARKS[row.state]), word)
        self.state.grid.setColumnStretch(1, 1)
        self._show_facts(row, today, contact)
        dossier = today.dossiers[row.unit]
        _show(self.came, came_lines(dossier), "还没有收到文件")
        _show(self.went, went_lines(dossier), "还没有往来")

    def show_ways(self, *, may_open: bool, why: str, has_drafts: bool) -> None:
        """Show what can be done; what cannot is locked.

        Args:
            may_open: whether there is anything of the unit to be looked at.
            why: what stands in the way (Chinese); empty where nothing does.
            has_drafts: whether mail drafts can be written to it.
        """
        self.open.setEnabled(may_open)
        self.drafts.setEnabled(has_drafts)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _show_facts(self, row: BoardRow, today: Today, contact: str) -> None:
        dossier, paper = today.dossiers[row.unit], paper_of(row)
        gaps = f"，缺 {row.gaps} 格" if row.gaps else "，没有缺格" if row.revision is not None else ""
        facts: list[tuple[str, Mark | None, str]] = [
            ("全称", None, row.name),
            ("在用", None, "还没有" if row.revision is None else f"第 {row.revision} 版"),
            ("报表", None, f"{dossier.forms} 张{gaps}"),
        ]
        if paper is not None:
            facts.append(("纸质", *paper))
        if dossier.deadline is not None:
            facts.append(("期限", None, f"{dossier.deadline}"))
        if contact:
            facts.append(("联系", None, contact))
        if row.judged_otherwise:
            facts.append(("另判", Mark.ALARM, f"{row.judged_otherwise} 项按已验收往年数判定不同"))
        self.facts.begin()
        self.facts.grid.setColumnStretch(2, 1)
        for place, (head, mark, text) in enumerate(facts):
            self.facts.add(place, muted(head), QLabel() if mark is None else mark_label(mark), whole(text))


def _show(lines: Lines, shown: list[PassedLine], nothing: str) -> None:
    lines.begin()
    lines.grid.setColumnStretch(1, 1)
    for place, line in enumerate(shown):
        mark = QLabel() if line.mark is None else mark_label(line.mark)
        lines.add(place, muted(line.day), QLabel(line.text), mark, QLabel(line.word))
    if not shown:
        lines.add(0, muted(nothing))
