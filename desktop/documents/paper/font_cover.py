"""Which characters the embedded fonts can draw, read from the font files alone.

It is asked while a person types, so ReportLab is not loaded (0.15 s and 0.1 s a font): only the table of
character codes (``cmap``) is read, 13 KB of each file.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import IO

from desktop.documents.paper.characters import printable
from resources import ResourceMissingError, path

_FILES = ("fonts/NotoSerifSC-Regular.ttf", "fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
_FULL_UNICODE = (3, 10)
"""Platform and encoding of the table for characters of every plane (OpenType, ``cmap``: Windows, full
Unicode)."""
_SEGMENTED_COVERAGE = 12
"""Format of that table (OpenType, ``cmap``): ranges of character codes."""
_MOST_NAMED = 3
"""Characters listed in one sentence; chosen by us, as many as fit on a line."""
_MOST_GROUPS = 0x10000
"""Most ranges believed of a font file that may be damaged. Chosen far above the 1,080 of ours."""
BLANK = "＿"
"""Drawn in place of a character that no font has (a low line), so that it can be written there by hand."""


@cache
def is_drawn(character: str) -> bool:
    """Whether a printable character has a shape in headings and in text, fallback fonts included."""
    code = ord(character)
    # Most characters of a form: no font need be opened for them.
    if code < 0x7F:
        return True
    serif, *sans = (_has(groups, code) for groups in _covers())
    # Text is set in Serif and falls back to Sans, headings in bold Sans fall back to Serif: so without Serif
    # both of the Sans fonts are needed.
    return serif or all(sans)


def undrawn(text: str) -> tuple[str, ...]:
    """The characters of a text that no font can draw, each once, in order; dropped ones do not count."""
    shown = printable(text)
    return () if all(map(is_drawn, shown)) else tuple(dict.fromkeys(c for c in shown if not is_drawn(c)))


def with_blanks(text: str) -> str:
    """The text as it is drawn: a low line in place of each character without a shape.

    A combining mark without a shape adds none behind the low line of the character that it belongs to.
    """
    if text.isascii() or all(map(is_drawn, text)):
        return text
    drawn: list[str] = []
    for character in text:
        if is_drawn(character):
            drawn.append(character)
        elif not (drawn and drawn[-1] == BLANK and unicodedata.category(character).startswith("M")):
            drawn.append(BLANK)
    return "".join(drawn)


def named(characters: Iterable[str]) -> str:
    """The first three characters for a sentence, and how many there are: ``𠮷（U+20BB7）、U+0F7A``.

    Marks are given by their code alone, as they have no shape by themselves. There are no quotation marks:
    lines cannot be broken beside them, and a long list must wrap.
    """
    listed = list(characters)
    more = f"等 {len(listed)} 个字符" if len(listed) > _MOST_NAMED else ""
    return "、".join(map(_named, listed[:_MOST_NAMED])) + more


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character)[0] in "MC" else f"{character}（{code}）"


def _has(groups: list[tuple[int, int]], code: int) -> bool:
    # A second member beyond all codes, so that a range which begins at this code counts as before it.
    at = bisect_right(groups, (code, 0x110000)) - 1
    return at >= 0 and groups[at][0] <= code <= groups[at][1]


@cache
def _covers() -> tuple[list[tuple[int, int]], ...]:
    """First and last code of each range of characters, one list for each font.

    A font whose table cannot be read counts as having every character: typing goes on, and printing raises
    E-DOC-043 for the damaged file.
    """
    covers = []
    for name in _FILES:
        try:
            with path(name).open("rb") as file:
                covers.append(_code_ranges(file))
        except (ValueError, struct.error, OSError, ResourceMissingError):
            covers.append([(0, 0x10FFFF)])
    return tuple(covers)


def _code_ranges(file: IO[bytes]) -> list[tuple[int, int]]:
    """The ranges of the full Unicode table (OpenType, ``cmap`` format 12)."""
    start = _table_offset(file, b"cmap")
    file.seek(start + 2)
    (count,) = struct.unpack(">H", file.read(2))
    for platform, encoding, offset in struct.iter_unpack(">HHI", file.read(8 * count)):
        if (platform, encoding) == _FULL_UNICODE:
            file.seek(start + offset)
            kind, _, _, _, groups = struct.unpack(">HHIII", file.read(16))
            if kind == _SEGMENTED_COVERAGE and groups <= _MOST_GROUPS:
                return [(a, b) for a, b, _ in struct.iter_unpack(">III", file.read(12 * groups))]
    raise ValueError("the font has no full Unicode table")


def _table_offset(file: IO[bytes], wanted: bytes) -> int:
    (count,) = struct.unpack(">4xH6x", file.read(12))
    for tag, _, offset, _ in struct.iter_unpack(">4sIII", file.read(16 * count)):
        if tag == wanted:
            return int(offset)
    raise ValueError("the font has no table of characters")
