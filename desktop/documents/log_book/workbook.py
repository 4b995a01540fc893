"""The change log as a workbook for an inspector: every row as it was hashed, and how to check it."""

from __future__ import annotations

from desktop.documents.log_book.log_sheet import LogSheet


def render_log_workbook(sheet: LogSheet) -> bytes:
    """Write the log as .xlsx; all its texts are written as text, so none becomes a formula.

    The same log gives the same bytes. Characters that a workbook cannot hold are left out, and a text
    longer than a cell is cut with a note; ``.csv`` and the data file have the whole.
    """
    from desktop.documents.log_book.sheets import build_log_workbook

    return build_log_workbook(sheet)
