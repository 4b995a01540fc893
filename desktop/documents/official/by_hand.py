"""Characters that no font can draw, which a person writes on the print by hand.

The data keep every character. Paper has a blank line in its place. A name of the signature line becomes a
single blank line, so that it is written as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.documents.errors import GlyphMissing
from desktop.documents.official.content import PrintContent
from desktop.documents.official.printed import SIGNATURES, PrintedForm, print_forms, printed_texts
from desktop.documents.paper.font_cover import named, undrawn
from forms.codes.document import DocumentCode
from forms.frozen import frozen

MARK = "（手写）"
"""Printed beside a blank line for a name."""
_MOST_NAMED = 5
"""Places named in one sentence; chosen by us."""
_MOST_CODES = 24
"""Characters of one place that paper lists; chosen by us, more than a name has."""


@frozen
class ByHand:
    """Characters of one place that are left blank.

    Attributes:
        place: the place in Chinese, e.g. ``签字栏 填表人``.
        characters: the characters, each once.
    """

    place: str
    characters: tuple[str, ...]

    @property
    def words(self) -> str:
        """Place and characters with their code points."""
        return f"{self.place}的 {named(self.characters)}"


def left_blank(content: PrintContent, forms: tuple[PrintedForm, ...] | None = None) -> tuple[ByHand, ...]:
    """All places of a print with characters that no font can draw, in printing order.

    Args:
        content: what is printed.
        forms: its forms as they are printed, where they have been made already.
    """
    return _places(printed_texts(content, print_forms(content) if forms is None else forms))


def of_form(found: Sequence[ByHand], form: PrintedForm) -> tuple[ByHand, ...]:
    """The places of one form and of the signature line below it."""
    return tuple(one for one in found if one.place.startswith((f"{form.title} ", SIGNATURES)))


def _places(texts: Iterable[tuple[str, str]]) -> tuple[ByHand, ...]:
    found: dict[str, dict[str, None]] = {}
    for place, text in texts:
        # ASCII is in every font; most texts are answered by this.
        if not text.isascii() and (missing := undrawn(text)):
            found.setdefault(place, {}).update(dict.fromkeys(missing))
    return tuple(ByHand(place, tuple(characters)) for place, characters in found.items())


def paper_note(found: Sequence[ByHand]) -> str:
    """The sentence on paper about the characters for the blank lines, by code point; empty without any."""
    if not found:
        return ""
    listed = "；".join(f"{one.place} {_codes(one.characters)}" for one in found[:_MOST_NAMED])
    more = f"等 {len(found)} 处" if len(found) > _MOST_NAMED else ""
    return f"空线处的字不在程序字库内，请手写，以报送数据为准：{listed}{more}"


def spoken(found: Sequence[ByHand]) -> str:
    """The first five places with their characters, for a sentence on screen."""
    more = f"等 {len(found)} 处" if len(found) > _MOST_NAMED else ""
    return "；".join(one.words for one in found[:_MOST_NAMED]) + more


def refusal(found: Sequence[ByHand]) -> GlyphMissing:
    """The error E-DOC-001: 定稿 needs the confirmation that the blanks are filled in, or other characters."""
    return GlyphMissing(
        DocumentCode.GLYPH_MISSING,
        f"以下字符在本程序的字库中没有，纸质报表上只能留出空线：{spoken(found)}。"
        "打印后会手写补上的，请确认后定稿（窗口里打勾，命令行加 --by-hand）；有通用规范字的，也可以先改用",
        characters=sorted({f"U+{ord(c):04X}" for one in found for c in one.characters}),
    )


def _codes(characters: Sequence[str]) -> str:
    more = f"等 {len(characters)} 个字符" if len(characters) > _MOST_CODES else ""
    return " ".join(f"U+{ord(character):04X}" for character in characters[:_MOST_CODES]) + more
