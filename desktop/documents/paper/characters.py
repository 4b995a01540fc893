"""Which characters of a text are drawn."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Text as it is drawn: blanks and line ends become spaces, control and format characters are dropped.

    The ideographic space (U+3000) stays, as it is as wide as a character. Variation selectors are dropped:
    they choose among shapes of one character, of which the fonts have one.
    """
    folded = "".join(" " if c.isspace() and c != "\u3000" else c for c in text)
    return "".join(c for c in folded if not _is_invisible(c))


def _is_invisible(character: str) -> bool:
    code = ord(character)
    is_selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return is_selector or unicodedata.category(character) in ("Cc", "Cf")


def storable(text: str) -> str:
    """Printable text without surrogates and noncharacters, which XML cannot hold."""
    kept = (c for c in printable(text) if unicodedata.category(c) != "Cs" and ord(c) & 0xFFFE != 0xFFFE)
    return "".join(kept)
