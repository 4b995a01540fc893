"""Columns of a form on paper: their widths, and the number of tables that share the value columns.

Measures are in points and our own choice, tried on the forms of the five bundled plans
(``tests/desktop/documents/test_bundled_plans.py``); ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.documents.official.pdf_page import BODY, HEAD
from desktop.documents.official.printed import PrintedForm, PrintedRow
from desktop.documents.paper.fonts import text_width
from desktop.documents.paper.landscape import TYPE_WIDTH
from desktop.documents.paper.ruled_table import PADDING_X, SMALLEST, HeadCell, RuledColumn, RuledTable
from desktop.documents.paper.typesetting import Align, Style, wrap_text
from forms.frozen import frozen

_WIDTHS = {"code": 32.0, "last": 58.0, "target": 92.0, "verdict": 66.0, "remark": 92.0}
_WIDE_WIDTHS = {"code": 36.0, "last": 66.0, "target": 124.0, "verdict": 76.0, "remark": 116.0}
_TIGHT_WIDTHS = {"code": 30.0, "last": 52.0, "target": 80.0, "verdict": 54.0, "remark": 62.0}
"""Widths beside the name and the value columns: wide for forms without breakdown, tight for many."""
_LEAST_NAME = 136.0
_CLOSE_LEAST = {"name": 104.0, "code": 24.0, "target": 54.0, "verdict": 42.0, "remark": 38.0}
_CLOSE_WANTED = {
    "name": 170.0, "unit": 48.0, "code": 30.0,
    "last": 50.0, "target": 80.0, "verdict": 54.0, "remark": 62.0,
}  # fmt: skip
"""The same for many or long figures: what stands beside them gives way first."""
_CLOSE_PADDING = 3.0
_CLOSE_SIZES = (8.2, 7.6, SMALLEST)
"""Sizes of figures for many columns, the largest that fits one table."""
_LEAST_VALUE = 27.0
_MOST_SPARE = 18.0
"""How much wider than its content a value column becomes before the name gets the rest."""
_MOST_MORE = 24.0
"""Points by which the remarks become wider where the names leave room."""
_INDENT = 11.0
"""Room of an 其中 before a name, in points."""
_HEAD_GAP = 4.0
_FRONT, _BACK = ("name", "unit", "code"), ("last", "target", "verdict", "remark")
_NAMES = {
    "name": "指标名称", "unit": "计量单位", "code": "代码",
    "last": "上年", "target": "规划目标", "verdict": "评价", "remark": "备注",
}  # fmt: skip
_LETTERS = ("甲", "乙", "丙")


@frozen
class TablePart:
    """One table of a form: the columns it shows, by their place in the whole row."""

    table: RuledTable
    fields: tuple[int, ...]

    def texts(self, row: PrintedRow) -> tuple[str, ...]:
        """Texts of a row in the columns of this part."""
        cells = (c.text for c in row.cells)
        target, verdict = "\n".join(row.target), self._broken_verdict(row.verdict)
        whole = (row.name, row.unit, row.code, *cells, row.last_year.text, target, verdict, row.remark)
        return tuple(whole[i] for i in self.fields)

    def _broken_verdict(self, text: str) -> str:
        """The verdict on two lines where one line is too short: 进行中· above 走势待定."""
        # The verdict stands before the remark, which is last; a part without them makes no use of the result.
        room = self.table.columns[-2].width - 2 * self.table.padding_x
        if text_width(text, BODY.font, BODY.size) <= room:
            return text
        if "（" in text:  # the year that is compared with; the end of the line parts it as brackets do
            return text.replace("（", "\n", 1).replace("）", "", 1)
        return text.replace("·", "·\n", 1) if " ·" not in text.partition("·")[0] + "·" else text


def form_parts(form: PrintedForm) -> tuple[TablePart, ...]:
    """One table where all columns fit at legible sizes; else several tables that share the value columns."""
    count = len(form.columns)
    roomy = _roomy_widths(form)
    if roomy is not None:
        named, value_width = roomy
        heights = (12.0, 12.0, 14.0) if count == 1 else (16.0, 15.0, 14.0)
        return (
            _part(
                form,
                range(count),
                named,
                [value_width] * count,
                RuledTable(columns=(), head=(), head_heights=heights, head_style=HEAD),
            ),
        )
    return _close_parts(form)


def _roomy_widths(form: PrintedForm) -> tuple[dict[str, float], float] | None:
    """Widths by column name and of the value columns; None where they would not be legible."""
    count = len(form.columns)
    unit = min(76.0, max(48.0, _widest((row.unit for row in form.rows), BODY.size) + 2 * PADDING_X + 2))
    widest = _widest(_figures(form), BODY.size)
    value = 66.0 if count == 1 else max(42.0, min(58.0, 260.0 / count), min(66.0, widest + 12.0))
    names = form.columns if count > 1 else ()
    if max((text_width(name, HEAD.font, SMALLEST) for name in names), default=0.0) > value - _HEAD_GAP:
        return None
    # Wide ones first: the tight ones only where the name would get too little.
    for widths in (_WIDE_WIDTHS if count == 1 else _WIDTHS, _TIGHT_WIDTHS):
        room = TYPE_WIDTH - unit - sum(widths.values()) - count * value
        least = min(value, widths["last"]) - 2 * PADDING_X
        if room >= _LEAST_NAME and _widest(_figures(form), SMALLEST) <= least:
            return _with_room_for_remarks(form, {"name": room, "unit": unit, **widths}), value
    return None


def _with_room_for_remarks(form: PrintedForm, widths: dict[str, float]) -> dict[str, float]:
    """The widths where a remark that lacks a few points of one line gets them from a column with room."""
    needed = [_least_width(row.remark) for row in form.rows]
    present = widths["remark"]
    more = max([need - present for need in needed if present < need <= present + _MOST_MORE], default=0.0)
    least = {
        "name": max(_LEAST_NAME, *(_least_width(row.name) + row.depth * _INDENT for row in form.rows)),
        "target": max(_least_width(text) for row in form.rows for text in (*row.target, _NAMES["target"])),
    }
    giver = next((name for name in least if widths[name] - more >= least[name]), None)
    if not more or giver is None:
        return widths
    return {**widths, giver: widths[giver] - more, "remark": present + more}


def _least_width(text: str) -> float:
    """Width of a column in which a text stands on one line."""
    return text_width(text, BODY.font, BODY.size) + 2 * PADDING_X + 1


def _close_parts(form: PrintedForm) -> tuple[TablePart, ...]:
    count = len(form.columns)
    # Few tables before large figures: a form in one table is read across without turning the page.
    for tables in range(1, count + 1):
        for size in _CLOSE_SIZES:
            parts = _share_out(form, tables, size)
            if tables == count or all(sum(least) <= TYPE_WIDTH for least, _ in parts.values()):
                return tuple(_close_part(form, values, size, *parts[values]) for values in parts)
    raise AssertionError("a form has a column")


def _share_out(
    form: PrintedForm, tables: int, size: float
) -> dict[range, tuple[list[float], dict[str, float]]]:
    """Value columns of each table with their least widths beside those of the columns around them."""
    values = [_value_width(form, i, size) for i in range(len(form.columns))]
    last = max(_LEAST_VALUE, _widest((row.last_year.text for row in form.rows), size) + 2 * _CLOSE_PADDING)
    unit = max(30.0, _widest((row.unit for row in form.rows), BODY.size) + 2 * _CLOSE_PADDING + 1)
    beside = {**_CLOSE_LEAST, "unit": min(76.0, unit), "last": last}
    starts = _starts(values, sum(beside[name] for name in _BACK), tables)
    shared = {}
    for start, stop in zip(starts, [*starts[1:], len(values)], strict=True):
        names = _FRONT + (_BACK if stop == len(values) else ())
        around = {name: beside[name] for name in names}
        shared[range(start, stop)] = ([*values[start:stop], *around.values()], around)
    return shared


def _value_width(form: PrintedForm, column: int, size: float) -> float:
    """Least width by content: the figures unbroken, the name in two lines where it is long."""
    name = form.columns[column]
    # Rounded up: the longer of two lines.
    longest = len(name) if len(name) <= 3 else -(-len(name) // 2)
    head = longest * size + _HEAD_GAP
    figures = _widest((row.cells[column].text for row in form.rows), size) + 2 * _CLOSE_PADDING
    return max(_LEAST_VALUE, head, figures + 0.5)


def _starts(widths: Sequence[float], tail: float, tables: int) -> list[int]:
    """First value column of each table, so that tables are about equally full; the tail ends the last."""
    total = sum(widths) + tail
    starts, used = [0], 0.0
    for i, width in enumerate(widths):
        # A column belongs to the table in which its middle would lie if all were equally wide.
        is_due = used + width / 2 > total * len(starts) / tables
        # As many columns are left as tables to begin: each must have one.
        must = len(widths) - i <= tables - len(starts)
        if i > starts[-1] and len(starts) < tables and (is_due or must):
            starts.append(i)
        used += width
    return starts


def _close_part(
    form: PrintedForm, values: range, size: float, least: list[float], around: dict[str, float]
) -> TablePart:
    """A table whose spare width goes to the columns around the figures first, then to figures and name."""
    spare = max(0.0, TYPE_WIDTH - sum(least))
    wishes = {name: max(0.0, _CLOSE_WANTED.get(name, 0.0) - width) for name, width in around.items()}
    # Where the spare width does not do for all wishes, each gets the same part of its own.
    share = min(1.0, spare / max(1.0, sum(wishes.values())))
    named = {name: width + share * wishes[name] for name, width in around.items()}
    spare -= share * sum(wishes.values())
    more = min(_MOST_SPARE, spare / len(values))
    named["name"] += spare - more * len(values)
    widths = [width + more for width in least[: len(values)]]
    style = Style(HEAD.font, size)
    names = [wrap_text(form.columns[i], style, w - _HEAD_GAP) for i, w in zip(values, widths, strict=True)]
    height = max(15.0, max(len(lines) for lines in names) * style.leading + 3)
    table = RuledTable(
        columns=(),
        head=(),
        head_heights=(16.0, height, 14.0),
        head_style=style,
        padding_x=_CLOSE_PADDING,
        largest_figure=size,
    )
    return _part(form, values, named, widths, table)


def _part(
    form: PrintedForm, values: range, named: dict[str, float], widths: Sequence[float], base: RuledTable
) -> TablePart:
    figures = [RuledColumn(width, Align.RIGHT, is_figure=True) for width in widths]
    aligns = {"unit": Align.CENTRE, "code": Align.CENTRE, "last": Align.RIGHT, "verdict": Align.CENTRE}
    around = {
        name: RuledColumn(width, aligns.get(name, Align.LEFT), is_figure=name == "last")
        for name, width in named.items()
    }
    back = [name for name in _BACK if name in named]
    columns = (*(around[n] for n in _FRONT), *figures, *(around[n] for n in back))
    first_back = len(_FRONT) + len(form.columns)
    places = (*range(3), *(3 + i for i in values), *(first_back + i for i in range(len(back))))
    head = _head_cells(form, values, back, places, named["unit"])
    return TablePart(replace(base, columns=columns, head=head), places)


def _head_cells(
    form: PrintedForm, values: range, back: Sequence[str], places: Sequence[int], unit_width: float
) -> tuple[HeadCell, ...]:
    cells = [HeadCell(text=_NAMES[name], first=i, last=i, top=0, bottom=1) for i, name in enumerate(_FRONT)]
    if unit_width < text_width(_NAMES["unit"], HEAD.font, HEAD.size) + _HEAD_GAP:
        cells[1] = replace(cells[1], text="计量\n单位")
    after = 3 + len(values)
    if len(form.columns) == 1:
        cells.append(HeadCell(text="本年", first=3, last=3, top=0, bottom=1))
    else:
        cells.append(HeadCell(text="本　年", first=3, last=after - 1))
        cells += [
            HeadCell(text=form.columns[v], first=3 + i, last=3 + i, top=1, bottom=1)
            for i, v in enumerate(values)
        ]
    cells += [
        HeadCell(text=_NAMES[name], first=after + i, last=after + i, top=0, bottom=1)
        for i, name in enumerate(back)
    ]
    # 甲, 乙, 丙 for the columns that say what is counted, numbers for figures and what follows, counted
    # through all tables of the form.
    marks = [_LETTERS[p] if p < 3 else str(p - 2) for p in places]
    cells += [HeadCell(text=mark, first=i, last=i, top=2, bottom=2) for i, mark in enumerate(marks)]
    return tuple(cells)


def _figures(form: PrintedForm) -> list[str]:
    return [c.text for row in form.rows for c in (*row.cells, row.last_year)]


def _widest(texts: Iterable[str], size: float) -> float:
    return max((text_width(text, BODY.font, size) for text in texts), default=0.0)
