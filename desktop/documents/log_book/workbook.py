"""The change log as a workbook for an inspector: every row as it was hashed, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Row = Sequence[str | int | None]
"""seq, at, actor, year, kind, subject, old, new, reason, hash."""


@dataclass(frozen=True)
class LogSheet:
    """What the workbook says.

    Attributes:
        unit_name: the unit whose log it is.
        store_name: name of the data file.
        entries: rows of the log.
        head: hash of the last of them.
        rows: the rows, oldest first.
    """

    unit_name: str
    store_name: str
    entries: int
    head: str
    rows: Iterable[Row]


def render_log_workbook(sheet: LogSheet) -> bytes:
    """Write the log as .xlsx; whatever stands in it is text and never becomes a formula.

    The same log gives the same bytes. Characters that a workbook cannot hold are left out, and a text
    longer than a cell is cut with a note; ``.csv`` and the data file have the whole.
    """
    from desktop.documents.log_book.sheets import build_log_workbook

    return build_log_workbook(sheet)
