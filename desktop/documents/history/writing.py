"""The table of earlier years to be filled in, as xlsx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from desktop.documents.workbook.head import BREAKDOWN, CODE, FORM, NAME, UNIT
from forms.figures.breakdown import SeriesKey, breakdown_name
from forms.figures.quantity import decimal_places
from forms.plan.pack import Plan
from forms.reporting.layout import FormLayout, LayoutRow, UnitLayout

_SHEET = "往年数据"
_HELP = (
    "只填年份栏；没有数的留空，不填 -1、-2。最后的“代码”栏是程序认格用的，不要改。"
    "填好后在“填报”按【往年数据】（在左下角；屏幕小的，在【更多】或报表名称的下拉里），选【导入往年数据…】。"
)


def _rows_of(plan: Plan, layout: UnitLayout) -> list[tuple[SeriesKey, tuple[str, ...]]]:
    """Figures a unit's table asks for, in form order: key; form, row, group and unit of measure."""
    return [
        (
            cell.key,
            (
                form.form.title,
                _name(form, row),
                breakdown_name(cell.key.breakdown, plan.areas),
                plan.item_by_code[cell.key.code].unit,
            ),
        )
        for form in layout.forms
        for row in form.rows
        for cell in row.cells
        if cell in layout.entry_cells
    ]


def _name(form: FormLayout, row: LayoutRow) -> str:
    """A row as the grid has it, a part behind its whole: by itself 女性 does not say of whom."""
    wholes = {one.code: one.part_of for one in form.form.rows}
    names = {one.code: one.name for one in form.rows}
    whole = wholes.get(row.code)
    return f"{row.code} {names[whole]}，其中：{row.name}" if whole in names else f"{row.code} {row.name}"


def render_history_table(
    plan: Plan,
    layout: UnitLayout,
    years: Sequence[int],
    known: Mapping[int, Mapping[SeriesKey, Decimal]],
) -> bytes:
    """The table as xlsx, with the known figures filled in."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from desktop.documents.workbook import file as book
    from desktop.documents.workbook.dressing import dress

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = _SHEET
    heads = [FORM, NAME, BREAKDOWN, UNIT, *(str(year) for year in years), CODE]
    for column, text in enumerate(heads, start=1):
        dress(book.put_text(sheet.cell(1, column), text), book.HEAD_FONT, book.CENTRE, book.GRID)
    for number, (key, texts) in enumerate(_rows_of(plan, layout), start=2):
        for column, text in enumerate(texts, start=1):
            dress(book.put_text(sheet.cell(number, column), text), book.BODY_FONT, book.LEFT, book.GRID)
        for column, year in enumerate(years, start=len(texts) + 1):
            cell = sheet.cell(number, column)
            value = known.get(year, {}).get(key)
            if value is not None:
                # All of its digits: what is written here is read again.
                digits = max(plan.item_by_code[key.code].decimals, decimal_places(value))
                book.put_number(cell, value, digits)
            dress(cell, book.BODY_FONT, book.RIGHT, book.GRID)
        code = book.put_text(sheet.cell(number, len(heads)), str(key))
        dress(code, book.BODY_FONT, book.LEFT, book.GRID)
    for column, width in enumerate((30, 44, 10, 12, *(12 for _ in years), 34), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "E2"
    book.put_text(sheet.cell(sheet.max_row + 2, 1), _HELP)
    return book.workbook_bytes(workbook, None)
