"""Until when units are to file a year: one day for all, and of some a day of their own.

A day reaches the units with the next task, and with that it is in force for the fact ``time``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from forms.codes.assign import AssignCode
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.plan.pack import Plan
from forms.receiving.permission import Act

ALL = ""
"""Stands for all units without a day of their own."""
_YEARS_AFTER = 2
"""Years after the reporting year in which a deadline may lie. Chosen by us: further off it is a slip."""


def require_year(desk: OfficeDesk, year: int) -> Plan:
    """The plan that is in force for a reporting year.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
    """
    plan = desk.pack_of(year).plan
    first, last = plan.period
    if not first <= year <= last:
        raise UserInputError(DecideCode.NO_SUCH_YEAR, f"{year} 年不在规划期 {first}—{last} 年内")
    return plan


def set_deadline(desk: OfficeDesk, year: int, unit: str, day: date | None) -> bool:
    """Set until when a unit, or all, are to file a year.

    Args:
        desk: the office's desk.
        year: reporting year.
        unit: code of the unit; :data:`ALL` for all without a day of their own.
        day: last day; None removes it: the unit has the common day again.

    Returns:
        Whether anything changed.

    Raises:
        UserInputError: no such unit or year, the year has not ended by that day or long since (E-ASSIGN-002),
            or whoever works at the desk may not.
        EnvironmentFault: the store is read-only or could not be written.
    """
    require_year(desk, year)
    if unit != ALL:
        require_unit(desk, unit, year)
    if day is not None and not year < day.year <= year + _YEARS_AFTER:
        raise UserInputError(
            AssignCode.DEADLINE,
            f"{day} 不能是 {year} 年数据的报送期限，没有写入：这一年结束以后才报得齐，"
            f"期限应在 {year + 1} 至 {year + _YEARS_AFTER} 年里",
        )
    actor, now = desk.acting(Act.DEADLINE), desk.clock()
    if day is None:
        return desk.store.remove_deadline(year, unit, actor=actor, now=now)
    return desk.store.set_deadline(year, unit, day, actor=actor, now=now)


def set_deadlines(desk: OfficeDesk, year: int, days: Mapping[str, date | None]) -> bool:
    """Set several days at once, all or none.

    Args:
        desk: the office's desk.
        year: reporting year.
        days: last day by unit, as for :func:`set_deadline`; who is not named keeps theirs.

    Returns:
        Whether anything changed.

    Raises:
        UserInputError, EnvironmentFault: as :func:`set_deadline`; then nothing was set.
    """
    with desk.store.transaction():
        changed = [set_deadline(desk, year, unit, day) for unit, day in days.items()]
    return any(changed)


def deadlines_of(desk: OfficeDesk, year: int) -> Mapping[str, date]:
    """The days that are set for a year, by unit; the common one under :data:`ALL`, else that of the plan."""
    found = {one.unit: one.day for one in desk.store.deadlines() if one.year == year}
    usual = desk.pack_of(year).plan.deadline
    if ALL not in found and usual is not None:
        month, day = (int(part) for part in usual.split("-"))
        return {**found, ALL: date(year + 1, month, day)}
    return found
