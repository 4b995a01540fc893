"""Draws the paper of a letter of the office as a document."""

from __future__ import annotations

from desktop.documents.sheets.slip import SlipContent


def render_slip(content: SlipContent) -> bytes:
    """Draw the paper as PDF/A-1b, A4 upright; the same content gives the same bytes."""
    from desktop.documents.sheets.pdf_slip import draw_slip

    return draw_slip(content)
