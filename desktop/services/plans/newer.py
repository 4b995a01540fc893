"""The newer version of a plan that comes with the program, for a unit that still works with an older one."""

from __future__ import annotations

from pathlib import Path

from desktop.services.plans.files import PlanFile
from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.services.plans.released import was_released
from desktop.services.plans.taking_over import preview_import, take_over_plan
from desktop.services.unit.desk import Desk
from forms.codes.plan import PlanCode
from forms.errors import UserInputError


def newer_bundled(desk: Desk) -> PlanFile | None:
    """The version that comes with the program, where the file uses an older one of ours.

    A pack that the county made itself is left alone: which version follows it, its office decides.

    Returns:
        The pack as it came with the program; None where there is nothing newer.
    """
    plan, digest = desk.plan, desk.pack.digest
    if plan.id not in bundled_ids() or not was_released(digest):
        return None
    bundled = load_bundled(plan.id)
    return PlanFile(bundled, is_bundled=True) if bundled.digest != digest else None


def take_over_newer(desk: Desk) -> tuple[str, Path]:
    """Put the version that comes with the program in force; a checked backup is made first.

    Returns:
        The version now in force, and the backup.

    Raises:
        UserInputError: there is nothing newer (E-PLAN-094).
        StateError: the store is read-only, or a year is finalised but not yet exported.
        EnvironmentFault: the backup or the store could not be written; the old version stays in force.
    """
    file = newer_bundled(desk)
    if file is None:
        raise UserInputError(
            PlanCode.NOTHING_NEWER, f"本程序没有比现用版本 {desk.plan.version} 更新的《{desk.plan.title}》"
        )
    return file.pack.plan.version, take_over_plan(desk, preview_import(desk, file))
