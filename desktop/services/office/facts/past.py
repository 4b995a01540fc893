"""The past of a package beside the past that the office holds: fact ``history``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from db.office.records import ReceivedPackage, StatedValue
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact, told
from desktop.services.office.facts.held import EarlierKnown, answers, held_of, past_of
from desktop.services.office.facts.unit_year import UnitYear
from desktop.submission.facts import FactState
from forms.codes.receive import ReceiveCode
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.filing.receipt_time import day_in_beijing
from forms.filing.tables import Row, figures_from_rows
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.receiving.held import Vintage, newest
from forms.receiving.history import Past, PastComparison, PastDifference, Place, compare_past
from forms.receiving.rates import RateComparison, compare_rates
from forms.reporting.entry import Figures

HISTORY = "history"
LEFT_OUT = "left_out"
"""Status of the fact where all that is to be said is that the package has nothing of some years."""
_SHOWN = 3
"""Differences that a sentence names; the details have all of them. Chosen by us."""


@frozen
class PastBeside:
    """The earlier years of a package beside what the office holds of them.

    Attributes:
        package: the package.
        values: its figures, earlier years included.
        held: everything that the office held.
        found: what differs.
        left_out: what the office holds of the years since the base year of which the package has nothing at
            all. It contradicts nothing: what is held counts.
        decided: how was decided about differences, by subject (:func:`settled_as`).
    """

    package: ReceivedPackage
    values: Sequence[StatedValue]
    held: EarlierKnown
    found: PastComparison
    left_out: Past
    decided: Mapping[str, str]

    @property
    def years_left_out(self) -> list[int]:
        """The years of which the package has nothing and the office something."""
        return sorted({year for _, year in self.left_out})


def compare_with_held(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> PastBeside:
    """Compare the earlier years of a package with what the office accepted and published.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    values = desk.store.values(package.content)
    held = held_of(desk, package, is_accepted=unit_year.accepted == package.content)
    plan = unit_year.filed_plan(package)
    past = past_of(values, package.year)
    plans_word = _plans_word(desk.plan if plan is None else plan, package.unit, past)
    past = {place: value for place, value in past.items() if place[0] not in plans_word}
    series = {SeriesKey(one.item, one.breakdown) for one in values} - plans_word
    carried = {one.year for one in values}
    known = newest(held.vintages)
    # A figure that is left out of a year changes the pace as another figure does, and is asked about.
    asked = {place: value for place, value in known.items() if place[1] in carried}
    # Rates of their own way: a published one is rounded, what the counts give is not (`compare_rates`).
    rates = {} if plan is None else _rates(plan, package.unit, asked)
    figures = {place: value for place, value in asked.items() if place[0] in series and place not in rates}
    found = compare_past(past, figures)
    # No unit has to carry what lies before the plan's base year.
    base = desk.plan.period[0] - 1
    others = {place: value for place, value in known.items() if place[1] >= base and place[1] not in carried}
    published = {} if plan is None else _rates(plan, package.unit, others)
    left_out = {
        place: value
        for place, value in others.items()
        if value is not None and (place[0] in series or place in published)
    }
    if plan is not None and rates:
        found = _with_rates(found, compare_rates(stated_figures(plan, package, values), rates))
    return PastBeside(
        package=package,
        values=values,
        held=held,
        found=found,
        left_out=left_out,
        decided=answers(unit_year.standing, package.content),
    )


def _plans_word(plan: Plan, unit: str, past: Past) -> set[SeriesKey]:
    """Series off a unit's forms of which a package carries nothing but what the plan's own text states.

    Every unit carries these; where the office published another figure, none of them can correct it.
    """
    own = {code for form in plan.forms_of(unit) for row in form.rows for code in (row.item, row.indicator)}
    known = {(SeriesKey(one.indicator, one.breakdown), one.year): one.value for one in plan.history}
    stated = {key for (key, _), value in past.items() if value is not None}
    units = {place[0] for place, value in past.items() if value is not None and known.get(place) != value}
    return {key for key in stated - units if key.code not in own}


def _rates(plan: Plan, unit: str, asked: Past) -> dict[Place, Decimal]:
    """The published rates among what the office holds, of indicators on a unit's forms."""
    own = {row.indicator for form in plan.forms_of(unit) for row in form.rows}
    return {
        (key, year): value
        for (key, year), value in asked.items()
        if value is not None and key.code in own and key.code not in plan.item_by_code
    }


def _with_rates(found: PastComparison, rates: RateComparison) -> PastComparison:
    differing = sorted((*found.differing, *rates.differing), key=lambda one: (one.year, one.key))
    return replace(found, differing=tuple(differing), compared=found.compared + rates.compared)


