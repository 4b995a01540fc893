"""Beginning at the office: its file, with the first person at the desk."""

from __future__ import annotations

from pathlib import Path

from desktop.services.clock import Clock, local_now
from desktop.services.office.desk import init_office
from desktop.services.office.people import set_person
from desktop.services.plans.packs import PlanPack
from forms.receiving.role import OfficeRole


def begin_office(path: Path, pack: PlanPack, name: str, clock: Clock = local_now) -> None:
    """Make the office's file for a plan and list who begins; it is closed again.

    Args:
        path: the new file.
        pack: the plan whose figures the office receives.
        name: who begins: 监测员, and with that everything but what a head decides, where there is one.
        clock: gives the present.

    Raises:
        UserInputError: the name cannot be taken (E-TEXT-001, E-TEXT-002, E-OFFICE-024).
        EnvironmentFault: the file exists already or cannot be made, or its name is impossible.
    """
    with init_office(path, pack, name, clock) as desk:
        set_person(desk, name, OfficeRole.OFFICER)
