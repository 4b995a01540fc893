"""The workbook of a county's year: a sheet for each table, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.county_book.tables import CountyBook, CountyTable, Number, Shown
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress
from desktop.documents.workbook.heights import height_of_lines, row_height

_HEAD_ROW = 4
"""Row of the headings. Follows from the title, the state and the blank row above it."""
_WIDE_FROM = 180
"""Characters from which a table is printed on A3: on A4 nobody could read it. Chosen by us."""
_A3 = 8
"""Paper size A3, as Excel numbers them (ECMA-376 part 1, 18.3.1.63)."""


def render_county_book(sheets: CountyBook) -> bytes:
    """Bytes of the workbook; the same content gives the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in sheets.tables:
        _write_sheet(workbook.create_sheet(table.name), sheets, table)
    return book.workbook_bytes(workbook, sheets.when)


def _write_sheet(sheet: Any, sheets: CountyBook, table: CountyTable) -> None:
    book.put_text(sheet.cell(1, 1), f"{sheets.title}　{table.name}").font = book.TITLE_FONT
    book.put_text(sheet.cell(2, 1), sheets.state).font = book.BODY_FONT
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        head = book.put_text(sheet.cell(_HEAD_ROW, number), column.head)
        dress(head, book.HEAD_FONT, book.CENTRE, book.GRID)
    for at, row in enumerate(table.rows, _HEAD_ROW + 1):
        for number, shown in enumerate(row, 1):
            _write_cell(sheet.cell(at, number), shown)
        # Not every program measures wrapped text when it opens a workbook.
        texts = zip(row, table.columns, strict=True)
        heights = (row_height(shown, column.width) for shown, column in texts if isinstance(shown, str))
        sheet.row_dimensions[at].height = max(heights, default=height_of_lines(1))
    below = _HEAD_ROW + len(table.rows) + 2
    for at, note in enumerate(table.notes, below):
        book.put_text(sheet.cell(at, 1), note).font = book.SMALL_FONT
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    book.set_page(sheet, head=sheets.title, foot_left=sheets.state)
    if sum(column.width for column in table.columns) > _WIDE_FROM:
        sheet.page_setup.paperSize = _A3


def _write_cell(cell: Any, shown: Shown) -> None:
    if isinstance(shown, str):
        book.put_text(cell, shown)
    elif isinstance(shown, Number):
        book.put_number(cell, shown.value, shown.decimals)
    elif shown is not None:
        cell.value = shown
    dress(cell, book.BODY_FONT, book.LEFT if isinstance(shown, str) else book.RIGHT, book.GRID)
