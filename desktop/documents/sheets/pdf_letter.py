"""Draws the paper of a letter of the office with ReportLab.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.official.pdf_page import SEAL_SIZE, draw_seal_box
from desktop.documents.paper.blank import DRAWING, blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.ruled_table import HeadCell, RuledColumn, RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import TINY, Align, Pen, Style, fit_size, fitting, wrap_text
from desktop.documents.sheets.letter_content import LetterContent

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4 upright in points (ISO 216: 210 by 297 mm)."""
_LEFT, _RIGHT = 72.0, 523.28
_ROOM = _RIGHT - _LEFT
_TOP, _BOTTOM, _FOOT_Y = 770.0, 62.0, 40.0
_LATER_BLOCK = 24.0
"""Height of the continued heading on later pages."""
_SIGNATURE = SEAL_SIZE + 16
"""Height of office, date and seal box; our own choice."""
_NUMBER_LEFT = 390.0
"""Where the rule for the document's number begins; it is written by hand."""
_TALLEST = 300.0
"""A taller row is continued in a further one."""
_TITLE = Style(SANS_BOLD, 18)
_TEXT, _LABEL = Style(SERIF, 11), Style(SANS_BOLD, 10)
_CELL, _HEAD, _RUNNING = Style(SERIF, 9.5), Style(SANS_BOLD, 9.5), Style(SERIF, 8, 0.25)
_COLUMNS = (
    ("序号", 34.0, Align.CENTRE),
    ("报表和指标", 152.0, Align.LEFT),
    ("需要核实的问题", 195.28, Align.LEFT),
    ("答复期限", 70.0, Align.CENTRE),
)
_LABEL_WIDTH = 104.0


def draw_letter(content: LetterContent) -> bytes:
    """Bytes of the paper."""
    with DRAWING:
        canvas, target = blank_document(_WIDTH, _HEIGHT)
        pen, table = Pen(canvas), _table()
        rows = [part for row in _rows(table, content) for part in table.split_row(row, _TALLEST)]
        start = _TOP - _opening_height(content)
        later = _TOP - _LATER_BLOCK
        head = table.head_height if rows else 0.0
        tail = _closing_height(content)
        pages = paginate([row.height for row in rows], start - _BOTTOM - head, later - _BOTTOM - head, tail)
        # What stands above may leave no room for the end of it; then that gets a page of its own.
        used = sum(row.height for row in rows[pages[-1]]) + head
        is_apart = (start if len(pages) == 1 else later) - used - tail < _BOTTOM
        total = len(pages) + is_apart
        for number, cut in enumerate(pages, start=1):
            y = _draw_opening(pen, content) if number == 1 else _draw_continued(pen, content)
            if rows:
                y = table.draw(pen, _LEFT, y, rows[cut])
            if number == len(pages) and not is_apart:
                _draw_closing(pen, content, y)
            _draw_foot(pen, content, number, total)
            canvas.showPage()
        if is_apart:
            _draw_closing(pen, content, _draw_continued(pen, content))
            _draw_foot(pen, content, total, total)
            canvas.showPage()
        canvas.save()
        return make_pdfa(target.getvalue(), _facts(content))


def _table() -> RuledTable:
    return RuledTable(
        columns=tuple(RuledColumn(width, align) for _, width, align in _COLUMNS),
        head=tuple(HeadCell(text=name, first=i, last=i) for i, (name, _, _) in enumerate(_COLUMNS)),
        head_heights=(24.0,),
        head_style=_HEAD,
        row_height=26.0,
        padding=5.0,
    )


def _rows(table: RuledTable, content: LetterContent) -> list[SetRow]:
    return [
        table.set_row(
            (str(one.number), one.place, one.text, "" if one.deadline is None else one.deadline.isoformat()),
            _CELL,
        )
        for one in content.questions
    ]


