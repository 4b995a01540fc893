"""Draws the handover sheet as a document."""

from __future__ import annotations

from desktop.documents.sheets.handed_over import HandoverSheet


def render_handover_sheet(sheet: HandoverSheet) -> bytes:
    """Draw the sheet as PDF/A-1b; the same content gives the same bytes."""
    from desktop.documents.sheets.pdf_handover_sheet import draw_handover_sheet

    return draw_handover_sheet(sheet)
