"""The cells of a foreign workbook, detached from it; the bytes may be anything."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from desktop.documents.errors import Code, WorkbookRefused
from desktop.documents.workbook_cell import RawCell
from desktop.documents.workbook_guard import check_container

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 3000, 120, 80
"""Far beyond any form; what lies outside is not read."""
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
        raise WorkbookRefused(
            Code.WORKBOOK_DAMAGED,
            "这个 Excel 文件已损坏或不是由 Excel、WPS 保存的，读不出来。请打开后另存为新的 .xlsx 再导入。",
        ) from error


def _load(data: bytes) -> list[tuple[str, Grid]]:
    workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    grids = []
    try:
        for sheet in workbook.worksheets[:MAX_SHEETS]:
            found = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
            grids.append((str(sheet.title), [tuple(detach(cell) for cell in row) for row in found]))
    finally:
        workbook.close()
    return grids


def detach(cell: Any) -> RawCell:
    """Everything that a cell says, looked up while a damaged workbook may still fail."""
    if cell.value is None:
        return _EMPTY
    return RawCell(cell.value, str(cell.data_type), str(cell.number_format or ""))
