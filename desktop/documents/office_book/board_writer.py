"""The board of a year as a workbook: counts with their shares, and a line for each unit."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.office_book.board_sheet import BoardLine, BoardSheet
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress

COLUMNS = (
    ("单位", 44),
    ("状态", 10),
    ("版次", 7),
    ("到达", 12),
    ("迟报天数", 10),
    ("纸质表", 12),
    ("有疑问的项目", 24),
    ("空格数", 9),
    ("另有待处理", 12),
    ("按已验收往年数另判", 20),
    ("未发问题", 10),
    ("待答问题", 10),
    ("已答问题", 10),
    ("最近往来", 12),
    ("下一步", 60),
)
"""Heading and width in characters; the widths are our own choice."""
_HEAD_ROW = 4
"""Number of the row with the headings. Follows from title, counts and the blank row above it."""


def build_board(sheet: BoardSheet) -> bytes:
    """Bytes of the workbook."""
    workbook = Workbook()
    target: Any = workbook.active
    target.title = f"{sheet.year} 年收件情况"
    book.put_text(target.cell(1, 1), f"{sheet.title}：{sheet.year} 年收件情况").font = book.TITLE_FONT
    counts = (f"{word} {count}" + (f"（{share}）" if share else "") for word, count, share in sheet.counts)
    book.put_text(target.cell(2, 1), "，".join(counts)).font = book.BODY_FONT
    for column, (heading, width) in enumerate(COLUMNS, 1):
        target.column_dimensions[get_column_letter(column)].width = width
        head = book.put_text(target.cell(_HEAD_ROW, column), heading)
        dress(head, book.HEAD_FONT, book.CENTRE, book.GRID)
    for row, line in enumerate(sheet.lines, _HEAD_ROW + 1):
        _write(target, row, line)
    target.freeze_panes = target.cell(_HEAD_ROW + 1, 2)
    last = get_column_letter(len(COLUMNS))
    target.auto_filter.ref = f"A{_HEAD_ROW}:{last}{_HEAD_ROW + len(sheet.lines)}"
    target.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    book.set_page(target, head=sheet.title, foot_left=f"{sheet.year} 年收件情况")
    return book.workbook_bytes(workbook, None)


def _write(target: Any, row: int, line: BoardLine) -> None:
    arrived = "" if line.arrived is None else line.arrived.isoformat()
    values: tuple[str | int | None, ...] = (
        line.name,
        line.state,
        line.revision,
        arrived,
        line.late or None,
        line.paper,
        line.bad,
        line.gaps or None,
        line.waiting or None,
        line.judged_otherwise or None,
        line.to_send or None,
        line.to_answer or None,
        line.answered or None,
        "" if line.last_contact is None else line.last_contact.isoformat(),
        line.step,
    )
    for column, value in enumerate(values, 1):
        dress(book.put_told(target.cell(row, column), value), book.BODY_FONT, book.LEFT, book.GRID)
