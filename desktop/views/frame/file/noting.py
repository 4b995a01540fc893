"""Noting on this PC which year of a file was worked in, and how far it is, for the list of files."""

from __future__ import annotations

from desktop.services.unit.year import YearDesk
from desktop.views.frame.file.recent import RecentFile, note
from forms.filing.state import YearState


def note_year(year: YearDesk) -> None:
    """Note the year that is open; only a file on the list is noted.

    Another year than the one that is due, which was only looked at, is not: the list would say 未填报 of a
    file in which a year is filled in, and the next start would open it.
    """
    desk = year.desk
    if year.state is YearState.EMPTY and year.year != desk.suggested_year():
        return
    note(
        RecentFile(
            path=desk.path,
            unit=desk.unit.official_name,
            year=year.year,
            state=year.state.label,
            opened=f"{desk.clock():%Y-%m-%d}",
            due=desk.suggested_year(),
        )
    )
