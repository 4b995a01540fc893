"""A package judged twice: with its own past, and with the past that the office holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from db.office.records import ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import OWN_SERIES
from desktop.services.office.facts.declared import declared_changes
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.held import DEFINITION_CHANGE, taken_over
from desktop.services.office.facts.past import PastBeside, compare_with_held, fact_of, stated_figures
from desktop.services.office.facts.unit_year import UnitYear
from forms.figures.quantity import canonical_decimal
from forms.filing.tables import unit_verdicts
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.receiving.held import newest
from forms.receiving.second_judgement import JudgedTwice, judged_twice, with_past
from forms.reporting.earlier import DefinitionChange, series_breaks
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout, lay_out
from forms.verdict import Verdict
from forms.verdict.warning import EarlyWarning, WarningKind, early_warnings


@frozen
class LookedBack:
    """What the earlier years of a package lead to.

    Attributes:
        fact: fact ``history``.
        judged: the targets that are judged otherwise with the past that the office holds.
        beside: what they were compared with.
    """

    fact: OfficeFact
    judged: tuple[JudgedTwice, ...]
    beside: PastBeside


def look_back(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> LookedBack:
    """Compare the past of a package with what the office holds, and judge its targets by both.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    beside = compare_with_held(desk, unit_year, package)
    return LookedBack(fact=fact_of(desk, beside), judged=judged_by(unit_year, beside), beside=beside)


def found_of(
    desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage
) -> tuple[tuple[OfficeFact, ...], tuple[JudgedTwice, ...]]:
    """All facts of a package, and the targets that are judged otherwise with the office's past.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    facts = unit_year.facts(package)
    if not unit_year.is_comparable(package):
        return tuple(facts), ()
    back = look_back(desk, unit_year, package)
    return (*facts, back.fact), back.judged


def warnings_of(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> tuple[EarlyWarning, ...]:
    """The targets of a package that want attention (预警), judged by the past that the office holds.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    if unit_year.filed_plan(package) is None:
        return ()
    return warnings_beside(unit_year, compare_with_held(desk, unit_year, package))


def warnings_beside(unit_year: UnitYear, beside: PastBeside) -> tuple[EarlyWarning, ...]:
    """The same of a package whose past was compared; none without the unit's plan."""
    plan = unit_year.filed_plan(beside.package)
    if plan is None:
        return ()
    layout = lay_out(plan, beside.package.unit)
    _, ours = with_both_pasts(unit_year, beside, plan, layout)
    return early_warnings(plan, unit_verdicts(ours, layout))


def judged_by(unit_year: UnitYear, beside: PastBeside) -> tuple[JudgedTwice, ...]:
    """The targets that are judged otherwise by the two pasts.

    The second judgement is made only where the pasts differ; without the unit's plan there is none.
    """
    package, plan = beside.package, unit_year.filed_plan(beside.package)
    accepted_here = taken_over(beside.decided)
    held = {
        (one.key, one.year): one.held
        for one in beside.found.differing
        if (one.key, one.year) not in accepted_here
    }
    held |= {place: value for place, value in beside.left_out.items() if place not in accepted_here}
    own, known = _breaks(unit_year, beside)
    if plan is None or (not held and known == own):
        return ()
    stated = replace(stated_figures(plan, package, beside.values), breaks=own)
    return judged_twice(stated, lay_out(plan, package.unit), held, known)


def with_both_pasts(
    unit_year: UnitYear, beside: PastBeside, plan: Plan, layout: UnitLayout
) -> tuple[Figures, Figures]:
    """A unit's figures with the past that it states, and with every earlier year that the office holds.

    Args:
        unit_year: the unit's year.
        beside: the past of the package beside what the office holds.
        plan: the plan of the package.
        layout: the unit's forms.
    """
    own, known = _breaks(unit_year, beside)
    stated = replace(stated_figures(plan, beside.package, beside.values), breaks=own)
    accepted_here = taken_over(beside.decided)
    # Of rates those that differ: what the counts give is more exact than what was published.
    differing = {(one.key, one.year) for one in beside.found.differing} | beside.left_out.keys()
    held = {
        (key, year): value
        for (key, year), value in newest(beside.held.vintages).items()
        if key in layout.cells_by_key
        and (key, year) not in accepted_here
        and (key.code in plan.item_by_code or (key, year) in differing)
    }
    return stated, with_past(stated, held, known)


def _breaks(unit_year: UnitYear, beside: PastBeside) -> tuple[dict[str, int], dict[str, int]]:
    """Changes of definition: those that a package declares, and those that the office knows."""
    schema = unit_year.own_fact(beside.package, "schema")
    declared = declared_changes(None if schema is None else schema.details)
    own = series_breaks(declared, beside.package.year)
    return own, own if _is_settled(unit_year, beside) else _known_breaks(unit_year, beside, declared)


def _is_settled(unit_year: UnitYear, beside: PastBeside) -> bool:
    """Whether the changes of definition that the package itself declares count."""
    return beside.held.knows_nothing or unit_year.accepted == beside.package.content


def _known_breaks(
    unit_year: UnitYear, beside: PastBeside, declared: Sequence[DefinitionChange]
) -> dict[str, int]:
    """The changes of definition that were accepted, and those that a person decided to take."""
    decided = {
        subject.split("/", 1)[0] for subject, answer in beside.decided.items() if answer == DEFINITION_CHANGE
    }
    answers = unit_year.definition_answers(beside.package)
    decided |= {code for code, answer in answers.items() if answer == OWN_SERIES}
    changes = [*beside.held.changes, *(one for one in declared if one.code in decided)]
    return series_breaks(changes, beside.package.year)


def judged_document(one: JudgedTwice) -> dict[str, Any]:
    """A target that is judged otherwise as JSON."""
    target = one.stated.target
    return {
        "indicator": target.indicator,
        "breakdown": target.breakdown,
        "name": one.name,
        "due": one.stated.due,
        "stated": _verdict(one.stated, one.stated_warning),
        "accepted": _verdict(one.held, one.held_warning),
        "past": [
            {"year": of_year.year, "stated": _text(of_year.stated), "accepted": _text(of_year.held)}
            for of_year in one.past
        ],
        "sentence": one.sentence,
    }


def _verdict(verdict: Verdict, warning: WarningKind | None) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome.value,
        "outlook": None if verdict.outlook is None else verdict.outlook.value,
        "ratio": _text(verdict.ratio),
        "warning": None if warning is None else warning.value,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical_decimal(value)
