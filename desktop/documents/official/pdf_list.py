"""Pages of the lists behind the forms.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.documents.official.pdf_page import BOTTOM, HEAD, TITLE, TOP, PaperPage
from desktop.documents.official.printed_list import ListColumn, PrintedList
from desktop.documents.paper.fonts import SERIF
from desktop.documents.paper.landscape import LEFT, TALLEST_ROW, TYPE_WIDTH, WIDTH
from desktop.documents.paper.ruled_table import HeadCell, RuledColumn, RuledTable, SetRow, paginate
from desktop.documents.paper.typesetting import Align, Pen, Style

_HEAD_BLOCK = 36.0
_STYLE = Style(SERIF, 8.4)


def list_pages(listed: PrintedList) -> list[PaperPage]:
    """Lay a list out on as many pages as it needs."""
    table = list_table(listed.columns, 19.0, HEAD)
    rows = [
        part for texts in listed.rows for part in table.split_row(table.set_row(texts, _STYLE), TALLEST_ROW)
    ]
    room = TOP - BOTTOM - _HEAD_BLOCK - table.head_height
    cuts = paginate([r.height for r in rows], room, room, 0.0)
    return [
        PaperPage(
            listed.heading,
            "" if i else listed.heading,
            partial(_draw, table, _title(listed, i), rows[cut]),
            is_annex=listed.is_annex,
        )
        for i, cut in enumerate(cuts)
    ]


def _title(listed: PrintedList, page: int) -> str:
    return f"{listed.heading}（续）" if page else listed.heading


def list_table(columns: Sequence[ListColumn], head_height: float, head: Style) -> RuledTable:
    """A table as wide as the type area, without rows.

    Args:
        columns: with their shares of the width.
        head_height: in points.
        head: style of the heads.
    """
    whole = sum(column.share for column in columns)
    return RuledTable(
        columns=tuple(
            RuledColumn(TYPE_WIDTH * column.share / whole, Align.CENTRE if column.is_centred else Align.LEFT)
            for column in columns
        ),
        head=tuple(HeadCell(text=column.name, first=i, last=i) for i, column in enumerate(columns)),
        head_heights=(head_height,),
        head_style=head,
    )


def _draw(table: RuledTable, title: str, rows: Sequence[SetRow], pen: Pen) -> None:
    pen.line(title, TITLE, WIDTH / 2, TOP - 20, Align.CENTRE)
    table.draw(pen, LEFT, TOP - _HEAD_BLOCK, rows)
