"""Finding a cell by row code, name, abbreviation or pinyin of the name, form, definition, or its figure."""

from __future__ import annotations

from collections.abc import Callable

from forms.frozen import frozen
from forms.reporting.layout import Cell, FormLayout, LayoutRow, UnitLayout
from forms.text.pinyin import found_in, initials, syllable

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width ASCII of Unicode, to ASCII."""
_LEAST_PART = 3
"""Digits from which on a part of a figure is found; chosen by us, two digits are in every other figure."""
_MOST = 30
"""Rows found at most; chosen by us, more than a person reads."""


@frozen
class Place:
    """A row that was found.

    Attributes:
        address: its first cell; the cell itself where its figure was looked for.
        text: title of the form, row code and name, and the figure where that was looked for.
    """

    address: str
    text: str


def find_rows(
    layout: UnitLayout, wanted: str, figure_at: Callable[[LayoutRow, Cell], str] | None = None
) -> list[Place]:
    """Rows whose name contains the text, whose code is the text, or whose pinyin contains it, best first.

    At most 30; matches of the name come first, then of the code, of the pinyin, of a name that the text
    shortens (低保 for 最低生活保障), of the title of the form, of the definition, and last of figures.

    Args:
        layout: the unit's forms.
        wanted: what is looked for.
        figure_at: the figure of a cell as it is shown; None looks for no figures.
    """
    words = _narrow(wanted).strip().lower()
    if not words:
        return []
    found: list[tuple[int, Place]] = []
    for form in layout.forms:
        for row in form.rows:
            rank = _rank(words, row.code, _narrow(row.name).lower())
            if rank is None and len(words) > 1 and not words.isascii():
                rank = _rank_around(words, form, row)
            if rank is not None:
                text = f"{form.form.title}　{row.code} {row.name}"
                found.append((rank, Place(row.cells[0].address, text)))
    places = [place for _, place in sorted(found, key=lambda pair: pair[0])]
    if figure_at is not None:
        known = {place.address for place in places}
        places += [place for place in _by_figure(layout, words, figure_at) if place.address not in known]
    return places[:_MOST]


def _by_figure(layout: UnitLayout, words: str, figure_at: Callable[[LayoutRow, Cell], str]) -> list[Place]:
    """Cells with the figure, those first that have it and no digit more."""
    digits = words.replace(",", "").removesuffix("%")
    if not digits.replace(".", "", 1).isdecimal():
        return []
    found: list[tuple[bool, Place]] = []
    for form in layout.forms:
        for row in form.rows:
            for cell, column in zip(row.cells, form.column_names, strict=True):
                shown = figure_at(row, cell)
                plain = shown.replace(",", "")
                if plain == digits or (len(digits) >= _LEAST_PART and digits in plain):
                    of = f"（{column}）" if len(row.cells) > 1 else ""
                    text = f"{form.form.title}　{row.code} {row.name}{of}　{shown}"
                    found.append((plain != digits, Place(cell.address, text)))
    return [place for _, place in sorted(found, key=lambda pair: pair[0])]


def _narrow(text: str) -> str:
    """Full-width letters, digits and signs as a Chinese keyboard gives them, in their usual width."""
    return text.translate(_NARROW)


def _rank_around(words: str, form: FormLayout, row: LayoutRow) -> int | None:
    """The rank of Chinese words that do not stand in the name as they are."""
    left = iter(_narrow(row.name).lower())
    if all(character in left for character in words):
        return 5  # as people shorten names: some of its characters, in their order
    if words in _narrow(form.form.title).lower():
        return 6
    defined = row.item.definition if row.item is not None else ""
    return 7 if words in _narrow(defined).lower() else None


def _rank(words: str, code: str, name: str) -> int | None:
    if words in name:
        return 0 if name.startswith(words) else 1
    # Before the initials: of a figure only codes are meant, and names hold figures too (40—64岁).
    if words.isdigit():
        return 2 if words.zfill(2) == code else None
    short = initials(name)
    if words.isascii() and words in short:
        return 3 if short.startswith(words) else 4
    spoken = "".join(character for character in name if syllable(character))  # marks are not typed
    meant = found_in(spoken, words) if words.isascii() else None  # pinyin in full, or beginnings of it
    if meant is not None:
        return 3 if meant.start == 0 else 4
    return None
