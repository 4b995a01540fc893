"""与第 n 版比较: two revisions beside each other, only the cells that differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.models.office.review.compared import ComparedLine
from desktop.views.frame.dialog import Dialog, muted


class CompareDialog(Dialog):
    """Shows what differs.

    Args:
        before: number of the other revision.
        now: number of the one that is looked at.
        lines: the cells that differ.
        parent: of the dialog.
    """

    chapter = "desk-review.md"

    def __init__(self, before: int, now: int, lines: Sequence[ComparedLine], parent: QWidget) -> None:
        """Show the cells."""
        super().__init__(f"第 {now} 版与第 {before} 版比较", parent, width=820, height=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget(len(lines), 4)
        self.table.setAccessibleName("不同的格")
        self.table.setHorizontalHeaderLabels(["格", "指标", f"第 {before} 版", f"第 {now} 版"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, line in enumerate(lines):
            for column, text in enumerate((line.place, line.name, line.before, line.now)):
                item = QTableWidgetItem(text)
                if column >= 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        told = f"不同的 {len(lines)} 格；没有列出的都相同。" if lines else "两版的数完全相同。"
        self.lay_out(muted(told), self.table, buttons=buttons)
        self.table.setFocus()
