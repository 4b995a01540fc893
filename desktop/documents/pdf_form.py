"""One statistical form on its pages: head, table, signature line, seal box and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from desktop.documents.fonts import text_width
from desktop.documents.pdf_page import (
    BODY,
    BOTTOM,
    HEAD,
    LEFT,
    RIGHT,
    SEAL_SIZE,
    SMALL,
    TALLEST_ROW,
    TITLE,
    TOP,
    TYPE_WIDTH,
    WIDTH,
    Page,
    draw_seal_box,
)
from desktop.documents.printed import PrintedForm, PrintedPerson, PrintedRow
from desktop.documents.ruled_table import Column, HeadCell, RuledTable, SetRow, paginate
from desktop.documents.typesetting import Align, Pen, Style, fit_size, wrap_text

_HEAD_BLOCK = 84.0
"""Height of title and 表号 block on the first page of a form."""
_CONTINUED_HEAD = 24.0
_SIGN_LINE = 24.0
_NOTES_GAP = 4.0
_SEAL_GAP = 7.0
_CLOSING = _SEAL_GAP + SEAL_SIZE + 3.0
"""Height of signature line, first notes and seal box, which stay together below the table."""
_BESIDE_SEAL = TYPE_WIDTH - SEAL_SIZE - 18.0
_INDENT = 11.0
_WIDTHS = {"code": 32.0, "last": 58.0, "target": 92.0, "verdict": 66.0, "remark": 92.0}
_WIDE_WIDTHS = {"code": 36.0, "last": 66.0, "target": 124.0, "verdict": 76.0, "remark": 116.0}
_TIGHT_WIDTHS = {"code": 30.0, "last": 52.0, "target": 80.0, "verdict": 54.0, "remark": 62.0}
_TIGHTEST_WIDTHS = {"code": 28.0, "last": 46.0, "target": 58.0, "verdict": 44.0, "remark": 46.0}
"""Widths beside the name and the value columns: wide for forms without breakdown, tight for many."""
_LEAST_NAME = 136.0
_DENSITIES = ((21.0, 3.2, BODY), (17.5, 3.0, BODY), (14.8, 2.0, Style(BODY.font, 8.2)))
"""Row height, padding and style, airy first: a denser one is taken only where it saves a page."""
_LETTERS = ("甲", "乙", "丙")


def form_pages(form: PrintedForm, year: int, people: Sequence[PrintedPerson]) -> list[Page]:
    """Lay a form out on pages: as airy as the smallest number of pages allows."""
    beside, below = _split_notes(_number_notes(form.notes))
    settings = [_set_table(form, *density) for density in _DENSITIES]
    counts = [len(s.cuts) + len(_cut_notes(s, below)[1]) for s in settings]
    chosen = settings[counts.index(min(counts))]
    here, further = _cut_notes(chosen, below)
    foot = f"{form.table_no}　{form.title}" if form.table_no else form.title
    pages = []
    for i, cut in enumerate(chosen.cuts):
        head = partial(_draw_form_head, form, year) if i == 0 else partial(_draw_continued_head, form)
        closing = partial(_draw_closing, people, beside, here) if cut is chosen.cuts[-1] else None
        draw = partial(_draw_table, head, chosen.table, chosen.rows[cut], closing)
        pages.append(Page(foot, "" if i else form.title, draw))
    return pages + [Page(foot, "", partial(_draw_notes_page, form, lines)) for lines in further]


@dataclass(frozen=True)
class _SetTable:
    """A table set at one density, cut into pages."""

    table: RuledTable
    rows: list[SetRow]
    cuts: list[slice]


def _set_table(form: PrintedForm, row_height: float, padding: float, style: Style) -> _SetTable:
    table = replace(_table(form), row_height=row_height, padding=padding)
    rows = [part for r in form.rows for part in table.split_row(_set_row(table, r, style), TALLEST_ROW)]
    room = TOP - BOTTOM - table.head_height
    cuts = paginate([r.height for r in rows], room - _HEAD_BLOCK, room - _CONTINUED_HEAD, _CLOSING)
    return _SetTable(table, table.even_figures(rows), cuts)


def _cut_notes(chosen: _SetTable, lines: list[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Lines that fit below the seal box on the last page of the table, and those of further pages."""
    head = _HEAD_BLOCK if len(chosen.cuts) == 1 else _CONTINUED_HEAD
    rows = chosen.rows[chosen.cuts[-1]]
    used = head + chosen.table.head_height + sum(r.height for r in rows) + _CLOSING
    fitting = max(0, int((TOP - BOTTOM - used) // SMALL.leading))
    rest = lines[fitting:]
    per_page = int((TOP - BOTTOM - _CONTINUED_HEAD) // SMALL.leading)
    further = [tuple(rest[start : start + per_page]) for start in range(0, len(rest), per_page)]
    return tuple(lines[:fitting]), further


def _table(form: PrintedForm) -> RuledTable:
    count = len(form.columns)
    fixed, value_width, name_width = _column_widths(form)
    figure = Column(value_width, Align.RIGHT, is_figure=True)
    columns = (
        Column(name_width),
        Column(fixed["unit"], Align.CENTRE),
        Column(fixed["code"], Align.CENTRE),
        *([figure] * count),
        Column(fixed["last"], Align.RIGHT, is_figure=True),
        Column(fixed["target"], Align.LEFT),
        Column(fixed["verdict"], Align.CENTRE),
        Column(fixed["remark"]),
    )
    heights = (12.0, 12.0, 14.0) if count == 1 else (16.0, 15.0, 14.0)
    return RuledTable(columns, _head_cells(form), heights, HEAD)


def _column_widths(form: PrintedForm) -> tuple[dict[str, float], float, float]:
    """Widths of the fixed columns, of a value column and of the name; narrow ones for many columns."""
    count = len(form.columns)
    figures = [c.text for row in form.rows for c in (*row.cells, row.last_year)]
    widest = max((text_width(text, BODY.font, BODY.size) for text in figures), default=0.0)
    value_width = 66.0 if count == 1 else max(42.0, min(58.0, 260.0 / count), min(66.0, widest + 12.0))
    choices = [_WIDE_WIDTHS if count == 1 else _WIDTHS, _TIGHT_WIDTHS, _TIGHTEST_WIDTHS]
    rooms = [TYPE_WIDTH - _unit_width(form) - sum(w.values()) - count * value_width for w in choices]
    chosen = next((n for n, room in enumerate(rooms) if room >= _LEAST_NAME), len(choices) - 1)
    fixed = {"unit": _unit_width(form), **choices[chosen]}
    if rooms[chosen] >= _LEAST_NAME:
        return fixed, value_width, rooms[chosen]
    return fixed, (TYPE_WIDTH - sum(fixed.values()) - _LEAST_NAME) / count, _LEAST_NAME


def _unit_width(form: PrintedForm) -> float:
    widest = max((text_width(row.unit, BODY.font, BODY.size) for row in form.rows), default=0.0)
    return min(76.0, max(48.0, widest + 12.0))


def _head_cells(form: PrintedForm) -> tuple[HeadCell, ...]:
    count = len(form.columns)
    names = ("指标名称", "计量单位", "代码")
    cells = [HeadCell(name, i, i, 0, 1) for i, name in enumerate(names)]
    if count == 1:
        cells.append(HeadCell("本年", 3, 3, 0, 1))
    else:
        cells.append(HeadCell("本　年", 3, 2 + count))
        cells += [HeadCell(name, 3 + i, 3 + i, 1, 1) for i, name in enumerate(form.columns)]
    names_after = ("上年", "规划目标", "评价", "备注")
    cells += [HeadCell(name, 3 + count + i, 3 + count + i, 0, 1) for i, name in enumerate(names_after)]
    marks = [*_LETTERS, *(str(n + 1) for n in range(count + len(names_after)))]
    cells += [HeadCell(mark, i, i, 2, 2) for i, mark in enumerate(marks)]
    return tuple(cells)


def _set_row(table: RuledTable, row: PrintedRow, style: Style) -> SetRow:
    texts = (
        row.name,
        row.unit,
        row.code,
        *(c.text for c in row.cells),
        row.last_year.text,
        "\n".join(row.target),
        row.verdict,
        row.remark,
    )
    return table.set_row(texts, style, (row.depth * _INDENT,))


def _number_notes(notes: Sequence[str]) -> list[str]:
    return [f"{i}．{note}" for i, note in enumerate(notes, start=1)]


def _split_notes(notes: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Lines that stand beside the seal box, and lines of the whole width that follow below it."""
    lines: list[str] = ["说明："]
    limit = int((_CLOSING - _SIGN_LINE - _NOTES_GAP) // SMALL.leading)
    for i, note in enumerate(notes):
        wrapped = wrap_text(note, SMALL, _BESIDE_SEAL)
        if len(lines) + len(wrapped) > limit:
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
    labels = {"表号": "表　　号", "文号": "文　　号"}
    block_width = max(text_width(f"制定机关：{text}", BODY.font, BODY.size) for _, text in form.head)
    left = RIGHT - max(block_width, 120.0)
    y = TOP - 40
    for label, text in form.head:
        pen.line(f"{labels.get(label, label)}：{text}", BODY, left, y)
        y -= 12.4
    base = y + 12.4
    pen.line(f"统计期间：{form.period}", BODY, LEFT, base + 12.4)
    pen.line(f"综合机关名称（填报单位）：{form.unit_name}", BODY, LEFT, base)
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
    """The line 单位负责人 … 报出日期, spread over the width."""
    step = (right - left) / len(people)
    for i, person in enumerate(people):
        label = f"{person.label}："
        x = left + i * step
        pen.line(label, BODY, x, y)
        taken = text_width(label, BODY.font, BODY.size)
        pen.line(person.text, fit_size(person.text, BODY, step - taken - 6), x + taken, y)


def _draw_notes_page(form: PrintedForm, lines: tuple[str, ...], pen: Pen) -> None:
    pen.line(f"{form.title}（说明续）", Style(TITLE.font, 10.5), WIDTH / 2, TOP - 13, Align.CENTRE)
    pen.block(lines, SMALL, LEFT, TOP - _CONTINUED_HEAD)
