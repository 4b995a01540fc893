"""Draws the survey sheet as a document."""

from __future__ import annotations

from desktop.documents.sheets.survey_lines import SurveySheet


def render_survey_sheet(sheet: SurveySheet) -> bytes:
    """Draw the sheet as PDF/A-1b, A4 landscape; the same content gives the same bytes."""
    from desktop.documents.sheets.pdf_survey_sheet import draw_survey_sheet

    return draw_survey_sheet(sheet)
