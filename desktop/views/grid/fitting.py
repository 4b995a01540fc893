"""How wide the columns of the grid and how high its rows are, by the texts in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from desktop.models.grid.roles import Role
from desktop.models.grid.table import FormGridModel, GridColumn
from desktop.views.frame.theme import POINT_SIZE
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
        index = grid.index(row, column)
        text, word = str(grid.data(index) or ""), str(grid.data(index, Role.DETAIL) or "")
        heights.append(row_height(font, text, word, widths[column], usual))
    return max(heights)


def column_width(grid: FormGridModel, font: QFont, column: int) -> int:
    """Pixels of a column other than that of the names, within what suits its kind."""
    metrics, small = QFontMetrics(font), QFontMetrics(small_font(font))
    title = str(grid.headerData(column, Qt.Orientation.Horizontal) or "")
    # The head is bold and padded by the style sheet, and these are the metrics of the usual weight;
    # factor and margin are our own choice.
    widest = metrics.horizontalAdvance(title) * 1.06 + 12
    margin = 28 if column == grid.status_column else 14
    for row in range(grid.rowCount()):
        index = grid.index(row, column)
        spare = margin
        if beside := grid.data(index, Role.DETAIL):
            spare += small.horizontalAdvance(beside) + 8
        widest = max(widest, metrics.horizontalAdvance(str(grid.data(index) or "")) + spare)
    least, most = {
        GridColumn.CODE: (40, 48),
        GridColumn.UNIT: (58, 96),
        GridColumn.EARLIER: (62, 140),
    }.get(GridColumn(min(column, GridColumn.FIRST_VALUE)), (68, 118))
    if column == grid.target_column:
        least, most = 96, 150
    if column == grid.status_column:  # a verdict that is cut off may read as another one
        least, most = 96, int(widest)
    factor = font.pointSizeF() / POINT_SIZE
    return int(min(max(widest, least * factor), most * factor))
