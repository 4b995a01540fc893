"""汇总: the county's year brought together into a folder; nothing in the office's file changes."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.looking_back import look_back
from desktop.services.office.county.summary import summary_lines
from desktop.services.office.county.writing import CollectionFormat, write_collection
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame

_ABOUT = (
    "写出目标达标情况表、分领域统计、主要目标、预警、责任单位达标情况和报送情况。"
    "未公布的内部数据，不要随单子发出。"
)


class CollectDialog(DeedDialog):
    """Says how many units are not accepted, and whether they count as provisional."""

    chapter = "county.md"
    writes, folder_name = True, "汇总"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Propose what can be collected as the year stands."""
        heading = f"汇总{frame.desk_year.desk.plan.place} {frame.desk_year.year} 年"
        super().__init__(frame, "汇总", "汇总并写出", None, parent, heading=heading)
        waiting = frame.desk_year.not_accepted
        self.provisional = QCheckBox(f"还有 {waiting} 个单位没有验收：也汇总，写明是初步数")
        self.provisional.setChecked(waiting > 0)
        self.provisional.setVisible(waiting > 0)
        self.provisional.toggled.connect(self.lock)
        self.put(muted(_ABOUT), self.provisional)
        self.go.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self.frame.desk_year.not_accepted and not self.provisional.isChecked():
            return "还有单位没有验收：先办完验收或免报，或者选汇总初步数。"
        return ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, year, folder = self.desk, self.year, self.chosen_folder()
        provisional = self.provisional.isChecked()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            collection = collect(desk, year, provisional=provisional)
            context.checkpoint(0, 0)
            before = look_back(desk, collection)
            context.checkpoint(0, 0)
            paths = write_collection(collection, before, folder, tuple(CollectionFormat))
            files = f"写出了 {len(paths)} 个文件：{'、'.join(path.name for path in paths)}"
            return DeedOutcome("\n".join([files, *summary_lines(collection, before)]), paths[0])

        return "正在汇总……", work
