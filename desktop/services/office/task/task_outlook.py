"""What the task of a year would say as the desk stands, before it is signed."""

from __future__ import annotations

from datetime import date

from desktop.services.office.decisions.deadlines import ALL, deadlines_of, require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.given import base_in_force, hidden_in
from desktop.services.office.facts.ledger import ledger_of
from forms.frozen import frozen
from forms.letters.task import YearTask
from forms.plan.duties import owners_standing


@frozen
class UnitToTask:
    """A unit that the plan asks to report.

    Attributes:
        unit: its code.
        name: as on its seal.
        day: last day of its own; None where the common one counts.
        is_excused: whether it is let off the year.
    """

    unit: str
    name: str
    day: date | None
    is_excused: bool


@frozen
class TaskOutlook:
    """What stands at the desk for a year's task.

    Attributes:
        year: reporting year.
        version: of the plan that is in force.
        owners: how its owners stand, as a clause (Chinese).
        owners_confirmed: whether somebody confirmed them; nothing goes out before.
        units: who is asked to report, in the plan's order.
        common: last day of all without one of their own; None where there is none.
        base_number: of the base figures in force; None where none were signed.
        base_hidden: items for which these do not go with it: the plan marks them as sensitive.
        last_number: of the last task of the year; None where there was none.
        notice: text of the last one.
        waives_paper: whether the last one wanted no stamped paper.
        is_sent: whether the last task says the days and excuses that stand at the desk.
    """

    year: int
    version: str
    owners: str
    owners_confirmed: bool
    units: tuple[UnitToTask, ...]
    common: date | None
    base_number: int | None
    base_hidden: tuple[str, ...]
    last_number: int | None
    notice: str
    waives_paper: bool
    is_sent: bool


def task_outlook(desk: OfficeDesk, year: int) -> TaskOutlook:
    """What the task of a year would say.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    plan = require_year(desk, year)
    ledger, days, base = ledger_of(desk, year), deadlines_of(desk, year), base_in_force(desk, year)
    last = desk.store.task_in_force(year)
    told = desk.store.tasks(year)
    units = tuple(
        UnitToTask(
            unit=one.code,
            name=one.official_name,
            day=days.get(one.code),
            is_excused=ledger.unit_year(one.code).is_excused,
        )
        for one in plan.reporting_units
    )
    common = days.get(ALL)
    return TaskOutlook(
        year=year,
        version=plan.version,
        owners=owners_standing(plan.owners_confirmed),
        owners_confirmed=plan.owners_confirmed is not None,
        units=units,
        common=common,
        base_number=None if base is None else base.stored.number,
        base_hidden=() if base is None else hidden_in(plan, base),
        last_number=told[-1].number if told else None,
        notice="" if last is None else last.notice,
        waives_paper=last is not None and last.waives_paper,
        is_sent=last is not None and _says(last, units, common),
    )


def _says(last: YearTask, units: tuple[UnitToTask, ...], common: date | None) -> bool:
    told = {one.unit: one.deadline for one in last.units if one.files}
    now = {one.unit: one.day or common for one in units if not one.is_excused}
    return told == now
