"""A task sheet as PDF and as a workbook."""

from __future__ import annotations

from desktop.documents.task_sheet.lines import TaskSheet


def render_task_pdf(sheet: TaskSheet) -> bytes:
    """PDF/A-1b bytes, A4 landscape; the same sheet gives the same bytes."""
    from desktop.documents.task_sheet.pdf import draw_task_sheet

    return draw_task_sheet(sheet)


def render_task_workbook(sheet: TaskSheet) -> bytes:
    """The same as .xlsx, A4 landscape, with its head on every page."""
    from desktop.documents.task_sheet.workbook import build_task_workbook

    return build_task_workbook(sheet)
