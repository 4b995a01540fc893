"""Cells with content that belong to no cell of the form: beside it, below it, far away.

A person may write anything beside a form. It is not taken over, but counted, and the first cell is named: a
figure beside the form may have been meant for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from openpyxl.utils import get_column_letter

from desktop.documents.form_book import marks
from desktop.documents.workbook.cell import RawCell, read_cell
from desktop.documents.workbook.parts import CellsBeyond
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.figures.quantity import parse_quantity
from forms.frozen import frozen

_LONGEST_FIGURE = 40
"""Characters of a cell that are looked at for a figure. Chosen above any figure with separators, unit and
blanks."""
_OWN_MARKS = (marks.FORM_MARK, marks.COLUMN_MARK, marks.ROW_MARK)
_EXPLAINING = {marks.UNIT_HEAD, marks.TARGET_HEAD, marks.MEANING_HEAD}


@frozen
class FormPlaces:
    """Which cells of a sheet belong to the form.

    Attributes:
        mark_row: index of the row that names the columns.
        first_row: index of the first row of the form; what stands above is its head.
        rows: indexes of the rows that the program wrote.
        columns: indexes of all marked columns.
        judged: those among them in which every cell is taken or refused elsewhere, also in rows that the
            program did not write.
        looked_at: those among them that are taken or refused elsewhere in the rows of the program.
    """

    mark_row: int
    first_row: int
    rows: Collection[int]
    columns: Collection[int]
    judged: Collection[int]
    looked_at: Collection[int]


class _Count:
    """Cells with content, and where the first one stands."""

    def __init__(self) -> None:
        self.cells = 0
        self.first = ""
        self.has_figures = False

    def add(self, row: int, column: int, cell: RawCell) -> None:
        self.cells += 1
        self.first = self.first or f"{get_column_letter(column + 1)}{row + 1}"
        self.has_figures |= _may_be_figure(cell) or _begins_with_digit(cell)


def cells_outside(
    title: str, rows: Sequence[tuple[RawCell, ...]], places: FormPlaces
) -> tuple[int, list[Problem]]:
    """Count the cells with content that are no cell of the form.

    Args:
        title: name of the sheet.
        rows: its cells.
        places: which of them are the form's.

    Returns:
        How many, and the sentence that names the first; no sentence where there are none.
    """
    explaining = _explaining_columns(rows, places)
    count = _Count()
    for i, row in enumerate(rows):
        if i and row is rows[i - 1]:  # rows without content are one object
            continue
        for j, cell in enumerate(row):
            if cell.value is None or not str(cell.value).strip():
                continue
            if not _is_of_form(i, j, cell, places, explaining):
                count.add(i, j, cell)
    if not count.cells:
        return 0, []
    if count.has_figures:
        code, advice = (
            DocumentCode.FIGURES_OUTSIDE,
            "其中有数；如果是要填报的，请移到表内浅黄色的格子里再导入",
        )
    else:
        code, advice = DocumentCode.TEXT_OUTSIDE, "都是文字，只留在这个 Excel 文件里"
    message = f"表格以外有 {count.cells} 格内容没有采用，第一处在 {count.first}；{advice}。"
    return count.cells, [Problem(code, f"《{title}》{count.first}", message)]


def cells_beyond(title: str, beyond: CellsBeyond | None) -> tuple[int, list[Problem]]:
    """Count the cells beyond the rows and columns that were read, like :func:`cells_outside`."""
    if beyond is None:
        return 0, []
    message = (
        f"离表格太远的地方还有 {beyond.cells} 格内容没有读取，第一处在 {beyond.first}；"
        "如果是要填报的，请移到表内浅黄色的格子里再导入。"
    )
    return beyond.cells, [Problem(DocumentCode.SHEET_BEYOND, f"《{title}》{beyond.first}", message)]


def _explaining_columns(rows: Sequence[tuple[RawCell, ...]], places: FormPlaces) -> set[int]:
    """Columns of the program without a mark, found by their heads."""
    head = rows[places.mark_row + 1 : places.first_row]
    found = {j for row in head for j, cell in enumerate(row) if str(cell.value or "").strip() in _EXPLAINING}
    return found - set(places.columns)


def _is_of_form(row: int, column: int, cell: RawCell, places: FormPlaces, explaining: set[int]) -> bool:
    """Whether a cell with content is the form's own, or is taken or refused elsewhere."""
    if isinstance(cell.value, str) and cell.value.startswith(_OWN_MARKS):
        return True
    own_columns = column in places.columns or column in explaining
    # In the head only words are the form's; a figure there may have slipped out of the table.
    if row < places.first_row:
        return own_columns and row != places.mark_row and not _may_be_figure(cell)
    if column in places.judged:
        return True
    if row not in places.rows:
        return False
    return column in places.looked_at or (own_columns and not _may_be_figure(cell))


def _begins_with_digit(cell: RawCell) -> bool:
    """Whether a text may be meant as a figure with its unit, like ``36 人``."""
    # Full-width digits, as Chinese input methods write them, become plain ones.
    text = unicodedata.normalize("NFKC", str(cell.value)[:_LONGEST_FIGURE]).strip()
    return text.lstrip("+-−").strip()[:1].isdecimal()


def _may_be_figure(cell: RawCell) -> bool:
    """Whether a cell is no mere text: a number, also one written as text, a formula, a date, an error."""
    reading = read_cell(cell)
    return bool(reading.advice) or any(
        parse_quantity(reading.text, unit).value is not None for unit in ("", "%")
    )
