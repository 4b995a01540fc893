"""Writes a task sheet as .xlsx; the same sheet gives the same bytes.

Measures are our own choice.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.official.printed_list import ListColumn
from desktop.documents.task_sheet.lines import TITLE, TaskSheet
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress, merge
from desktop.documents.workbook.heights import row_height

HEAD_ROW = 4
"""Number of the row with the heads of the columns. Follows from the two lines and the blank one above it."""
_SHARE_OF_CHARACTER = 5.2
"""Share of the width that one character of a column takes."""


def build_task_workbook(sheet: TaskSheet) -> bytes:
    """Bytes of the workbook: one sheet, printable on A4."""
    workbook = Workbook()
    page = workbook.active
    assert isinstance(page, Worksheet)
    page.title = TITLE
    _write_above(page, sheet)
    widths = [_width(column) for column in sheet.columns]
    for i, (column, width) in enumerate(zip(sheet.columns, widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(i)].width = width
        head = book.put_text(page.cell(HEAD_ROW, i), column.name)
        dress(head, book.HEAD_FONT, book.CENTRE, book.GRID).fill = book.GREY_FILL
    for row, line in enumerate(sheet.lines, start=HEAD_ROW + 1):
        font = book.HEAD_FONT if line.is_heading else book.BODY_FONT
        for i, (text, column) in enumerate(zip(line.texts, sheet.columns, strict=True), start=1):
            align = book.CENTRE if column.is_centred else book.LEFT
            dress(book.put_text(page.cell(row, i), text), font, align, book.GRID)
        page.row_dimensions[row].height = max(
            row_height(text, width) for text, width in zip(line.texts, widths, strict=True)
        )
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    book.set_page(page, head=sheet.standing, foot_left=f"规划数据包版本 {sheet.version}")
    return book.workbook_bytes(workbook, None)


def _write_above(page: Worksheet, sheet: TaskSheet) -> None:
    last = len(sheet.columns)
    about = f"单位：{sheet.unit_name}" if sheet.unit_name else "全部责任单位"
    about = f"{about}　主要目标和策略措施 {sheet.count} 条　{sheet.standing}"
    title = f"{sheet.plan_title}{TITLE}"
    for row, text, font, height in ((1, title, book.TITLE_FONT, 28.0), (2, about, book.BODY_FONT, 18.0)):
        merge(page, row, 1, row, last)
        dress(book.put_text(page.cell(row, 1), text), font, book.CENTRE)
        page.row_dimensions[row].height = height


def _width(column: ListColumn) -> float:
    """Width in characters."""
    return round(column.share / _SHARE_OF_CHARACTER, 1)
