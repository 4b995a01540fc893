"""The official annual form as PDF/A-1b."""

from __future__ import annotations

from desktop.documents.official.content import PrintContent


def render_official_pdf(content: PrintContent) -> bytes:
    """Draw the official form: cover, tables of each form, early warnings, findings with explanations.

    The same content and program version give the same bytes. Characters that no font has become blank lines,
    to be filled in by hand (``by_hand``).

    Raises:
        EnvironmentFault: a font of the program is damaged (E-DOC-043).
    """
    from desktop.documents.official.pdf_book import draw_book

    return draw_book(content)
