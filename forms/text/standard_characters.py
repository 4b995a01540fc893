"""Characters of older Chinese data that have private codes, and the codes they have now.

GB 18030-2000 and -2005 mapped 24 characters to the private use area of Unicode because Unicode had no
codes for them; GB 18030-2022 maps all 24 to the codes assigned since: ten vertical punctuation marks
(U+E78D-E796), eight components of characters (U+E81E, E826, E82B, E82C, E832, E843, E854, E864) and
six rarer ones (U+E816-E818, E831, E83B, E855). Sources: the mapping changes of GB 18030-2022, as ICU 73.2
and Java 21 carry them out, for the first two groups; Ken Lunde, "CJKV Information Processing", 2nd edition,
table 3-37, for the six outside the basic plane. GBK 1.0 gave private codes of the same area to 80 more, and
GB 18030-2000 to the letter ḿ; these are found by their two-byte codes with Python's own ``gb18030`` table.

User-defined characters (造字) of Windows have lower codes, U+E000-E765. Their meaning is known to one
computer only, so they are not replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

GB_18030: Mapping[str, str] = MappingProxyType(
    {
        "\ue78d": "\ufe10",
        "\ue78e": "\ufe12",
        "\ue78f": "\ufe11",
        "\ue790": "\ufe13",
        "\ue791": "\ufe14",
        "\ue792": "\ufe15",
        "\ue793": "\ufe16",
        "\ue794": "\ufe17",
        "\ue795": "\ufe18",
        "\ue796": "\ufe19",
        "\ue816": "\U00020087",
        "\ue817": "\U00020089",
        "\ue818": "\U000200cc",
        "\ue81e": "\u9fb4",
        "\ue826": "\u9fb5",
        "\ue82b": "\u9fb6",
        "\ue82c": "\u9fb7",
        "\ue831": "\U000215d7",
        "\ue832": "\u9fb8",
        "\ue83b": "\U0002298f",
        "\ue843": "\u9fb9",
        "\ue854": "\u9fba",
        "\ue855": "\U000241fe",
        "\ue864": "\u9fbb",
    }
)
"""The 24 private codes of GB 18030-2000 and -2005."""

_PRIVATE = (0xE7C7, 0xE864)
"""First and last private code that GBK 1.0 or GB 18030 assigned, apart from the ten marks above."""


def standard_character(character: str) -> str | None:
    """The standard character for a private code of older data; None for any other character."""
    if not _PRIVATE[0] <= ord(character) <= _PRIVATE[1]:
        return GB_18030.get(character)
    return GB_18030.get(character) or _gbk().get(character)


def standard_text(text: str) -> str:
    """The text with every such private code replaced."""
    return "".join(standard_character(character) or character for character in text)


@cache
def _gbk() -> dict[str, str]:
    """Private codes of GBK 1.0: rows FE50-FEA0 from U+E815 on, A989-A995 from U+E7E7 on, and two letters."""
    row = [bytes((0xFE, trail)) for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1))]
    signs = [bytes((0xA9, trail)) for trail in range(0x89, 0x96)]
    places = zip(
        (*range(0xE815, 0xE865), *range(0xE7E7, 0xE7F4), 0xE7C7, 0xE7C8),
        (*row, *signs, b"\xa8\xbc", b"\xa8\xbf"),
        strict=True,
    )
    found = {chr(private): code.decode("gb18030") for private, code in places}
    return {private: now for private, now in found.items() if not 0xE000 <= ord(now) <= 0xF8FF} | {
        "\ue7c7": "\u1e3f"
    }
