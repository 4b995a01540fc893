"""A plan whose owners are confirmed, and an office and a unit between which tasks go."""

from dataclasses import replace
from functools import cache

from desktop.services.office.task.tasking import ToTask, write_task
from desktop.services.plans.packs import PlanPack
from forms.figures.breakdown import SeriesKey
from forms.plan.duties import OwnersConfirmed
from forms.plan.owner_list import owner_entries, with_owners
from forms.plan.pack import STATISTICS
from tests.plans import small

YEAR = 2025
GIVEN = SeriesKey("institutions")
"""What the office of :func:`giving_small` gives its health unit."""


def confirmed(pack, version=None, **changes):
    """A county's own version of a plan, its owners confirmed."""
    plan = replace(pack.plan, **changes)
    owners = {entry.key: entry.owners for entry in owner_entries(plan)}
    by = OwnersConfirmed("规划办公室", "2026-01-05")
    plan = with_owners(plan, owners, by, version or f"{plan.version}-1")
    return PlanPack(plan)


@cache
def giving_small():
    """The small county's plan, its owners confirmed, whose office gives the health unit one figure."""
    pack = small()
    items = [replace(item, owner=STATISTICS) if item.code == GIVEN.code else item for item in pack.plan.items]
    return confirmed(pack, items=tuple(items))


def task(desk, key, folder, year=YEAR, **wanted):
    """A task that the office writes."""
    return write_task(desk, ToTask(year=year, **wanted), key, folder)
