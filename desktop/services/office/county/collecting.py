"""Bringing a county's year together: what counts of each unit, and the code of its state (数据状态码)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from db.office.records import Decision, DecisionKind
from desktop.services.office.county.counted_filings import CountedFiling, counted_filing
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.decided_year import in_force
from desktop.services.office.facts.judged import with_both_pasts
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.past import compare_with_held
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.plans.packs import PlanPack
from forms.canonical import check_code, document_digest
from forms.codes.collect import CollectCode
from forms.county.standing import CountedVerdict, goal_table
from forms.county.supply import Supply, bring_together
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.engine import ENGINE
from forms.frozen import frozen
from forms.reporting.entry import Figures
from forms.reporting.layout import lay_out
from forms.verdict.warning import EarlyWarning, early_warnings

INTERNAL = "internal"
"""The edition for the office and the committee. The public one comes with its rules for small counts."""


@frozen
class Collection:
    """A county's year, brought together.

    Attributes:
        year: reporting year.
        pack: the plan version in force for it.
        is_preliminary: whether it was made with what is not accepted yet (初步数).
        filings: what counts of each expected unit, in the plan's order.
        supply: their figures together.
        digest: SHA-256 that stands for everything that went into it (数据状态码, ``collection.md``).
        as_of: time of the last thing that happened in it; the files are dated by it, never by the clock.
        left_out: items and indicators that do not count because nobody decided about their definition.
    """

    year: int
    pack: PlanPack
    is_preliminary: bool
    filings: tuple[CountedFiling, ...]
    supply: Supply
    digest: str
    as_of: datetime
    left_out: tuple[str, ...]

    @property
    def code(self) -> str:
        """数据状态码: 75 bits of the digest with a check character, ungrouped."""
        return check_code(self.digest)

    @property
    def missing(self) -> tuple[str, ...]:
        """Units that are to report and of which nothing counts."""
        return tuple(one.unit for one in self.filings if one.is_missing)

    @property
    def has_preliminary(self) -> bool:
        """Whether anything in it may still change: a unit is missing, or not accepted."""
        return any(one.is_missing or one.is_preliminary for one in self.filings)

    @cached_property
    def table(self) -> tuple[CountedVerdict, ...]:
        """The goal table (目标达标情况表)."""
        return goal_table(self.supply.figures)

    @cached_property
    def warnings(self) -> tuple[EarlyWarning, ...]:
        """The county's early warnings, most urgent first: of the verdicts that are counted."""
        verdicts = (verdict for row in self.table for verdict in (row.verdict, *row.others))
        return early_warnings(self.pack.plan, verdicts)


def collect(desk: OfficeDesk, year: int, *, provisional: bool = False) -> Collection:
    """Bring a county's year together; nothing in the office's file is changed.

    Args:
        desk: the office's desk.
        year: reporting year.
        provisional: also with what is under review; who is missing is listed then.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002), a unit is not accepted and nobody
            asked for provisional figures (E-COLLECT-001), or nothing at all can be collected (E-COLLECT-002).
        EnvironmentFault: the store cannot be read.
    """
    require_year(desk, year)
    ledger = ledger_of(desk, year)
    pack = desk.pack_of(year)
    filings = tuple(counted_filing(ledger.unit_year(one.code)) for one in pack.plan.reporting_units)
    _require(desk, filings, provisional=provisional)
    figures, left_out = {}, []
    for one in filings:
        if one.package is not None:
            unit_year = ledger.unit_year(one.unit)
            undecided = _undecided(unit_year, one)
            figures[one.unit] = _without(_figures(desk, ledger, unit_year, one), undecided)
            left_out += sorted(undecided)
    supply = bring_together(pack.plan, year, figures)
    return Collection(
        year=year,
        pack=pack,
        is_preliminary=provisional,
        filings=filings,
        supply=replace(supply, figures=_with_published(desk, supply.figures)),
        digest=document_digest(_state(desk, ledger, pack, filings, provisional=provisional)),
        as_of=_last(desk, ledger),
        left_out=tuple(left_out),
    )


def _require(desk: OfficeDesk, filings: Iterable[CountedFiling], *, provisional: bool) -> None:
    waiting = [one for one in filings if one.is_missing or one.is_preliminary]
    if waiting and not provisional:
        named = "、".join(f"{desk.unit_name(one.unit)}（{one.state.label}）" for one in waiting)
        raise UserInputError(
            CollectCode.NOT_ALL_ACCEPTED,
            f"还有 {len(waiting)} 个单位没有验收：{named}。{CollectCode.NOT_ALL_ACCEPTED.remedy}",
        )
    if all(one.package is None for one in filings):
        raise UserInputError(
            CollectCode.NOTHING, f"{CollectCode.NOTHING.meaning}。{CollectCode.NOTHING.remedy}"
        )


