"""The page 回执: what has become of the figures, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.models.unit.thread import ThreadLine, YearLine, next_stage, thread_of, year_lines
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.exported import StandingExport, standing_export
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.lines import Lines, RowLink, cut, mark_label, muted
from desktop.views.frame.notice import Notice
from desktop.views.frame.opening import open_folder_of, open_place
from desktop.views.frame.page import Page
from desktop.views.frame.room import Room
from desktop.views.frame.scrolled_paper import scrolled_paper
from desktop.views.frame.sending_places import places_of
from desktop.views.frame.theme import POINT_SIZE, bold
from desktop.views.home.targets_box import LateTargets
from forms.filing.stage import Stage
from forms.filing.state import YearState

_SIDE = 288
"""Pixels of the pane at the right; our own choice."""
_WORDS = {
    YearState.EMPTY: ("还没有开始填报", f"请从{Stage.ENTRY.place}开始。"),
    YearState.DRAFT: ("正在填报", f"填完、改正并说明审核问题后，到{Stage.FINALISE.place}定稿。"),
    YearState.READY: ("可以定稿", f"没有问题阻止定稿，请到{Stage.FINALISE.place}。"),
    YearState.FINAL: (
        "已定稿，还没有导出",
        f"请到{Stage.EXPORT.place}导出报送包，连同盖章的纸质报表一起报送。",
    ),
    YearState.EXPORTED: (
        "已导出，还要送到统计局",
        "把报送包交给统计局后，收到与否以统计局的通知为准：本版还不能读入电子回执。请保留报送包文件和盖章报表的留底。",
    ),
    YearState.DELIVERED: ("统计局已收到", "收到退回单前不能修改；发现错误请联系统计局退回。"),
    YearState.RETURNED: ("统计局已退回", "请按退回意见修改或说明，然后重新定稿、导出。"),
    YearState.ACCEPTED: ("已验收", "本年度报送完成，数据不能再改。"),
    YearState.WITHDRAWN: (
        "已撤回，正在修改",
        "改完后重新定稿、导出，是新的一次报送；以前报送过的，请告诉统计局用新的一份。",
    ),
}


class ThreadLines(Lines):
    """Date, mark, what it is, and a line of detail."""

    def show_thread(self, lines: Sequence[ThreadLine]) -> None:
        """Show what came and went, and what must still come."""
        self.begin()
        self.grid.setColumnStretch(2, 1)
        self.grid.setVerticalSpacing(3)
        for place, line in enumerate(lines):
            when = f"{line.at.astimezone():%Y-%m-%d %H:%M}" if line.at is not None else "还没有"
            text = QLabel(line.text) if line.at is not None else muted(line.text)
            self.add(2 * place, muted(when), mark_label(line.mark), text)
            if line.detail:
                self.grid.addWidget(cut(line.detail), 2 * place + 1, 2)


class YearLines(Lines):
    """各年度: the state of each, which leads to it."""

    year_wanted = Signal(int)

    def show_years(self, years: Sequence[YearLine], current: int) -> None:
        """Show the years; the open one is no link."""
        self.begin()
        self.grid.setColumnStretch(2, 1)
        for row, line in enumerate(years):
            name = f"{line.year} 年度"
            shown = QLabel(name) if line.year == current else RowLink(name, partial(self._want, line.year))
            shown.setFont(bold(self.font()) if line.year == current else self.font())
            self.add(row, mark_label(Mark.DONE if line.is_done else Mark.UNDER_WAY), shown, muted(line.state))

    def _want(self, year: int) -> None:
        self.year_wanted.emit(year)


class SentLines(Lines):
    """我方最近一次: files of the revision in force, as they lie on the disk now, each opened from here."""

    def show_standing(self, standing: StandingExport | None) -> None:
        """Show what was exported, or that nothing was."""
        self.begin()
        self.grid.setColumnStretch(0, 1)
        if standing is None or standing.made is None:
            told = standing.trouble if standing is not None else "还没有导出。"
            words = muted(told)
            words.setWordWrap(True)
            self.grid.addWidget(words, 0, 0, 1, 2)
            return
        made = standing.made
        self.add(0, cut(made.sent.name), RowLink("文件夹", partial(open_folder_of, made.sent)))
        if standing.has_mail:
            self.add(1, cut(made.mail_path.name), RowLink("打开", partial(open_place, made.mail_path)))
        words = muted(f"第 {standing.revision} 次报送，校验码 {made.check_code}")
        words.setWordWrap(True)
        self.grid.addWidget(words, 2, 0, 1, 2)


class ReceiptPage(Page):
    """Says where the year stands, what came and went, and what must still come."""

    year_wanted = Signal(int)
    """Another year is to be opened."""
    went = Signal(str, int)
    """Address of the cell to go to, and its year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._next = Stage.ENTRY
        self.heading, self.told, self._record = QLabel(), QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 5))
        self._record.setProperty("tone", "muted")
        self._record.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice, self.lines, self.years, self.sent = Notice(), ThreadLines(), YearLines(), SentLines()
        self.targets = LateTargets()
        self.targets.chosen.connect(self.went)
        self.years.year_wanted.connect(self.year_wanted)
        self.go = QPushButton()
        self.go.setProperty("kind", "primary")
        self.go.setMinimumSize(140, 38)
        self.go.clicked.connect(lambda: self.stage_wanted.emit(self._next))
        area = QScrollArea()
        area.setAccessibleName("往来")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(scrolled_paper(self._middle(), area), 1)
        self._side = self._right()
        row.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addLayout(row, 1)
        layout.addWidget(self.notice)  # below: what is above it stays under the mouse
        let_enter_press(self)

    def _middle(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(6)
        for label in (self.heading, self.told, self._record):
            label.setWordWrap(True)
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addLayout(words, 1)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(_heading("往来", self))
        column.addWidget(self.lines)
        column.addSpacing(14)
        column.addWidget(self.targets)
        column.addStretch(1)
        return inner

    def _right(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(_heading("各年度", self))
        column.addWidget(self.years)
        column.addSpacing(14)
        column.addWidget(_heading("我方最近一次", self))
        column.addWidget(self.sent)
        column.addStretch(1)
        return side

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: the years are offered in the bar as well."""
        self._side.setVisible(room.right)

    def show_year(self, working: WorkingYear) -> None:
        """Show a year."""
        self._working = working
        self.notice.clear()
        working.state_changed.connect(self.show_state)
        working.changed.connect(lambda _: self.notice.clear())
        self.show_state()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Show what is true now."""
        self.show_state()
        self.go.setFocus()

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: the way on, the picture of the targets, the years, what was sent."""
        first = [next(iter(lines.findChildren(RowLink)), None) for lines in (self.years, self.sent)]
        return (self.go, self.targets.view, *(link for link in first if link is not None))

    def show_state(self) -> None:
        """Say where the year stands."""
        if self._working is None or self._working.is_left:
            return
        year, record = self._working.year, self._working.year.record
        title, words = _WORDS[year.state]
        self.heading.setText(f"{year.year} 年度：{title}")
        self.told.setText(words)
        lines = []
        if record.revision:
            frozen = f"当前为第 {record.revision} 次报送"
            lines.append(frozen if year.state.is_frozen else f"上一次定稿的是第 {record.revision} 次报送")
        if record.changed_at is not None:
            who = f"，{record.changed_by}" if record.changed_by else ""
            lines.append(f"状态更新于 {record.changed_at.astimezone():%Y-%m-%d %H:%M}{who}")
        if record.reason:
            lines.append(f"原因：{record.reason}")
        self._record.setText("　　".join(lines))
        self._record.setVisible(bool(lines))
        self._next = next_stage(self._working)
        self.go.setText(f"去{self._next.label}")
        self.go.setVisible(year.state not in (YearState.ACCEPTED, YearState.DELIVERED))
        self.lines.show_thread(thread_of(self._working))
        self.years.show_years(year_lines(self._working), year.year)
        self.sent.show_standing(standing_export(year, places_of(year.desk)))
        self.targets.look_back_later(self._working)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text)
    label.setFont(bold(parent.font(), points=POINT_SIZE + 0.5))
    return label
