"""Mistakes in names of units, in who answers for what, and in the county's indicators.

Part of :mod:`forms.plan.catalogue`, which calls these checks on a plan whose fields all have their types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.plan.duties import Duty, DutyRole
from forms.plan.pack import Plan


def check_full_names(plan: Plan) -> Iterable[Problem]:
    """Full names: each unit has its own, since it alone stands on paper."""
    counts = Counter(unit.full_name for unit in plan.units if unit.full_name is not None)
    for i, unit in enumerate(plan.units):
        if unit.full_name is not None and counts[unit.full_name] > 1:
            message = f"全称“{unit.full_name}”给了 {counts[unit.full_name]} 个单位，每个单位应有自己的全称"
            yield Problem(PlanCode.FULL_NAME, f"规划.units[{i}].full_name", message)


def check_duties(plan: Plan) -> Iterable[Problem]:
    """Who answers for goals and measures: units that exist, each once, and a lead where there is anybody."""
    held = [
        (f"规划.domains[{i}].goals[{j}].units", goal.units)
        for i, domain in enumerate(plan.domains)
        for j, goal in enumerate(domain.goals)
    ]
    held += [(f"规划.strategies[{i}].units", measure.units) for i, measure in enumerate(plan.strategies)]
    for place, duties in held:
        yield from _duty_mistakes(plan, place, duties)


def _duty_mistakes(plan: Plan, place: str, duties: tuple[Duty, ...]) -> Iterable[Problem]:
    counts = Counter(duty.unit for duty in duties)
    for code, count in counts.items():
        if code not in plan.unit_by_code:
            yield Problem(PlanCode.UNIT_UNDEFINED, place, f"责任单位“{code}”没有定义")
        if count > 1:
            yield Problem(PlanCode.DUTY, place, f"单位“{code}”写了 {count} 次，只能写一次")
    if duties and all(duty.role is not DutyRole.LEAD for duty in duties):
        yield Problem(PlanCode.DUTY, place, "只有参加单位，没有牵头单位，请写明由谁牵头")


def check_confirmation(plan: Plan) -> Iterable[Problem]:
    """Who confirmed the owners, and when; nothing stays our default then."""
    confirmed = plan.owners_confirmed
    if confirmed is None:
        return
    place = "规划.owners_confirmed"
    if not confirmed.by:
        yield Problem(PlanCode.CONFIRMED, f"{place}.by", "没有写明由谁确认")
    if not _is_day(confirmed.date):
        yield Problem(PlanCode.CONFIRMED, f"{place}.date", "确认日期应写成 2026-11-29 这样的一天")
    for kind in ("indicators", "county_indicators"):
        for indicator in getattr(plan, kind):
            if indicator.owner_is_default:
                message = "责任单位已经整体确认，这个指标却仍标为默认，请改为“否”，或取消确认"
                yield Problem(PlanCode.CONFIRMED, f"规划.{kind}.{indicator.code}.owner_is_default", message)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_county_indicators(plan: Plan) -> Iterable[Problem]:
    """The county's indicators need items of more than one unit, and codes of their own."""
    for indicator in plan.county_indicators:
        place = f"规划.county_indicators.{indicator.code}"
        if indicator.code in plan.indicator_by_code or indicator.code in plan.item_by_code:
            message = f"代码“{indicator.code}”已是本规划的另一个指标或数据，全县指标要有自己的代码"
            yield Problem(PlanCode.CODE_REPEATED, f"{place}.code", message)
