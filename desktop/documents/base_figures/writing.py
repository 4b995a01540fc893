"""The table of base figures to be filled in, as xlsx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.documents.base_figures.row import DEFINITION, SOURCE, STATUS
from desktop.documents.workbook.head import BREAKDOWN, CODE, NAME, UNIT
from forms.figures.breakdown import SeriesKey, breakdown_name
from forms.figures.quantity import decimal_places
from forms.letters.base_figure import BaseFigure
from forms.plan.pack import Plan

_SHEET = "基础数据"
_HELP = (
    "一行一个数：年份栏填数，没有数的写 -1（未收集）、-2（未开展）或不适用；每行都要写来源，"
    "性质写“正式数”或“初步数”。分组栏照抄。填好后用 office base 签发。"
)
_WIDTHS = (30, 40, 18, 10, 12, 34, 10, 30)
"""Of the columns, in characters. Chosen by us."""


def render_base_book(
    plan: Plan, keys: Sequence[SeriesKey], year: int, known: Mapping[SeriesKey, BaseFigure]
) -> bytes:
    """The table as xlsx.

    Args:
        plan: the plan.
        keys: figures that it asks for, in order.
        year: reporting year.
        known: figures of the year that are filled in.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from desktop.documents.workbook import file as book
    from desktop.documents.workbook.dressing import dress

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = _SHEET
    for column, text in enumerate(
        (CODE, NAME, BREAKDOWN, UNIT, str(year), SOURCE, STATUS, DEFINITION), start=1
    ):
        dress(book.put_text(sheet.cell(1, column), text), book.HEAD_FONT, book.CENTRE, book.GRID)
    for number, key in enumerate(keys, start=2):
        item, told = plan.item_by_code[key.code], known.get(key)
        group = f"{key.breakdown} {breakdown_name(key.breakdown, plan.areas)}"
        said = ("", "", "") if told is None else (told.source, told.status.label, told.definition)
        for column, text in enumerate((key.code, item.name, group, item.unit, "", *said), start=1):
            dress(book.put_text(sheet.cell(number, column), text), book.BODY_FONT, book.LEFT, book.GRID)
        cell = sheet.cell(number, 5)
        if told is not None and told.value is not None:
            book.put_number(cell, told.value, max(item.decimals, decimal_places(told.value)))
        elif told is not None:
            book.put_text(cell, told.text)
        dress(cell, book.BODY_FONT, book.RIGHT, book.GRID)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "E2"
    book.put_text(sheet.cell(sheet.max_row + 2, 1), _HELP)
    return book.workbook_bytes(workbook, None)
