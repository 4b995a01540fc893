"""Finding a cell by row code, name, or the pinyin initials of the name."""

from __future__ import annotations

from bisect import bisect_right

from forms.frozen import frozen
from forms.reporting.layout import UnitLayout

_FIRSTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""First code of each of ``_INITIALS`` in GB 2312 (there are none for i, u and v)."""
_INITIALS = "abcdefghjklmnopqrstwxyz"
_LAST = 0xD7F9
"""Last code of the first level of GB 2312, whose 3,755 characters are sorted by pinyin."""
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width ASCII of Unicode, to ASCII."""
_MOST = 30
"""Rows found at most; chosen by us, more than a person reads."""


@frozen
class Place:
    """A row that was found.

    Attributes:
        address: its first cell.
        text: title of the form, row code and name.
    """

    address: str
    text: str


def initials(text: str) -> str:
    """Pinyin initials of a text; letters and digits are kept, characters beyond GB 2312 level 1 left out."""
    return "".join(_initial(character) for character in text)


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        # In GB 2312 two bytes, the first being the row of the table: their order is that of pinyin.
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _FIRSTS[0] <= code <= _LAST:
        return ""
    return _INITIALS[bisect_right(_FIRSTS, code) - 1]


def find_rows(layout: UnitLayout, wanted: str) -> list[Place]:
    """Rows whose name contains the text, whose code is the text, or whose initials contain it, best first.

    At most 30; matches of the name come first, then of the code, then of the initials.
    """
    words = _narrow(wanted).strip().lower()
    if not words:
        return []
    found: list[tuple[int, Place]] = []
    for form in layout.forms:
        for row in form.rows:
            rank = _rank(words, row.code, _narrow(row.name).lower())
            if rank is not None:
                text = f"{form.form.title}　{row.code} {row.name}"
                found.append((rank, Place(row.cells[0].address, text)))
    return [place for _, place in sorted(found, key=lambda pair: pair[0])][:_MOST]


def _narrow(text: str) -> str:
    """Full-width letters, digits and signs as a Chinese keyboard gives them, in their usual width."""
    return text.translate(_NARROW)


def _rank(words: str, code: str, name: str) -> int | None:
    if words in name:
        return 0 if name.startswith(words) else 1
    # Before the initials: of a figure only codes are meant, and names hold figures too (40—64岁).
    if words.isdigit():
        return 2 if words.zfill(2) == code else None
    short = initials(name)
    if words.isascii() and words in short:
        return 3 if short.startswith(words) else 4
    return None
