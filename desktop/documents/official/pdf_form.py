"""One statistical form on its pages: head, table, signature line, seal box and notes.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from desktop.documents.official.by_hand import MARK
from desktop.documents.official.form_columns import form_parts
from desktop.documents.official.pdf_page import (
    BODY,
    BOTTOM,
    SEAL_SIZE,
    SMALL,
    TITLE,
    TOP,
    PaperPage,
    draw_seal_box,
)
from desktop.documents.official.printed import PrintedForm, PrintedPerson
from desktop.documents.paper.font_cover import undrawn
from desktop.documents.paper.fonts import text_width
from desktop.documents.paper.landscape import LEFT, RIGHT, TALLEST_ROW, TYPE_WIDTH, WIDTH
from desktop.documents.paper.ruled_table import RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import TINY, Align, Pen, Style, drawn_width, fit_size, wrap_text
from forms.frozen import frozen

_HEAD_BLOCK = 84.0
"""Height of title and 表号 block on the first page of a form."""
_CONTINUED_HEAD = 24.0
"""Height of the one line above the table on a further page."""
_SIGN_LINE = 24.0
_NOTES_GAP = 4.0
_SEAL_GAP = 7.0
_CLOSING = _SEAL_GAP + SEAL_SIZE + 3.0
"""Height of signature line, first notes and seal box, which stay together below the table."""
_BESIDE_SEAL = TYPE_WIDTH - SEAL_SIZE - 18.0
_INDENT = 11.0
"""Of the name of a row, for each level below the first."""
_ON_COVER = "（见封面）"
"""In place of a name that has no room even in the smallest size."""
_BLANK_NAME = 60.0
"""Room for a name that is written by hand."""
_BY_HAND = Style(BODY.font, 6.4, 0.35)
_DENSITIES = (
    (21.0, 3.2, BODY),
    (17.5, 3.0, BODY),
    (14.8, 2.0, Style(BODY.font, 8.2)),
    (13.0, 1.3, Style(BODY.font, 7.8)),
)
"""Row height, padding and style, the loosest first: a denser one is used only where it saves a page."""


def form_pages(form: PrintedForm, year: int, people: Sequence[PrintedPerson]) -> list[PaperPage]:
    """Lay a form out on the smallest number of pages, and on these as loosely as possible."""
    beside, below = _split_notes(_number_notes(form.notes))
    chosen = _fewest_pages(form, below)
    here, further = _cut_notes(chosen, below)
    foot = f"{form.table_no}　{form.title}" if form.table_no else form.title
    pages: list[PaperPage] = []
    for table, rows in ((t.table, t.rows[cut]) for t in chosen for cut in t.cuts):
        head = partial(_draw_continued_head, form) if pages else partial(_draw_form_head, form, year)
        # The closing stands below the last table only, the head of the form above the first only.
        is_last = len(pages) == sum(len(t.cuts) for t in chosen) - 1
        closing = partial(_draw_closing, people, beside, here) if is_last else None
        draw = partial(_draw_table, head, table, rows, closing)
        pages.append(PaperPage(foot, "" if pages else form.title, draw))
    return pages + [PaperPage(foot, "", partial(_draw_notes_page, form, lines)) for lines in further]


def _fewest_pages(form: PrintedForm, notes: list[str]) -> list[_SetTable]:
    """The tables of a form at the loosest density of those that need the fewest pages."""
    settings: list[list[_SetTable]] = []
    counts: list[int] = []
    for density in _DENSITIES:
        tables = _set_tables(form, *density)
        settings.append(tables)
        counts.append(sum(len(t.cuts) for t in tables) + len(_cut_notes(tables, notes)[1]))
        if counts[-1] == len(tables):
            break  # a page for each table: no density needs fewer
    # `index` finds the first, and the loosest setting comes first.
    return settings[counts.index(min(counts))]


@frozen
class _SetTable:
    """A table set at one density, cut into pages."""

    table: RuledTable
    rows: list[SetRow]
    cuts: list[slice]


def _set_tables(form: PrintedForm, row_height: float, padding: float, style: Style) -> list[_SetTable]:
    """The tables of a form; the head block stands above the first, the closing below the last."""
    parts = form_parts(form)
    tables: list[_SetTable] = []
    for part in parts:
        table = replace(part.table, row_height=row_height, padding=padding)
        set_rows = [table.set_row(part.texts(r), style, (r.depth * _INDENT,)) for r in form.rows]
        # Rows are split before pages are cut, so that no row is taller than a page.
        rows = [piece for row in set_rows for piece in table.split_row(row, TALLEST_ROW)]
        room = TOP - BOTTOM - table.head_height
        first = room - (_CONTINUED_HEAD if tables else _HEAD_BLOCK)
        tail = _CLOSING if part is parts[-1] else 0.0
        cuts = paginate([r.height for r in rows], first, room - _CONTINUED_HEAD, tail)
        tables.append(_SetTable(table, table.even_figures(rows), cuts))
    return tables


def _cut_notes(tables: list[_SetTable], lines: list[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Lines that fit below the seal box on the last page of the table, and those of further pages."""
    chosen = tables[-1]
    head = _HEAD_BLOCK if len(tables) == len(chosen.cuts) == 1 else _CONTINUED_HEAD
    rows = chosen.rows[chosen.cuts[-1]]
    used = head + chosen.table.head_height + sum(r.height for r in rows) + _CLOSING
    fitting = max(0, int((TOP - BOTTOM - used) // SMALL.leading))
    rest = lines[fitting:]
    per_page = int((TOP - BOTTOM - _CONTINUED_HEAD) // SMALL.leading)
    further = [tuple(rest[start : start + per_page]) for start in range(0, len(rest), per_page)]
    return tuple(lines[:fitting]), further


def _number_notes(notes: Sequence[str]) -> list[str]:
    return [f"{i}．{note}" for i, note in enumerate(notes, start=1)]


def _split_notes(notes: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Lines that stand beside the seal box, and lines of the whole width that follow below it."""
    lines: list[str] = ["说明："]
    limit = int((_CLOSING - _SIGN_LINE - _NOTES_GAP) // SMALL.leading)
    for i, note in enumerate(notes):
        wrapped = wrap_text(note, SMALL, _BESIDE_SEAL)
        if len(lines) + len(wrapped) > limit:
            # The first note that does not fit, and all after it, go below: their numbers stay in order.
            below = [line for n in notes[i:] for line in wrap_text(n, SMALL, TYPE_WIDTH)]
            return tuple(lines), below
        lines += wrapped
    return tuple(lines), []


def _draw_table(
    head: Callable[[Pen], float],
    table: RuledTable,
    rows: Sequence[SetRow],
    closing: Callable[[Pen, float], None] | None,
    pen: Pen,
) -> None:
    y = table.draw(pen, LEFT, head(pen), rows)
    if closing is not None:
        closing(pen, y)


def _draw_form_head(form: PrintedForm, year: int, pen: Pen) -> float:
    pen.line(form.series, BODY, WIDTH / 2, TOP - 12, Align.CENTRE)
    style = fit_size(form.title, TITLE, TYPE_WIDTH - 300)
    pen.line(form.title, style, WIDTH / 2, TOP - 33, Align.CENTRE)
    # Spread to the four characters of 制定机关, as printed forms have it.
    labels = {"表号": "表　　号", "文号": "文　　号"}
    block_width = max(text_width(f"制定机关：{text}", BODY.font, BODY.size) for _, text in form.head)
    left = RIGHT - max(block_width, 120.0)
    y = TOP - 40
    for label, text in form.head:
        pen.line(f"{labels.get(label, label)}：{text}", BODY, left, y)
        y -= 12.4
    base = y + 12.4
    pen.line(f"统计期间：{form.period}", BODY, LEFT, base + 12.4)
    unit = f"综合机关名称（填报单位）：{form.unit_name}"
    pen.line(unit, fit_size(unit, BODY, TYPE_WIDTH / 2 - 30, TINY), LEFT, base)
    pen.line(f"{year} 年", Style(BODY.font, 10.5), WIDTH / 2, base, Align.CENTRE)
    return TOP - _HEAD_BLOCK


def _draw_continued_head(form: PrintedForm, pen: Pen) -> float:
    pen.line(f"{form.title}（续表）", Style(TITLE.font, 10.5), WIDTH / 2, TOP - 13, Align.CENTRE)
    return TOP - _CONTINUED_HEAD


def _draw_closing(
    people: Sequence[PrintedPerson], beside: tuple[str, ...], below: tuple[str, ...], pen: Pen, y: float
) -> None:
    draw_signatures(pen, people, LEFT, LEFT + _BESIDE_SEAL, y - 16)
    end = pen.block(beside, SMALL, LEFT, y - _SIGN_LINE - _NOTES_GAP)
    draw_seal_box(pen, RIGHT - SEAL_SIZE, y - _SEAL_GAP - SEAL_SIZE, SEAL_SIZE)
    if below:
        pen.block(below, SMALL, LEFT, min(end, y - _SEAL_GAP - SEAL_SIZE))


def draw_signatures(pen: Pen, people: Sequence[PrintedPerson], left: float, right: float, y: float) -> None:
    """The line 单位负责人 … 报出日期, spread over the width; it is even where no name is long."""
    x = left
    for person, step in zip(people, _shares(people, right - left), strict=True):
        label = f"{person.label}："
        pen.line(label, BODY, x, y)
        taken = text_width(label, BODY.font, BODY.size)
        # With one character that no font draws the whole name is left blank: it is written as one word by one
        # hand.
        if undrawn(person.text):
            pen.rule((x + taken, y - 2.5), (x + step - 8, y - 2.5))
            pen.line(MARK, _BY_HAND, x + step - 8, y, Align.RIGHT)
        else:
            style = fit_size(person.text, BODY, step - taken - 6, TINY)
            has_room = drawn_width(person.text, style) <= step - taken
            pen.line(person.text if has_room else _ON_COVER, style, x + taken, y)
        x += step


def _shares(people: Sequence[PrintedPerson], width: float) -> list[float]:
    """Width of each field: equal ones, or where a name needs more, what the others can do without."""
    even = width / len(people)
    needs = [
        text_width(f"{p.label}：", BODY.font, BODY.size)
        + (_BLANK_NAME if undrawn(p.text) else drawn_width(p.text, BODY))
        + 8
        for p in people
    ]
    if max(needs) <= even:
        return [even] * len(people)
    least = [min(need, even) for need in needs]
    spare, more = width - sum(least), sum(needs) - sum(least)
    return [part + spare * (need - part) / more for part, need in zip(least, needs, strict=True)]


def _draw_notes_page(form: PrintedForm, lines: tuple[str, ...], pen: Pen) -> None:
    pen.line(f"{form.title}（说明续）", Style(TITLE.font, 10.5), WIDTH / 2, TOP - 13, Align.CENTRE)
    pen.block(lines, SMALL, LEFT, TOP - _CONTINUED_HEAD)
