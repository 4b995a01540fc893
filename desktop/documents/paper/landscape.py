"""A page of A4 landscape: its edges, two texts on one line, the number of the page.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from desktop.documents.paper.fonts import SERIF
from desktop.documents.paper.typesetting import Align, Pen, Style, drawn_width, fitting

WIDTH, HEIGHT = 841.89, 595.28
"""Of the sheet (ISO 216: 297 by 210 mm)."""
LEFT, RIGHT = 48.0, 793.89
"""Edges of the type area."""
TYPE_WIDTH = RIGHT - LEFT
TALLEST_ROW = 280.0
"""A taller table row is continued in a further one."""
RUNNING = Style(SERIF, 7.4, 0.25)
"""Of running head and foot."""
_GAP = 10.0
"""Between two texts on one line at least."""


def draw_ends(
    pen: Pen, y: float, left: tuple[str, Style], right: tuple[str, Style], between: float | None = None
) -> None:
    """Draw a text at each edge, made smaller where they would meet.

    Args:
        pen: of the page.
        y: base line of both.
        left: text and style.
        right: the same; it gets up to half of the line, ``left`` what remains.
        between: width in the middle that belongs to another text; each of the two then has its half.
    """
    half = (TYPE_WIDTH - (between or 0.0)) / 2
    at_right = fitting(*right, half)
    rest = TYPE_WIDTH - drawn_width(*at_right) - _GAP
    pen.line(*fitting(*left, rest if between is None else half), LEFT, y)
    pen.line(*at_right, RIGHT, y, Align.RIGHT)


def draw_page_number(pen: Pen, y: float, number: int, total: int) -> None:
    """Draw which page it is of how many."""
    pen.line(f"第 {number} 页　共 {total} 页", RUNNING, WIDTH / 2, y, Align.CENTRE)
