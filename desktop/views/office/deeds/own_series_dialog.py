"""本局往年数: the office's own published figures taken over from a table, shown before they count."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.kinds.doors import HISTORY
from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.own_series_words import imported_words, series_words
from desktop.models.tasks import Context
from desktop.services.incoming import read_incoming
from desktop.services.office.history import import_series, read_series
from desktop.services.office.overview.moved_by_past import rows_of_all_years
from desktop.services.past_tables import MAX_TABLE_BYTES, HistoryPreview
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.chosen_table import ChosenTable
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_ABOUT = (
    "本局已经公布的往年数（统计年鉴、年度统计资料）。收件的第一年先导入：单位报送包里带来的往年数就同它核对，"
    "不同的逐格说出来，判定也按它。以前导入过的留着，最后一次的算数。"
)


class OwnSeriesDialog(DeedDialog):
    """Nothing can be taken over that was not shown."""

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Wait for a table."""
        heading = "导入本局已公布的往年数"
        super().__init__(frame, "本局往年数", "导入", Act.PAST, parent, heading=heading, width=760)
        beside, background = self.desk.path.parent, frame.background
        self.table = ChosenTable(self, "往年数表", beside, background, self._read, self._after_reading)
        self.says, self.reason = self.table.says, QLineEdit()
        self.reason.setAccessibleName("出处")
        self.reason.setPlaceholderText("出处或改动的原因，如：2024 年统计年鉴；可以空着")
        self.put(muted(_ABOUT), self.table.row(), self.says, self.reason)
        self.table.line.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self.table.found is None:
            return "先选往年数表，看过它说的，才能导入。"
        return "" if self.table.found.changes else "表里没有新的或改动的数，不用导入。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        assert self.table.found is not None
        preview, desk, source = self.table.found, self.desk, self.table.path
        reason = self.reason.text()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            before = rows_of_all_years(desk)
            many = import_series(desk, preview, source.name, reason)
            return imported_words(many, before, rows_of_all_years(desk))

        return "正在导入往年数……", work

    def _read(self, path: Path) -> tuple[HistoryPreview, str]:
        """Off the window's thread."""
        preview = read_series(self.desk, read_incoming(path, HISTORY, MAX_TABLE_BYTES))
        return preview, f"{path.name}：{series_words(self.desk.plan, preview)}"

    def _after_reading(self) -> None:
        self.lock()
        if self.go.isEnabled():
            self.reason.setFocus()
