"""From the bytes of a table of earlier years, xlsx or text, to rows of texts; the bytes may be anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.delimited import delimited_rows
from desktop.documents.workbook.cell import RawCell, read_cell
from desktop.documents.workbook.head import HEAD_ROWS, head_of, is_head, years_of
from forms.codes.document import DocumentCode

REFUSED = "\0"
"""Marks a cell whose content cannot be used; what follows says why."""
TEXT = "CSV"
"""Title of the one table of a file of text."""
MAX_BYTES = 2_000_000
"""Largest table that is read. Chosen above 20,000 figures with the names of their rows."""
_MOST_ROWS = 3000
_MOST_FIELDS = 300
"""Both are chosen above what ``_MOST_FIGURES`` needs."""
_MOST_FIGURES = 20_000
"""Ten years of two thousand rows. Chosen far above a unit of a bundled plan, which has at most 236 cells."""


def tables_of(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Title and rows of each table.

    A cell that cannot be used begins with :data:`REFUSED`. Below the first :data:`~.head.HEAD_ROWS` rows of a
    sheet without a head row the cells are not understood: their texts only say that something is there.

    Raises:
        WorkbookRefused: neither an xlsx nor text, too large, with too many rows, fields or figures, or a text
            whose quotation marks are not in pairs.
    """
    if len(data) > MAX_BYTES:
        raise WorkbookRefused(DocumentCode.WORKBOOK_TOO_LARGE, "文件超过 2 MB，不像往年数据表，没有读取。")
    # By the first bytes and not the name: a workbook renamed to .csv is still one.
    if data[:2] == b"PK":
        return _workbook_tables(data)
    return [(TEXT, list(_bounded_rows(delimited_rows(data))))]


def require_few(figures: int) -> None:
    """Refuse a table with more figures than a unit can have."""
    if figures > _MOST_FIGURES:
        raise _too_much(f"里的数超过 {_MOST_FIGURES} 个")


def _workbook_tables(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Texts of every sheet; below the head rows of one that has no head, only that something is there."""
    from desktop.documents.workbook.grid import BLANK_ROW, Grid, read_grids

    def text_of(cell: RawCell) -> str:
        if cell.value is None:
            return ""
        reading = read_cell(cell)
        return f"{REFUSED}{reading.advice}" if reading.advice else reading.text.strip()

    def texts_of(row: tuple[RawCell, ...]) -> list[str]:
        return [] if row is BLANK_ROW else [text_of(cell) for cell in row]

    def glimpses_of(row: tuple[RawCell, ...]) -> list[str]:
        last = max((i for i, cell in enumerate(row) if cell.value is not None), default=-1)
        return ["" if cell.value is None else str(cell.value).strip() for cell in row[: last + 1]]

    def table_of(grid: Grid) -> list[list[str]]:
        top = [texts_of(row) for row in grid[:HEAD_ROWS]]
        at = next((i for i, row in enumerate(top) if is_head(row)), None)
        # A sheet without the head row is not read but only counted, so its cells need not be understood.
        if at is None:
            return top + [glimpses_of(row) for row in grid[HEAD_ROWS:]]
        years = years_of([head_of(name) for name in top[at]])
        # Counted before the texts are made: that is what takes the time.
        below = grid[at + 1 :]
        require_few(sum(1 for row in below for i in years if i < len(row) and row[i].value is not None))
        return top + [texts_of(row) for row in grid[HEAD_ROWS:]]

    return [(title, table_of(grid)) for title, grid in read_grids(data)]


def _bounded_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Rows as far as one table goes; blank ones after it, of which spreadsheets write many, do not count."""
    for number, row in enumerate(rows):
        if len(row) > _MOST_FIELDS:
            raise _too_much(f"第 {number + 1} 行有 {len(row)} 栏")
        if number < _MOST_ROWS:
            yield [field.strip() for field in row]
        elif any(field.strip() for field in row):
            raise _too_much(f"超过 {_MOST_ROWS} 行")


def _too_much(what: str) -> WorkbookRefused:
    return WorkbookRefused(
        DocumentCode.WORKBOOK_TOO_LARGE,
        f"表{what}，远多于一个单位的往年数据，没有读取。请删去多余的部分再导入。",
    )
