"""Everything that the office holds of one reporting year, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from db.office.records import Decision, Judgement, ReceivedPackage, StatedValue
from db.office.sent_records import LetterNote, NotedQuestion
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import Asking, answers_in
from desktop.services.office.facts.declared import declared_changes
from desktop.services.office.facts.given import BaseInForce, base_in_force
from desktop.services.office.facts.held import known_changes
from desktop.services.office.facts.signer import Register, register_of
from desktop.services.office.facts.situation import Situation
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.plans.known import PlanFinder, finder
from desktop.services.plans.packs import stored_pack
from forms.frozen import frozen
from forms.letters.task import YearTask
from forms.plan.pack import Plan


@frozen
class Ledger:
    """What the office holds of a reporting year.

    Attributes:
        year: reporting year.
        plan: the office's version of the plan that is in force for the year.
        plans: every version of it that is known, by digest.
        register: certificates.
        now: the present.
        packages: packages of the year, by unit; those of elsewhere under region and unit (:func:`holder`).
        judgements: what was found in each, by its digest.
        decisions: decisions about the year, by unit.
        deadlines: last day by unit; that of all others under an empty code. The last task's, where there is
            one: only what the units were told is in force.
        deadlines_not_sent: likewise as they are set now, where there is a task; empty where there is none.
        task: the last task of the year; None where none was written.
        mailed: date of the earliest mail that brought a package, by the package's digest.
        asking: what was stored about questions, by unit.
        base: the base figures that count; None where none were given.
        values: gives the figures of a content.
        closed: content by unit in the year as it was frozen last (定库); empty where it never was.
        known_changes: changes of definition that other accepted years declare, by unit (:class:`Situation`).
    """

    year: int
    plan: Plan
    plans: Mapping[str, Plan]
    register: Register
    now: datetime
    packages: Mapping[str, Sequence[ReceivedPackage]]
    judgements: Mapping[str, Judgement]
    decisions: Mapping[str, Sequence[Decision]]
    deadlines: Mapping[str, date]
    deadlines_not_sent: Mapping[str, date]
    task: YearTask | None
    mailed: Mapping[str, datetime]
    asking: Mapping[str, Asking]
    base: BaseInForce | None
    values: Callable[[str], Sequence[StatedValue]]
    closed: Mapping[str, str]
    known_changes: Mapping[str, Collection[tuple[str, int]]]
    _derived: dict[str, UnitYear] = field(default_factory=dict)

    @property
    def units(self) -> list[str]:
        """Codes of the expected units in the plan's order, then of others from which anything came."""
        own = [unit.code for unit in self.plan.reporting_units]
        return [*own, *sorted(self.packages.keys() - set(own))]

    def unit_year(self, unit: str) -> UnitYear:
        """The year of a unit; derived once."""
        if unit not in self._derived:
            self._derived[unit] = self._derive(unit)
        return self._derived[unit]

    def year_of(self, package: ReceivedPackage) -> UnitYear:
        """The year to which a package belongs."""
        return self.unit_year(holder(package, self.plan))

    def _derive(self, unit: str) -> UnitYear:
        situation = Situation(
            plan=self.plan,
            plans=self.plans,
            register=self.register,
            now=self.now,
            deadline=_day(self.deadlines, unit),
            deadline_not_sent=_day(self.deadlines_not_sent, unit),
            task=self.task,
            mailed=self.mailed,
            asking=self.asking.get(unit, Asking()),
            base=self.base,
            values=self.values,
            closed=self.closed.get(unit),
            known_changes=self.known_changes.get(unit, ()),
        )
        return UnitYear(
            unit,
            self.year,
            self.packages.get(unit, ()),
            self.judgements,
            self.decisions.get(unit, ()),
            situation,
        )


def ledger_of(desk: OfficeDesk, year: int, unit: str | None = None) -> Ledger:
    """Read what the office holds of a year.

    Args:
        desk: the office's desk.
        year: reporting year.
        unit: code of the unit of which alone packages are read, as these name it; None for all.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    store = desk.store
    packages: dict[str, list[ReceivedPackage]] = defaultdict(list)
    for package in store.packages(year=year, unit=unit):
        packages[holder(package, desk.plan)].append(package)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in store.decisions(year=year):
        decisions[decision.unit].append(decision)
    judgements = store.judgements(year=year, unit=unit)
    # Only these units need their other accepted years read, which takes a query for each package.
    declaring = {
        one.unit
        for found in packages.values()
        for one in found
        if declared_changes(judgements[one.digest].facts.get("schema", {}).get("details"))
    }
    task = store.task_in_force(year)
    return Ledger(
        year=year,
        plan=desk.pack_of(year).plan,
        plans=known_plans(desk, [one for found in packages.values() for one in found]),
        register=register_of(desk),
        now=desk.clock(),
        packages=packages,
        judgements=judgements,
        decisions=decisions,
        deadlines=_deadlines(desk, year, task),
        deadlines_not_sent={} if task is None else _deadlines(desk, year, None),
        task=task,
        mailed=store.mailed(year=year, unit=unit),
        asking=_asking(desk, year, packages),
        base=base_in_force(desk, year),
        values=store.values,
        closed=store.closed_filings(year),
        known_changes={one: known_changes(desk, one, year) for one in declaring},
    )


def _day(days: Mapping[str, date], unit: str) -> date | None:
    return days.get(unit, days.get(""))


def _deadlines(desk: OfficeDesk, year: int, task: YearTask | None) -> dict[str, date]:
    if task is not None:
        return {one.unit: one.deadline for one in task.units if one.deadline is not None}
    return {one.unit: one.day for one in desk.store.deadlines() if one.year == year}


def _asking(
    desk: OfficeDesk, year: int, packages: Mapping[str, Sequence[ReceivedPackage]]
) -> dict[str, Asking]:
    """What was stored about questions, by unit; packages are opened only of units that were asked."""
    store, restored = desk.store, desk.store.last_restored()
    questions: dict[str, list[NotedQuestion]] = defaultdict(list)
    for noted in store.questions(year):
        questions[noted.unit].append(noted)
    letters: dict[str, list[LetterNote]] = defaultdict(list)
    for letter in store.letter_notes(year):
        letters[letter.unit].append(letter)
    return {
        unit: Asking(
            questions=questions.get(unit, ()),
            letters=letters.get(unit, ()),
            answers={
                one.content: answers_in(store.file_bytes(one.digest))
                for one in (packages.get(unit, ()) if unit in questions else ())
            },
            restored=restored,
        )
        for unit in questions.keys() | letters.keys()
    }


def holder(package: ReceivedPackage, plan: Plan) -> str:
    """Under which code a package stands: another place's must not stand in for a unit of this plan."""
    return package.unit if package.region == plan.region_code else f"{package.region}/{package.unit}"


def plan_finder(desk: OfficeDesk) -> PlanFinder:
    """Finds a version of a plan among those of the office and those that come with the program."""
    stored = [desk.store.plan(digest) for digest, _, _ in desk.store.plans() if digest != desk.pack.digest]
    others = [stored_pack(one.document) for one in stored]
    return finder([desk.pack, *others])


def known_plans(desk: OfficeDesk, packages: Iterable[ReceivedPackage]) -> dict[str, Plan]:
    """The versions under which packages were filed, as far as the office or the program has them."""
    find = plan_finder(desk)
    named = {(one.plan_id, one.plan_digest) for one in packages}
    found = {digest: find(plan_id, digest) for plan_id, digest in named}
    # The finder returns the nearest version where it has not the very one: the unit did not file under that.
    return {digest: pack.plan for digest, pack in found.items() if pack is not None and pack.digest == digest}
