"""Fact ``history``: the past that a package carries beside the past that the office holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.office.records import DecisionKind, ReceivedPackage, StatedValue
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.fact import OfficeFact, told
from desktop.services.office.figure import series_name
from desktop.services.office.unit_year import UnitYear
from desktop.submission.facts import FactState
from forms.codes.receive import ReceiveCode
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.receiving.history import PastDifference, compare_past

HISTORY = "history"
_SHOWN = 3
"""Differences that a sentence names; the details have all of them. Chosen by us."""


def history_fact(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> OfficeFact:
    """Compare the earlier years of a package with what the office accepted and published.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    values = desk.store.values(package.content)
    stated = {
        (SeriesKey(one.item, one.breakdown), one.year): one.value for one in values if one.year < package.year
    }
    found = compare_past(stated, held_past(desk, unit_year.unit, package.year, values))
    decided = unit_year.subjects(DecisionKind.HISTORY, package)
    open_ = [one for one in found.differing if settled_as(one) not in decided]
    if open_:
        shown = "；".join(_sentence(desk, one) for one in open_[:_SHOWN]) + (
            "…" if len(open_) > _SHOWN else ""
        )
        sentence = f"往年数有 {len(open_)} 处与本局的不同：{shown}"
        details = {"cells": [_detail(one) for one in open_]}
        return told(
            HISTORY, FactState.BAD, ReceiveCode.HISTORY_DIFFERS, sentence, status="differs", details=details
        )
    if found.differing:
        sentence = f"往年数有 {len(found.differing)} 处不同，都已有决定"
        return told(HISTORY, FactState.OK, ReceiveCode.HISTORY_DECIDED, sentence, status="decided")
    if found.first_seen:
        sentence = f"{found.first_seen} 个往年数本局还没有，首次采信；已比的 {found.compared} 个一致"
        return told(
            HISTORY,
            FactState.UNKNOWN,
            ReceiveCode.FIRST_SEEN,
            sentence,
            status="first_seen",
            required=False,
        )
    return told(HISTORY, FactState.OK, ReceiveCode.HISTORY, f"{found.compared} 个往年数与本局的一致")


def held_past(
    desk: OfficeDesk, unit: str, before: int, values: list[StatedValue]
) -> Mapping[tuple[SeriesKey, int], Decimal | None]:
    """What the office holds of a unit's earlier years: what it accepted, else published, else believed first.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        before: only years before this one.
        values: figures that the unit stated; only their series are asked for, and of the years before the
            plan's base year only those that it carries.
    """
    series = {SeriesKey(one.item, one.breakdown) for one in values}
    carried = {one.year for one in values}
    base = desk.plan.period[0] - 1

    def is_asked(year: int) -> bool:
        # No unit has to carry what lies before the plan's base year; from there on the pace is judged, and a
        # year that is left out changes it as another figure does.
        return year in carried or year >= base

    held: dict[tuple[SeriesKey, int], Decimal | None] = {
        (one.key, one.year): one.value for one in desk.store.past_values() if one.year < before
    }
    accepted: dict[int, str] = {}
    for one in desk.store.decisions(unit=unit):
        if one.kind is DecisionKind.ACCEPT:
            accepted[one.year] = one.content
        elif one.kind is DecisionKind.REOPEN:
            accepted.pop(one.year, None)
    for year, content in sorted(accepted.items()):
        if year < before:
            for value in desk.store.values(content):
                key = SeriesKey(value.item, value.breakdown), value.year
                if value.year == year:
                    held[key] = value.value
                else:
                    # What the office did not hold then was believed with that acceptance.
                    held.setdefault(key, value.value)
    return {place: held[place] for place in held if place[0] in series and is_asked(place[1])}


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


def _detail(one: PastDifference) -> dict[str, Any]:
    return {
        "item": one.key.code,
        "breakdown": one.key.breakdown,
        "year": one.year,
        "accepted": None if one.held is None else canonical_decimal(one.held),
        "stated": None if one.stated is None else canonical_decimal(one.stated),
    }
