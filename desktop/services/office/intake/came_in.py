"""What was handed over on a day, and what has become of it since: everything is told as it stands now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.intake.receiving import FileReport, noted_before, reports_of
from forms.filing.receipt_time import BEIJING, day_in_beijing


def days_of_intake(desk: OfficeDesk) -> dict[date, int]:
    """The days on which files were handed over first, in Beijing, the newest first, and how many each.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found: dict[date, int] = {}
    for moment in reversed(desk.store.moments_of_intake()):
        day = day_in_beijing(moment)
        found[day] = found.get(day, 0) + 1
    return found


def unopened(desk: OfficeDesk) -> list[FileReport]:
    """The files that are kept and could not be opened yet, oldest first.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    files = {one.digest: one.name for one in desk.store.waiting_files()}
    return list(reports_of(desk, [noted_before(desk, digest, name) for digest, name in files.items()]))


def came_in_on(desk: OfficeDesk, day: date) -> list[FileReport]:
    """The files that were handed over first on a day in Beijing, in their order, as they stand now.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    since = datetime.combine(day, time(), BEIJING)
    files = desk.store.handed_between(since, since + timedelta(days=1))
    return list(reports_of(desk, [noted_before(desk, digest, name) for digest, name in files.items()]))
