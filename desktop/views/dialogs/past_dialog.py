"""以前的报送: every revision that was frozen, and its printed form as the same bytes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.services.places import file_name
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.archive import PastEntry, PastSubmission, past_entries, past_submission
from desktop.views.dialogs.choice_table import ChoiceTable
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.parts.notice import Notice
from forms.errors import TianbaoError
from forms.filing.stage import Stage
from forms.text.typed import shown_name

_COLUMNS = ("年度", "第几次", "定稿时间", "定稿人", "校验码", "导出的报送包")
_ABOUT = (
    "每次定稿的内容都原样保存，后来的修改不会改动它。保存出来的报表与当时打印的完全相同；"
    f"报送包的文件名列在右边，现行的一次可以在{Stage.EXPORT.place}再导出。"
)


class PastDialog(Dialog):
    """Nothing can be changed here.

    Args:
        desk: the open file.
    """

    chapter = "keeping.md"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """List what was frozen."""
        super().__init__("以前的报送", parent, width=860, height=420)
        self._desk = desk
        self._entries = past_entries(desk)
        self.notice = Notice()
        self.table = self._table()
        buttons = QDialogButtonBox()
        self.save_pdf = buttons.addButton("保存当时的 PDF……", QDialogButtonBox.ButtonRole.ActionRole)
        self.save_book = buttons.addButton("保存当时的 Excel……", QDialogButtonBox.ButtonRole.ActionRole)
        self._offer(self.save_pdf, ("PDF", ".pdf"), lambda past: past.pdf)
        self._offer(self.save_book, ("Excel", ".xlsx"), lambda past: past.workbook)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ABOUT), self.table, self.notice, buttons=buttons)
        if self._entries:
            self.table.selectRow(0)
        else:
            self.notice.say("还没有定稿过。定稿以后，每一次都会列在这里。")

    @classmethod
    def ask_place(cls, parent: QWidget, name: str, kind: str, ending: str) -> str:
        """Ask where to put a form."""
        return ask_save_place(parent, "保存当时的报表", name, kind, ending)

    def _table(self) -> QTableWidget:
        table = ChoiceTable("以前的报送", _COLUMNS, widest=len(_COLUMNS) - 1)
        table.setRowCount(len(self._entries))
        for row, entry in enumerate(self._entries):
            for column, text in enumerate(_texts(entry)):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        return table

    def _offer(
        self, button: QPushButton, kind: tuple[str, str], part: Callable[[PastSubmission], Any]
    ) -> None:
        button.setEnabled(bool(self._entries))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._save(kind, part))

    def _save(self, kind: tuple[str, str], part: Callable[[PastSubmission], Any]) -> None:
        entry = self._entries[self.table.currentRow()]
        unit = file_name(self._desk.unit.official_name)
        place = self.ask_place(self, f"{unit}{entry.year}年度监测报表（第{entry.number}次报送）", *kind)
        if not place:
            return
        try:
            data = part(past_submission(self._desk, entry.year, entry.number))
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
            return
        save_bytes(place, data, self.notice)


def _texts(entry: PastEntry) -> tuple[str, ...]:
    standing = "（现行）" if entry.in_force else ""
    return (
        f"{entry.year}",
        f"第 {entry.number} 次{standing}",
        f"{entry.at:%Y-%m-%d %H:%M}",
        shown_name(entry.actor),
        entry.check_code,
        "、".join(entry.packages) or "没有导出",
    )
