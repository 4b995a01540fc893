"""Reminding units that are late: mail drafts that name what is missing, and the tick that one was sent.

Nothing is sent from here, and nothing is marked as sent by being written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from db.office.records import Decision, DecisionKind
from desktop.documents.sheets.office_mail import Reminder, reminder_mail
from desktop.services.files import write_file
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import OTHER_PAPER
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.next_step import UNDER_REVIEW
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.outgoing import unit_folder
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.receiving.asking import QuestionState
from forms.receiving.permission import Act
from forms.receiving.state import OfficeState

AGAIN_AFTER = timedelta(days=7)
"""After a reminder was ticked as sent, this long nothing asks for another. Chosen by us: a week to answer."""


@frozen
class LateUnit:
    """A unit that is to be reminded.

    Attributes:
        unit: its code.
        deadline: last day of its year; None where none is set.
        forms: titles of the forms that are missing, or have empty cells.
        has_come: whether a revision came; then the forms are those with empty cells.
        unanswered: how many questions wait for an answer beyond their day.
        paper: number of the revision of which it owes the stamped paper, since that which came is of another;
            None where it owes none.
        reminded: the days on which a reminder was ticked as sent, oldest first.
    """

    unit: str
    deadline: date | None
    forms: tuple[str, ...]
    has_come: bool
    unanswered: int
    paper: int | None
    reminded: tuple[date, ...]

    def is_due(self, today: date) -> bool:
        """Whether it is to be reminded now: it never was, or at least ``AGAIN_AFTER`` ago."""
        return not self.reminded or today - self.reminded[-1] >= AGAIN_AFTER

    @property
    def why(self) -> str:
        """What is missing, and how often the unit was reminded (Chinese)."""
        parts = []
        if self.forms:
            parts.append(f"{len(self.forms)} 张表{'有空格' if self.has_come else '没有报'}")
        if self.unanswered:
            parts.append(f"{self.unanswered} 个问题过期没有答复")
        if self.paper is not None:
            parts.append(f"纸质表是另一版的，要第 {self.paper} 版的")
        if self.reminded:
            parts.append(f"催过 {len(self.reminded)} 次，上次 {self.reminded[-1]}")
        return "，".join(parts)


def late_units(desk: OfficeDesk, year: int, *, everyone: bool = False) -> list[LateUnit]:
    """The units that are late, in the plan's order.

    Late is who has not filed, or left cells empty, after the deadline, who did not answer a question by its
    day, and whose stamped paper was compared and is of another revision.

    Args:
        desk: the office's desk.
        year: reporting year.
        everyone: whether also those count whose deadline is still to come, or for whom none is set.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    require_year(desk, year)
    return late_in(ledger_of(desk, year), day_in_beijing(desk.clock()), everyone=everyone)


def late_in(ledger: Ledger, today: date, *, everyone: bool = False) -> list[LateUnit]:
    """The units that are late on a day, in the plan's order; who is late, says :func:`late_units`.

    Args:
        ledger: the year as it was read.
        today: the day.
        everyone: as for :func:`late_units`.
    """
    found = []
    for unit in ledger.plan.reporting_units:
        unit_year = ledger.unit_year(unit.code)
        deadline = ledger.deadlines.get(unit.code, ledger.deadlines.get(""))
        is_due = everyone or (deadline is not None and today > deadline)
        forms = _missing(ledger.plan, unit_year) if is_due else ()
        unanswered, paper = _unanswered(unit_year, today), _owed_paper(unit_year)
        if forms or unanswered or paper is not None:
            found.append(
                LateUnit(
                    unit=unit.code,
                    deadline=deadline,
                    forms=forms,
                    has_come=unit_year.current is not None,
                    unanswered=unanswered,
                    paper=paper,
                    reminded=tuple(
                        day_in_beijing(one.at)
                        for one in unit_year.standing
                        if one.kind is DecisionKind.REMIND
                    ),
                )
            )
    return found


def _missing(plan: Plan, unit_year: UnitYear) -> tuple[str, ...]:
    """Titles of the forms of which nothing came, or in which cells are empty."""
    forms = plan.forms_of(unit_year.unit)
    if unit_year.state is OfficeState.EXPECTED:
        return tuple(form.title for form in forms)
    current = unit_year.current
    if current is None or unit_year.state not in UNDER_REVIEW:
        return ()
    complete = next((one for one in unit_year.facts(current) if one.name == "complete"), None)
    cells: Sequence[str] = [] if complete is None else (complete.details or {}).get("cells", [])
    incomplete = {cell.partition("/")[0] for cell in cells}
    return tuple(form.title for form in forms if form.code in incomplete)


def _owed_paper(unit_year: UnitYear) -> int | None:
    """The revision of which the unit owes the stamped paper: what it handed in is of another one."""
    current = unit_year.current
    if current is None or unit_year.state not in UNDER_REVIEW:
        return None
    paper = next((one for one in unit_year.facts(current) if one.name == "paper"), None)
    return current.revision if paper is not None and paper.status == OTHER_PAPER else None


def _unanswered(unit_year: UnitYear, today: date) -> int:
    waiting = [one.question for one in unit_year.questions if one.state is QuestionState.SENT]
    return sum(1 for one in waiting if one.deadline is not None and one.deadline < today)


def write_reminders(
    desk: OfficeDesk,
    year: int,
    folder: Path,
    *,
    everyone: bool = False,
    units: Collection[str] | None = None,
    apart: bool = False,
) -> list[tuple[LateUnit, Path]]:
    """Write a mail draft to each late unit; nothing is marked as sent.

    Args:
        desk: the office's desk.
        year: reporting year.
        folder: where the drafts are written.
        everyone: as for :func:`late_units`.
        units: the late units that are meant; None for all of them.
        apart: whether each unit's draft is written into a folder of its name there.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: a file cannot be written, or the store cannot be read.
    """
    plan = require_year(desk, year)
    written = []
    for late in late_units(desk, year, everyone=everyone):
        if units is not None and late.unit not in units:
            continue
        into = unit_folder(desk, folder, late.unit) if apart else folder
        path = into / f"wdp-{plan.region_code}-{late.unit}-{year}-reminder.eml"
        reminder = Reminder(
            plan_title=plan.shown_title,
            office=plan.office,
            unit_name=desk.unit_name(late.unit),
            year=year,
            deadline=late.deadline,
            forms=late.forms,
            has_come=late.has_come,
            unanswered=late.unanswered,
            paper=late.paper,
        )
        write_file(path, reminder_mail(reminder))
        written.append((late, path))
    return written


def tick_all_sent(desk: OfficeDesk, units: Iterable[str], year: int) -> None:
    """Note that reminders were sent to several units, all or none; errors as for :func:`tick_sent`."""
    with desk.store.transaction():
        for unit in units:
            tick_sent(desk, unit, year)


def tick_sent(desk: OfficeDesk, unit: str, year: int) -> Decision:
    """Note that a person sent a reminder to a unit.

    Raises:
        UserInputError: no such unit or year, or somebody who may not.
        StateError: the unit has nothing to be reminded of (E-DECIDE-005).
        EnvironmentFault: the store is read-only or could not be written.
    """
    require_unit(desk, unit, year)
    if unit not in {one.unit for one in late_units(desk, year, everyone=True)}:
        raise StateError(
            DecideCode.NOTHING_TO_DECIDE, f"{desk.unit_name(unit)} {year} 年没有要催的，没有记下"
        )
    return desk.store.decide(DecisionKind.REMIND, unit, year, actor=desk.acting(Act.REMIND), now=desk.clock())
