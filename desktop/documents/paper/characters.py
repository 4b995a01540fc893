"""Which characters of a text are drawn."""

from __future__ import annotations

import re
import unicodedata

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors."""


def printable(text: str) -> str:
    """Text as it is drawn: blanks and line ends become spaces, control and format characters are dropped.

    The ideographic space (U+3000) stays, as it is as wide as a character. Variation selectors are dropped:
    they choose among shapes of one character, of which the fonts have one.
    """
    if text.replace("\u3000", "").isprintable() and not _SELECTOR.search(text):
        return text  # nearly every text: no blanks but the space, no control or format characters
    folded = "".join(" " if c.isspace() and c != "\u3000" else c for c in text)
    return "".join(c for c in folded if not _is_invisible(c))


def _is_invisible(character: str) -> bool:
    return bool(_SELECTOR.match(character)) or unicodedata.category(character) in ("Cc", "Cf")


def storable(text: str) -> str:
    """Printable text without surrogates and noncharacters, which XML cannot hold."""
    shown = printable(text)
    if shown.isprintable():
        return shown
    kept = (c for c in shown if unicodedata.category(c) != "Cs" and ord(c) & 0xFFFE != 0xFFFE)
    return "".join(kept)
