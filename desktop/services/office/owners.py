"""Confirming at the office's desk who owns what in the plan: a task goes out only with confirmed owners."""

from __future__ import annotations

from pathlib import Path

from desktop.services.files import make_folder
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.plans import AdoptedPlan, adopt_file
from desktop.services.plans.files import load_plan
from desktop.services.plans.owners import Confirmation, confirm_owners, write_owner_list
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.receiving.permission import Act


@frozen
class OwnersTaken:
    """Owners that were confirmed, in a version of the plan that is in force now.

    Attributes:
        path: the pack that was written.
        adopted: the version, and from which year on it is in force.
        entries: goals, measures and indicators on the list.
        changed: how many of them have other owners than before.
    """

    path: Path
    adopted: AdoptedPlan
    entries: int
    changed: int


def write_owners(desk: OfficeDesk, year: int, path: Path) -> int:
    """Write the list of owners of the version in force for a year; returns its entries.

    Raises:
        UserInputError: the file is not named as a workbook (E-FILE-010).
        EnvironmentFault: it cannot be written.
    """
    return write_owner_list(desk.pack_of(year), path)


def take_owners(desk: OfficeDesk, year: int, path: Path, by: str, folder: Path) -> OwnersTaken:
    """Read the list back, write the pack in which its owners are confirmed, and put that in force.

    Args:
        desk: the office's desk; the head does it where there is one.
        year: first reporting year for which it is in force.
        path: the list.
        by: person or office that confirmed them, on whose word it is done today.
        folder: where the pack is written.

    Raises:
        OwnersNotConfirmed: mistakes of the list, each by its cell.
        UserInputError: whoever works at the desk may not, nobody is named who confirms them, or as of
            :func:`~desktop.services.plans.owners.confirm_owners`.
        EnvironmentFault: a file or the store cannot be read or written.
    """
    desk.acting(Act.PLAN)
    now = desk.clock()
    confirmation = Confirmation(by=by, date=day_in_beijing(now).isoformat())
    make_folder(folder)
    confirmed = confirm_owners(desk.pack_of(year), path, folder, confirmation, now)
    file = load_plan(str(confirmed.made.path), now=now)
    adopted = adopt_file(desk, file, year)
    return OwnersTaken(confirmed.made.path, adopted, confirmed.entries, confirmed.changed)
