"""Writes the exchange of a year: one sheet of what came and went, one of what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.exchange_book.exchange_sheet import ExchangeSheet
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress

CAME_AND_WENT = (("时间", 17), ("往来", 22), ("第几次报送", 11), ("经手", 20), ("内容", 48), ("校验", 40))
"""Heading and width in characters; the widths are our own choice."""
ASKED = (
    ("来件", 16),
    ("编号", 22),
    ("位置", 34),
    ("提问", 44),
    ("提问人、时间", 22),
    ("期限", 12),
    ("问到的数", 14),
    ("后来的数", 14),
    ("答复", 44),
    ("答复人、时间", 22),
    ("情况", 16),
)
"""Heading and width in characters; the widths are our own choice."""


def build_exchange(sheet: ExchangeSheet) -> bytes:
    """Bytes of the workbook."""
    workbook = Workbook()
    first: Any = workbook.active
    first.title = "往来"
    rows = ((o.at, o.what, o.revision, o.who, o.told, o.proof) for o in sheet.lines)
    _write(first, sheet, CAME_AND_WENT, rows)
    asked: Any = workbook.create_sheet("提问和答复")
    fields = (
        (o.letter, o.id, o.place, o.text, o.asked, o.deadline, o.old, o.new, o.answer, o.answered, o.stands)
        for o in sheet.questions
    )
    _write(asked, sheet, ASKED, fields)
    return book.workbook_bytes(workbook, None)


def _write(
    target: Any,
    sheet: ExchangeSheet,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | int | None]],
) -> None:
    book.put_text(target.cell(1, 1), f"{sheet.title}：{target.title}").font = book.TITLE_FONT
    for row, note in enumerate(sheet.notes, 2):
        book.put_text(target.cell(row, 1), note).font = book.SMALL_FONT
    top = len(sheet.notes) + 3
    for column, (heading, width) in enumerate(columns, 1):
        target.column_dimensions[get_column_letter(column)].width = width
        dress(book.put_text(target.cell(top, column), heading), book.HEAD_FONT, book.CENTRE, book.GRID)
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values, 1):
            dress(book.put_told(target.cell(row, column), value), book.BODY_FONT, book.LEFT, book.GRID)
    target.freeze_panes = target.cell(top + 1, 1)
    target.print_title_rows = f"{top}:{top}"
    book.set_page(target, head=sheet.title, foot_left=target.title)
