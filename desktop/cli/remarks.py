"""Remarks that a command makes beside its answer."""

from __future__ import annotations

import sys

from desktop.services.unit.text_word import text_word


def tell_of_text(place: str, text: str, *, lines: bool = False) -> None:
    """Say what paper will not show of a text that was taken, or that it has characters of an old code.

    Args:
        place: what the text is for, in people's words.
        text: as it was typed.
        lines: whether it may have several lines.
    """
    said = text_word(place, text, lines=lines).sentence
    if said:
        print(f"注意：{said}", file=sys.stderr)
