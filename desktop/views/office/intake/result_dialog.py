"""收件结果: what became of each file, one word, why, and the next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QTableWidgetItem, QWidget

from desktop.models.office.intake import IntakeEnd, summary_of
from desktop.views.dialogs.choice_table import ChoiceTable
from desktop.views.frame.dialog import Dialog
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon
from forms.text.turning import shown_plainly

_COLUMNS = ("结果", "文件", "哪个单位的", "为什么", "下一步")


class IntakeResult(Dialog):
    """Lists the files in the order in which they were handed over.

    Args:
        end: how the taking in ended.
        parent: of the dialog.
    """

    chapter = "desk-intake.md"

    def __init__(self, end: IntakeEnd, parent: QWidget | None = None) -> None:
        """Show the list."""
        super().__init__("收件结果", parent, heading=f"收件结果　{summary_of(end)}", width=1080, height=520)
        self.table = ChoiceTable("收件结果", _COLUMNS, widest=3)
        self.table.setIconSize(QSize(MARK_SIZE, MARK_SIZE))
        self.table.setRowCount(len(end.lines))
        for row, line in enumerate(end.lines):
            for column, text in enumerate((line.word, line.name, line.what, line.why, line.step)):
                item = QTableWidgetItem(shown_plainly(text))
                item.setToolTip(shown_plainly(text))
                if column == 0:
                    item.setIcon(mark_icon(line.mark, 2.0))
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.lay_out(self.table, buttons=buttons)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
