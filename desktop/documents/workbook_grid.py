"""The cells of a foreign workbook, detached from it; the bytes may be anything."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from desktop.documents.workbook_cell import RawCell
from desktop.documents.workbook_guard import check_container, damaged
from desktop.documents.workbook_looks import without_looks

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 3000, 120, 80
"""Far beyond any form; what lies outside is not read."""
MAX_TEXT = 32_767
"""Characters of one cell, as Excel has it; of a longer text one more is kept, by which it is told."""
_MAX_FORMAT = 255
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


def read_grids(data: bytes) -> list[tuple[str, Grid]]:
    """Title and cells of every sheet, within bounds.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, carries macros, or damaged.
    """
    return guarded(data, _load)


def guarded(data: bytes, load: Callable[[bytes], T]) -> T:
    """What ``load`` makes of a workbook, if it can be opened safely.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, carries macros, or damaged.
    """
    check_container(data)
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: workbooks from outside must not be read without it")
    try:
        with warnings.catch_warnings():
            # openpyxl warns about extensions it drops and dates it cannot read; both are dealt with.
            warnings.simplefilter("ignore")
            return load(data)
    except _PARSER_ERRORS as error:
        raise damaged() from error


def _load(data: bytes) -> list[tuple[str, Grid]]:
    workbook = openpyxl.load_workbook(without_looks(data), read_only=True, data_only=False, keep_links=False)
    grids = []
    try:
        for sheet in workbook.worksheets[:MAX_SHEETS]:
            found = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
            grids.append((str(sheet.title), [_row(cells) for cells in found]))
    finally:
        workbook.close()
    return grids


def _row(cells: tuple[Any, ...]) -> tuple[RawCell, ...]:
    """A row detached; the blank rows of a sheet that has a cell far below are all one."""
    if all(cell is EMPTY_CELL for cell in cells):
        return BLANK_ROW if len(cells) == MAX_COLUMNS else (_EMPTY,) * len(cells)
    return tuple(_EMPTY if cell is EMPTY_CELL else detach(cell) for cell in cells)


def detach(cell: Any) -> RawCell:
    """Everything that a cell says, looked up while a damaged workbook may still fail."""
    value = cell.value
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        value = value[: MAX_TEXT + 1]
    return RawCell(value, str(cell.data_type), str(cell.number_format or "")[:_MAX_FORMAT])
