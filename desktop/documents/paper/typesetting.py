"""Setting Chinese text in lines: wrapping, punctuation at line ends, a font for each character.

ReportLab's own paragraphs (``wordWrap="CJK"``) are not used, because they break numbers and Latin words at
any character and take one font for a line; and the height of a row must be known before it is drawn.

The rules at line ends are the simple ones of GB/T 15834-2011, 5.1: closing marks and dashes do not begin a
line, opening marks do not end it; the same holds for the half-width marks that people type instead. Marks are
neither hung nor narrowed. A line is never wider than its room, so that it cannot run into the cell beside it:
where both are not possible, a word is broken first, and then the marks are.

Measures are our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from desktop.documents.paper.characters import printable
from desktop.documents.paper.font_cover import with_blanks
from desktop.documents.paper.fonts import font_runs, text_width
from forms.frozen import frozen

_WORD = r"[A-Za-z0-9.,:/%‰≤≥=+\-_#()]+"
_RANGE = rf"{_WORD}(?:[—～]{_WORD})*"
_COUNTED = rf"{_RANGE}(?:(?<=[0-9]) ?[年月日岁行])?"
_PIECES = tuple(re.compile(f"{kept}|.", re.DOTALL) for kept in (_COUNTED, _RANGE, _WORD, "."))
"""What is kept on one line, the most first, the less where that is wider than a line: a range or number with
what it counts; a range; a number or Latin word with its signs; one character."""
_NOT_FIRST = frozenset("，。；：、！？．）】》”’％%‰…·〉」』〕〗］｝—～" + ",.;:!?)]}")
"""Must not begin a line (避头)."""
_NOT_LAST = frozenset("（【《“‘〈「『〔〖［｛" + "([{")
"""Must not end a line (避尾)."""
_MORE = "…"
"""Stands where the end of a line is left out."""
TINY = 3.5
"""Size in points down to which names are made smaller rather than run into what stands beside them."""
Point = tuple[float, float]
"""x and y in points from the lower left corner."""
LEADING = 1.32
"""Distance of lines as a multiple of the size."""
_ASCENT = 0.98
"""Distance of the first base line from the top of a block, as a multiple of the size."""
_ROUNDING = 0.01
"""Points by which a line may be wider than its room: sums of binary widths are not exact, and a text that was
measured must fit the room made for it."""


class Align(StrEnum):
    """Horizontal place of a line in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@frozen
class Style:
    """Font, size in points, and grey level (0 black, 1 white) of a text."""

    font: str
    size: float
    grey: float = 0.0

    @property
    def leading(self) -> float:
        """Distance of two base lines in points."""
        return self.size * LEADING


