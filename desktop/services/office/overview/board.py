"""Where every unit of a year stands: one line for each, and counts with their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from desktop.services.office.acceptance.accepting_all import wanting_a_look
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import BY_INTAKE
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.judged import LookedBack, look_back, warnings_beside, warnings_of
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.next_step import UNDER_REVIEW, DeskStep, NextKind, late_changes, next_step
from desktop.services.office.facts.paired import paired_of, pairs_fact
from desktop.services.office.facts.same_past import same_pasts
from desktop.services.office.facts.unit_year import UnitYear
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.receiving.asking import QuestionState
from forms.receiving.state import OfficeState


@frozen
class BoardRow:
    """A unit's line.

    Attributes:
        unit: its code.
        name: as the plan has it; the code where the plan does not know it.
        is_expected: whether the plan expects it to report.
        state: of its year.
        revision: number of the current revision; None where there is none.
        arrived: when that arrived.
        late: days after the deadline; 0 where in time or unknown.
        is_late_by_intake: whether it is late only by the day of taking in, since no other is known.
        paper: status of the paper: ``matched``, ``mismatch``, ``waived`` or empty.
        bad: names of facts of the current revision that are bad, or say a difference that nobody decided.
        gaps: empty cells of the current revision.
        waiting: packages that are not taken for the unit's.
        warnings: targets that want attention (预警), judged by the past that the office holds; None where
            that was not compared.
        judged_otherwise: targets on which the verdict of the current revision is another with the past that
            the office holds; None where that was not compared.
        to_send: questions that are noted and not sent, or to be asked again.
        to_answer: questions that the unit is to answer.
        answered: questions that are answered and not settled.
        answers_waiting: questions with the unit whose answers stand in packages that wait.
        deadline: last day of its year; None where none is set.
        last_contact: when something came from the unit last, or a letter was signed for it; None for neither.
        look: why a year that may be accepted is not accepted together with others; empty where it can be, and
            where figures were not compared.
        next: what to do next.
    """

    unit: str
    name: str
    is_expected: bool
    state: OfficeState
    revision: int | None
    arrived: datetime | None
    late: int
    is_late_by_intake: bool
    paper: str
    bad: tuple[str, ...]
    gaps: int
    waiting: int
    warnings: int | None
    judged_otherwise: int | None
    to_send: int
    to_answer: int
    answered: int
    answers_waiting: int
    deadline: date | None
    last_contact: datetime | None
    look: tuple[str, ...]
    next: DeskStep

    @property
    def step(self) -> str:
        """What to do next, in Chinese; empty where nothing is."""
        return self.next.words

    def document(self) -> dict[str, Any]:
        """The line as JSON."""
        return {
            "unit": self.unit,
            "name": self.name,
            "expected": self.is_expected,
            "state": self.state.value,
            "revision": self.revision,
            "arrived": None if self.arrived is None else day_in_beijing(self.arrived).isoformat(),
            "late": self.late,
            "late_by_intake": self.is_late_by_intake,
            "paper": self.paper,
            "bad": list(self.bad),
            "gaps": self.gaps,
            "waiting": self.waiting,
            "warnings": self.warnings,
            "judged_otherwise": self.judged_otherwise,
            "questions": {
                "to_send": self.to_send,
                "to_answer": self.to_answer,
                "answered": self.answered,
                "answers_waiting": self.answers_waiting,
            },
            "last_contact": None
            if self.last_contact is None
            else day_in_beijing(self.last_contact).isoformat(),
            "step": self.step,
        }


@frozen
class Board:
    """The board of a year.

    Attributes:
        year: reporting year.
        day: today, in Beijing.
        is_whole: whether figures were compared; until then nobody decides by what is to be done next.
        rows: expected units in the plan's order, then others from which anything came.
    """

    year: int
    day: date
    is_whole: bool
    rows: Sequence[BoardRow]

    @property
    def expected(self) -> list[BoardRow]:
        """Lines of the units that are to report."""
        return [row for row in self.rows if row.is_expected]

    @property
    def counts(self) -> dict[str, int]:
        """How many expected units are in each state; every unit is in exactly one."""
        states = [row.state for row in self.expected]
        return {state.value: states.count(state) for state in OfficeState}

    @property
    def late(self) -> int:
        """How many expected units reported after the deadline."""
        return sum(1 for row in self.expected if row.late)


_COMPARED = 60
"""Units of which the board reads and compares the past, 5 to 10 ms each. Chosen by us above the units of a
county. On a larger board warnings are not counted, and what differs is told by digests of all whose past is
the very same, and of the first so many others by comparing; at the rest is told that it was not."""


def board_of(desk: OfficeDesk, year: int) -> Board:
    """The board of a year.

    Raises:
        UserInputError: the plan does not reach that year, and nothing came that says to be of it
            (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    ledger = ledger_of(desk, year)
    if not ledger.packages:
        require_year(desk, year)
    return board_in(desk, ledger)


def board_in(desk: OfficeDesk, ledger: Ledger, *, compares: bool = True) -> Board:
    """The board of a year that was read; errors as for :func:`board_of`.

    Args:
        desk: the office's desk.
        ledger: the year.
        compares: whether figures are read: the past of what counts, and those of two units. It takes most of
            the time; without it nobody may decide by what is to be done next.
    """
    first, last = ledger.plan.period
    expected = {unit.code for unit in ledger.plan.reporting_units if first <= ledger.year <= last}
    units = [one for one in ledger.units if one in expected or _is_at_hand(ledger.unit_year(one))]
    held = compares and bool(desk.store.past_values())
    asked = [unit for unit in units if compares and _is_compared(ledger.unit_year(unit), held=held)]
    # Digests are compared only where there are too many units to compare every figure of each.
    same = same_pasts(desk, ledger, asked) if len(asked) > _COMPARED else set()
    others = [unit for unit in asked if unit not in same][:_COMPARED]
    counted = [unit for unit in units if compares and _is_counted(ledger.unit_year(unit))]
    warned = set(counted) if len(counted) <= _COMPARED else set()
    paired = paired_of(desk, ledger) if compares else {}
    rows = []
    for unit in units:
        unit_year = ledger.unit_year(unit)
        package = unit_year.current if unit in others else None
        back = None if package is None else look_back(desk, unit_year, package)
        pairs = pairs_fact(ledger.plan, unit_year, paired)
        row = _row(unit_year, back, pairs, is_same=unit in same)
        row = replace(row, name=_name(ledger.plan, unit), is_expected=unit in expected)
        if unit in warned and unit_year.current is not None:
            counted_here = (
                warnings_of(desk, unit_year, unit_year.current)
                if back is None
                else warnings_beside(unit_year, back.beside)
            )
            row = replace(row, warnings=len(counted_here))
        if compares and row.next.kind is NextKind.ACCEPT:
            row = replace(row, look=wanting_a_look(desk, unit_year, None if back is None else back.fact))
        rows.append(row)
    return Board(ledger.year, day_in_beijing(ledger.now), compares, rows)


def _is_compared(unit_year: UnitYear, *, held: bool) -> bool:
    """Whether the past of what counts is compared: somebody may have to decide, and its figures can be read.

    An accepted year was compared before; it can differ only from what the office itself published since.
    """
    is_open = unit_year.state in UNDER_REVIEW or (held and unit_year.state is OfficeState.ACCEPTED)
    return is_open and _is_counted(unit_year)


def _is_counted(unit_year: UnitYear) -> bool:
    """Whether the targets of what counts can be judged: it may be accepted already."""
    current = unit_year.current
    return current is not None and unit_year.is_comparable(current)


def _is_at_hand(unit_year: UnitYear) -> bool:
    """Whether a unit sent any package that nobody put aside."""
    return any(one.digest not in unit_year.put_aside for one in unit_year.packages)


def _row(
    unit_year: UnitYear, back: LookedBack | None, pairs: OfficeFact | None, *, is_same: bool
) -> BoardRow:
    current = unit_year.current
    facts = {} if current is None else {fact.name: fact for fact in unit_year.facts(current)}
    others = [fact for fact in (None if back is None else back.fact, pairs) if fact is not None]
    facts |= {fact.name: fact for fact in others}
    time, complete, paper = facts.get("time"), facts.get("complete"), facts.get("paper")
    return BoardRow(
        unit=unit_year.unit,
        # Name, warnings and what wants a look are filled in by who knows the plan and the other units.
        name=unit_year.unit,
        is_expected=True,
        state=unit_year.state,
        revision=None if current is None else current.revision,
        arrived=None if current is None else unit_year.arrived(current),
        late=int(_detail(time, "days") or 0),
        is_late_by_intake=bool(_detail(time, BY_INTAKE)),
        paper="" if paper is None else paper.status,
        bad=tuple(name for name, fact in facts.items() if fact.is_doubtful),
        gaps=len(_detail(complete, "cells") or ()),
        waiting=len(unit_year.waiting) + len(late_changes(unit_year)),
        warnings=None,
        judged_otherwise=0 if is_same else None if back is None else len(back.judged),
        to_send=sum(1 for one in unit_year.questions if one.state.is_to_send),
        to_answer=sum(1 for one in unit_year.questions if one.state is QuestionState.SENT),
        answered=sum(1 for one in unit_year.questions if one.is_answered),
        answers_waiting=len(unit_year.waiting_answers),
        deadline=unit_year.deadline,
        last_contact=_last_contact(unit_year),
        look=(),
        next=next_step(unit_year, others),
    )


def _last_contact(unit_year: UnitYear) -> datetime | None:
    """When something came last, sound or not, or a letter was signed last."""
    came = [unit_year.arrived(one) for one in unit_year.packages]
    return max([*came, *(one.at for one in unit_year.asking.letters)], default=None)


def _name(plan: Plan, unit: str) -> str:
    """Name of a unit in the plan; for any other, its code with a word that the plan does not have it."""
    known = plan.unit_by_code.get(unit)
    if known is not None:
        return known.official_name
    region, slash, code = unit.rpartition("/")
    return f"别处（{region}）的 {code}" if slash else f"规划里没有的 {code}"


def _detail(fact: OfficeFact | None, name: str) -> Any:
    return None if fact is None or fact.details is None else fact.details.get(name)
