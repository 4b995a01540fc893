"""The official annual form as xlsx, for printing and keeping."""

from __future__ import annotations

from desktop.documents.content import PrintContent


def render_official_workbook(content: PrintContent) -> bytes:
    """Write the official form as a workbook: cover and one sheet per form."""
    raise NotImplementedError(content.unit)
