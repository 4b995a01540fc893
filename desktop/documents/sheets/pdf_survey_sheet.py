"""Draws the survey sheet (抽样调查表) with ReportLab.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.paper.blank import blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.landscape import (
    HEIGHT,
    LEFT,
    TALLEST_ROW,
    TYPE_WIDTH,
    WIDTH,
    draw_ends,
    draw_page_number,
)
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.ruled_table import HeadCell, RuledColumn, RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import TINY, Align, Pen, Style, fit_size, fitting
from desktop.documents.sheets.survey_lines import TITLE, SurveyLine, SurveySheet
from forms.filing.people import LABELS

_TOP, _BOTTOM = 552.0, 50.0
_TITLE_BLOCK, _LATER_BLOCK = 54.0, 22.0
"""Height of what stands above the table on the first page, and on the others."""
_CLOSING = 96.0
"""Height of notes and signatures below the last row."""
_YEAR_ROOM = 80.0
"""Width left for the year between unit and plan."""
_ROW = 46.0
"""Least height of a row: two lines by hand."""
_TITLE, _TEXT, _HEAD = Style(SANS_BOLD, 16), Style(SERIF, 8.6), Style(SANS_BOLD, 8.6)
_ABOUT, _SMALL = Style(SERIF, 9.5), Style(SERIF, 8)
_COLUMNS = (
    ("调查指标", 118.0, Align.LEFT),
    ("计量单位", 44.0, Align.CENTRE),
    ("结果填入", 92.0, Align.LEFT),
    ("抽样（怎样抽）", 118.0, Align.LEFT),
    ("样本量\n发出 / 有效", 66.0, Align.CENTRE),
    ("调查时间\n年　月", 62.0, Align.CENTRE),
    ("调查方法（怎样问、怎样量）", 118.0, Align.LEFT),
    ("调查结果", 56.0, Align.CENTRE),
    ("误差", 71.89, Align.LEFT),
)
_NOTES = (
    "1．报表上标“专项调查”的数，只在举办调查的年份填；没有举办的年份空着，不用写原因。没有这样标的，每年都要填。",
    "2．几项指标用同一次调查的，可以合写。抽样、方法、误差三栏先印的是规划数据包的要求，不同的请划去改写。",
    "3．样本量写发出和有效的人数；误差写 95% 置信区间或抽样误差。",
    "4．结果填入报表对应的行，抽样、样本量、时间、方法和误差写进那一格的“数据来源”；本表随报表存档。",
)
_SIGNED = ("调查单位（公章）", "调查负责人", LABELS["filler"], LABELS["head"], "日期")


def draw_survey_sheet(sheet: SurveySheet) -> bytes:
    """Bytes of the sheet."""
    canvas, target = blank_document(WIDTH, HEIGHT)
    pen, table = Pen(canvas), _table()
    rows = [table.set_row(_texts(line), _TEXT) for line in sheet.lines]
    pages = _pages(table, [part for row in rows for part in table.split_row(row, TALLEST_ROW)])
    for number, rows in enumerate(pages, start=1):
        _draw_page(pen, sheet, table, rows, number, len(pages))
        canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


def _table() -> RuledTable:
    return RuledTable(
        columns=tuple(RuledColumn(width, align) for _, width, align in _COLUMNS),
        head=tuple(HeadCell(text=name, first=i, last=i) for i, (name, _, _) in enumerate(_COLUMNS)),
        head_heights=(28.0,),
        head_style=_HEAD,
        row_height=_ROW,
        padding_x=4.0,
    )


def _texts(line: SurveyLine) -> tuple[str, ...]:
    """What is printed in a row; the numbers are for the hand."""
    return (line.name, line.unit, line.place, line.sampling, "", "", line.method, "", line.error)


def _pages(table: RuledTable, rows: Sequence[SetRow]) -> list[list[SetRow]]:
    room = _TOP - _BOTTOM - table.head_height
    cuts = paginate([row.height for row in rows], room - _TITLE_BLOCK, room - _LATER_BLOCK, _CLOSING)
    return [list(rows[cut]) for cut in cuts]


def _draw_page(
    pen: Pen, sheet: SurveySheet, table: RuledTable, rows: Sequence[SetRow], number: int, total: int
) -> None:
    y = _draw_title(pen, sheet) if number == 1 else _draw_continued(pen, sheet)
    table.draw(pen, LEFT, y, rows)
    if number == total:
        _draw_closing(pen, y - table.head_height - sum(row.height for row in rows))
    draw_page_number(pen, _BOTTOM - 20, number, total)


def _draw_title(pen: Pen, sheet: SurveySheet) -> float:
    pen.line(TITLE, _TITLE, WIDTH / 2, _TOP - 12, Align.CENTRE)
    left, right = f"单位：{sheet.unit_name}", sheet.plan_title
    pen.line(f"{sheet.year} 年", _ABOUT, WIDTH / 2, _TOP - 42, Align.CENTRE)
    draw_ends(pen, _TOP - 42, (left, _ABOUT), (right, _ABOUT), between=_YEAR_ROOM)
    return _TOP - _TITLE_BLOCK


def _draw_continued(pen: Pen, sheet: SurveySheet) -> float:
    continued = f"{TITLE}（续）　{sheet.year} 年　{sheet.unit_name}"
    text, style = fitting(continued, _ABOUT, TYPE_WIDTH)
    pen.line(text, style, LEFT, _TOP - 10)
    return _TOP - _LATER_BLOCK


def _draw_closing(pen: Pen, y: float) -> None:
    y -= 6
    for note in _NOTES:
        pen.line(note, fit_size(note, _SMALL, TYPE_WIDTH, TINY), LEFT, y - _SMALL.size)
        y -= 12.5
    step = (TYPE_WIDTH) / len(_SIGNED)
    for i, name in enumerate(_SIGNED):
        pen.line(f"{name}：", _TEXT, LEFT + i * step, y - 24)


def _facts(sheet: SurveySheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"{TITLE} {sheet.unit_name} {sheet.year} 年",
        author=sheet.unit_name,
        producer="tianbao",
        created=None,
        identity="",
    )