def stated_figures(plan: Plan, package: ReceivedPackage, values: Sequence[StatedValue]) -> Figures:
    """The figures of a package as its unit's engine has them, without changes of definition."""
    return figures_from_rows(plan, package.year, [_row(one) for one in values])


def _row(value: StatedValue) -> Row:
    """A stored figure as a row of the package's table; who entered it when is not stored."""
    return {
        "item": value.item,
        "breakdown": value.breakdown,
        "year": str(value.year),
        "value": "" if value.value is None else canonical_decimal(value.value),
        "missing": value.missing,
        "text": value.text,
        "note": value.note,
        "source": value.source,
        "entered_by": "",
        "entered_at": "",
    }


def history_fact(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> OfficeFact:
    """Fact ``history`` of a package.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return fact_of(desk, compare_with_held(desk, unit_year, package))


def fact_of(desk: OfficeDesk, beside: PastBeside) -> OfficeFact:
    """Fact ``history``: whether the earlier years are those that the office holds, or somebody decided."""
    found = beside.found
    open_ = [one for one in found.differing if settled_as(one) not in beside.decided]
    if open_:
        shown = "；".join(_sentence(desk, one) for one in open_[:_SHOWN]) + (
            "…" if len(open_) > _SHOWN else ""
        )
        sentence = f"往年数有 {len(open_)} 处与本局的不同：{shown}{_left_out(beside)}"
        details = {"cells": [_detail(one, beside.held) for one in open_]}
        return told(
            HISTORY, FactState.BAD, ReceiveCode.HISTORY_DIFFERS, sentence, status="differs", details=details
        )
    if found.differing:
        sentence = f"往年数有 {len(found.differing)} 处不同，都已有决定{_left_out(beside)}"
        return told(HISTORY, FactState.OK, ReceiveCode.HISTORY_DECIDED, sentence, status="decided")
    if found.first_seen:
        sentence = f"{found.first_seen} 个往年数本局还没有，首次采信；已比的 {found.compared} 个一致"
        sentence += _left_out(beside)
        return told(
            HISTORY,
            FactState.UNKNOWN,
            ReceiveCode.FIRST_SEEN,
            sentence,
            status="first_seen",
            required=False,
        )
    same = f"{found.compared} 个往年数与本局的一致"
    if beside.left_out:
        sentence = f"{same}{_left_out(beside)}"
        return told(
            HISTORY,
            FactState.OK,
            ReceiveCode.YEARS_LEFT_OUT,
            sentence,
            status=LEFT_OUT,
            details={"years": beside.years_left_out},
        )
    return told(HISTORY, FactState.OK, ReceiveCode.HISTORY, same)


def _left_out(beside: PastBeside) -> str:
    """A clause about years of which the package has nothing; empty where there are none."""
    years = "、".join(map(str, beside.years_left_out))
    return f"；没有带 {years} 年的数，用本局的" if years else ""


def subject_of(difference: PastDifference) -> str:
    """How an officer names a difference."""
    return f"{difference.key.code}/{difference.key.breakdown}/{difference.year}"


def settled_as(difference: PastDifference) -> str:
    """How a decision names it: with the figure that the office held; against another, nobody has decided."""
    held = "" if difference.held is None else canonical_decimal(difference.held)
    return f"{subject_of(difference)}={held}"


def _sentence(desk: OfficeDesk, one: PastDifference) -> str:
    held, stated = (
        ("没有" if value is None else canonical_decimal(value)) for value in (one.held, one.stated)
    )
    return f"{series_name(desk.plan, one.key)} {one.year} 年本局 {held}，报来 {stated}"


def _detail(one: PastDifference, held: EarlierKnown) -> dict[str, Any]:
    vintages = held.vintages[one.key, one.year]
    detail: dict[str, Any] = {
        "item": one.key.code,
        "breakdown": one.key.breakdown,
        "year": one.year,
        "accepted": None if one.held is None else canonical_decimal(one.held),
        "stated": None if one.stated is None else canonical_decimal(one.stated),
    }
    # Only where there is more to say than one figure.
    return detail if len(vintages) == 1 else {**detail, "vintages": [_vintage(one) for one in vintages]}


def _vintage(one: Vintage) -> dict[str, Any]:
    """A figure as it was held once: the accepted year that states it, and since when."""
    return {
        "value": None if one.value is None else canonical_decimal(one.value),
        "known_at": None if one.since is None else day_in_beijing(one.since).isoformat(),
        "by_year": one.year,
    }
