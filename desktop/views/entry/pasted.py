"""What was copied elsewhere into the grid: one figure at once, a block after a preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.pasting import preview_block, read_block
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.grid.view import FormGridView


def paste_text(
    parent: QWidget, working: WorkingYear, grid: FormGridView, text: str, say: Callable[[str], object]
) -> str:
    """Paste at the current cell of a grid; returns why nothing can be pasted, empty where it is.

    Args:
        parent: of the preview.
        working: the year.
        grid: where it is pasted.
        text: what was copied.
        say: is told where the preview of a block is left without entering it.
    """
    model = grid.grid_model()
    # Of a block the upper left cell, from whichever corner it was drawn.
    index = min(grid.selectedIndexes(), key=lambda i: (i.row(), i.column()), default=grid.currentIndex())
    block = read_block(text)
    if not block:
        if text.strip():
            return "剪贴板里的内容太多，不像一张报表，没有粘贴。请只复制要填的那几格。"
        return "剪贴板里没有可以粘贴的表格文字。"
    if not model.is_value(index):
        return "请先选中“本年”栏里的一格，再粘贴。"
    if len(block) == 1 and len(block[0]) == 1:
        cell, chosen = model.cell_at(index), grid.chosen_entries()
        if len(chosen) > 1 and working.is_editable:  # as in Excel, one copied cell fills all that are chosen
            _take_over(working, grid, dict.fromkeys(chosen, block[0][0]), chosen)
            return ""
        if cell is None or not (model.is_entry(index) and working.is_editable):
            return working.why_closed(cell.address if cell is not None else "")
        model.setData(index, block[0][0])
        return ""
    reason = working.why_nothing_changes()
    if not reason:
        preview = preview_block(
            working, model.form, block, index.row(), index.column() - GridColumn.FIRST_VALUE
        )
        places = [cell.address for cell in preview.cells if cell.address]
        dialog = PreviewDialog(preview, "粘贴预览", parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: _take_over(working, grid, preview.texts, places))
        dialog.rejected.connect(lambda: say("没有粘贴，什么也没有改。"))
        dialog.open()
    return reason


def _take_over(
    working: WorkingYear, grid: FormGridView, texts: Mapping[str, str], places: Sequence[str]
) -> None:
    """Store a block, which stays chosen; what is refused is kept in its cells."""
    if not working.paste(texts):
        cast("EntryGridModel", grid.grid_model()).keep(texts)
    grid.select_block(places)