def _figures(desk: OfficeDesk, ledger: Ledger, unit_year: UnitYear, one: CountedFiling) -> Figures:
    """The figures of what counts of a unit, with the earlier years that the office holds."""
    assert one.package is not None
    plan = unit_year.filed_plan(one.package) or ledger.plan
    beside = compare_with_held(desk, unit_year, one.package)
    _, held = with_both_pasts(unit_year, beside, plan, lay_out(plan, one.unit))
    return held


def _undecided(unit_year: UnitYear, one: CountedFiling) -> set[str]:
    """Codes of items and indicators whose definition differs and about which nobody decided."""
    assert one.package is not None
    fact = next(fact for fact in unit_year.facts(one.package) if fact.name == "definition")
    if not fact.is_doubtful or fact.details is None:
        return set()
    changed = (change["code"] for change in fact.details.get("changes", ()))
    return {*fact.details["items"], *fact.details["indicators"], *changed}


def _without(figures: Figures, codes: set[str]) -> Figures:
    """The same figures without some items, and without those from which some indicators are computed."""
    if not codes:
        return figures
    of_indicators = (
        figures.plan.judged_by_code[code].items for code in codes & figures.plan.judged_by_code.keys()
    )
    gone = codes.union(*of_indicators)
    kept = {key: seen for key, seen in figures.observations.items() if key.code not in gone}
    return Figures(
        plan=figures.plan,
        year=figures.year,
        observations=kept,
        history=figures.history,
        breaks=figures.breaks,
        published=figures.published,
    )


def _with_published(desk: OfficeDesk, figures: Figures) -> Figures:
    """The same figures with the rates that the office published of what no unit computes."""
    own = {indicator.code for indicator in figures.plan.county_indicators}
    published: dict[tuple[SeriesKey, int], Any] = {
        (one.key, one.year): one.value
        for one in desk.store.past_values()
        if one.key.code in own and one.year < figures.year
    }
    if not published:
        return figures
    # Courses ask only for the years of the history; a year with nothing but published rates would be left
    # out.
    history: dict[int, Mapping[SeriesKey, Any]] = {year: {} for _, year in published}
    return Figures(
        plan=figures.plan,
        year=figures.year,
        observations=figures.observations,
        history=history | dict(figures.history),
        breaks=figures.breaks,
        published={**figures.published, **published},
    )


def _state(
    desk: OfficeDesk, ledger: Ledger, pack: PlanPack, filings: Iterable[CountedFiling], *, provisional: bool
) -> dict[str, Any]:
    """Everything that a collection depends on: what its digest is made of (``Collection.digest``)."""
    decisions = desk.store.decisions()
    return {
        "schema": "tianbao/collection-state/1",
        "plan": pack.digest,
        "year": ledger.year,
        "provisional": provisional,
        "edition": INTERNAL,
        "engine": ENGINE,
        "base": None if ledger.base is None else ledger.base.stored.table_digest,
        "units": [
            {
                "unit": one.unit,
                "state": one.state.value,
                "content": None if one.package is None else one.package.content,
                "arrived": None if one.arrived is None else one.arrived.isoformat(),
                "late": one.late,
            }
            for one in sorted(filings, key=lambda one: one.unit)
        ],
        "earlier": _accepted_earlier(decisions, ledger.year),
        "decisions": [_decision_digest(one) for one in decisions],
    }


def _accepted_earlier(decisions: list[Decision], year: int) -> list[str]:
    """Contents of earlier years that are accepted, sorted."""
    found: dict[tuple[str, int], str] = {}
    for one in in_force(decisions):
        if one.kind in {DecisionKind.ACCEPT, DecisionKind.REOPEN} and one.year < year:
            found.pop((one.unit, one.year), None)
            if one.kind is DecisionKind.ACCEPT:
                found[one.unit, one.year] = one.content
    return sorted(found.values())


def _decision_digest(one: Decision) -> str:
    return document_digest(
        {
            "id": one.id,
            "unit": one.unit,
            "year": one.year,
            "kind": one.kind.value,
            "content": one.content,
            "subject": one.subject,
            "answer": one.answer,
            "reason": one.reason,
            "actor": one.actor,
            "at": one.at.isoformat(),
        }
    )


def _last(desk: OfficeDesk, ledger: Ledger) -> datetime:
    # Never of nothing: :func:`_require` refuses a year of which no package counts.
    came = (package.at for of_unit in ledger.packages.values() for package in of_unit)
    return max([*came, *(one.at for one in desk.store.decisions())])
