"""The first screen of a year: what is due, what to watch, who signs, and the button to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.unit.working_year import WorkingYear
from desktop.models.unit.year_start import named, year_start
from desktop.models.wording import deadline_of, deadline_text
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.page import Page
from desktop.views.frame.theme import POINT_SIZE, bold
from desktop.views.steps.people_form import PeopleForm

_WHY_A_NAME = "请先写填表人姓名：每个数的修改记录都署填表人，不写就只能记“未署名”。"


_EXCEL = (
    "数在自己的 Excel 表里的，在下一页整块复制粘贴；要发给科室填的，先【导出 Excel】，"
    "填好后【从 Excel 导入】。"
)


class StartPage(Page):
    """Shown while nothing has been filled in."""

    begun = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._signs = False
        paper = QFrame()
        paper.setObjectName("paper")
        paper.setMaximumWidth(860)
        column = QVBoxLayout(paper)
        column.setContentsMargins(36, 28, 36, 28)
        column.setSpacing(12)
        self.heading, self.told = QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 6))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.cautions = QLabel()
        self.cautions.setProperty("tone", "alarm")
        self.cautions.setWordWrap(True)
        self._people_heading = QLabel("请先写明签署人员（只需写一次）")
        self._people_heading.setFont(bold(self.font()))
        self.people = PeopleForm()
        self.people.setMaximumWidth(420)
        self.go = QPushButton("开始填报")
        self.go.setProperty("kind", "primary")
        self.go.setMinimumHeight(38)
        self.go.clicked.connect(self._on_go)
        for widget in (self.heading, self.cautions, self.told, self._people_heading, self.people):
            column.addWidget(widget)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 24, 10, 24)
        layout.addStretch(1)
        layout.addWidget(paper, 6)
        layout.addStretch(1)
        let_enter_press(self)

    def show_year(self, working: WorkingYear) -> None:
        """Say what is due."""
        year, start = working.year, year_start(working)
        self.heading.setText(f"{year.year} 年度监测填报")
        due = deadline_of(year.desk.plan, year.year, year.record.deadline)
        until = deadline_text(due, year.desk.clock().date())
        lines = [
            f"要填 {start.forms} 张表，共 {start.cells} 格，送{year.desk.plan.office}。{until}。",
            "离开一格就已保存，可以随时关闭，下次打开从还没填完的表继续。",
        ]
        if start.due:
            lines.append(f"本年到期的目标：{named(start.due)}。")
        if start.warned:
            lines.append(f"上年有预警、今年要留意的：{named(start.warned)}。")
        if start.new:
            lines.append(f"上年没有数据、今年要填的：{named(start.new)}。")
        lines.append(_EXCEL)
        self.told.setText("\n\n".join(lines))
        self.cautions.setText("\n".join(start.cautions))
        self.cautions.setVisible(bool(start.cautions))
        self.people.show_year(working)
        self._signs = year.is_editable
        self._people_heading.setVisible(start.people_missing)
        self.people.setVisible(start.people_missing)

    def _on_go(self) -> None:
        if self._signs and not self.people.texts()["filler"]:
            self.people.ask_for("filler", _WHY_A_NAME)
        else:
            self.begun.emit()

    def activate(self) -> None:
        """Put the focus on the first name where none is written, else on the button to begin."""
        first = self.people.lines["head"]
        (first if not self.people.isHidden() and not first.text() else self.go).setFocus()
