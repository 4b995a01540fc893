"""Beginning at the office: its file, with the first person at the desk."""

from __future__ import annotations

from pathlib import Path

from desktop.services.clock import Clock, local_now
from desktop.services.office.desk import init_office
from desktop.services.office.people import set_person
from desktop.services.office.plans import keep_plan_file
from desktop.services.plans.files import PlanFile
from desktop.services.plans.packs import PlanPack
from forms.receiving.role import OfficeRole


def begin_office(
    path: Path,
    pack: PlanPack,
    name: str,
    role: OfficeRole,
    file: PlanFile | None = None,
    clock: Clock = local_now,
) -> None:
    """Make the office's file for a plan and list who begins; it is closed again.

    Args:
        path: the new file.
        pack: the plan whose figures the office receives.
        name: who begins.
        role: what they may do; an officer does what is the head's as well until one is listed.
        file: the compiled pack as it was handed over, which goes out with tasks; None for a bundled one.
        clock: gives the present.

    Raises:
        UserInputError: the name cannot be taken (E-TEXT-001, E-TEXT-002, E-OFFICE-024).
        EnvironmentFault: the file exists already or cannot be made, or its name is impossible.
    """
    with init_office(path, pack, name, clock) as desk:
        set_person(desk, name, role)
        if file is not None:
            keep_plan_file(desk, file)
