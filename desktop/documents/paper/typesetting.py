"""Setting Chinese text in lines: wrapping, punctuation at line ends, fonts per character.

A small engine of our own instead of ReportLab's paragraphs: numbers and Latin words stay whole,
rare characters change the font inside a line, and the lines are known before anything is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.documents.paper.characters import printable
from desktop.documents.paper.font_cover import with_blanks
from desktop.documents.paper.fonts import font_runs, text_width

_UNBREAKABLE = re.compile(r"[A-Za-z0-9.,:/%‰≤≥=+\-_#()]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。；：、！？）】》”’％%‰…·〉」』〕")
"""Must not begin a line (避头)."""
_NOT_LAST = frozenset("（【《“‘〈「『〔")
"""Must not end a line (避尾)."""
Point = tuple[float, float]
"""x and y in points from the lower left corner."""
LEADING = 1.32
"""Distance of lines as a multiple of the size."""


class Align(StrEnum):
    """Horizontal place of a line in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Style:
    """Font, size and colour (grey level, 0 black) of a text."""

    font: str
    size: float
    grey: float = 0.0

    @property
    def leading(self) -> float:
        """Distance of two base lines in points."""
        return self.size * LEADING


def wrap_text(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Break text into lines no wider than ``width`` points; one line at least.

    A word that alone is wider is broken anywhere.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(as_drawn(paragraph), style, width)
    return tuple(lines)


def as_drawn(text: str) -> str:
    """Text as it stands on paper: a blank to be written in by hand where no font has a character."""
    return with_blanks(printable(text))


def _wrap_paragraph(text: str, style: Style, width: float) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece in _pieces(text, style, width):
        piece_width = text_width(piece, style.font, style.size)
        if line and used + piece_width > width + 0.01:
            carried = _carried(line, piece)
            lines.append("".join(line).rstrip(" "))
            line = carried
            used = sum(text_width(p, style.font, style.size) for p in line)
            if piece == " " and not line:
                continue
        line.append(piece)
        used += piece_width
    return [*lines, "".join(line)]


def _carried(line: list[str], piece: str) -> list[str]:
    """What leaves a full line together with ``piece``; taken off ``line``, of which something stays.

    A line neither ends with an opening bracket nor begins with a closing mark.
    """
    carried = [piece]
    while len(line) > 1 and (line[-1] in _NOT_LAST or carried[0][0] in _NOT_FIRST):
        carried.insert(0, line.pop())
    return carried[:-1]


def _pieces(text: str, style: Style, width: float) -> list[str]:
    pieces: list[str] = []
    for match in _UNBREAKABLE.finditer(text):
        word = match.group()
        is_long = len(word) > 1 and text_width(word, style.font, style.size) > width
        pieces += list(word) if is_long else [word]
    return pieces


def fit_size(text: str, style: Style, width: float, smallest: float = 6.0) -> Style:
    """The style, made smaller in half points until the text fits one line; for titles and figures."""
    size = style.size
    while size > smallest and text_width(as_drawn(text), style.font, size) > width:
        size = max(smallest, size - 0.5)
    return Style(style.font, size, style.grey)


@dataclass
class Pen:
    """Draws lines of text on a ReportLab canvas; one per page."""

    canvas: Any

    def line(self, text: str, style: Style, x: float, y: float, align: Align = Align.LEFT) -> None:
        """Draw one line with its base line at ``y``; ``x`` is its left end, middle or right end."""
        shown = as_drawn(text)
        if align is not Align.LEFT:
            room = text_width(shown, style.font, style.size)
            x -= room / 2 if align is Align.CENTRE else room
        writer = self.canvas.beginText(x, y)
        writer.setFillGray(style.grey)
        for font, run in font_runs(shown, style.font):
            writer.setFont(font, style.size)
            writer.textOut(run)
        self.canvas.drawText(writer)

    def block(
        self, lines: tuple[str, ...], style: Style, x: float, top: float, align: Align = Align.LEFT
    ) -> float:
        """Draw lines below each other from ``top`` downwards; returns the y below the last one."""
        y = top
        for text in lines:
            self.line(text, style, x, y - style.size * 0.98, align)
            y -= style.leading
        return y

    def rule(self, start: Point, end: Point, width: float = 0.4, grey: float = 0.35) -> None:
        """Draw a straight line; thin and grey unless told otherwise."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width)
        self.canvas.line(*start, *end)
