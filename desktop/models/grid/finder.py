"""Finding a cell by row code, name, or the pinyin initials of the name."""

from __future__ import annotations

from forms.frozen import frozen
from forms.reporting.layout import UnitLayout
from forms.text.pinyin import initials

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
