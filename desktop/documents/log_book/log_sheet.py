"""The content of the exported change log: its rows and its unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forms.frozen import frozen

Row = Sequence[str | int | None]
"""seq, at, actor, year, kind, subject, old, new, reason, hash."""


@frozen
class LogSheet:
    """The content of the workbook.

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
