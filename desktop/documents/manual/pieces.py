"""A chapter as pieces of paper: each has a height, and draws itself where a page has room for it.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from reportlab.lib.utils import ImageReader

from desktop.documents.manual.markdown import (
    Block,
    Code,
    Heading,
    ListEntry,
    Paragraph,
    Picture,
    Run,
    Runs,
    TextTable,
    plain,
)
from desktop.documents.manual.rich_lines import RichLine, draw_line, wrap_runs
from desktop.documents.paper.fonts import SANS, SANS_BOLD, SERIF, text_width
from desktop.documents.paper.ruled_table import HeadCell, RuledColumn, RuledTable, SetRow
from desktop.documents.paper.typesetting import Pen, Style
from forms.frozen import frozen

LEFT, RIGHT = 62.0, 533.28
"""Edges of the type area of A4 upright."""
WIDTH = RIGHT - LEFT
BODY = Style(SERIF, 10.2)
_HEADINGS = {1: Style(SANS_BOLD, 19), 2: Style(SANS_BOLD, 13), 3: Style(SANS_BOLD, 11)}
_ABOVE = {1: 0.0, 2: 14.0, 3: 8.0}
_BELOW = {1: 12.0, 2: 5.0, 3: 3.0}
"""These three by the level of a heading; our own choice."""
_CELL, _HEAD, _CODE = Style(SERIF, 8.8), Style(SANS_BOLD, 8.8), Style(SANS, 8.6)
_SPACE = 5.0
"""Between blocks."""
_LEADING = 1.5
"""Distance of lines of running text as a multiple of the size."""
_INDENT = 16.0
"""Of the words of a list."""
_PIXEL = 0.56
"""Points of a pixel of a picture, unless it has to be made smaller to fit."""
_HIGHEST = 600.0
"""Height of a picture, which leaves room for a heading above it; our own choice."""
_MOST_CODE = 40
"""Lines to be typed that stand together: three quarters of a page; our own choice."""
_MARK = 8.0
"""Width and height of a small picture in a table, whose text begins behind it."""
_MARK_INDENT = 13.0
_NARROWEST = 34.0
"""Width of a column with few words."""
Pictures = Mapping[str, bytes]
"""PNG files by their paths."""


@frozen
class Piece:
    """What is not cut.

    Attributes:
        height: room that it takes.
        draw: draws it with its upper edge at y.
        is_tied: whether the next piece has to follow on the same page.
        heading: words and level, where it is a heading.
        head: what is drawn above it where it is the first on its page: the head of its table.
    """

    height: float
    draw: Callable[[Pen, float], None]
    is_tied: bool = False
    heading: tuple[str, int] | None = None
    head: Piece | None = None


def pieces_of(blocks: tuple[Block, ...], pictures: Pictures) -> Iterator[Piece]:
    """The pieces of a chapter from above to below."""
    for block in blocks:
        if isinstance(block, Heading):
            yield _heading(block)
        elif isinstance(block, TextTable):
            yield from _table(block, pictures)
        elif isinstance(block, Picture):
            yield _picture(pictures[block.path])
        elif isinstance(block, Code):
            yield from _code(block)
        elif isinstance(block, ListEntry):
            mark = "•" if block.number is None else f"{block.number}."
            yield from _text(block.runs, _INDENT, mark)
        elif isinstance(block, Paragraph):
            yield from _text(block.runs, 0.0, "")


def _heading(block: Heading) -> Piece:
    style = _HEADINGS[block.level]
    lines = wrap_runs(block.runs, style, WIDTH)
    above = _ABOVE[block.level]

    def draw(pen: Pen, top: float) -> None:
        for number, line in enumerate(lines):
            draw_line(pen, line, style, LEFT, top - above - style.size - number * style.leading)

    height = above + len(lines) * style.leading + _BELOW[block.level]
    return Piece(height=height, draw=draw, is_tied=True, heading=(plain(block.runs), block.level))


def _text(runs: Runs, indent: float, mark: str) -> Iterator[Piece]:
    """The lines of a paragraph; the first two and the last two stay together."""
    lines = wrap_runs(runs, BODY, WIDTH - indent)
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        is_tied = not is_last and number in {0, len(lines) - 2}
        yield _line(line, indent, mark if number == 0 else "", is_last=is_last, is_tied=is_tied)


def _line(line: RichLine, indent: float, mark: str, *, is_last: bool, is_tied: bool) -> Piece:
    leading = BODY.size * _LEADING

    def draw(pen: Pen, top: float) -> None:
        base = top - BODY.size * 1.15
        if mark:
            pen.line(mark, BODY, LEFT + 2, base)
        draw_line(pen, line, BODY, LEFT + indent, base)

    return Piece(height=leading + (_SPACE if is_last else 0.0), draw=draw, is_tied=is_tied)


def _code(block: Code) -> Iterator[Piece]:
    """One piece, or several where a page has no room for all of it."""
    lines = [line for text in block.lines for line in wrap_runs((_as_code(text),), _CODE, WIDTH - 20)]
    for first in range(0, len(lines), _MOST_CODE):
        yield _code_piece(lines[first : first + _MOST_CODE])


def _code_piece(lines: list[RichLine]) -> Piece:
    height = len(lines) * _CODE.size * _LEADING + 10

    def draw(pen: Pen, top: float) -> None:
        pen.canvas.setFillGray(0.95)
        pen.canvas.rect(LEFT, top - height, WIDTH, height, stroke=0, fill=1)
        for number, line in enumerate(lines):
            base = top - 5 - _CODE.size * (1.1 + number * _LEADING)
            draw_line(pen, line, _CODE, LEFT + 10, base)

    return Piece(height=height + _SPACE * 2, draw=draw)


def _as_code(text: str) -> Run:
    return Run(text=text, is_code=True)


def _picture(data: bytes) -> Piece:
    image = ImageReader(BytesIO(data))
    pixels, rows = image.getSize()
    width = min(WIDTH, pixels * _PIXEL, _HIGHEST * pixels / rows)
    height = width * rows / pixels

    def draw(pen: Pen, top: float) -> None:
        left = LEFT + (WIDTH - width) / 2
        pen.canvas.drawImage(image, left, top - 4 - height, width, height)
        pen.canvas.setStrokeGray(0.6)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.rect(left, top - 4 - height, width, height, stroke=1, fill=0)

    return Piece(height=height + 12, draw=draw)


# --- tables ------------------------------------------------------------------------------------------


def _table(block: TextTable, pictures: Pictures) -> Iterator[Piece]:
    """A piece for each row; the head stands above the first of each page."""
    texts = [[plain(cell).strip() for cell in row] for row in block.rows]
    names = [plain(cell) for cell in block.head]
    widths = _widths([names, *texts])
    table = RuledTable(
        columns=tuple(RuledColumn(width) for width in widths),
        head=tuple(HeadCell(text=name, first=i, last=i) for i, name in enumerate(names)),
        head_heights=(20.0,),
        head_style=_HEAD,
        padding=2.6,
    )
    head = Piece(height=table.head_height, draw=lambda pen, top: _draw_head(table, pen, top), is_tied=True)
    marks = [next((run.picture for run in row[0] if run.picture), "") for row in block.rows]
    for place, (row, mark) in enumerate(zip(texts, marks, strict=True)):
        set_row = table.set_row(row, _CELL, (_MARK_INDENT,) if mark else ())
        is_last = place == len(texts) - 1
        yield _row(table, set_row, head, pictures.get(mark), is_first=place == 0, is_last=is_last)


def _draw_head(table: RuledTable, pen: Pen, top: float) -> None:
    table.draw(pen, LEFT, top, [])


def _row(
    table: RuledTable, row: SetRow, head: Piece, mark: bytes | None, *, is_first: bool, is_last: bool
) -> Piece:
    image = ImageReader(BytesIO(mark)) if mark is not None else None

    def draw(pen: Pen, top: float) -> None:
        _draw_row(table, pen, top, row)
        if image is not None:
            middle = top - row.height / 2
            pen.canvas.drawImage(image, LEFT + 4, middle - _MARK / 2, _MARK, _MARK)

    return Piece(height=row.height + (_SPACE * 2 if is_last else 0.0), draw=draw, is_tied=is_first, head=head)


def _draw_row(table: RuledTable, pen: Pen, top: float, row: SetRow) -> None:
    x, y = LEFT, top - row.height
    for column, cell in zip(table.columns, row.cells, strict=True):
        height = len(cell.lines) * cell.style.leading
        upper = top - (row.height - height) / 2
        pen.block(cell.lines, cell.style, x + table.padding_x + cell.indent, upper)
        x += column.width
        if x < LEFT + table.width - 1:
            pen.rule((x, top), (x, y))
    pen.rule((LEFT, y), (LEFT + table.width, y))


def _widths(rows: list[list[str]]) -> list[float]:
    """Widths of columns: those with few words get what they need, the others share the rest."""
    wanted = [
        max(max(text_width(text, _HEAD.font, _CELL.size) for text in column) + 12, _NARROWEST)
        for column in zip(*rows, strict=True)
    ]
    open_, room = list(range(len(wanted))), WIDTH
    while True:
        fair = room / len(open_)
        small = [i for i in open_ if wanted[i] <= fair]
        if not small or len(small) == len(open_):
            break
        room -= sum(wanted[i] for i in small)
        open_ = [i for i in open_ if i not in small]
    # Of two long columns the longer one gets more, but not in proportion: a few words need a line too.
    weights = {i: wanted[i] ** 0.5 for i in open_}
    whole = sum(weights.values())
    return [room * weights[i] / whole if i in weights else width for i, width in enumerate(wanted)]
