"""Targets of one indicator that contradict each other, the indicator, or what is known already."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.definitions import Direction, Indicator
from forms.plan.pack import Plan
from forms.plan.targets import Op, Target, Tier

_BOUNDS = (Op.AT_LEAST, Op.AT_MOST, Op.EQUAL, Op.ABOUT)
_WRONG_WAY = {
    Direction.HIGHER: (Op.AT_MOST, Op.DECREASE),
    Direction.LOWER: (Op.AT_LEAST, Op.INCREASE),
    Direction.ZERO: (Op.AT_LEAST, Op.INCREASE),
}
_WAYS = {Direction.HIGHER: "越高越好", Direction.LOWER: "越低越好", Direction.ZERO: "越接近 0 越好"}


@frozen
class Conflict:
    """One contradiction.

    Attributes:
        code: stable code ``TB-PLAN-nnn``.
        target: number of the target in the plan, from 0.
        field: field of the target that is meant.
        message: the contradiction with its figures, in Chinese.
        is_impossible: whether nobody can mean it.
    """

    code: ErrorCode
    target: int
    field: str
    message: str
    is_impossible: bool = False


def conflicts(plan: Plan) -> Iterator[Conflict]:
    """Every contradiction among the targets of a plan, in plan order."""
    numbered = [(n, t) for n, t in enumerate(plan.targets) if t.indicator is not None]
    for n, target in numbered:
        indicator = plan.judged_by_code[target.indicator or ""]
        yield from _against_indicator(n, target, indicator)
        yield from _against_history(plan, n, target, indicator)
        for m, earlier in numbered:
            if m >= n:
                break
            if _same_subject(earlier, target):
                yield from _against_each_other(plan, n, target, earlier, indicator)


def _same_subject(one: Target, other: Target) -> bool:
    same = (one.indicator, one.breakdown, one.order) == (other.indicator, other.breakdown, other.order)
    return same and one.bodies == other.bodies


def _against_indicator(n: int, target: Target, indicator: Indicator) -> Iterator[Conflict]:
    is_share = indicator.unit == "%" and not indicator.may_exceed_100
    value = target.value if target.op in _BOUNDS and is_share else None
    if value is not None and not 0 <= value <= 100:
        message = f"目标值 {_show(value)}% 不可能：这个指标不超过 100%"
        yield Conflict(
            code=PlanCode.IMPOSSIBLE_PERCENTAGE, target=n, field="value", message=message, is_impossible=True
        )
    if indicator.better is not None and target.op in _WRONG_WAY[indicator.better] and target.order == 1:
        message = f"指标{_WAYS[indicator.better]}，目标的要求却相反"
        yield Conflict(code=PlanCode.WRONG_DIRECTION, target=n, field="op", message=message)


def _against_history(plan: Plan, n: int, target: Target, indicator: Indicator) -> Iterator[Conflict]:
    """A target that was met before the plan began asks for nothing."""
    if target.op not in (Op.AT_LEAST, Op.AT_MOST, Op.ABOUT) or target.value is None or target.hold:
        return
    for known in plan.history:
        same = (known.indicator, known.breakdown) == (target.indicator, target.breakdown)
        is_baseline = known.year <= plan.period[0]
        if same and is_baseline and _is_better(known.value, target.value, indicator, target.op):
            before = f"{known.year} 年的 {_show(known.value)}（{known.source}）"
            message = f"目标值 {_show(target.value)} 比 {before}还宽松"
            yield Conflict(code=PlanCode.LOOSER_THAN_BASELINE, target=n, field="value", message=message)


def _is_better(known: Decimal, value: Decimal, indicator: Indicator, op: Op | None) -> bool:
    if op is Op.ABOUT and indicator.better is None:
        return False
    lower_is_better = op is Op.AT_MOST or (op is Op.ABOUT and indicator.better is Direction.LOWER)
    return known < value if lower_is_better else known > value


def _against_each_other(
    plan: Plan, n: int, target: Target, earlier: Target, indicator: Indicator
) -> Iterator[Conflict]:
    if not {target.op, earlier.op} <= set(_BOUNDS) or target.value is None or earlier.value is None:
        return
    figures = f"{earlier.place}是 {_show(earlier.value)}，这里是 {_show(target.value)}"
    year, year_before = plan.due_year(target), plan.due_year(earlier)
    if {target.tier, earlier.tier} == {Tier.FLOOR, Tier.ASPIRATION}:
        floor, striven = (target, earlier) if target.tier is Tier.FLOOR else (earlier, target)
        if year == year_before and _is_stricter(floor, striven, indicator):
            message = f"底线比力争还严：{figures}"
            yield Conflict(
                code=PlanCode.FLOOR_TOO_STRICT, target=n, field="tier", message=message, is_impossible=True
            )
    # A floor and a ceiling of one year may stand side by side, as long as one figure can be within both.
    elif {target.op, earlier.op} == {Op.AT_LEAST, Op.AT_MOST}:
        least, most = (target, earlier) if target.op is Op.AT_LEAST else (earlier, target)
        if year == year_before and (least.value or 0) > (most.value or 0):
            message = f"同一年的下限高于上限：{figures}"
            yield Conflict(
                code=PlanCode.TWO_TARGETS, target=n, field="value", message=message, is_impossible=True
            )
    elif target.tier == earlier.tier and year == year_before:
        if (target.op, target.value) != (earlier.op, earlier.value):
            yield Conflict(
                code=PlanCode.TWO_TARGETS,
                target=n,
                field="value",
                message=f"同一指标 {year} 年有两个不同的目标：{figures}",
            )
    elif target.tier == earlier.tier:
        first, last = (earlier, target) if year_before < year else (target, earlier)
        if _is_stricter(first, last, indicator):
            years = f"{min(year, year_before)} 年的目标比 {max(year, year_before)} 年的还严"
            yield Conflict(code=PlanCode.LATER_LOOSER, target=n, field="value", message=f"{years}：{figures}")


def _is_stricter(one: Target, other: Target, indicator: Indicator) -> bool:
    """Whether one target asks for more than the other."""
    lower = Op.AT_MOST in (one.op, other.op) or indicator.better is Direction.LOWER
    a, b = one.value or Decimal(0), other.value or Decimal(0)
    return a < b if lower else a > b


def _show(value: Decimal) -> str:
    return canonical_decimal(value)
