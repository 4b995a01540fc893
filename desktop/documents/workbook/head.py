"""The head row of a table of earlier years: its columns, and the years they are of."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

CODE, NAME, BREAKDOWN, UNIT, FORM = "代码", "指标名称", "分组", "计量单位", "报表"
"""Columns that describe a figure; all others are of a year, or of the clerk."""
HEAD_ROWS = 20
"""The head row stands within so many rows; titles may stand above it. Chosen by us."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""Years that are believed of a head; chosen by us: the first plan for women's development is of 1995."""


def is_head(row: Sequence[str]) -> bool:
    """Whether a row names the columns."""
    return any(head_of(name) == CODE for name in row)


def head_of(name: str) -> str:
    """A heading for comparison: without blanks, in narrow characters, a year without 年."""
    folded = "".join(unicodedata.normalize("NFKC", name[:40]).split())
    year = folded.removesuffix("度").removesuffix("年")
    return year if is_year(year) else folded


def years_of(names: Sequence[str]) -> dict[int, int]:
    """The year of each column that has one at its head, by its index."""
    return {i: int(name) for i, name in enumerate(names) if is_year(name)}


def is_year(name: str) -> bool:
    """Whether a heading is a year of which figures can be known."""
    # The first five digits are enough to see that it is no year, and cost nothing in a heading of any length.
    return name.isascii() and name.isdigit() and _FIRST_YEAR <= int(name[:5]) <= _LAST_YEAR


def column_letter(index: int) -> str:
    """Excel's letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
