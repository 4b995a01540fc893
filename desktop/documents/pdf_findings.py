"""Explanation pages: every finding that was explained or is listed, with the unit's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.documents.content import PrintedFinding
from desktop.documents.fonts import SERIF
from desktop.documents.pdf_page import BOTTOM, HEAD, LEFT, TALLEST_ROW, TITLE, TOP, TYPE_WIDTH, WIDTH, Page
from desktop.documents.ruled_table import Column, HeadCell, RuledTable, SetRow, paginate
from desktop.documents.typesetting import Align, Pen, Style

TITLE_TEXT = "审核情况说明"
_HEAD_BLOCK = 36.0
_STYLE = Style(SERIF, 8.4)
_COLUMNS = (
    ("序号", 34.0, Align.CENTRE),
    ("级别", 40.0, Align.CENTRE),
    ("位置", 132.0, Align.LEFT),
    ("审核发现", 262.0, Align.LEFT),
    ("单位说明", 210.0, Align.LEFT),
    ("说明人", 0.0, Align.CENTRE),
)


def finding_pages(findings: Sequence[PrintedFinding]) -> list[Page]:
    """Lay the list of findings out; no page when there is none."""
    if not findings:
        return []
    table = _table()
    rows = [
        part
        for i, finding in enumerate(findings, start=1)
        for part in table.split_row(table.set_row(_texts(i, finding), _STYLE), TALLEST_ROW)
    ]
    room = TOP - BOTTOM - _HEAD_BLOCK - table.head_height
    cuts = paginate([r.height for r in rows], room, room, 0.0)
    return [
        Page(TITLE_TEXT, "" if i else TITLE_TEXT, partial(_draw, table, rows[cut], i > 0))
        for i, cut in enumerate(cuts)
    ]


def _texts(number: int, finding: PrintedFinding) -> tuple[str, ...]:
    sentence = f"{finding.sentence}（{finding.code}）"
    return (str(number), finding.level, finding.place, sentence, _explanation(finding), finding.by)


def _explanation(finding: PrintedFinding) -> str:
    return finding.explanation or ("—" if finding.level == "提示" else "（未说明）")


def _table() -> RuledTable:
    given = sum(width for _, width, _ in _COLUMNS)
    columns = tuple(Column(width or TYPE_WIDTH - given, align) for _, width, align in _COLUMNS)
    head = tuple(HeadCell(name, i, i) for i, (name, _, _) in enumerate(_COLUMNS))
    return RuledTable(columns, head, (19.0,), HEAD)


def _draw(table: RuledTable, rows: Sequence[SetRow], is_continued: bool, pen: Pen) -> None:
    title = f"{TITLE_TEXT}（续）" if is_continued else TITLE_TEXT
    pen.line(title, TITLE, WIDTH / 2, TOP - 20, Align.CENTRE)
    table.draw(pen, LEFT, TOP - _HEAD_BLOCK, rows)
