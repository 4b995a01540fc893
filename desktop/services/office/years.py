"""The reporting years that a desk can be opened for, and the one that is received now."""

from __future__ import annotations

from desktop.services.office.desk import OfficeDesk
from forms.filing.receipt_time import BEIJING


def year_received(desk: OfficeDesk) -> int:
    """The last year that has ended, within the plan's period: its packages come now."""
    first, last = desk.plan.period
    return min(max(desk.clock().astimezone(BEIJING).year - 1, first), last)


def years_of(desk: OfficeDesk) -> list[int]:
    """The years that can be shown: from the first of the plan to the one that is received, oldest first.

    A later one is among them once a task was written for it.
    """
    first, last = desk.plan.period
    received = year_received(desk)
    return [
        year
        for year in range(first, last + 1)
        if year <= received or desk.store.task_in_force(year) is not None
    ]
