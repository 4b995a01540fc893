"""Tables like those of Chinese statistical forms: ruled inside, open at both sides.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from desktop.documents.paper.typesetting import Align, Pen, Style, fit_size, widest_part, wrap_text
from forms.frozen import frozen

PADDING_X = 5.0
"""Room left and right of the text of a cell, in points."""
SMALLEST = 7.0
"""Smallest size of figures and heads in a table, in points."""
_THICK = 1.0
"""Width of the rules above and below a table, in points."""


@frozen
class RuledColumn:
    """A column of the table body; its width is in points."""

    width: float
    align: Align = Align.LEFT
    is_figure: bool = False
    """Whether it holds figures, which are never broken: they are set smaller where they do not fit."""


@frozen
class HeadCell:
    """A cell of the table head with the columns and head rows that it covers, counted from 0."""

    text: str
    first: int
    last: int
    """Last column covered, inclusive."""
    top: int = 0
    bottom: int = 0
    """Last head row covered, inclusive."""


@frozen
class SetCell:
    """A body cell broken into lines; its indent is in points."""

    lines: tuple[str, ...]
    style: Style
    indent: float = 0.0


@frozen
class SetRow:
    """A body row with its height in points."""

    cells: tuple[SetCell, ...]
    height: float


@frozen
class RuledTable:
    """Columns and head of a table; the rows are given page by page. Lengths are in points."""

    columns: tuple[RuledColumn, ...]
    head: tuple[HeadCell, ...]
    head_heights: tuple[float, ...]
    head_style: Style
    row_height: float = 17.0
    """Smallest height of a row."""
    padding: float = 3.2
    """Above and below the lines of a cell."""
    padding_x: float = PADDING_X
    """Left and right of the lines of a cell."""
    largest_figure: float = 99.0
    """Largest size of figures, so that tables that belong together have one size."""

    @property
    def head_height(self) -> float:
        """Height of the head, which is repeated on each page."""
        return sum(self.head_heights)

    @property
    def width(self) -> float:
        """Width of all columns together."""
        return sum(c.width for c in self.columns)

    def set_row(self, texts: Sequence[str], style: Style, indents: Sequence[float] = ()) -> SetRow:
        """Break the texts of a row into lines.

        Args:
            texts: one for each column.
            style: of all cells; figures that do not fit get a smaller size.
            indents: of the first columns, in points; 0 for the others.
        """
        cells = []
        for i, (text, column) in enumerate(zip(texts, self.columns, strict=True)):
            indent = indents[i] if i < len(indents) else 0.0
            room = column.width - 2 * self.padding_x - indent
            if column.is_figure:
                # Figures are never broken: half a figure on a line would be read as a figure.
                is_small = style.size <= self.largest_figure
                largest = style if is_small else replace(style, size=self.largest_figure)
                cells.append(SetCell((text,), fit_size(text, largest, room, SMALLEST), indent))
            else:
                cells.append(SetCell(wrap_text(text, style, room), style, indent))
        tallest = max(len(c.lines) * c.style.leading for c in cells)
        return SetRow(tuple(cells), max(self.row_height, tallest + 2 * self.padding))

    def even_figures(self, rows: Sequence[SetRow]) -> list[SetRow]:
        """The rows with all figures in the size of the smallest one, so that none stands out."""
        is_figure = [column.is_figure for column in self.columns]
        sizes = [c.style.size for r in rows for c, f in zip(r.cells, is_figure, strict=True) if f]
        smallest = min(sizes, default=0.0)
        return [
            replace(
                row,
                cells=tuple(
                    replace(c, style=replace(c.style, size=smallest))
                    if figure and c.style.size != smallest
                    else c
                    for c, figure in zip(row.cells, is_figure, strict=True)
                ),
            )
            for row in rows
        ]

    def split_row(self, row: SetRow, limit: float) -> list[SetRow]:
        """The row, or several rows with its lines in turn where it is taller than ``limit`` points.

        The first of them has the figures; each has at least one line.
        """
        if row.height <= limit:
            return [row]
        # Cut at the same line in every cell, by the largest leading: only then each part fits.
        leading = max(c.style.leading for c in row.cells)
        # At least one line, or a row could not be split to the end.
        count = max(1, int((limit - 2 * self.padding) // leading))
        longest = max(len(c.lines) for c in row.cells)
        parts = []
        for start in range(0, longest, count):
            cells = tuple(replace(c, lines=c.lines[start : start + count]) for c in row.cells)
            tallest = max(len(c.lines) * c.style.leading for c in cells)
            parts.append(SetRow(cells, max(self.row_height, tallest + 2 * self.padding)))
        return parts

    def draw(self, pen: Pen, x: float, top: float, rows: Sequence[SetRow]) -> float:
        """Draw head and rows from ``top`` downwards; returns the y of the lower edge."""
        y = self._draw_head(pen, x, top)
        for i, row in enumerate(rows):
            if i:
                pen.rule((x, y), (x + self.width, y))
            self._draw_row(pen, x, y, row)
            y -= row.height
        # Without rules at the left and right edge: 开口表, the custom of statistical yearbooks.
        # Vertical rules come last, when the lower edge is known; the head has its own, since its cells cover
        # several columns.
        edges = [x + sum(c.width for c in self.columns[: i + 1]) for i in range(len(self.columns) - 1)]
        for edge in edges:
            pen.rule((edge, top - self.head_height), (edge, y))
        pen.rule((x, top), (x + self.width, top), _THICK, 0)
        pen.rule((x, y), (x + self.width, y), _THICK, 0)
        return y

    def _draw_head(self, pen: Pen, x: float, top: float) -> float:
        for cell in self.head:
            left = x + sum(c.width for c in self.columns[: cell.first])
            right = x + sum(c.width for c in self.columns[: cell.last + 1])
            upper = top - sum(self.head_heights[: cell.top])
            lower = top - sum(self.head_heights[: cell.bottom + 1])
            style, lines = _set_head(cell.text, self.head_style, right - left - 4, upper - lower)
            height = len(lines) * style.leading
            pen.block(
                lines,
                style,
                (left + right) / 2,
                upper - (upper - lower - height) / 2 - 1,
                Align.CENTRE,
            )
            pen.rule((left, lower), (right, lower))
            # No rule at the right edge of the table.
            if cell.last < len(self.columns) - 1:
                pen.rule((right, upper), (right, lower))
        return top - self.head_height

    def _draw_row(self, pen: Pen, x: float, top: float, row: SetRow) -> None:
        for column, cell in zip(self.columns, row.cells, strict=True):
            height = len(cell.lines) * cell.style.leading
            upper = top - (row.height - height) / 2
            if column.align is Align.CENTRE:
                at = x + column.width / 2
            elif column.align is Align.RIGHT:
                at = x + column.width - self.padding_x
            else:
                at = x + self.padding_x + cell.indent
            pen.block(cell.lines, cell.style, at, upper, column.align)
            x += column.width


@lru_cache(maxsize=1024)
def _set_head(text: str, style: Style, room: float, height: float) -> tuple[Style, tuple[str, ...]]:
    """The lines of a head and their style, made smaller where they are too high or a word would be broken."""
    # ``女·18—59岁`` is broken in place of the dot, which then is not needed.
    parts = text.replace("·", "\n")
    while True:
        lines = wrap_text(text, style, room)
        if len(lines) > 1:
            # Wrapped anew at each size: a smaller size may also need fewer lines.
            lines = wrap_text(parts, style, room)
        fits = len(lines) * style.leading <= height and widest_part(parts, style) <= room
        if fits or style.size <= SMALLEST:
            return style, lines
        style = replace(style, size=max(SMALLEST, style.size - 0.5))


def _rows_to_carry(heights: Sequence[float], room: float) -> int:
    """How many of the last rows, one to three, go to a new page together with the tail."""
    return max([1, *(n for n in (2, 3) if n <= len(heights) and sum(heights[-n:]) <= room)])


def paginate(heights: Sequence[float], first_room: float, other_room: float, tail: float) -> list[slice]:
    """Cut rows into pages so that the last page has three rows, if there is room, above the text below them.

    Args:
        heights: of the rows, in points.
        first_room: height for rows on the first page.
        other_room: the same on each later page.
        tail: height of the text that must stand below the last row on the same page.

    Returns:
        Slices of the rows, one for each page; at least one. A single row that is higher than a page, or whose
        page has no room for the tail, is not cut: ``split_row`` has done so before.
    """
    starts = [0]
    used = 0.0
    for i, height in enumerate(heights):
        room = first_room if len(starts) == 1 else other_room
        if i > starts[-1] and used + height > room:
            starts.append(i)
            used = 0.0
        used += height
    # The tail is placed last: only then is it known on which page it falls, and that page may need another
    # start.
    room = first_room if len(starts) == 1 else other_room
    if used + tail > room and len(heights) - starts[-1] > 1:
        starts.append(len(heights) - 1)
    if len(starts) > 1:
        # From the second row of the page before: one row stays there, or it would be left empty.
        starts[-1] = min(
            starts[-1], len(heights) - _rows_to_carry(heights[starts[-2] + 1 :], other_room - tail)
        )
    return [slice(a, b) for a, b in zip(starts, [*starts[1:], len(heights)], strict=True)]