@lru_cache(maxsize=4096)
def wrap_text(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Break text into lines no wider than ``width`` points.

    Args:
        text: line feeds in it begin a new line.
        style: font and size.
        width: room in points; only a line of a single character may be wider.

    Returns:
        At least one line. A word that is wider than a line by itself is broken at any character.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(as_drawn(paragraph), style, width)
    return tuple(lines)


@lru_cache(maxsize=4096)
def as_drawn(text: str) -> str:
    """Printable text with a low line in place of each character that no font has."""
    return with_blanks(printable(text))


def _wrap_paragraph(text: str, style: Style, width: float) -> list[str]:
    if _solid_width(text, style) <= width:
        return [text.rstrip(" ")]  # nearly every text of a cell
    lines: list[str] = []
    line, used = "", 0.0
    for group in _fitting_groups(text, style, width):
        if line and used + _solid_width(group, style) > width + _ROUNDING:
            # A space where the line breaks is the break; at the start of the next line it would be an indent.
            lines += [line.rstrip(" ")] if line.strip(" ") else []
            line, used = "", 0.0
        line += group
        used += text_width(group, style.font, style.size)
    return [*lines, line.rstrip(" ")]


def _fitting_groups(
    text: str, style: Style, width: float, pieces: Sequence[re.Pattern[str]] = _PIECES
) -> list[str]:
    """The parts between which lines may be broken, none wider than the room unless it is one character."""
    if not pieces:
        # Marks that do not fit beside their character are the last to be broken apart.
        return _with_marks(text)
    found: list[str] = []
    for group in _groups(pieces[0].findall(text)):
        fits = _solid_width(group, style) <= width + _ROUNDING
        # A long address or number would run over the edge; broken anywhere it is at least all there.
        found += [group] if fits else _fitting_groups(group, style, width, pieces[1:])
    return found


def widest_part(text: str, style: Style) -> float:
    """Width in points of the widest part of a text within which no line should be broken."""
    parts = (part for line in as_drawn(text).split("\n") for part in _groups(_PIECES[0].findall(line)))
    return max((_solid_width(part, style) for part in parts), default=0.0)


def _groups(pieces: Iterable[str]) -> list[str]:
    """Pieces joined where no line may be broken between them."""
    groups: list[str] = []
    for piece in pieces:
        before = groups[-1].rstrip(" ") if groups else ""
        is_kept = piece == " " or piece[0] in _NOT_FIRST or _is_mark(piece) or before[-1:] in _NOT_LAST
        if before and is_kept:
            groups[-1] += piece
        else:
            groups.append(piece)
    return groups


def _with_marks(text: str) -> list[str]:
    """Single characters, each with the combining marks that are drawn over it."""
    found: list[str] = []
    for character in text:
        if found and _is_mark(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _is_mark(piece: str) -> bool:
    return unicodedata.category(piece[0]).startswith("M")


def _solid_width(group: str, style: Style) -> float:
    """Width without the spaces at the end, which may hang over the edge."""
    return text_width(group.rstrip(" "), style.font, style.size)


def fit_size(text: str, style: Style, width: float, smallest: float = 6.0) -> Style:
    """The style with the size reduced in steps of half a point until the text fits on one line.

    For titles and figures, which are not broken.

    Args:
        text: the text of the line.
        style: the style wanted.
        width: room in points.
        smallest: size in points at which reducing ends, even where the text is then still too wide.
    """
    size = style.size
    while size > smallest and text_width(as_drawn(text), style.font, size) > width:
        # Half points keep the number of sizes on a page small.
        size = max(smallest, size - 0.5)
    return Style(style.font, size, style.grey)


def drawn_width(text: str, style: Style) -> float:
    """Width in points of a text on one line."""
    return text_width(as_drawn(text), style.font, style.size)


def fitting(text: str, style: Style, room: float) -> tuple[str, Style]:
    """A name as it stands on one line: made smaller, and its end left out where it is long beyond measure.

    Args:
        text: the name.
        style: the style wanted.
        room: width in points.
    """
    small = fit_size(text, style, room, TINY)
    if drawn_width(text, small) <= room + _ROUNDING:
        return text, small
    return wrap_text(text, small, room - drawn_width(_MORE, small))[0] + _MORE, small


@dataclass
class Pen:
    """Draws lines of text and rules on a ReportLab canvas. Lengths are in points."""

    canvas: Any

    def line(self, text: str, style: Style, x: float, y: float, align: Align = Align.LEFT) -> None:
        """Draw one line with its base line at ``y``; ``x`` is its left end, middle or right end."""
        shown = as_drawn(text)
        # ReportLab's own centring measures with one font, fallbacks left out.
        if align is not Align.LEFT:
            room = text_width(shown, style.font, style.size)
            x -= room / 2 if align is Align.CENTRE else room
        # A text object and not `drawString`, which draws in one font: a rare character in a line comes from
        # another.
        writer = self.canvas.beginText(x, y)
        writer.setFillGray(style.grey)
        for font, run in font_runs(shown, style.font):
            writer.setFont(font, style.size)
            writer.textOut(run)
        self.canvas.drawText(writer)

    def block(
        self, lines: tuple[str, ...], style: Style, x: float, top: float, align: Align = Align.LEFT
    ) -> float:
        """Draw lines below each other from ``top`` downwards; returns the y of the lower edge."""
        y = top
        for text in lines:
            self.line(text, style, x, y - style.size * _ASCENT, align)
            y -= style.leading
        return y

    def rule(self, start: Point, end: Point, width: float = 0.4, grey: float = 0.35) -> None:
        """Draw a straight line, by default 0.4 points wide and grey."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width)
        self.canvas.line(*start, *end)
