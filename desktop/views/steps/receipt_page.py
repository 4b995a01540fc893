"""The page 回执: what has become of the figures, in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.unit.working_year import WorkingYear
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.notice import Notice
from desktop.views.frame.page import Page
from desktop.views.frame.theme import POINT_SIZE, bold
from forms.filing.stage import Stage
from forms.filing.state import YearState

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
_NEXT = {
    YearState.FINAL: Stage.EXPORT,
    YearState.READY: Stage.FINALISE,
    YearState.EXPORTED: Stage.EXPORT,
}


class ReceiptPage(Page):
    """Says where the year stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._next = Stage.ENTRY
        paper = QFrame()
        paper.setObjectName("paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        self.heading, self.told, self._record = QLabel(), QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 5))
        self._record.setProperty("tone", "muted")
        self._record.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.heading, self.told, self._record):
            label.setWordWrap(True)
            column.addWidget(label)
        self.notice = Notice()
        self.go = QPushButton()
        self.go.setProperty("kind", "primary")
        self.go.clicked.connect(lambda: self.stage_wanted.emit(self._next))
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addWidget(self.notice)  # below: what is above it stays under the mouse
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(paper)
        let_enter_press(self)

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

    def show_state(self) -> None:
        """Say where the year stands."""
        if self._working is None:
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
        self._next = _NEXT.get(year.state, Stage.ENTRY)
        self.go.setText(f"去{self._next.label}")
        self.go.setVisible(year.state not in (YearState.ACCEPTED, YearState.DELIVERED))
