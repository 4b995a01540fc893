"""Opening the office's file in a window: who works at the desk is known by then, where it can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.services.office.desk import open_office_desk
from desktop.services.office.years import year_received
from desktop.views.frame.file.recent import last_year, remember
from desktop.views.office.window import OfficeWindow
from desktop.views.office.working_now import go_on_as_before


def open_office_window(path: Path, built: Callable[[], object], year: int | None = None) -> OfficeWindow:
    """Open the office's file and make its window, which closes it.

    Args:
        path: the file.
        built: called when the window is put together and shows nothing yet.
        year: reporting year to begin with; None for the one worked in last, else the one received now.

    Raises:
        NotAStore: it is a unit's store (E-OFFICE-001) or none at all.
        EnvironmentFault: no such file, from a newer version, damaged.
    """
    desk = open_office_desk(path)
    go_on_as_before(desk)
    if not desk.person and len(desk.officers) == 1:  # nobody else can be meant
        desk.work_as(next(iter(desk.officers)))
    remember(desk.path)
    if year is None:
        year = last_year(desk.path, year_received(desk))
    return OfficeWindow(desk, year, built)