def _opening(content: LetterContent) -> list[tuple[str, ...]]:
    """The lines of each paragraph before the tables."""
    said = [f"{content.unit_name}：", *(f"　　{text}" for text in content.paragraphs)]
    return [wrap_text(text, _TEXT, _ROOM) for text in said]


def _fields(content: LetterContent) -> list[tuple[str, tuple[str, ...]]]:
    return [(label, wrap_text(text, _CELL, _ROOM - _LABEL_WIDTH - 4)) for label, text in content.taken]


def _opening_height(content: LetterContent) -> float:
    paragraphs = sum(len(lines) * _TEXT.leading + 5 for lines in _opening(content))
    fields = sum(len(lines) * _CELL.leading + 9 for _, lines in _fields(content))
    return 76 + paragraphs + 6 + (fields + 14 if fields else 0.0)


def _closing(content: LetterContent) -> list[tuple[str, ...]]:
    return [wrap_text(f"　　{text}", _TEXT, _ROOM) for text in content.closing]


def _closing_height(content: LetterContent) -> float:
    return 12 + sum(len(lines) * _TEXT.leading + 5 for lines in _closing(content)) + 12 + _SIGNATURE


def _draw_opening(pen: Pen, content: LetterContent) -> float:
    title = fit_size(content.title, _TITLE, _ROOM, TINY)
    pen.line(content.title, title, _WIDTH / 2, _TOP - 18, Align.CENTRE)
    pen.line("文号：", _TEXT, _NUMBER_LEFT, _TOP - 48, Align.RIGHT)
    pen.rule((_NUMBER_LEFT, _TOP - 51), (_RIGHT, _TOP - 51))
    y = _draw_paragraphs(pen, _opening(content), _TOP - 76) - 6
    fields = _fields(content)
    for label, lines in fields:
        pen.rule((_LEFT, y), (_RIGHT, y))
        pen.line(label, _LABEL, _LEFT + 4, y - 5 - _CELL.size)
        y = pen.block(lines, _CELL, _LEFT + _LABEL_WIDTH, y - 5) - 4
    if fields:
        pen.rule((_LEFT, y), (_RIGHT, y))
        y -= 14
    return y


def _draw_continued(pen: Pen, content: LetterContent) -> float:
    text, style = fitting(f"{content.title}（续）　{content.unit_name}", _CELL, _ROOM)
    pen.line(text, style, _LEFT, _TOP - 8)
    return _TOP - _LATER_BLOCK


def _draw_closing(pen: Pen, content: LetterContent, y: float) -> None:
    y = _draw_paragraphs(pen, _closing(content), y - 12) - 12
    left = _RIGHT - SEAL_SIZE
    draw_seal_box(pen, left, y - SEAL_SIZE, SEAL_SIZE)
    office = fit_size(content.office, _TEXT, left - _LEFT - 12, TINY)
    pen.line(content.office, office, left - 12, y - SEAL_SIZE / 2, Align.RIGHT)
    pen.line("　　　　年　　月　　日", _TEXT, left - 12, y - SEAL_SIZE / 2 - 24, Align.RIGHT)


def _draw_paragraphs(pen: Pen, paragraphs: Sequence[tuple[str, ...]], y: float) -> float:
    for lines in paragraphs:
        y = pen.block(lines, _TEXT, _LEFT, y) - 5
    return y


def _draw_foot(pen: Pen, content: LetterContent, number: int, total: int) -> None:
    pen.rule((_LEFT, _FOOT_Y + 12), (_RIGHT, _FOOT_Y + 12))
    pen.line(content.foot, _RUNNING, _LEFT, _FOOT_Y)
    pen.line(f"第 {number} 页　共 {total} 页", _RUNNING, _RIGHT, _FOOT_Y, Align.RIGHT)


def _facts(content: LetterContent) -> DocumentFacts:
    return DocumentFacts(
        title=f"{content.title} {content.unit_name}",
        author=content.office,
        producer="tianbao",
        created=content.made_on,
        identity=content.identity,
    )
