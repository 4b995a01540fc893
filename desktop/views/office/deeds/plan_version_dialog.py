"""规划数据包: a further version of the plan, shown before it counts: the office's own, or one to check by."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.plan_words import in_force_words, offered_words
from desktop.models.tasks import Context
from desktop.services.office.plans import (
    OfferedPlan,
    adopt_file,
    look_at_plan,
    offered_plan,
    versions_in_force,
)
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.chosen_table import ChosenTable
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_ABOUT = (
    "单位用另一版规划填报的，本局有了那一版才能核对；本局自己的新版也在这里采用。"
    "采用的一版从哪一年起用由您定，以前的年份照旧；导入前自动备份，等这一版的报送包随之重新判断。"
)


class PlanVersionDialog(DeedDialog):
    """Nothing is taken over that was not shown."""

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Wait for a pack."""
        super().__init__(frame, "规划数据包", "导入", None, parent, heading="导入规划数据包", width=720)
        versions = versions_in_force(self.desk)
        beside, background = self.desk.path.parent, frame.background
        self.file = ChosenTable(self, "规划数据包", beside, background, self._read, self._after_reading)
        self.file.kinds = "规划数据包 (*.wdpplan *.json);;所有文件 (*)"
        self.file.line.setPlaceholderText("规划数据包（wdpplan 或 json）")
        self.adopt = QRadioButton("作为本局的版本采用，起用年份")
        self.check = QRadioButton("只用来核对用这一版填报的单位，本局照旧")
        self.group = QButtonGroup(self)
        for one in (self.adopt, self.check):
            self.group.addButton(one)
            one.toggled.connect(self.lock)
        self.since = QComboBox()
        self.since.setAccessibleName("起用年份")
        for year in range(versions[0].first, versions[-1].last + 1):
            self.since.addItem(f"{year} 年", year)
        self.since.setCurrentIndex(self.since.findData(self.year))
        row = QHBoxLayout()
        row.addWidget(self.adopt)
        row.addWidget(self.since)
        row.addStretch(1)
        self.put(
            muted(f"{_ABOUT}\n{in_force_words(versions)}"), self.file.row(), self.file.says, row, self.check
        )
        self.file.line.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self.file.found is None:
            return "先选规划数据包，看过它说的，才能导入。"
        if self.group.checkedButton() is None:
            return "请选作为本局的版本采用，还是只用来核对。"
        return self.desk.why_not(Act.PLAN if self.adopt.isChecked() else Act.TAKE_IN)

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        assert self.file.found is not None
        desk, offered = self.desk, self.file.found
        since = self.since.currentData() if self.adopt.isChecked() else None
        version = offered.file.pack.plan.version

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            if since is None:
                still = look_at_plan(desk, offered.file.pack)
                left = f"还有 {still} 份等着" if still else "等这一版的报送包都重新判断了"
                return DeedOutcome(f"版本 {version} 已存下，只用来核对；{left}。")
            adopted = adopt_file(desk, offered.file, since)
            if adopted.backup is None:
                return DeedOutcome(f"{since} 年用的就是这一版，没有变动。")
            return DeedOutcome(
                f"{since} 年起用版本 {version}（原来是 {adopted.before}）；导入前的备份是"
                f"“{adopted.backup.name}”。等这一版的报送包已重新判断。"
            )

        return "正在导入规划数据包……", work

    def _read(self, path: Path) -> tuple[OfferedPlan, str]:
        """Off the window's thread."""
        offered = offered_plan(self.desk, path)
        return offered, offered_words(offered)

    def _after_reading(self) -> None:
        if self.file.found is not None and not self.file.found.is_of_here:
            self.check.setChecked(True)
        self.adopt.setEnabled(self.file.found is None or self.file.found.is_of_here)
        self.lock()
        if self.file.found is not None:
            (
                self.go if self.go.isEnabled() else self.adopt if self.adopt.isEnabled() else self.check
            ).setFocus()
