"""Fonts, borders and merging of cells, each looked up once for a workbook.

Openpyxl keeps a style as a row of numbers of fonts, borders and so on, and finds each number by comparing the
whole object with those it has, 0.1 ms a cell; a merged range does so for each of its cells. Here the numbers
that the first cell of a look was given are copied to the others, so that the file is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

AnyCell = Cell | MergedCell
"""What openpyxl hands out for an address."""
_Look = tuple[Font, Alignment, Border | None]


class _Known:
    """What one workbook has been given so far."""

    def __init__(self) -> None:
        self.looks: dict[tuple[int, ...], tuple[_Look, StyleArray]] = {}
        """By the identities of the parts, which are kept here so that none is given to another object."""
        self.ranges: dict[tuple[int | bytes, ...], list[StyleArray]] = {}
        """Styles of the cells of a merged range, by its size and the styles of its first and last cell."""


_KNOWN: WeakKeyDictionary[Workbook, _Known] = WeakKeyDictionary()


def dress(cell: AnyCell, font: Font, alignment: Alignment, border: Border | None = None) -> AnyCell:
    """Give a cell its look; a border that it has stays where none is given."""
    looks = _known(cell.parent).looks
    look = (font, alignment, border)
    key = (id(font), id(alignment), id(border))
    found = looks.get(key)
    if found is None:
        cell.font = font
        cell.alignment = alignment
        if border is not None:
            cell.border = border
        looks[key] = (look, copy(_style(cell)))
        return cell
    style, known = _style(cell), found[1]
    style.fontId, style.alignmentId = known.fontId, known.alignmentId
    if border is not None:
        style.borderId = known.borderId
    return cell


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge a range of cells; its edges take the borders of its first and last cell."""
    ranges = _known(sheet).ranges
    first, last = sheet.cell(top, left), sheet.cell(bottom, right)
    key = (bottom - top, right - left, bytes(_style(first)), bytes(_style(last)))
    styles = ranges.get(key)
    if styles is None and not (_style(first).borderId or _style(last).borderId):
        # Without a border the other cells get no look; openpyxl would compare each with all it has.
        others = (bottom - top + 1) * (right - left + 1) - 1
        styles = ranges[key] = [copy(_style(first)), *[StyleArray()] * others]
    if styles is None:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        cells = (sheet.cell(*place) for place in _places(top, left, bottom, right))
        ranges[key] = [copy(_style(cell)) for cell in cells]
        return
    sheet.merged_cells.ranges.add(_range(top, left, bottom, right))
    for place, style in zip(_places(top, left, bottom, right), styles, strict=True):
        if place == (top, left):
            _set_style(first, style)
        elif any(style) or place in sheet._cells:  # noqa: SLF001 - a cell without a look is not written
            sheet._cells[place] = merged = MergedCell(sheet, *place)  # noqa: SLF001 - as merge_cells does
            _set_style(merged, style)


@lru_cache(maxsize=1024)
def _range(top: int, left: int, bottom: int, right: int) -> CellRange:
    """A range of cells, which the sheets of a workbook share: nothing here moves one."""
    return CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)


def _places(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _known(sheet: Any) -> _Known:
    workbook = sheet.parent
    known = _KNOWN.get(workbook)
    if known is None:
        known = _KNOWN[workbook] = _Known()
    return known


def _style(cell: Any) -> StyleArray:
    """The numbers of a cell's look; openpyxl gives no other access to all of them."""
    if cell._style is None:  # noqa: SLF001
        cell._style = StyleArray()  # noqa: SLF001
    found: StyleArray = cell._style  # noqa: SLF001
    return found


def _set_style(cell: Any, style: StyleArray) -> None:
    cell._style = copy(style)  # noqa: SLF001 - as above
