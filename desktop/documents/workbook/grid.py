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

from desktop.documents.errors import Code, WorkbookRefused
from desktop.documents.workbook.cell import RawCell
from desktop.documents.workbook.guard import check_container, damaged
from desktop.documents.workbook.looks import without_looks
from desktop.documents.workbook.parts import MAX_SHEETS_LISTED, Extent

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 3000, 120, 80
"""Far beyond any form; whether content outside refuses a workbook, the caller says."""
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


def read_grids(data: bytes, *, whole: bool = True) -> list[tuple[str, Grid]]:
    """Title and cells of every sheet, within bounds.

    Args:
        data: the file.
        whole: whether content beyond the rows, columns and sheets that are read refuses the workbook; a
            form may stand beside sheets of the clerk's own, in which it does not matter.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, has content that would not be
            read, carries macros, or damaged.
    """
    if not whole:
        return guarded(data, lambda content: _load(content, MAX_SHEETS_LISTED))
    return guarded(data, lambda content: _load(content, MAX_SHEETS), Extent(MAX_ROWS, MAX_COLUMNS))


def guarded(data: bytes, load: Callable[[bytes], T], extent: Extent | None = None) -> T:
    """What ``load`` makes of a workbook, if it can be opened safely.

    Args:
        data: the file.
        load: reads it.
        extent: what it reads of each sheet; None where it names itself what stands beyond.

    Raises:
        WorkbookRefused: not an xlsx, too large, expands beyond its bound, has content beyond what is
            read, carries macros, or damaged.
    """
    check_container(data, extent)
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: workbooks from outside must not be read without it")
    try:
        with warnings.catch_warnings():
            # openpyxl warns about extensions it drops and dates it cannot read; both are dealt with.
            warnings.simplefilter("ignore")
            return load(data)
    except _PARSER_ERRORS as error:
        raise damaged() from error


def _load(data: bytes, most: int) -> list[tuple[str, Grid]]:
    workbook = openpyxl.load_workbook(without_looks(data), read_only=True, data_only=False, keep_links=False)
    grids = []
    try:
        sheets = workbook.worksheets
        if len(sheets) > most:
            message = f"工作簿有 {len(sheets)} 张工作表，最多能读 {most} 张。请只留要导入的表再试。"
            raise WorkbookRefused(Code.CONTENT_BEYOND, message)
        for sheet in sheets[:MAX_SHEETS]:
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
