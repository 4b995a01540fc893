"""Draws a task sheet as PDF/A-1b.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.documents.official.pdf_list import list_table
from desktop.documents.paper.blank import blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.landscape import (
    HEIGHT,
    LEFT,
    RIGHT,
    RUNNING,
    TALLEST_ROW,
    TYPE_WIDTH,
    WIDTH,
    draw_ends,
    draw_page_number,
)
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.ruled_table import RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import Align, Pen, Style, fitting
from desktop.documents.task_sheet.lines import TITLE, TaskLine, TaskSheet

_TOP, _BOTTOM = 549.0, 60.0
_TITLE_BLOCK, _LATER_BLOCK = 52.0, 14.0
"""Height of what stands above the table on the first page, and on the others."""
_TITLE = Style(SANS_BOLD, 15)
_TEXT, _HEADING, _HEAD = Style(SERIF, 8.4), Style(SANS_BOLD, 8.8), Style(SANS_BOLD, 8.4)
_ALERT = Style(SANS_BOLD, 8.4)
_HEAD_Y, _FOOT_Y = 564.0, 40.0
_HEAD_HEIGHT = 20.0


def draw_task_sheet(sheet: TaskSheet) -> bytes:
    """Bytes of the sheet."""
    canvas, target = blank_document(WIDTH, HEIGHT)
    pen = Pen(canvas)
    table = list_table(sheet.columns, _HEAD_HEIGHT, _HEAD)
    rows: list[tuple[bool, SetRow]] = []
    for line in sheet.lines:
        *parts, last = table.split_row(_set_line(table, line), TALLEST_ROW)
        rows += [*((False, part) for part in parts), (line.is_heading, last)]
    pages = _pages(table, rows)
    for number, page in enumerate(pages, start=1):
        _draw_furniture(pen, sheet, number, len(pages))
        block = _LATER_BLOCK if number > 1 else _TITLE_BLOCK
        if number == 1:
            _draw_title(pen, sheet)
        table.draw(pen, LEFT, _TOP - block, page)
        canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


def _set_line(table: RuledTable, line: TaskLine) -> SetRow:
    return table.set_row(line.texts, _HEADING if line.is_heading else _TEXT)


def _pages(table: RuledTable, rows: Sequence[tuple[bool, SetRow]]) -> list[list[SetRow]]:
    """Rows of each page; the heading of a domain never stands last on one where a page has room for both."""
    room = _TOP - _BOTTOM - table.head_height
    tied: list[list[SetRow]] = []
    is_open = False
    for is_heading, row in rows:
        if is_open and tied[-1][0].height + row.height <= room - _TITLE_BLOCK:
            tied[-1].append(row)
        else:
            tied.append([row])
        is_open = is_heading
    heights = [sum(row.height for row in group) for group in tied]
    cuts = paginate(heights, room - _TITLE_BLOCK, room - _LATER_BLOCK, 0.0)
    return [[row for group in tied[cut] for row in group] for cut in cuts]


def _draw_title(pen: Pen, sheet: TaskSheet) -> None:
    title, style = fitting(f"{sheet.plan_title}{TITLE}", _TITLE, TYPE_WIDTH)
    pen.line(title, style, WIDTH / 2, _TOP - 18, Align.CENTRE)
    about = f"单位：{sheet.unit_name}" if sheet.unit_name else "全部责任单位"
    mark = replace(RUNNING, size=_ALERT.size) if sheet.is_confirmed else _ALERT
    draw_ends(
        pen,
        _TOP - 42,
        (f"{about}　主要目标和策略措施 {sheet.count} 条", _TEXT),
        (sheet.standing, mark),
    )


def _draw_furniture(pen: Pen, sheet: TaskSheet, number: int, total: int) -> None:
    named = "　".join(part for part in (sheet.plan_title + TITLE, sheet.unit_name) if part)
    draw_ends(pen, _HEAD_Y, (named, RUNNING), (sheet.standing, RUNNING if sheet.is_confirmed else _ALERT))
    pen.rule((LEFT, _HEAD_Y - 6), (RIGHT, _HEAD_Y - 6))
    pen.rule((LEFT, _FOOT_Y + 12), (RIGHT, _FOOT_Y + 12))
    pen.line(f"规划数据包版本 {sheet.version}", RUNNING, LEFT, _FOOT_Y)
    draw_page_number(pen, _FOOT_Y, number, total)


def _facts(sheet: TaskSheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"{sheet.plan_title}{TITLE} {sheet.unit_name}".strip(),
        author=sheet.unit_name or sheet.plan_title,
        producer="tianbao",
        created=None,
        identity="",
    )
