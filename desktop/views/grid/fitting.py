"""How wide the columns of the grid and how high its rows are, by the texts in them."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from desktop.models.grid.roles import Role
from desktop.models.grid.table import FormGridModel, GridColumn
from desktop.views.frame.look.theme import POINT_SIZE
from desktop.views.grid.delegate import row_height, small_font

_MINIMUM_NAME = 140
"""Pixels of the name column at least; our own choice, a word of ten characters."""


def column_widths(grid: FormGridModel, font: QFont, room: int) -> dict[int, int]:
    """Pixels of each column; the name wraps and takes what the others leave.

    Args:
        grid: the form.
        font: of its texts.
        room: pixels that all columns together fill, if they do not need more.
    """
    widths = {c: column_width(grid, font, c) for c in range(grid.columnCount()) if c != GridColumn.NAME}
    return {**widths, GridColumn.NAME: max(_MINIMUM_NAME, room - sum(widths.values()))}


def height_of_row(grid: FormGridModel, row: int, font: QFont, widths: dict[int, int], usual: int) -> int:
    """Pixels of a row in which name and target are set in as many lines as they need.

    Args:
        grid: the form.
        row: number of the row.
        font: of its texts.
        widths: of the columns.
        usual: pixels of a row of one line in letters of the usual size.
    """
    heights = []
    for column in (GridColumn.NAME, grid.target_column):
        text, word = cell_texts(grid, row, column)
        heights.append(row_height(font, text, word, widths[column], usual))
    return max(heights)


def column_width(grid: FormGridModel, font: QFont, column: int) -> int:
    """Pixels of a column other than that of the names, within what suits its kind."""
    title = str(grid.headerData(column, Qt.Orientation.Horizontal) or "")
    # The head is bold and padded by the style sheet, and these are the metrics of the usual weight;
    # factor and margin are our own choice.
    widest = QFontMetrics(font).horizontalAdvance(title) * 1.06 + 12
    texts = {cell_texts(grid, row, column) for row in range(grid.rowCount())}
    widest = max([widest, *(width_of_cell(grid, font, column, *both) for both in texts)])
    least, most = {
        GridColumn.CODE: (40, 48),
        GridColumn.UNIT: (58, 96),
        GridColumn.EARLIER: (62, 140),
    }.get(GridColumn(min(column, GridColumn.FIRST_VALUE)), (68, 118))
    if column == grid.target_column:
        least, most = 96, 150
    if column == grid.status_column:  # a verdict that is cut off may read as another one
        return ceil(widest)
    factor = font.pointSizeF() / POINT_SIZE
    return int(min(max(widest, least * factor), most * factor))


def cell_texts(grid: FormGridModel, row: int, column: int) -> tuple[str, str]:
    """The text of a cell, and the small word beside it."""
    known = grid.answers(grid.index(row, column))
    return str(known.get(Qt.ItemDataRole.DisplayRole) or ""), str(known.get(Role.DETAIL) or "")


def width_of_cell(grid: FormGridModel, font: QFont, column: int, text: str, beside: str) -> float:
    """Pixels that a text needs with the word beside it and its margins."""
    margin = 28 if column == grid.status_column else 14
    spare = QFontMetrics(small_font(font)).horizontalAdvance(beside) + 8 if beside else 0
    return QFontMetrics(font).horizontalAdvance(text) + margin + spare
