"""The official annual form as PDF/A-1b."""

from __future__ import annotations

from desktop.documents.official.content import PrintContent


def render_official_pdf(content: PrintContent) -> bytes:
    """Draw the official form: cover, one table per form, explanations.

    The same content and program version give the same bytes. Where no font has a character, a blank line
    stands, to be filled in by hand (``by_hand``).
    """
    from desktop.documents.official.pdf_book import draw_book

    return draw_book(content)
