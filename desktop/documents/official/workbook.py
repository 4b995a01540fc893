"""The official annual form as xlsx, for printing and keeping."""

from __future__ import annotations

from desktop.documents.official.content import PrintContent


def render_official_workbook(content: PrintContent) -> bytes:
    """Write the official form as a workbook: cover, one sheet per form, early warnings, findings.

    The same content and program version give the same bytes. No text becomes a formula.
    """
    from desktop.documents.official.sheets import build_workbook

    return build_workbook(content)
