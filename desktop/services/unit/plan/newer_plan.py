"""The newer version of a plan that comes with the program, for a unit that still works with an older one."""

from __future__ import annotations

from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled
from desktop.services.plans.released import was_released
from desktop.services.unit.desk import Desk


def newer_bundled(desk: Desk) -> PlanPack | None:
    """The version that comes with the program, where the file uses an older one of ours.

    A pack that the county made itself is left alone: which version follows it, its office decides.

    Returns:
        The pack as it came with the program; None where there is nothing newer.
    """
    plan, digest = desk.plan, desk.pack.digest
    if plan.id not in bundled_ids() or not was_released(digest):
        return None
    bundled = load_bundled(plan.id)
    return bundled if bundled.digest != digest else None
