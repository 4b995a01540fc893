"""The plan with which a unit begins: one that comes with the program, a pack, or the one in a task.

Who signed the task is not asked here: the unit opens it afterwards, and compares the fingerprint with paper.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.files import is_there, read_file
from desktop.services.letters.reading import read_letter
from desktop.services.plans.files import PlanFile, load_plan
from desktop.services.plans.packs import bundled_ids
from desktop.services.unit.letters.taking_task import plan_in_task
from desktop.submission.container.layout import MAX_PACKAGE_BYTES


def first_plan(source: str, now: datetime) -> tuple[PlanFile, bool]:
    """The plan that is named, and whether it was taken out of a task.

    Args:
        source: id of a bundled plan, or a file: a pack or a task of the office.
        now: the present.

    Raises:
        UserInputError: there is no such plan, or the task or its plan cannot be used (E-LETTER-001 to 008,
            E-OPEN-023, E-OPEN-024).
        CatalogueError: the pack has mistakes, or its signature is not sound.
        EnvironmentFault: the file cannot be read.
    """
    path = Path(source)
    if source not in bundled_ids() and is_there(path):
        data = read_file(path, MAX_PACKAGE_BYTES)
        if recognise(data).kind is Kind.LETTER:
            read = read_letter(data, now)
            if read.letter.task is not None:
                return plan_in_task(read, now), True
    return load_plan(source, now=now), False
