"""The cells of a foreign workbook, detached from it; the bytes may be anything."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from desktop.documents.errors import WorkbookRefused
from desktop.documents.workbook.cell import RawCell
from desktop.documents.workbook.guard import check_container, damaged, refuse_beyond
from desktop.documents.workbook.looks import without_looks
from desktop.documents.workbook.parts import MAX_SHEETS_LISTED, WHOLE_SHEET, CellsBeyond, Extent
from forms.codes.document import DocumentCode

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 3000, 120, 80
"""Bounds of a workbook that is read whole. Chosen by us: the longest sheet of a bundled plan has 406 rows.
Content outside makes :func:`read_grids` refuse the workbook; :func:`read_sheets` counts it."""
MAX_TEXT = 32_767
"""Characters of one cell, as Excel has it; of a longer text one more is kept, by which it is told."""
_MAX_FORMAT = 255
"""Characters of a number format that Excel allows."""
_PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl, the XML parser and zipfile raise on damaged or hostile parts; never the program's."""


T = TypeVar("T")
Grid = list[tuple[RawCell, ...]]
"""Rows of cells, from the corner of a sheet."""
_EMPTY = RawCell()
BLANK_ROW = (_EMPTY,) * MAX_COLUMNS
"""Stands for every row of a sheet that holds nothing."""
Found = Mapping[str, CellsBeyond]
"""By name of a sheet's part, what stands outside the extent that is read."""


class SheetCells(NamedTuple):
    """One sheet of a foreign workbook."""

    title: str
    rows: Grid
    beyond: CellsBeyond | None = None
    """What stands outside the extent that was read; None for nothing."""


def read_grids(data: bytes) -> list[tuple[str, Grid]]:
    """Title and cells of every sheet of a workbook that is read whole or not at all.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, has content that would not be
            read, carries macros, or damaged.
    """
    extent = Extent(MAX_ROWS, MAX_COLUMNS)

    def load(content: bytes, found: Found) -> list[tuple[str, Grid]]:
        refuse_beyond(found, extent)
        return [(sheet.title, sheet.rows) for sheet in _load(content, found, extent, MAX_SHEETS)]

    return guarded(data, load, extent)


def read_sheets(data: bytes, extent: Extent) -> list[SheetCells]:
    """Every sheet of a workbook in which sheets of the clerk's own may stand beside those that are read.

    Args:
        data: the file.
        extent: what is read of each sheet; what stands outside is counted, and the caller says so where
            it matters.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, carries macros, or damaged.
    """
    return guarded(data, lambda content, found: _load(content, found, extent, MAX_SHEETS_LISTED), extent)


def guarded(data: bytes, load: Callable[[bytes, Found], T], extent: Extent = WHOLE_SHEET) -> T:
    """The result of ``load`` for a workbook that can be opened safely.

    Args:
        data: the file.
        load: reads it; gets the file, and what stands outside the extent.
        extent: what it reads of each sheet.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, carries macros, damaged, or
            refused by ``load``.
    """
    found = check_container(data, extent)
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: workbooks from outside must not be read without it")
    try:
        with warnings.catch_warnings():
            # openpyxl warns about extensions it drops and dates it cannot read; both are dealt with.
            warnings.simplefilter("ignore")
            return load(data, found)
    except _PARSER_ERRORS as error:
        raise damaged() from error


def _load(data: bytes, found: Found, extent: Extent, most: int) -> list[SheetCells]:
    # `data_only=False`: a formula must be seen and refused; its last result may be of other figures.
    workbook = openpyxl.load_workbook(without_looks(data), read_only=True, data_only=False, keep_links=False)
    blank = BLANK_ROW if extent.columns == MAX_COLUMNS else (_EMPTY,) * extent.columns
    read = []
    try:
        sheets = workbook.worksheets
        if len(sheets) > most:
            message = f"工作簿有 {len(sheets)} 张工作表，最多能读 {most} 张。请只留要导入的表再试。"
            raise WorkbookRefused(DocumentCode.CONTENT_BEYOND, message)
        for sheet in sheets:
            # Bounds are given here again: a sheet may state dimensions that have nothing to do with its
            # cells.
            rows = sheet.iter_rows(max_row=extent.rows, max_col=extent.columns)
            part = str(getattr(sheet, "_worksheet_path", ""))
            read.append(SheetCells(str(sheet.title), [_row(cells, blank) for cells in rows], found.get(part)))
    finally:
        workbook.close()
    return read


def _row(cells: tuple[Any, ...], blank: tuple[RawCell, ...]) -> tuple[RawCell, ...]:
    """A row detached; the blank rows of a sheet that has a cell far below are all one."""
    if all(cell is EMPTY_CELL for cell in cells):
        return blank if len(cells) == len(blank) else (_EMPTY,) * len(cells)
    return tuple(_EMPTY if cell is EMPTY_CELL else detach(cell) for cell in cells)


def detach(cell: Any) -> RawCell:
    """Everything that a cell says, looked up while a damaged workbook may still fail."""
    value = cell.value
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        value = value[: MAX_TEXT + 1]
    return RawCell(value, str(cell.data_type), str(cell.number_format or "")[:_MAX_FORMAT])
