"""Fact ``pairs``: figures of a unit beside those of other units with which they must agree.

It depends on what the others sent and is a mark: nothing is refused for it, and no third number is offered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact, told
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from desktop.submission.facts import FactState
from forms.codes.receive import ReceiveCode
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.plan.pack import Plan
from forms.plan.pairs import pairs_of
from forms.plan.series_name import series_name
from forms.receiving.asking import QuestionState
from forms.receiving.pairs import PairDifference, differing_pairs
from forms.reporting.layout import lay_out

PAIRS = "pairs"
"""Name of the fact."""
_SHOWN = 3
"""Figures that a sentence names; the details have all of them. Chosen by us."""
_GONE = frozenset({QuestionState.WITHDRAWN, QuestionState.RECALLED, QuestionState.VOID})
"""States of a question that was not asked after all."""


def paired_of(desk: OfficeDesk, ledger: Ledger) -> dict[str, list[PairDifference]]:
    """By unit, the figures of its current revision that contradict those of another unit's.

    Figures that the office gave are left out: fact ``base`` compares each unit's with them.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    plan = ledger.plan
    paired = {code for pair in pairs_of(plan) for code in (pair.item, pair.other)}
    if not paired:
        return {}
    asked = {form.unit for form in plan.forms if any(row.item in paired for row in form.rows)}
    given = (
        set() if ledger.base is None else {key for key, year in ledger.base.figures if year == ledger.year}
    )
    stated = {unit: _stated(desk, ledger.unit_year(unit), paired) for unit in asked}
    return differing_pairs(
        plan,
        {
            unit: {key: value for key, value in figures.items() if key not in given}
            for unit, figures in stated.items()
        },
    )


def _stated(desk: OfficeDesk, unit_year: UnitYear, codes: Collection[str]) -> dict[SeriesKey, Decimal]:
    current = unit_year.current
    if current is None or not unit_year.is_comparable(current):
        return {}
    return {
        SeriesKey(one.item, one.breakdown): one.value
        for one in desk.store.values(current.content)
        if one.year == unit_year.year and one.item in codes and one.value is not None
    }


def paired_with(desk: OfficeDesk, unit_year: UnitYear) -> dict[str, list[PairDifference]]:
    """As :func:`paired_of`, read only where the plan says that any figure must agree with another unit's."""
    year = unit_year.year
    return paired_of(desk, ledger_of(desk, year)) if pairs_of(desk.pack_of(year).plan) else {}


def pairs_fact(
    plan: Plan, unit_year: UnitYear, found: Mapping[str, Sequence[PairDifference]]
) -> OfficeFact | None:
    """The fact about the revision of a unit's year that counts; None where it contradicts no other unit's.

    Args:
        plan: for names.
        unit_year: the unit's year.
        found: what contradicts, by unit (:func:`paired_of`).
    """
    differing = found.get(unit_year.unit, ())
    if not differing:
        return None
    open_ = _not_asked(plan, unit_year, differing)
    shown = open_ or differing
    named = "；".join(
        f"{series_name(plan, one.key)}报 {canonical_decimal(one.value)}，"
        f"{plan.unit_by_code[one.unit].official_name}的{series_name(plan, one.other)}"
        f"是 {canonical_decimal(one.other_value)}"
        for one in shown[:_SHOWN]
    )
    more = "…" if shown[_SHOWN:] else ""
    sentence = f"{len(shown)} 个数与别的单位报的对不上：{named}{more}"
    details = {"cells": [_document(one) for one in differing]}
    if not open_:
        code, status = ReceiveCode.PAIRS_ASKED, "asked"
    else:
        code, status = ReceiveCode.PAIRS_DIFFER, UNDECIDED
    return told(PAIRS, FactState.OK, code, sentence, status=status, details=details, required=False)


def _not_asked(plan: Plan, unit_year: UnitYear, differing: Sequence[PairDifference]) -> list[PairDifference]:
    """The differences about whose cell no question stands; a withdrawn, recalled or void one does not."""
    asked = {
        cell
        for one in unit_year.questions
        if one.state not in _GONE
        for cell in (one.question.cell, one.question.other_cell)
    }
    cells = lay_out(plan, unit_year.unit).entry_cells
    of_asked = {cell.key for cell in cells if cell.address in asked}
    return [one for one in differing if one.key not in of_asked]


def _document(one: PairDifference) -> dict[str, str]:
    return {
        "item": one.key.code,
        "breakdown": one.key.breakdown,
        "stated": canonical_decimal(one.value),
        "other_unit": one.unit,
        "other_item": one.other.code,
        "other_stated": canonical_decimal(one.other_value),
        "relation": one.relation.name.lower(),
    }
