"""Figures of several units in a plan: what is given to them, and what only the county can compute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forms.codes.plan import PlanCode
from forms.plan.definitions import Indicator
from forms.plan.pack import STATISTICS, Plan
from forms.plan_check.finding import Severity, TraceFinding
from forms.plan_check.responsibility import entry_items, typed_items
from forms.reporting.layout import lay_out


def check_county(plan: Plan) -> Iterator[TraceFinding]:
    """The county's indicators stand on no form; each of their parts must stand on one."""
    typed = typed_items(plan)
    for n, indicator in enumerate(plan.county_indicators):
        owners = dict.fromkeys(plan.item_by_code[code].owner or "" for code in indicator.items)
        units = [plan.unit_by_code[code].official_name for code in owners if code in plan.unit_by_code]
        told = f"由统计局汇总时计算：{indicator.formula.text}；数来自{'、'.join(units)}"
        note = TraceFinding(
            code=PlanCode.COUNTY,
            severity=Severity.NOTE,
            place=f"规划.county_indicators[{n}].formula",
            subject=indicator.name,
            message=told,
            mend="",
            indicator=indicator.code,
        )
        yield note
        if len(owners) == 1 and units and STATISTICS not in owners:
            message = f"要用的数都由{units[0]}负责，它自己就能算"
            yield replace(note, code=PlanCode.COUNTY_OF_ONE_UNIT, message=message)
        yield from _gaps(plan, indicator, replace(note, severity=Severity.GAP), typed)


def _gaps(plan: Plan, indicator: Indicator, start: TraceFinding, typed: set[str]) -> Iterator[TraceFinding]:
    unasked = [plan.item_by_code[code].name for code in indicator.items if code not in typed]
    if unasked:
        message = f"要用的数没有一张报表填：{'、'.join(unasked)}；全县指标永远算不出来"
        mend = "把这些数加到责任单位的报表上；确实没有的，在“假设”里写明原因并指明这个指标"
        yield replace(start, code=PlanCode.COUNTY_PART_UNASKED, message=message, mend=mend)
    if not indicator.definition or not indicator.source:
        message = "没有写明定义或来源，看的人不知道是什么"
        yield replace(start, code=PlanCode.WITHOUT_DEFINITION, message=message, mend="补上")


def check_given(plan: Plan) -> Iterator[TraceFinding]:
    """What the statistics office gives to others, it must have on a form of its own."""
    if STATISTICS not in plan.unit_by_code:
        return
    own = entry_items(plan, STATISTICS)
    layouts = (lay_out(plan, unit.code) for unit in plan.units)
    given = {cell.key.code for layout in layouts for cell in layout.entry_cells if cell.is_given}
    for n, item in enumerate(plan.items):
        if item.code in given - own:
            yield TraceFinding(
                code=PlanCode.GIVEN_BY_NOBODY,
                severity=Severity.GAP,
                place=f"规划.items[{n}].owner",
                subject=item.name,
                message="别的单位的报表上由统计局提供，统计局自己的报表上却没有",
                mend="加到统计局的一张报表上，或者改为由别的单位负责",
                indicator=next((i.code for i in plan.indicators if item.code in i.items), None),
            )
