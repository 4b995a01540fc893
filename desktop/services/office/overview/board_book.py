"""The board as a workbook, in the words of the window."""

from __future__ import annotations

from pathlib import Path

from desktop.documents.office_book.board import render_board
from desktop.documents.office_book.board_sheet import BoardLine, BoardSheet
from desktop.services.files import write_file
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.overview.board import Board, BoardRow
from desktop.services.office.overview.board_filter import BoardFilter, count_of
from desktop.services.office.overview.board_words import (
    asked_word,
    bad_words,
    next_words,
    paper_word,
    share_of,
)
from forms.filing.receipt_time import day_in_beijing


def write_board(desk: OfficeDesk, board: Board, path: Path) -> None:
    """Write a board as a workbook.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    expected = len(board.expected)
    counts = [(one.value, count_of(one, board.rows)) for one in BoardFilter]
    names = {unit.code: unit.name for unit in desk.pack_of(board.year).plan.units}
    sheet = BoardSheet(
        title=desk.plan.title,
        year=board.year,
        counts=[(word, count, share_of(count, expected)) for word, count in counts],
        lines=[_line(board, row, names.get(row.unit, row.name)) for row in board.rows],
    )
    write_file(path, render_board(sheet))


def _line(board: Board, row: BoardRow, name: str) -> BoardLine:
    return BoardLine(
        name=name,
        full_name=row.name,
        state=row.state.label,
        revision=row.revision,
        arrived=None if row.arrived is None else day_in_beijing(row.arrived),
        late=row.late,
        paper=paper_word(row),
        asked=asked_word(row),
        gaps=None if row.revision is None else row.gaps,
        warnings=row.warnings,
        bad=bad_words(row),
        waiting=row.waiting,
        judged_otherwise=row.judged_otherwise,
        last_contact=None if row.last_contact is None else day_in_beijing(row.last_contact),
        step=next_words(row, board),
    )
