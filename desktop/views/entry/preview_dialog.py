"""What was understood of a pasted block or a filled workbook, before anything is entered."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.grid.roles import mark_at
from desktop.models.unit.pasted_cells import PastedCellsModel
from desktop.models.unit.pasting import REPLACED, Fate, PastePreview
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.keys import let_enter_go_back, let_enter_go_on
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark

Index = QModelIndex | QPersistentModelIndex

_MARK_ROOM = MARK_SIZE + 8
"""Pixels of a mark and the gap beside it; our own choice."""
_MOST_WRAPPED = 400
"""More rows are not measured one by one. Chosen by us: a form has some dozen."""


class _ResultDelegate(QStyledItemDelegate):
    """Mark in front of the result."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint: a reason takes as many lines as it needs."""
        option.rect = option.rect.adjusted(0, 0, -_MARK_ROOM, 0)
        return super().sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        mark = mark_at(index)
        if mark is not None:
            box = QRectF(option.rect)
            place = QRectF(box.left() + 6, box.center().y() - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE)
            draw_mark(painter, place, mark)
            option.rect = option.rect.adjusted(_MARK_ROOM, 0, 0, 0)
        super().paint(painter, option, index)


class PreviewDialog(Dialog):
    """Shows what would be entered."""

    chapter = "excel.md"

    def __init__(
        self,
        preview: PastePreview,
        title: str,
        parent: QWidget | None = None,
        *,
        hint: str = "",
    ) -> None:
        """Show a preview.

        Args:
            preview: what was understood.
            title: of the window.
            parent: of the window.
            hint: what happens on acceptance, where it is not one step that can be undone.
        """
        fill, same, computed, refused = (preview.count(fate) for fate in Fate)
        replaced = sum(cell.outcome == REPLACED for cell in preview.cells)
        which = f"（其中替换 {replaced} 格）" if replaced else ""
        others = ((same, "格与现在相同"), (computed, "格自动计算，不用填"), (refused, "格不采用"))
        heading = "，".join([f"将填入 {fill} 格{which}", *(f"{n} {words}" for n, words in others if n)])
        super().__init__(title, parent, heading=heading, width=780, height=460)
        told = "已按指标名称对应到各行。" if preview.matched_by_name else "从当前格起按位置逐格对应。"
        usual = f"{told}确认后一次填入，按 Ctrl+Z 可整体撤销；不采用的格子保持原样。"
        self.table = self._table(preview)
        buttons = QDialogButtonBox()
        self.enter = buttons.addButton(f"填入 {fill} 格", QDialogButtonBox.ButtonRole.AcceptRole)
        self.enter.setProperty("kind", "primary")
        self.enter.setEnabled(fill > 0)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(hint or usual), self.table, buttons=buttons)
        if fill:
            let_enter_go_on(self.enter)
        else:
            let_enter_go_back(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: only now the width of the reasons is known."""
        super().showEvent(event)
        if self.table.model().rowCount() <= _MOST_WRAPPED:
            self.table.resizeRowsToContents()

    def _table(self, preview: PastePreview) -> QTableView:
        table = QTableView()
        table.setObjectName("previewTable")
        table.setAccessibleName("预览")
        model = PastedCellsModel(preview.cells, table)
        table.setModel(model)
        table.setItemDelegateForColumn(model.columnCount() - 1, _ResultDelegate(table))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        for column, width in enumerate((280, 90, 80, 80)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        return table
