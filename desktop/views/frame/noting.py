"""Noting on this PC which year of a file was worked in, and how far it is, for the list of files."""

from __future__ import annotations

from desktop.services.unit.year import YearDesk
from desktop.views.frame.recent import RecentFile, note


def note_year(year: YearDesk) -> None:
    """Note the year that is open; only a file on the list is noted."""
    desk = year.desk
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
