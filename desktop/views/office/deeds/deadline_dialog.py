"""期限和延期: until when units file, changed after the task; it reaches them with the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.task_words import numbered_words
from desktop.models.tasks import Context
from desktop.services.office.decisions.deadlines import set_deadlines
from desktop.services.office.task.task_outlook import task_outlook
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deadlines_box import DeadlinesBox
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_AFTER = "期限要随任务到各单位才算数：请再布置一次任务。"


class DeadlineDialog(DeedDialog):
    """The days, stored without a task."""

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Show the days that stand at the desk."""
        year = frame.desk_year.year
        super().__init__(
            frame, "期限、延期", "记下期限", Act.DEADLINE, parent, heading=f"{year} 年的期限", width=820
        )
        self._outlook = task_outlook(self.desk, self.year)
        about = muted(f"{numbered_words(self._outlook)}{_AFTER}")
        self.days = DeadlinesBox(self._outlook, about)
        self.put(self.days)
        self.days.common.setFocus()

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        days, desk, year = self.days.days(), self.desk, self.year

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            changed = set_deadlines(desk, year, days)
            return DeedOutcome(f"已记下。{_AFTER}" if changed else "期限没有变动，没有写入。")

        return "正在记下期限……", work
