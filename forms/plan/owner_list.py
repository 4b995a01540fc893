"""All owners of a plan as one list, and a plan with the owners of such a list (责任单位清单).

Of a goal or a measure an owner leads or takes part; of an indicator it reports. Where an indicator goes to
another unit, its form goes there with everything on it: a form is filled in by one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.frozen import frozen
from forms.plan.assignments import assignments
from forms.plan.definitions import Indicator, Item
from forms.plan.duties import Duty, DutyRole, OwnersConfirmed
from forms.plan.pack import Form, Plan
from forms.plan.targets import Goal, Section, Strategy, place_text


class OwnedKind(StrEnum):
    """What an entry of the list is about, as it is called there."""

    GOAL = "主要目标"
    MEASURE = "策略措施"
    INDICATOR = "监测指标"
    COUNTY_INDICATOR = "全县指标"


Key = tuple[OwnedKind, str]
"""Kind, and place in the plan or code of the indicator."""


@frozen
class Owners:
    """Codes of the units that lead or report, and of those that take part."""

    lead: tuple[str, ...]
    joint: tuple[str, ...] = ()


@frozen
class OwnedEntry:
    """One entry of the list.

    Attributes:
        key: what it is about.
        place: what is printed of that: place in the plan, or number of the indicator.
        title: for people.
        owners: whose it is now.
        form: title of the form on which it stands; empty for goals and measures.
    """

    key: Key
    place: str
    title: str
    owners: Owners
    form: str = ""

    @property
    def needs_lead(self) -> bool:
        """Whether it cannot be confirmed without a unit; the statistics office computes the county's."""
        return self.key[0] is not OwnedKind.COUNTY_INDICATOR

    @property
    def may_have_joint(self) -> bool:
        """Whether units can take part in it."""
        return self.key[0] in (OwnedKind.GOAL, OwnedKind.MEASURE)


_KINDS = {Section.GOAL: OwnedKind.GOAL, Section.STRATEGY: OwnedKind.MEASURE}


def owner_entries(plan: Plan) -> tuple[OwnedEntry, ...]:
    """Every goal, measure and indicator with its owners, each once."""
    forms = {row.indicator: form.title for form in plan.forms for row in form.rows if row.indicator}
    found = [
        OwnedEntry(
            key=(_KINDS[one.section], one.place),
            place=one.place,
            title=one.title,
            owners=Owners(one.units(DutyRole.LEAD), one.units(DutyRole.JOINT)),
        )
        for one in assignments(plan)
    ]
    for kind, indicators in _indicator_lists(plan):
        for number, indicator in enumerate(indicators, start=1):
            owners = Owners((indicator.owner,) if indicator.owner is not None else ())
            found.append(
                OwnedEntry(
                    key=(kind, indicator.code),
                    place=str(number),
                    title=indicator.name,
                    owners=owners,
                    form=forms.get(indicator.code, ""),
                )
            )
    return tuple(found)


def _indicator_lists(plan: Plan) -> Iterator[tuple[OwnedKind, tuple[Indicator, ...]]]:
    yield OwnedKind.INDICATOR, plan.indicators
    yield OwnedKind.COUNTY_INDICATOR, plan.county_indicators


def split_forms(plan: Plan, owners: Mapping[Key, Owners]) -> Iterator[tuple[Key, Problem]]:
    """Indicators that cannot go to another unit alone, since others of their form stay.

    Args:
        plan: the plan.
        owners: the wanted owners of every entry.

    Returns:
        The entry that is meant and what is wrong; its place is the title of the form.
    """
    for form in plan.forms:
        wanted = _wanted(form, owners)
        moved = [code for code, owner in wanted.items() if owner != plan.indicator_by_code[code].owner]
        if not moved or len(set(wanted.values())) == 1:
            continue
        for code in moved:
            others = [other for other, owner in wanted.items() if owner != wanted[code]]
            names = "、".join(plan.indicator_by_code[other].name for other in others[:_NAMED])
            message = (
                f"它在报表《{form.title}》上，同表还有 {len(others)} 个指标由别的单位填报（{names}等）。"
                "一张表只能由一个单位填：请把同表的指标一起改，或先在规划工作簿里把表分开"
            )
            yield (OwnedKind.INDICATOR, code), Problem(PlanCode.OWNER_OF_FORM, form.title, message)


