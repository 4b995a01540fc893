"""Last days as they are typed in the window: for all units, and for some a day of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from desktop.services.office.decisions.deadlines import ALL
from desktop.services.office.task.task_outlook import TaskOutlook
from forms.codes.assign import AssignCode
from forms.errors import UserInputError

_DAY = re.compile(r"([0-9]{4})(?:[-/.年])([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?")


def read_day(text: str) -> date | None:
    """A day as typed, ``2026-04-30`` or ``2026年4月30日``; None where nothing is.

    Raises:
        UserInputError: it is no day (E-ASSIGN-006).
    """
    typed = text.strip()
    if not typed:
        return None
    if found := _DAY.fullmatch(typed):
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    raise UserInputError(
        AssignCode.NO_DAY, f"“{typed[:20]}”不是日期，没有写入；请写成 2026-04-30，不定期限的空着"
    )


def shown_day(day: date | None) -> str:
    """A day as it stands in a field; empty for none."""
    return "" if day is None else day.isoformat()


def changed_days(outlook: TaskOutlook, common: str, own: Mapping[str, str]) -> dict[str, date | None]:
    """The days that differ from those at the desk.

    Args:
        outlook: what stands at the desk.
        common: the day of all, as typed.
        own: texts of the units' own days, by unit; one that is not named keeps its day.

    Returns:
        The new day by unit, that of all under ``ALL``; None where there is to be none any more.

    Raises:
        UserInputError: a text is no day (E-ASSIGN-006); the sentence names the unit.
    """
    found: dict[str, date | None] = {}
    day = read_day(common)
    if day != outlook.common:
        found[ALL] = day
    for unit in outlook.units:
        try:
            typed = read_day(own.get(unit.unit, shown_day(unit.day)))
        except UserInputError as error:
            error.message = f"{unit.name}：{error.message}"
            raise
        if typed != unit.day:
            found[unit.unit] = typed
    return found
