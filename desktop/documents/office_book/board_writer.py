"""The board of a year as a workbook: counts with their shares, and a line for each unit."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop.documents.office_book.board_sheet import BoardLine, BoardSheet
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress

COLUMNS = (
    ("单位", 30),
    ("全称", 44),
    ("状态", 10),
    ("收到", 12),
    ("迟几天", 8),
    ("版次", 7),
    ("纸质", 10),
    ("疑问", 10),
    ("缺格", 7),
    ("预警", 7),
    ("另判", 7),
    ("异常", 24),
    ("待处理", 8),
    ("最近往来", 12),
    ("下一步", 60),
)
"""Heading, as the window has it, and width in characters; the widths are our own choice."""
_HEAD_ROW = 4
"""Number of the row with the headings. Follows from title, counts and the blank row above it."""


def build_board(sheet: BoardSheet) -> bytes:
    """Bytes of the workbook."""
    workbook = Workbook()
    target: Any = workbook.active
    target.title = f"{sheet.year} 年报送进度"
    book.put_text(target.cell(1, 1), f"{sheet.title}：{sheet.year} 年报送进度").font = book.TITLE_FONT
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
    book.set_page(target, head=sheet.title, foot_left=f"{sheet.year} 年报送进度")
    return book.workbook_bytes(workbook, None)


def _write(target: Any, row: int, line: BoardLine) -> None:
    arrived = "" if line.arrived is None else line.arrived.isoformat()
    values: tuple[str | int | None, ...] = (
        line.name,
        line.full_name,
        line.state,
        arrived,
        line.late or None,
        line.revision,
        line.paper,
        line.asked,
        line.gaps,
        line.warnings,
        line.judged_otherwise,
        line.bad,
        line.waiting or None,
        "" if line.last_contact is None else line.last_contact.isoformat(),
        line.step,
    )
    for column, value in enumerate(values, 1):
        dress(book.put_told(target.cell(row, column), value), book.BODY_FONT, book.LEFT, book.GRID)
