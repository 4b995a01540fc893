"""Who answers for what, and whether every unit has something to do."""

from __future__ import annotations

from collections.abc import Iterator

from forms.codes.plan import PlanCode
from forms.figures.breakdown import SeriesKey
from forms.plan.assignments import assignments
from forms.plan.definitions import Indicator
from forms.plan.duties import PRESET_OWNERS
from forms.plan.pack import Plan
from forms.plan.targets import Section
from forms.plan_check.finding import EXPLAIN, Severity, TraceFinding
from forms.reporting.layout import lay_out


def check_owners(plan: Plan) -> Iterator[TraceFinding]:
    """Items that nobody types, and whether the owners are confirmed."""
    for n, item in enumerate(plan.items):
        if item.owner is None:
            using = next((i.code for i in plan.indicators if _uses(i, item.code)), None)
            yield TraceFinding(
                code=PlanCode.ITEM_WITHOUT_OWNER,
                severity=Severity.GAP,
                place=f"规划.items[{n}].owner",
                subject=item.name,
                message="没有责任单位，没有人填报",
                mend="补上责任单位",
                indicator=using,
            )
    yield from _unconfirmed(plan)


def _unconfirmed(plan: Plan) -> Iterator[TraceFinding]:
    """Said once: that owners are our default until the plan office has confirmed them all."""
    default = sum(i.owner_is_default for i in (*plan.indicators, *plan.county_indicators))
    given = [task for task in assignments(plan) if task.duties]
    if plan.owners_confirmed is not None or not (default or given):
        return
    yield TraceFinding(
        code=PlanCode.OWNER_PRESET,
        severity=Severity.NOTE,
        place="规划.owners_confirmed",
        subject="责任单位",
        message=f"{PRESET_OWNERS}：{default} 个指标由谁填报、{len(given)} 条目标和措施由谁牵头和参加",
        mend="写出责任单位清单，核对后确认",
    )


def check_duties(plan: Plan) -> Iterator[TraceFinding]:
    """Goals and measures that nobody answers for; packs of older programs have no answer for any."""
    for task in assignments(plan):
        if task.duties:
            continue
        is_goal = task.section is Section.GOAL
        yield TraceFinding(
            code=PlanCode.GOAL_WITHOUT_UNIT if is_goal else PlanCode.MEASURE_WITHOUT_UNIT,
            severity=Severity.NOTE,
            place=f"{task.record}.units",
            subject=f"{task.place} {task.title}",
            message="没有责任单位，没有人牵头落实",
            mend="写上牵头单位",
            goal=(task.domain, task.no) if is_goal else None,
        )


def entry_items(plan: Plan, unit: str) -> set[str]:
    """Codes of the items that a unit types; a typed percentage stands on its indicator's row."""
    return {cell.key.code for form in lay_out(plan, unit).forms for cell in form.entry_cells}


def typed_items(plan: Plan) -> set[str]:
    """Codes of all items that some form has a cell for."""
    return {key.code for key in typed_figures(plan)}


def typed_figures(plan: Plan) -> set[SeriesKey]:
    """All figures that some form has a cell for."""
    return {cell.key for unit in plan.units for cell in lay_out(plan, unit.code).entry_cells}


def _uses(indicator: Indicator, item: str) -> bool:
    return any(t.item == item for t in (*indicator.formula.numerator, *indicator.formula.denominator))


def check_units(plan: Plan) -> Iterator[TraceFinding]:
    """Units without a full name, and units with nothing to do."""
    for n, unit in enumerate(plan.units):
        if unit.full_name is None:
            yield TraceFinding(
                code=PlanCode.UNIT_NAME_INCOMPLETE,
                severity=Severity.GAP,
                place=f"规划.units[{n}].full_name",
                subject=unit.name,
                message="没有单位全称，报表、证书和邮件上只能印简称",
                mend="按印章补上全称",
                unit=unit.code,
            )
    filled = {unit.code for unit in plan.units if entry_items(plan, unit.code)}
    owning = {i.owner for i in plan.items} | {i.owner for i in plan.indicators}
    busy = {duty.unit for task in assignments(plan) for duty in task.duties}
    for n, unit in enumerate(plan.units):
        # A unit whose work is a goal or a measure needs no form, unless figures are under its name.
        if unit.code in filled or unit.code in busy - owning:
            continue
        what = "名下有数据，却没有一张报表可填" if unit.code in owning else "没有任何要填报的内容"
        place, mend = f"规划.units[{n}]", EXPLAIN.format(what="单位")
        yield TraceFinding(
            code=PlanCode.UNIT_WITHOUT_WORK,
            severity=Severity.GAP,
            place=place,
            subject=unit.name,
            message=what,
            mend=mend,
            unit=unit.code,
        )