PRESET_ASSUMPTION = "owners"
"""Code of the assumption of our packs that owners are our default; once confirmed they are none any more."""
_NAMED = 3
"""Indicators of a form that a sentence names. Chosen by us."""


def _wanted(form: Form, owners: Mapping[Key, Owners]) -> dict[str, str | None]:
    """The wanted owner of each indicator of a form."""
    codes = [row.indicator for row in form.rows if row.indicator is not None]
    return {
        code: next(iter(owners[OwnedKind.INDICATOR, code].lead), None)
        for code in codes
        if (OwnedKind.INDICATOR, code) in owners
    }


def with_owners(plan: Plan, owners: Mapping[Key, Owners], confirmed: OwnersConfirmed, version: str) -> Plan:
    """The plan with other owners, confirmed, as a new version.

    Args:
        plan: the plan; ``split_forms`` found nothing for these owners.
        owners: of every entry of ``owner_entries``.
        confirmed: who confirmed them, and when.
        version: of the new pack.
    """
    forms = tuple(_moved(plan, form, owners) for form in plan.forms)
    new_units = {
        code: new.unit
        for old, new in zip(plan.forms, forms, strict=True)
        if old.unit != new.unit
        for code in _typed_on(plan, old)
    }
    return replace(
        plan,
        version=version,
        owners_confirmed=confirmed,
        domains=tuple(
            replace(domain, goals=tuple(_goal(domain.no, goal, owners) for goal in domain.goals))
            for domain in plan.domains
        ),
        strategies=tuple(_measure(measure, owners) for measure in plan.strategies),
        indicators=tuple(_owned(OwnedKind.INDICATOR, one, owners) for one in plan.indicators),
        county_indicators=tuple(
            _owned(OwnedKind.COUNTY_INDICATOR, one, owners) for one in plan.county_indicators
        ),
        items=tuple(_item(item, new_units) for item in plan.items),
        forms=forms,
        assumptions=tuple(one for one in plan.assumptions if one.code != PRESET_ASSUMPTION),
    )


def _goal(domain: int, goal: Goal, owners: Mapping[Key, Owners]) -> Goal:
    place = place_text(Section.GOAL, domain, goal.no)
    return replace(goal, units=_duties(owners[OwnedKind.GOAL, place]))


def _measure(measure: Strategy, owners: Mapping[Key, Owners]) -> Strategy:
    place = place_text(Section.STRATEGY, measure.domain, measure.no)
    return replace(measure, units=_duties(owners[OwnedKind.MEASURE, place]))


def _duties(owners: Owners) -> tuple[Duty, ...]:
    leading = [Duty(unit, DutyRole.LEAD) for unit in owners.lead]
    return (*leading, *(Duty(unit, DutyRole.JOINT) for unit in owners.joint))


def _owned(kind: OwnedKind, indicator: Indicator, owners: Mapping[Key, Owners]) -> Indicator:
    lead = owners[kind, indicator.code].lead
    return replace(indicator, owner=lead[0] if lead else None, owner_is_default=False)


def _item(item: Item, new_units: Mapping[str, str]) -> Item:
    return replace(item, owner=new_units[item.code]) if item.code in new_units else item


def _moved(plan: Plan, form: Form, owners: Mapping[Key, Owners]) -> Form:
    """The form, at the unit to which all its indicators went."""
    wanted = _wanted(form, owners)
    is_changed = any(owner != plan.indicator_by_code[code].owner for code, owner in wanted.items())
    unit = next(iter(wanted.values()), None)
    return replace(form, unit=unit) if is_changed and unit is not None else form


def _typed_on(plan: Plan, form: Form) -> Iterator[str]:
    """Items that the unit of a form types there; what another unit gives it stays that unit's."""
    for row in form.rows:
        indicator = plan.indicator_by_code.get(row.indicator or "")
        repeated = indicator.identity_item if indicator is not None else None
        code = row.item or (repeated.code if repeated is not None else None)
        if code is not None and plan.item_by_code[code].owner == form.unit:
            yield code
