"""Draws the paper of a letter of the office as a document."""

from __future__ import annotations

from desktop.documents.sheets.letter_content import LetterContent


def render_letter(content: LetterContent) -> bytes:
    """Draw the paper as PDF/A-1b, A4 upright; the same content gives the same bytes."""
    from desktop.documents.sheets.pdf_letter import draw_letter

    return draw_letter(content)
