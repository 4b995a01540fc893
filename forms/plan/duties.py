"""Who answers for a goal or a measure, and whether the plan office has confirmed it."""

from __future__ import annotations

from enum import StrEnum

from forms.frozen import frozen


class DutyRole(StrEnum):
    """Part of a unit in a goal or a measure (目标任务分解)."""

    LEAD = "lead"
    """牵头: answers for it."""
    JOINT = "joint"
    """参加: takes part."""


@frozen
class Duty:
    """A unit's part in a goal or a measure."""

    unit: str
    """Code of the unit."""
    role: DutyRole


@frozen
class OwnersConfirmed:
    """That the plan office has confirmed all owners: of indicators, goals and measures."""

    by: str
    """Person or office that confirmed them."""
    date: str
    """Day, ``YYYY-MM-DD``."""


PRESET_OWNERS = "责任单位为预设，尚未确认"
"""What is said wherever owners stand that the plan office has not confirmed."""


def owners_standing(confirmed: OwnersConfirmed | None) -> str:
    """Whether owners are confirmed, and by whom, for people (Chinese)."""
    if confirmed is None:
        return PRESET_OWNERS
    return f"责任单位已由{confirmed.by}于 {confirmed.date} 确认"
