"""Whether a plan can be followed from its goals to figures: ``plan check``.

A pack whose references all resolve may still leave a goal without a target, an indicator without an
owner or a target looser than where the county stands already. Plans really contain such things, so a
gap is no mistake: it must be explained by an assumption that names the indicator, the goal or the
unit. What nobody can mean (a floor above what is striven for) is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.figures.breakdown import TOTAL
from forms.frozen import frozen
from forms.plan.definitions import Basis, Indicator, formula_inputs
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.plan.targets import Op, Section, Target, TargetKind
from forms.plan_check.finding import EXPLAIN, Severity, TraceFinding
from forms.plan_check.placeholders import check_placeholders
from forms.plan_check.responsibility import (
    check_duties,
    check_owners,
    check_units,
    typed_figures,
    typed_items,
)
from forms.plan_check.rule_levels import hides_verdicts, mistakes
from forms.plan_check.shared_figures import check_county, check_given
from forms.plan_check.target_conflicts import conflicts


def trace(plan: Plan) -> tuple[TraceFinding, ...]:
    """Everything that is missing, contradictory or unfinished in a plan, in the order of the checks."""
    return tuple(_explained(plan, found) for check in _CHECKS for found in check(plan))


def _explained(plan: Plan, found: TraceFinding) -> TraceFinding:
    """The finding with the assumption that names what it is about."""
    if found.severity is not Severity.GAP or found.explained_by is not None:
        return found
    for assumption in plan.assumptions:
        names_indicator = found.indicator is not None and assumption.indicator == found.indicator
        names_goal = found.goal is not None and (assumption.domain, assumption.goal) == found.goal
        names_unit = found.unit is not None and assumption.unit == found.unit
        if names_indicator or names_goal or names_unit:
            return replace(found, explained_by=assumption.code)
    return found


# --- goals and targets -------------------------------------------------------------------------------


def _check_goals(plan: Plan) -> Iterator[TraceFinding]:
    targets: dict[tuple[int, int], list[Target]] = {}
    for target in plan.targets:
        if target.section is Section.GOAL:
            targets.setdefault((target.domain, target.item), []).append(target)
    for i, domain in enumerate(plan.domains):
        for j, goal in enumerate(domain.goals):
            number = (domain.no, goal.no)
            found = TraceFinding(
                code=PlanCode.GOAL_WITHOUT_TARGET,
                severity=Severity.GAP,
                place=f"规划.domains[{i}].goals[{j}]",
                subject=f"{domain.title} {goal.no} {goal.title}",
                message="这条主要目标没有任何一条规划目标，填报和评价都不会涉及它",
                mend=EXPLAIN.format(what="领域和目标"),
                goal=number,
            )
            own = targets.get(number, [])
            if not own:
                yield found
            elif all(target.indicator is None for target in own):
                message = "这条主要目标没有指标，只能由评估说明"
                is_noted = all(target.note for target in own)
                yield replace(
                    found,
                    code=PlanCode.GOAL_WITHOUT_INDICATOR,
                    message=message,
                    severity=Severity.NOTE if is_noted else Severity.GAP,
                    mend="在每条规划目标的备注里写明怎样评价，或者补上指标",
                )


def _check_targets(plan: Plan) -> Iterator[TraceFinding]:
    for i, target in enumerate(plan.targets):
        place = f"规划.targets[{i}]"
        if target.indicator is None:
            if target.kind is not TargetKind.QUALITATIVE and not target.note:
                yield _about_target(
                    PlanCode.TARGET_WITHOUT_INDICATOR,
                    target,
                    f"{place}.indicator",
                    "有要求却没有指标，无法评价",
                )
            continue
        indicator = plan.judged_by_code[target.indicator]
        if target.unit is not None and target.unit != indicator.unit:
            message = f"计量单位“{target.unit}”与指标的“{indicator.unit}”不同，达标与否会判错"
            yield replace(
                _about_target(PlanCode.UNIT_OF_MEASURE, target, f"{place}.unit", message),
                severity=Severity.ERROR,
                mend="改成同一计量单位，数值也一并换算",
            )
        if target.proxy is not None:
            message = f"以“{indicator.name}”替代“{target.proxy.stands_for}”：{target.proxy.reason}"
            found = _about_target(PlanCode.PROXY, target, f"{place}.proxy", message)
            yield replace(found, severity=Severity.NOTE, mend="核对替代是否恰当")
        yield from _check_baseline(plan, target, indicator, place)


def _about_target(code: ErrorCode, target: Target, place: str, message: str) -> TraceFinding:
    return TraceFinding(
        code=code,
        severity=Severity.GAP,
        place=place,
        subject=target.place,
        message=message,
        mend="补上指标，或在备注写明怎样评价",
        indicator=target.indicator,
        goal=(target.domain, target.item) if target.section is Section.GOAL else None,
    )


def _check_baseline(plan: Plan, target: Target, indicator: Indicator, place: str) -> Iterator[TraceFinding]:
    """Targets that cannot be judged before an earlier year is known."""
    if target.op not in (Op.RELATIVE_INCREASE, Op.INCREASE, Op.DECREASE):
        return
    reference = target.reference.year if target.reference is not None else None
    year = reference or plan.parameters.baseline_year
    known = {(k.indicator, k.year, k.breakdown) for k in plan.history}
    if (indicator.code, year, target.breakdown) in known:
        return
    is_relative = target.op is Op.RELATIVE_INCREASE
    yield TraceFinding(
        code=PlanCode.BASELINE_MISSING,
        severity=Severity.GAP if is_relative else Severity.NOTE,
        place=place,
        subject=f"{target.place} {indicator.name}",
        message=f"与 {year} 年比较，但数据包里没有 {year} 年的数；填报单位导入往年数以前不能评价",
        mend="在“历史数据”里补上；没有的，在“假设”里写明基年数从哪里来并指明这个指标",
        indicator=indicator.code,
    )


def _check_conflicts(plan: Plan) -> Iterator[TraceFinding]:
    for conflict in conflicts(plan):
        target = plan.targets[conflict.target]
        indicator = plan.judged_by_code[target.indicator or ""]
        yield TraceFinding(
            code=conflict.code,
            severity=Severity.ERROR if conflict.is_impossible else Severity.GAP,
            place=f"规划.targets[{conflict.target}].{conflict.field}",
            subject=f"{target.place} {indicator.name}",
            message=conflict.message,
            mend="核对原文后改正"
            if conflict.is_impossible
            else "核对原文；原文就是这样的，在“假设”里写明按哪个评价并指明这个指标",
            indicator=indicator.code,
        )


# --- indicators and items ----------------------------------------------------------------------------


def _check_indicators(plan: Plan) -> Iterator[TraceFinding]:
    typed = typed_figures(plan)
    shown = {row.indicator for form in plan.forms for row in form.rows if row.indicator is not None}
    compared = {t.reference.indicator for t in plan.targets if t.reference is not None}
    replaced = {i.proxy_for for i in plan.indicators}
    for n, indicator in enumerate(plan.indicators):
        say = _About(f"规划.indicators[{n}]", indicator.name, indicator.code)
        if indicator.owner is None:
            yield say.gap(PlanCode.INDICATOR_WITHOUT_OWNER, "owner", "没有责任单位，没有人填报")
        code = indicator.code
        if code not in plan.targets_by_indicator and code not in compared and code not in replaced:
            yield say.gap(PlanCode.INDICATOR_UNUSED, "code", "没有一条规划目标用到这个指标")
        unasked = [series_name(plan, key) for key in formula_inputs(indicator, TOTAL) if key not in typed]
        if unasked and code not in shown:
            yield say.gap(PlanCode.INDICATOR_ON_NO_FORM, "code", "不在任何报表上，要用的数也没有人填")
        elif unasked:
            message = f"要用的数没有一张报表填：{'、'.join(unasked)}；指标永远算不出来"
            yield say.gap(PlanCode.NEVER_COMPUTED, "formula.numerator", message)
        if not indicator.definition or not indicator.source:
            field = "source" if indicator.definition else "definition"
            yield say.gap(PlanCode.WITHOUT_DEFINITION, field, "没有写明定义或来源，填报的人不知道填什么")
        yield from _check_stand_in(plan, indicator, say)


@frozen
class _About:
    """Findings about one indicator."""

    place: str
    name: str
    code: str

    def gap(self, code: ErrorCode, field: str, message: str) -> TraceFinding:
        mend = EXPLAIN.format(what="指标")
        place = f"{self.place}.{field}"
        return TraceFinding(
            code=code,
            severity=Severity.GAP,
            place=place,
            subject=self.name,
            message=message,
            mend=mend,
            indicator=self.code,
        )

    def note(self, code: ErrorCode, field: str, message: str) -> TraceFinding:
        return replace(self.gap(code, field, message), severity=Severity.NOTE, mend="")


def _check_stand_in(plan: Plan, indicator: Indicator, say: _About) -> Iterator[TraceFinding]:
    """Proxies (替代性指标) and special surveys (缺项专项调查)."""
    if indicator.proxy_for is not None:
        name = plan.indicator_by_code[indicator.proxy_for].name
        if indicator.proxy_reason is None:
            yield say.gap(PlanCode.PROXY_UNEXPLAINED, "proxy_reason", f"替代“{name}”，但没有写明理由")
        else:
            message = f"替代“{name}”：{indicator.proxy_reason}"
            yield say.note(PlanCode.PROXY, "proxy_for", message)
    survey = indicator.special_survey
    if survey is not None:
        stated = "；".join(f"{name} {text}" for name, text in survey.facts)
        if survey.method is None:
            message = "列为缺项专项调查，但没有写明调查方法"
            yield say.gap(PlanCode.SURVEY_UNEXPLAINED, "special_survey", message)
        else:
            when = "" if survey.date is not None else "；时间和样本量由举办调查的年份填写"
            yield say.note(PlanCode.SURVEY, "special_survey", f"缺项专项调查：{stated}{when}")
    is_typed_survey = indicator.basis is Basis.SURVEY and indicator.identity_item is not None
    if is_typed_survey and indicator.sample_item is None:
        yield say.gap(
            PlanCode.SURVEY_WITHOUT_SAMPLE,
            "sample_item",
            "是抽样调查的结果，但没有填样本量的数据，算不出误差",
        )


# --- unfinished work ---------------------------------------------------------------------------------


def _check_unused(plan: Plan) -> Iterator[TraceFinding]:
    typed = typed_items(plan)
    for n, item in enumerate(plan.items):
        if item.code not in typed:
            place, what = f"规划.items[{n}].code", "不在任何报表上，没有人填"
            mend = "加到责任单位的报表上，或者删去"
            yield TraceFinding(
                code=PlanCode.ITEM_UNUSED,
                severity=Severity.NOTE,
                place=place,
                subject=item.name,
                message=what,
                mend=mend,
            )


def _check_enforcement(plan: Plan) -> Iterator[TraceFinding]:
    for mistake in mistakes(plan):
        place = f"规划.parameters.enforcement.{mistake.rule}"
        yield TraceFinding(
            code=mistake.code,
            severity=Severity.ERROR,
            place=place,
            subject=mistake.rule,
            message=mistake.message,
            mend=mistake.mend,
        )
    if hides_verdicts(plan):
        yield TraceFinding(
            code=PlanCode.VERDICTS_HIDDEN,
            severity=Severity.NOTE,
            place="规划.parameters.enforcement",
            subject="TB-TARGET",
            message=(
                "关于目标的审核规则全部关闭：未达标、预警的不再要求说明，没能判定的也不再提示，"
                "只在报表的评价栏和预警清单里还看得到"
            ),
            mend="至少保留 TB-TARGET-001 和 TB-TARGET-002；确实要全部关闭的，请知道有这个后果",
        )


_CHECKS: tuple[Callable[[Plan], Iterable[TraceFinding]], ...] = (
    _check_goals,
    _check_targets,
    _check_conflicts,
    _check_indicators,
    check_county,
    check_owners,
    check_given,
    check_duties,
    check_units,
    check_placeholders,
    _check_unused,
    _check_enforcement,
)
