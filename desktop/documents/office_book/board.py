"""The board of a year as a workbook."""

from __future__ import annotations

from desktop.documents.office_book.board_sheet import BoardSheet


def render_board(sheet: BoardSheet) -> bytes:
    """Write the board as .xlsx; texts are written as text, so that none becomes a formula.

    The same board gives the same bytes.
    """
    from desktop.documents.office_book.board_writer import build_board

    return build_board(sheet)
