"""Draws a task sheet as PDF/A-1b.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.documents.paper.blank import blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.ruled_table import HeadCell, RuledColumn, RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import Align, Pen, Style, fit_size, wrap_text
from desktop.documents.task_sheet.lines import TITLE, TaskLine, TaskSheet

_WIDTH, _HEIGHT = 841.89, 595.28
"""A4 landscape in points (ISO 216: 297 by 210 mm)."""
_LEFT, _RIGHT = 48.0, 793.89
_TOP, _BOTTOM = 549.0, 60.0
_TITLE_BLOCK, _LATER_BLOCK = 52.0, 14.0
"""Height of what stands above the table on the first page, and on the others."""
_TALLEST_ROW = 280.0
"""A taller row is continued in a further one."""
_TITLE = Style(SANS_BOLD, 15)
_TEXT, _HEADING, _HEAD = Style(SERIF, 8.4), Style(SANS_BOLD, 8.8), Style(SANS_BOLD, 8.4)
_RUNNING, _ALERT = Style(SERIF, 7.4, 0.25), Style(SANS_BOLD, 8.4)
_HEAD_Y, _FOOT_Y = 564.0, 40.0
_TINY = 3.5
"""Size down to which a name is made smaller rather than run over the edge."""
_HEAD_HEIGHT = 20.0


def draw_task_sheet(sheet: TaskSheet) -> bytes:
    """Bytes of the sheet."""
    canvas, target = blank_document(_WIDTH, _HEIGHT)
    pen = Pen(canvas)
    table = _table(sheet)
    rows = [
        (line.is_heading, row)
        for line in sheet.lines
        for row in table.split_row(_set_line(table, line), _TALLEST_ROW)
    ]
    pages = _pages(table, rows)
    for number, page in enumerate(pages, start=1):
        _draw_furniture(pen, sheet, number, len(pages))
        block = _LATER_BLOCK if number > 1 else _TITLE_BLOCK
        if number == 1:
            _draw_title(pen, sheet)
        table.draw(pen, _LEFT, _TOP - block, page)
        canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


def _table(sheet: TaskSheet) -> RuledTable:
    whole = sum(column.share for column in sheet.columns)
    columns = tuple(
        RuledColumn(
            (_RIGHT - _LEFT) * column.share / whole, Align.CENTRE if column.is_centred else Align.LEFT
        )
        for column in sheet.columns
    )
    head = tuple(HeadCell(text=column.name, first=i, last=i) for i, column in enumerate(sheet.columns))
    return RuledTable(
        columns=columns, head=head, head_heights=(_HEAD_HEIGHT,), head_style=_HEAD, padding_x=4.0
    )


def _set_line(table: RuledTable, line: TaskLine) -> SetRow:
    return table.set_row(line.texts, _HEADING if line.is_heading else _TEXT)


def _pages(table: RuledTable, rows: Sequence[tuple[bool, SetRow]]) -> list[list[SetRow]]:
    """Rows of each page; the heading of a domain never stands last on one."""
    tied: list[list[SetRow]] = []
    is_open = False
    for is_heading, row in rows:
        if is_open:
            tied[-1].append(row)
        else:
            tied.append([row])
        is_open = is_heading
    heights = [sum(row.height for row in group) for group in tied]
    room = _TOP - _BOTTOM - table.head_height
    cuts = paginate(heights, room - _TITLE_BLOCK, room - _LATER_BLOCK, 0.0)
    return [[row for group in tied[cut] for row in group] for cut in cuts]


def _draw_title(pen: Pen, sheet: TaskSheet) -> None:
    title = f"{sheet.plan_title}{TITLE}"
    pen.line(title, fit_size(title, _TITLE, _RIGHT - _LEFT, _TINY), _WIDTH / 2, _TOP - 18, Align.CENTRE)
    about = f"单位：{sheet.unit_name}" if sheet.unit_name else "全部责任单位"
    pen.line(f"{about}　主要目标和策略措施 {sheet.count} 条", _TEXT, _LEFT, _TOP - 42)
    mark = replace(_RUNNING, size=_ALERT.size) if sheet.is_confirmed else _ALERT
    pen.line(sheet.standing, fit_size(sheet.standing, mark, 380.0, _TINY), _RIGHT, _TOP - 42, Align.RIGHT)


def _draw_furniture(pen: Pen, sheet: TaskSheet, number: int, total: int) -> None:
    named = "　".join(part for part in (sheet.plan_title + TITLE, sheet.unit_name) if part)
    style = _RUNNING if sheet.is_confirmed else _ALERT
    pen.line(named, fit_size(named, _RUNNING, 480.0, _TINY), _LEFT, _HEAD_Y)
    standing = wrap_text(sheet.standing, style, 260.0)[0]
    pen.line(standing, style, _RIGHT, _HEAD_Y, Align.RIGHT)
    pen.rule((_LEFT, _HEAD_Y - 6), (_RIGHT, _HEAD_Y - 6))
    pen.rule((_LEFT, _FOOT_Y + 12), (_RIGHT, _FOOT_Y + 12))
    pen.line(f"规划数据包版本 {sheet.version}", _RUNNING, _LEFT, _FOOT_Y)
    pen.line(f"第 {number} 页　共 {total} 页", _RUNNING, _WIDTH / 2, _FOOT_Y, Align.CENTRE)


def _facts(sheet: TaskSheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"{sheet.plan_title}{TITLE} {sheet.unit_name}".strip(),
        author=sheet.unit_name or sheet.plan_title,
        producer="tianbao",
        created=None,
        identity="",
    )
