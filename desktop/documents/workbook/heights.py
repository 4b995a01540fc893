"""Heights of rows by what their cells need, so that nothing is cut off on paper.

Excel makes no row higher whose height is stated or whose text stands in merged cells, and takes none above
409.5 points. Measures are our own choice, on the safe side: the width of a letter differs between programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

BODY_SIZE = 10
"""Size in points of the letters by which columns are measured. Chosen by us, as in ``file.BODY_FONT``."""
TALLEST = 409.0
"""Height of a row in points: Excel takes 409.5, and repairs a file with more."""
_LEADING = 1.35
"""Distance of lines as a multiple of the size, as Excel itself spaces them."""
_AROUND = 4.0
"""Points above and below the lines of a cell together."""
_MOST_LINES = int(TALLEST / (BODY_SIZE * _LEADING)) - 1
"""Of one piece. Chosen below what has room by a line, as programs differ."""
_NARROW = ("Na", "H", "N")
"""Widths of Unicode (UAX 11) that take half the room of a Chinese character; all of ASCII has one of them."""
_UNBROKEN = re.compile(r"[!-~]+ *|.", re.DOTALL)
"""A word with the blanks after it, or any one character: Excel breaks lines between these."""


def line_count(text: str, width: float, size: float = BODY_SIZE) -> int:
    """Lines that a wrapped text needs.

    Args:
        text: line feeds in it begin a new line.
        width: of the column, in characters; a Chinese one counts as two.
        size: of the letters in points.
    """
    room = _room(width, size)
    return sum(_lines_of(paragraph, room) for paragraph in text.split("\n"))


def row_height(text: str, width: float, size: float = BODY_SIZE) -> float:
    """Height in points that a row needs for a text (``line_count``), at most what Excel takes."""
    return height_of_lines(line_count(text, width, size), size)


def height_of_lines(lines: int, size: float = BODY_SIZE) -> float:
    """Height in points that a row needs for so many lines, at most what Excel takes."""
    return min(TALLEST, lines * size * _LEADING + _AROUND)


def pieces(text: str, width: float) -> list[str]:
    """The text in pieces of which each has room in the tallest row; at least one.

    Args:
        text: of body size.
        width: of the column, in characters.
    """
    if line_count(text, width) <= _MOST_LINES:
        return [text]
    room, found, piece, lines, used = _room(width, BODY_SIZE), [], "", 1, 0
    for unit in _broken(text, room):
        more, used = (1, 0) if unit == "\n" else _set(unit, used, room)
        if lines + more > _MOST_LINES and piece:
            found.append(piece)
            piece, lines = "", 1
            more, used = (0, 0) if unit == "\n" else _set(unit, 0, room)
        piece += unit
        lines += more
    return [*found, piece]


def _broken(text: str, room: int) -> Iterator[str]:
    """What is set as one, a word longer than a line in parts of a line each: one alone could fill a page."""
    for unit in _UNBROKEN.findall(text):
        if len(unit) <= room:
            yield unit
        else:
            yield from (unit[at : at + room] for at in range(0, len(unit), room))


def _room(width: float, size: float) -> int:
    """Half widths of letters of a size that a column has room for, one left free."""
    return max(2, int((width - 1) * BODY_SIZE / size))


def _lines_of(paragraph: str, room: int) -> int:
    if _half_widths(paragraph) <= room:
        return 1  # most texts of a form, without taking them apart
    lines, used = 1, 0
    for unit in _UNBROKEN.findall(paragraph):
        if len(unit) == 1 and unit != " " and used + _WIDTHS[unit] <= room:
            used += _WIDTHS[unit]  # most characters, without a call
            continue
        more, used = _set(unit, used, room)
        lines += more
    return lines


def _set(unit: str, used: int, room: int) -> tuple[int, int]:
    """Lines begun by setting a unit behind ``used`` half widths, and how many are used then."""
    word = unit.rstrip(" ")
    solid, blanks = _half_widths(word), len(unit) - len(word)
    if used + solid <= room:
        return 0, used + solid + blanks
    begun = 1 if used else 0
    # A word longer than a line is broken.
    further = max(0, -(-solid // room) - 1)
    return begun + further, solid + blanks - further * room


def _half_widths(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """Half widths by character, each looked up once."""

    def __missing__(self, character: str) -> int:
        width = self[character] = 1 if east_asian_width(character) in _NARROW else 2
        return width


_WIDTHS = _Widths()
