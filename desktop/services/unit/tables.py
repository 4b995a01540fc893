"""Which of the program's own tables a file is, when somebody just opens it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from desktop.kinds.kind import Kind
from desktop.services.files import read_file
from desktop.services.incoming import recognise_file
from desktop.services.past_tables import MAX_TABLE_BYTES
from desktop.services.unit.exchange import MAX_WORKBOOK_BYTES, read_workbook
from desktop.services.unit.history import read_history
from desktop.services.unit.year import YearDesk
from forms.errors import TianbaoError


class TableKind(Enum):
    """What a table holds."""

    FORM = "the figures of a year (填报表)"
    HISTORY = "figures of earlier years (往年数据表)"


def which_table(year: YearDesk, path: Path) -> TableKind | None:
    """What a table holds for the unit and year that are open; None where neither reads it.

    Raises:
        EnvironmentFault: the file cannot be read, or is too large.
    """
    kind = recognise_file(path).kind
    data = read_file(path, max(MAX_WORKBOOK_BYTES, MAX_TABLE_BYTES))
    if kind is Kind.WORKBOOK:
        try:
            read_workbook(year, data)
        except TianbaoError:
            pass
        else:
            return TableKind.FORM
    if kind in {Kind.WORKBOOK, Kind.TEXT}:
        try:
            found = read_history(year.desk, data)
        except TianbaoError:
            return None
        return TableKind.HISTORY if found.changes or found.same or found.problems else None
    return None
