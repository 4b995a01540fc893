"""What the sheets of a county's year show, as texts and exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from forms.frozen import frozen


@frozen
class Number:
    """An exact figure as it is shown.

    Attributes:
        value: it, rounded to its digits.
        decimals: digits after the point.
    """

    value: Decimal
    decimals: int


Shown = str | int | Number | None
"""Content of a cell; None leaves it blank, which is never read as 0."""


@frozen
class TableColumn:
    """A column.

    Attributes:
        head: its heading.
        width: in characters.
    """

    head: str
    width: int


@frozen
class CountyTable:
    """A sheet.

    Attributes:
        name: of the sheet.
        columns: its columns.
        rows: their contents.
        notes: sentences below the table.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Sequence[Shown]]
    notes: tuple[str, ...] = ()


@frozen
class CountyBook:
    """A workbook.

    Attributes:
        title: of the plan and the year.
        state: one line about the state of the figures, with the 数据状态码; it stands on every sheet.
        when: day by which it is dated.
        tables: its sheets.
    """

    title: str
    state: str
    when: date
    tables: tuple[CountyTable, ...]
