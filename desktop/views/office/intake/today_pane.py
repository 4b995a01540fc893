"""The pane at the left: the day, how many units are accepted, what is to be done, where files are dropped."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.models.office.board.todo import Job, TodoModel
from desktop.services.office.overview.board_filter import BoardFilter, count_of
from desktop.services.office.overview.today import Today
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.office.intake.drop_box import PackageDropBox
from desktop.views.office.intake.todo_list import TodoList

_LOW = 480
"""Pixels below which the pane is low. Chosen by us: with a screen of 768 lines at 125 % it is."""


class TodayPane(QWidget):
    """Heading, bar, 待办, drop area."""

    def __init__(self) -> None:
        """Know of no day yet."""
        super().__init__()
        self.heading, self.accepted, self.nothing = QLabel("今日"), QProgressBar(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.accepted.setAccessibleName("已验收的单位")
        self.nothing.setProperty("tone", "muted")
        self.nothing.setWordWrap(True)
        self.todo, self.model, self.drop = TodoList(), TodoModel(self), PackageDropBox()
        self.todo.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.heading, self.accepted, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.todo, 1)
        column.addWidget(self.drop)
        self.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: what is to be done needs the room more than words about dropping."""
        super().resizeEvent(event)
        self.drop.show_words(has_room=self.height() >= _LOW)

    def clear(self) -> None:
        """Know of nothing, until another year was read."""
        self.model.show_jobs(())
        self.accepted.setRange(0, 1)
        self.accepted.setValue(0)
        self.accepted.setFormat("正在看进度……")
        self.nothing.hide()

    def show_today(self, today: Today, jobs: list[Job]) -> None:
        """Show the day; the job that was current stays so, or the one in its place."""
        before, row = self.todo.current_job, max(self.todo.currentIndex().row(), 0)
        rows = today.board.rows
        done, total = count_of(BoardFilter.ACCEPTED, rows), count_of(BoardFilter.EXPECTED, rows)
        self.heading.setText(f"今日 {today.day.month} 月 {today.day.day} 日　待办 {len(jobs)}")
        self.accepted.setRange(0, max(total, 1))
        self.accepted.setValue(done)
        self.accepted.setFormat(f"已验收 {done} / {total} 个单位")
        self.model.show_jobs(jobs)
        same = [
            place for place, job in enumerate(jobs) if before is not None and job.purpose == before.purpose
        ]
        if before is not None and same and jobs[same[0]].deed != before.deed:
            row = 0  # somebody else works now, for whom it waits
        elif same:
            row = same[0]
        self.todo.choose(row)
        self.nothing.setText("没有要办的。新收到的报送包拖到下面。")
        self.nothing.setVisible(not jobs)
