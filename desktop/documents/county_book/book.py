"""The workbook of a county's year: a sheet for each table, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.county_book.tables import CountyBook, CountyTable, Number, Shown
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress

_HEAD_ROW = 4
"""Row of the headings. Follows from the title, the state and the blank row above it."""


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
    below = _HEAD_ROW + len(table.rows) + 2
    for at, note in enumerate(table.notes, below):
        book.put_text(sheet.cell(at, 1), note).font = book.SMALL_FONT
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    book.set_page(sheet, head=sheets.title, foot_left=sheets.state)


def _write_cell(cell: Any, shown: Shown) -> None:
    if isinstance(shown, str):
        book.put_text(cell, shown)
    elif isinstance(shown, Number):
        book.put_number(cell, shown.value, shown.decimals)
    elif shown is not None:
        cell.value = shown
    dress(cell, book.BODY_FONT, book.LEFT if isinstance(shown, str) else book.RIGHT, book.GRID)
