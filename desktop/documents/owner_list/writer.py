"""Writes the list."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.owner_list import marks
from desktop.documents.owner_list.names import UnitNames
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress, merge
from desktop.documents.workbook.heights import row_height
from forms.plan.duties import owners_standing
from forms.plan.owner_list import OwnedEntry, owner_entries
from forms.plan.pack import Plan

_HELP = (
    "只改“牵头单位”（监测指标是填报单位）和“参加单位”两栏；几个单位用顿号分开，写“单位”表里的名称。"
    "每条目标和措施都要有牵头单位，每个指标由一个单位填报；改指标的填报单位时，同一张报表的指标要一起改。"
)


def build_owner_list(plan: Plan, digest: str) -> bytes:
    """Bytes of the workbook."""
    names = UnitNames(plan)
    workbook = Workbook()
    page = workbook.active
    assert isinstance(page, Worksheet)
    page.title = marks.LIST_SHEET
    _write_above(page, plan)
    entries = owner_entries(plan)
    for row, entry in enumerate(entries, start=marks.HEAD_ROW + 1):
        _write_entry(page, row, entry, names)
    _write_units(workbook.create_sheet(marks.UNIT_SHEET), plan, names)
    _offer_units(page, len(plan.units), marks.HEAD_ROW + len(entries))
    meta = workbook.create_sheet(marks.META_SHEET)
    facts = (("format", marks.FORMAT), ("plan", plan.id), ("version", plan.version), ("digest", digest))
    for row, pair in enumerate(facts, start=1):
        for column, text in enumerate(pair, start=1):
            book.put_text(meta.cell(row, column), text)
    meta.sheet_state = "veryHidden"
    return book.workbook_bytes(workbook, None)


def _write_above(page: Worksheet, plan: Plan) -> None:
    standing = owners_standing(plan.owners_confirmed)
    title = f"{plan.shown_title}责任单位清单　{standing}"
    last = len(marks.HEADS)
    for row, text, font, height in (
        (1, title, book.TITLE_FONT, 28.0),
        (2, _HELP, book.BODY_FONT, row_height(_HELP, sum(width for _, width in marks.HEADS))),
    ):
        merge(page, row, 1, row, last)
        dress(book.put_text(page.cell(row, 1), text), font, book.LEFT)
        page.row_dimensions[row].height = height
    for i, (head, width) in enumerate(marks.HEADS, start=1):
        cell = book.put_text(page.cell(marks.HEAD_ROW, i), head)
        dress(cell, book.HEAD_FONT, book.CENTRE, book.GRID).fill = book.GREY_FILL
        page.column_dimensions[get_column_letter(i)].width = width
    page.freeze_panes = f"A{marks.HEAD_ROW + 1}"
    page.print_title_rows = f"{marks.HEAD_ROW}:{marks.HEAD_ROW}"
    book.set_page(page, head=standing, foot_left=f"规划数据包版本 {plan.version}")


def _write_entry(page: Worksheet, row: int, entry: OwnedEntry, names: UnitNames) -> None:
    kind = entry.key[0].value
    texts = (kind, entry.place, entry.title, names.text(entry.owners.lead), names.text(entry.owners.joint))
    for i, text in enumerate((*texts, entry.form), start=1):
        dress(book.put_text(page.cell(row, i), text), book.BODY_FONT, book.LEFT, book.GRID)
    page.row_dimensions[row].height = max(
        row_height(text, width) for text, (_, width) in zip((*texts, entry.form), marks.HEADS, strict=True)
    )


def _write_units(page: Worksheet, plan: Plan, names: UnitNames) -> None:
    rows = [("名称", "全称")]
    rows += [(names.text((unit.code,)), unit.official_name) for unit in plan.units]
    for row, texts in enumerate(rows, start=1):
        for i, text in enumerate(texts, start=1):
            font = book.HEAD_FONT if row == 1 else book.BODY_FONT
            dress(book.put_text(page.cell(row, i), text), font, book.LEFT, book.GRID)
    for letter, width in zip("AB", (30, 60), strict=True):
        page.column_dimensions[letter].width = width


def _offer_units(page: Worksheet, units: int, last: int) -> None:
    """A drop-down of the units; several may still be typed."""
    column = get_column_letter([head for head, _ in marks.HEADS].index(marks.LEAD) + 1)
    offered = DataValidation(
        type="list",
        formula1=f"'{marks.UNIT_SHEET}'!$A$2:$A${units + 1}",
        allow_blank=True,
        showErrorMessage=False,
    )
    page.add_data_validation(offered)
    offered.add(f"{column}{marks.HEAD_ROW + 1}:{column}{last}")
