"""布置任务: what the year's task says, signed and written for all units."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.task_words import base_words, numbered_words, owners_obstacle, written_words
from desktop.models.tasks import Context
from desktop.services.office.decisions.deadlines import set_deadlines
from desktop.services.office.task.task_outlook import task_outlook
from desktop.services.office.task.tasking import ToTask, write_task
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.base_dialog import BaseDialog
from desktop.views.office.deeds.deadlines_box import DeadlinesBox
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.owners_dialog import OwnersDialog
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_NOTICE = 50
"""Pixels of the notice: two lines; chosen by us."""


class TaskDialog(DeedDialog):
    """Deadlines, notice, paper; what stands at the desk besides is told."""

    signs = writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Show what the task would say as the desk stands."""
        year = frame.desk_year.year
        super().__init__(
            frame, "布置任务", "签名并写出任务", Act.TASK, parent, heading=f"布置 {year} 年的任务", width=860
        )
        self._outlook = task_outlook(self.desk, self.year)
        self.notice = QPlainTextEdit(self._outlook.notice)
        self.notice.setAccessibleName("通知的文字")
        self.notice.setPlaceholderText("通知的文字，随任务到各单位；可以空着。不要写单位报来的数。")
        self.notice.setTabChangesFocus(True)
        self.notice.setFixedHeight(_NOTICE)
        self.waives = QCheckBox("不要求盖章的纸质表（验收时不等校验码）")
        self.waives.setChecked(self._outlook.waives_paper)
        self.base, change = QLabel(base_words(self._outlook)), QPushButton("签发基础数据……")
        change.clicked.connect(self._give_base)
        self.base.setWordWrap(True)
        given = QWidget()
        base = QHBoxLayout(given)
        base.setContentsMargins(0, 0, 0, 0)
        base.addWidget(self.base, 1)
        base.addWidget(change)
        self.owners = QPushButton("确认责任单位……")
        self.owners.setVisible(not self._outlook.owners_confirmed)
        self.owners.clicked.connect(self._confirm_owners)
        about = muted(numbered_words(self._outlook))
        self.days = DeadlinesBox(self._outlook, about, self.notice, self.waives, given)
        self.put(self.owners, self.days)
        (self.days.common if self._outlook.owners_confirmed else self.owners).setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        return owners_obstacle(self._outlook)

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        days = self.days.days()
        wanted = ToTask(
            year=self.year, notice=self.notice.toPlainText(), waives_paper=self.waives.isChecked()
        )
        opened, folder, desk = self.opener(), self.chosen_folder(), self.desk

        def work(context: Context) -> DeedOutcome:
            identity = opened()
            context.checkpoint(0, 0)
            set_deadlines(desk, wanted.year, days)
            return written_words(desk, wanted.year, write_task(desk, wanted, identity, folder))

        return "正在签名并写出任务……", work

    def _give_base(self) -> None:
        dialog = BaseDialog(self.frame, self)
        dialog.finished.connect(self._look_again)
        dialog.open()

    def _confirm_owners(self) -> None:
        dialog = OwnersDialog(self.frame, self)
        dialog.finished.connect(self._look_again)
        dialog.open()

    def _look_again(self) -> None:
        """Show what another dialog changed of what stands at the desk; what was typed stays."""
        self._outlook = task_outlook(self.desk, self.year)
        self.base.setText(base_words(self._outlook))
        self.owners.setVisible(not self._outlook.owners_confirmed)
        self.lock()
