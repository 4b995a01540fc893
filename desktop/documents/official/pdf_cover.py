"""The cover: title, unit, year, who signs, contents, and the duties that the Statistics Law sets.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.documents.official.by_hand import MARK
from desktop.documents.official.content import PrintContent
from desktop.documents.official.pdf_page import SEAL_SIZE, TOP, PaperPage, draw_seal_box
from desktop.documents.official.printed import LAW, cover_fields, signature_line, submission_text
from desktop.documents.paper.font_cover import undrawn
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, text_width
from desktop.documents.paper.landscape import LEFT, RIGHT, WIDTH
from desktop.documents.paper.typesetting import TINY, Align, Pen, Style, fit_size, wrap_text

_PLAN_TITLE = Style(SANS_BOLD, 25)
_SUBTITLE = Style(SANS_BOLD, 18)
_TEXT = Style(SERIF, 11)
_BY_HAND = Style(SERIF, 7.6, 0.35)
_CONTENTS_HEAD = Style(SANS_BOLD, 10.5)
_LAW_TOP = 122.0
_BLOCK_TOP = 372.0
_FIELD_STEP = 29.0
"""From one field to the next, unless there are too many of them."""
_FIELDS_ROOM = 174.0
"""From the first of the fields to the last."""
_NOTE_ROOM = 62.0
"""Between the last of the fields and the duties."""
_FIELDS_RIGHT = LEFT + 248.0
_CONTENTS_LEFT = 478.0
_LAW_STYLE = Style(SERIF, 8.4)
_LAW_HEAD = "《中华人民共和国统计法》（2024 年修正）规定的责任（大意，以法律原文为准）："


def cover_page(content: PrintContent, entries: Sequence[tuple[str, str]], note: str = "") -> PaperPage:
    """The cover.

    Args:
        content: what is printed.
        entries: titles with page numbers for the contents; the number of an annex is empty.
        note: what is to be written by hand, empty where nothing is.
    """
    return PaperPage("封面", "封面", partial(_draw_cover, content, tuple(entries), note))


def _draw_cover(content: PrintContent, entries: tuple[tuple[str, str], ...], note: str, pen: Pen) -> None:
    title = fit_size(content.plan.shown_title, _PLAN_TITLE, RIGHT - LEFT)
    pen.line(content.plan.shown_title, title, WIDTH / 2, TOP - 62, Align.CENTRE)
    pen.line("监测统计年报表", _SUBTITLE, WIDTH / 2, TOP - 96, Align.CENTRE)
    pen.line(
        f"{content.year} 年度　　{submission_text(content)}",
        Style(SERIF, 13),
        WIDTH / 2,
        TOP - 126,
        Align.CENTRE,
    )
    _draw_fields(content, pen)
    height = _draw_note(note, pen) if note else 0.0
    _draw_contents(entries, height, pen)
    _draw_law(pen)


def _draw_fields(content: PrintContent, pen: Pen) -> None:
    fields = list(cover_fields(content))
    people = signature_line(content)
    fields += [(p.label, p.text) for p in people]
    by_hand = {p.label for p in people if undrawn(p.text)}
    y, step = _BLOCK_TOP, min(_FIELD_STEP, _FIELDS_ROOM / (len(fields) - 1))
    label_width = text_width("单位负责人：", _TEXT.font, _TEXT.size)
    for label, text in fields:
        pen.line(f"{label}：", _TEXT, LEFT + label_width, y, Align.RIGHT)
        start = LEFT + label_width + 2
        if label in by_hand:
            pen.line(MARK, _BY_HAND, _FIELDS_RIGHT, y, Align.RIGHT)
        else:
            style = fit_size(text, _TEXT, _FIELDS_RIGHT - start - 8, TINY)
            lines = wrap_text(text, style, _FIELDS_RIGHT - start - 8)
            for i, line in enumerate(lines):
                pen.line(line, style, start + 4, y + (len(lines) - 1 - i) * style.leading)
        pen.rule((start, y - 4), (_FIELDS_RIGHT, y - 4))
        y -= step
    draw_seal_box(pen, _FIELDS_RIGHT + 24, _BLOCK_TOP + 10 - SEAL_SIZE, SEAL_SIZE)


def _draw_note(note: str, pen: Pen) -> float:
    """Draw the note between the fields and the duties, smaller where it is long; returns its height."""
    style = _LAW_STYLE
    lines = wrap_text(note, style, RIGHT - LEFT)
    while len(lines) * style.leading > _NOTE_ROOM and style.size > TINY:
        style = Style(style.font, style.size - 0.5)
        lines = wrap_text(note, style, RIGHT - LEFT)
    height = len(lines) * style.leading
    pen.block(lines, style, LEFT, _LAW_TOP + 4 + height)
    return height


def _draw_contents(entries: tuple[tuple[str, str], ...], lifted: float, pen: Pen) -> None:
    pen.line("目　录", _CONTENTS_HEAD, (_CONTENTS_LEFT + RIGHT) / 2, _BLOCK_TOP, Align.CENTRE)
    room = _BLOCK_TOP - _LAW_TOP - 36 - lifted
    # Closer lines and smaller type rather than a second page: the cover is one sheet.
    step = min(20.0, room / max(1, len(entries)))
    style = Style(SERIF, min(9.5, step * 0.72))
    y = _BLOCK_TOP - 24
    for title, page in entries:
        shown = fit_size(title, style, RIGHT - _CONTENTS_LEFT - 40, 4.0)
        pen.line(title, shown, _CONTENTS_LEFT, y)
        if page:
            pen.line(page, style, RIGHT, y, Align.RIGHT)
            start = _CONTENTS_LEFT + text_width(title, shown.font, shown.size) + 4
            end = RIGHT - text_width(page, style.font, style.size) - 4
            _draw_leader(pen, start, end, y)
        y -= step


def _draw_leader(pen: Pen, start: float, end: float, y: float) -> None:
    """Draw the leader as a dashed line and not as full stops, which would be copied with the text."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeGray(0.45)
    canvas.setLineWidth(0.7)
    canvas.setLineCap(1)
    canvas.setDash(0.1, 3)
    if end > start:
        canvas.line(start, y + 1.5, end, y + 1.5)
    canvas.restoreState()


def _draw_law(pen: Pen) -> None:
    pen.rule((LEFT, _LAW_TOP), (RIGHT, _LAW_TOP))
    y = pen.block((_LAW_HEAD,), _LAW_STYLE, LEFT, _LAW_TOP - 5)
    for sentence in LAW:
        y = pen.block(wrap_text(sentence, _LAW_STYLE, RIGHT - LEFT), _LAW_STYLE, LEFT, y)
