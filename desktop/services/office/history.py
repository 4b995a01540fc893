"""The office's own published figures of earlier years, taken over from a table."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from db.office.records import PastValue
from desktop.documents.history.table import PastFigure, read_history_table
from desktop.services.keeping import back_up_before
from desktop.services.office.desk import OfficeDesk
from desktop.services.past_tables import HistoryPreview, compare_table
from forms.codes.desk import HistoryCode
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey
from forms.filing.receipt_time import BEIJING
from forms.receiving.permission import Act
from forms.text.typed import require_text


def read_series(desk: OfficeDesk, data: bytes) -> HistoryPreview:
    """Read a table without changing anything.

    Raises:
        UserInputError: not such a table, dangerous or damaged.
    """
    on_file: dict[int, dict[SeriesKey, Decimal]] = defaultdict(dict)
    for one in desk.store.past_values():
        on_file[one.year][one.key] = one.value
    reading = read_history_table(data, desk.plan)
    return compare_table(reading, on_file, lambda figure: _not_past(desk, figure))


def _not_past(desk: OfficeDesk, figure: PastFigure) -> Problem | None:
    """Why a figure is of no earlier year: the year has not ended."""
    if figure.year < desk.clock().astimezone(BEIJING).year:
        return None
    message = f"{figure.year} 年还没有结束，不是往年，没有采用；请核对表头的年份"
    return Problem(code=HistoryCode.NOT_PAST, place=figure.place, message=message)


def import_series(desk: OfficeDesk, preview: HistoryPreview, source: str, reason: str = "") -> int:
    """Take over what a preview showed; a backup is made first. Returns how many figures are new or other.

    Where the preview changes nothing, nothing is done.

    Args:
        desk: the office's desk.
        preview: of the table.
        source: name of the table.
        reason: where the figures were published, or why they change; may be empty.

    Raises:
        UserInputError: whoever works at the desk may not write (E-OFFICE-002, E-OFFICE-003), or the reason
            holds characters that are refused (E-TEXT-001) or is too long (E-TEXT-002).
        EnvironmentFault: the backup cannot be made, or the store is read-only or could not be written.
    """
    actor, words = desk.acting(Act.PAST), require_text(reason, "原因", lines=True)
    if not preview.changes:
        return 0
    back_up_before(desk, "before-history")
    rows = [
        PastValue(year=figure.year, key=figure.key, value=figure.value, source=source)
        for figure, _ in preview.changes
    ]
    return desk.store.import_past(rows, reason=words, actor=actor, now=desk.clock())
