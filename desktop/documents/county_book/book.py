"""The workbook of a county's year: a sheet for each table, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.county_book.tables import CountyBook, CountyTable, Number, Shown, TableColumn
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress

_HEAD_ROW = 4
"""Row of the headings. Follows from the title, the state and the blank row above it."""
_LINE = 15
"""Points of a line of the body font with its space, as Excel sets it."""
_WIDE_FROM, _A3 = 180, 8
"""Characters from which a table is printed on A3 (ECMA-376: paper size 8): on A4 nobody could read it."""


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
        sheet.row_dimensions[at].height = _LINE * _lines(row, table.columns)
    below = _HEAD_ROW + len(table.rows) + 2
    for at, note in enumerate(table.notes, below):
        book.put_text(sheet.cell(at, 1), note).font = book.SMALL_FONT
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    book.set_page(sheet, head=sheets.title, foot_left=sheets.state)
    if sum(column.width for column in table.columns) > _WIDE_FROM:
        sheet.page_setup.paperSize = _A3


def _lines(row: Sequence[Shown], columns: Sequence[TableColumn]) -> int:
    """Lines that the longest text of a row takes in its column; a Chinese character is two wide."""
    texts = (
        (shown, column.width) for shown, column in zip(row, columns, strict=True) if isinstance(shown, str)
    )
    return max((-(-_width(text) // (width - 1)) for text, width in texts), default=1) or 1


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)


def _write_cell(cell: Any, shown: Shown) -> None:
    if isinstance(shown, str):
        book.put_text(cell, shown)
    elif isinstance(shown, Number):
        book.put_number(cell, shown.value, shown.decimals)
    elif shown is not None:
        cell.value = shown
    dress(cell, book.BODY_FONT, book.LEFT if isinstance(shown, str) else book.RIGHT, book.GRID)
