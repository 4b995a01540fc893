"""本局往年数: the office's own published figures taken over from a table, shown before they count."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.kinds.doors import HISTORY
from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.own_series_words import series_words
from desktop.models.tasks import Context
from desktop.services.incoming import read_incoming
from desktop.services.office.history import import_series, read_series
from desktop.services.past_tables import MAX_TABLE_BYTES, HistoryPreview
from desktop.services.places import typed_path
from desktop.views.frame.dialog import muted
from desktop.views.frame.files import ask_open_place
from desktop.views.office.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError
from forms.receiving.permission import Act
from forms.text.turning import shown_plainly

_ABOUT = (
    "本局已经公布的往年数（统计年鉴、年度统计资料）。收件的第一年先导入：单位报送包里带来的往年数就同它核对，"
    "不同的逐格说出来，判定也按它。以前导入过的留着，最后一次的算数。"
)
_HEIGHT = 180
"""Pixels of what the table says at least; chosen by us."""


class OwnSeriesDialog(DeedDialog):
    """Nothing can be taken over that was not shown."""

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Wait for a table."""
        heading = "导入本局已公布的往年数"
        super().__init__(frame, "本局往年数", "导入", Act.PAST, parent, heading=heading, width=760)
        self._preview: HistoryPreview | None = None
        self.table, self.says, self.reason = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.table.setAccessibleName("往年数表")
        self.table.setPlaceholderText("往年数表（xlsx 或 csv）")
        self.table.editingFinished.connect(self._read_if_typed)
        self.says.setReadOnly(True)
        self.says.setTabChangesFocus(True)
        self.says.setAccessibleName("表里说的")
        self.says.setMinimumHeight(_HEIGHT)
        self.says.setProperty("takesRoom", True)
        self.reason.setAccessibleName("出处")
        self.reason.setPlaceholderText("出处或改动的原因，如：2024 年统计年鉴；可以空着")
        choose = QPushButton("选择……")
        choose.setAccessibleName("选择往年数表")
        choose.clicked.connect(self._ask_table)
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addWidget(choose)
        self.put(muted(_ABOUT), row, self.says, self.reason)
        self.table.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self._preview is None:
            return "先选往年数表，看过它说的，才能导入。"
        return "" if self._preview.changes else "表里没有新的或改动的数，不用导入。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        assert self._preview is not None
        preview, desk, source = self._preview, self.desk, typed_path(self.table.text(), self.desk.path.parent)
        reason = self.reason.text()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            many = import_series(desk, preview, source.name, reason)
            return DeedOutcome(
                f"已导入 {many} 个往年数；收到的报送包随之重新核对。导入前的备份在备份文件夹里。"
            )

        return "正在导入往年数……", work

    def _ask_table(self) -> None:
        place = ask_open_place(self, "往年数表", "表 (*.xlsx *.csv);;所有文件 (*)", self.table.text())
        if place:
            self.table.setText(place)
            self._read()

    def _read_if_typed(self) -> None:
        if self.table.isModified():
            self._read()

    def _read(self) -> None:
        """Read the table off the window's thread, and show what it says."""
        if not self.table.text().strip():
            return
        path, desk = typed_path(self.table.text(), self.desk.path.parent), self.desk

        def work() -> tuple[HistoryPreview, str]:
            preview = read_series(desk, read_incoming(path, HISTORY, MAX_TABLE_BYTES))
            return preview, f"{path.name}：{series_words(desk.plan, preview)}"

        self._preview = None
        self.table.setModified(False)
        self.says.setPlainText("正在看这张表……")
        self.lock()
        self.frame.background.run("正在看往年数表……", work, self._show, self._tell)

    def _show(self, found: tuple[HistoryPreview, str]) -> None:
        self._preview, words = found
        self.says.setPlainText(shown_plainly(words))
        self.lock()
        if self.go.isEnabled():
            self.reason.setFocus()

    def _tell(self, error: TianbaoError) -> None:
        self._preview = None
        self.says.setPlainText(shown_plainly(error.sentence))
        self.lock()
