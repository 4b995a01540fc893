"""How a verdict was reached, in the clerk's words and with its numbers.

The words are written only when they are read: the recheck of a county judges thousands of targets and shows
few.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.figures.quantity import MAX_DECIMALS, format_apart, format_quantity, round_down, round_half_up
from forms.plan.definitions import Indicator
from forms.plan.targets import Target
from forms.reporting.entry import Measured
from forms.verdict.bound import Bound
from forms.verdict.outcome import Outcome
from forms.verdict.outlook import Pace
from forms.verdict.pace import Movement, Series, Slowing
from forms.verdict.reliability import Reliability
from forms.verdict.volatility import LastChange

NO_STATISTIC = "没有统计指标，由人工评估"
NO_STANDARD = "原文没有给出标准，由人工评估"
NO_REFERENCE = "目标所依据的基期或参照指标没有数值，需人工评估"
NO_TREND = "趋势的变化至少要三个年份的数据才能判断"

UNJUDGED = "程序出错，没能作出判断，由人工评估"
UNTOLD = "程序出错，没能写出判断的过程，请人工核对"

_UNITS = {"%": " 个百分点"}
"""Unit of a difference, where it is not that of the figures."""
_ENOUGH_DECIMALS = MAX_DECIMALS + 20
"""End of the search for a digit that tells two values apart. Follows from the 28 digits of ``pace``."""


def absence(measured: Measured) -> str:
    """Why the indicator has no value this year."""
    return f"没有本年数值：{measured.gap.label if measured.gap else '无数据'}，不作判断"


def no_bound(target: Target) -> str:
    """Why the target has no acceptable range."""
    return NO_STANDARD if target.reference is None else NO_REFERENCE


def no_base(baseline: int) -> str:
    """Why a direction cannot be judged."""
    return f"没有 {baseline} 年以来的基期数，需人工评估"


def comparison(
    indicator: Indicator, bound: Bound, actual: Decimal, outcome: Outcome, pace: Pace, trust: Reliability
) -> str:
    """A figure compared with a range, the pace towards it, and the interval by chance."""
    here = f"本年 {_telling(bound, actual, indicator.decimals)}，目标 {bound.text}，{outcome.label}"
    return "；".join((here, *_pace(indicator, bound, pace), *_chance(indicator, trust)))


def _pace(indicator: Indicator, bound: Bound, pace: Pace) -> Iterator[str]:
    if pace.lost_since is not None:
        yield f"{pace.lost_since} 年已达标，现在反而没有达标"
    if pace.ratio is not None:
        shown = round_down(pace.ratio, 2)  # 0.9496 must not be shown as 0.95 beside 进度偏慢
        yield f"实际速度是所需速度的 {shown} 倍（欧盟统计局进度比）"
    if pace.expected is not None:
        yield f"照近五年的走势，{pace.expected_in} 年约 {_telling(bound, pace.expected, indicator.decimals)}"


def _chance(indicator: Indicator, trust: Reliability) -> Iterator[str]:
    if trust.interval is not None:
        low, high = (format_quantity(limit, indicator.decimals) for limit in trust.interval)
        yield f"95% 区间 {low} 至 {high}"
    if trust.pooled is not None:
        yield f"近 {trust.pooled_years} 年合计 {format_quantity(trust.pooled, indicator.decimals)}"


def _telling(bound: Bound, value: Decimal, decimals: int) -> str:
    """A value with at least ``decimals``, and as many more as keep the outcome visible (94.96 against 95)."""
    met = bound.accepts(value)
    enough = (d for d in range(decimals, _ENOUGH_DECIMALS) if bound.accepts(round_half_up(value, d)) == met)
    return format_quantity(value, next(enough, decimals))


def movement(
    indicator: Indicator,
    series: Series,
    moved: Movement,
    wanted: str,
    trust: Reliability,
    *,
    at_limit: bool,
) -> str:
    """A figure compared with its base year, the direction wanted, and a recent move the other way.

    Args:
        indicator: what is judged.
        series: values by year, the reporting year last.
        moved: the movement to tell.
        wanted: the direction wanted, in Chinese.
        trust: the interval by chance.
        at_limit: whether the figure can move no further (0, or 100 per cent).
    """
    actual = series[max(series)]
    shown, base = format_apart(actual, series[moved.base_year], indicator.decimals)
    parts = [f"{moved.base_year} 年 {base}，本年 {shown}，{wanted}"]
    if at_limit:
        parts.append("已到尽头，保持即可")
    if moved.since > 0 > moved.lately:
        recent, _ = format_apart(series[moved.recent_year], actual, indicator.decimals)
        parts.append(f"{moved.recent_year} 年 {recent}，近来反向")
    return "；".join((*parts, *_chance(indicator, trust)))


def slowing(indicator: Indicator, slowed: Slowing, trust: Reliability) -> str:
    """The yearly change in the later half of the series compared with that in the earlier half."""
    changes = (slowed.earlier, slowed.later)
    before, of_late = (format_quantity(change, indicator.decimals + 1) for change in changes)
    parts = [f"前段平均每年变化 {before}，后段 {of_late}，应减缓"]
    if slowed.later <= 0:
        parts.append("已不再上升")
    return "；".join((*parts, *_chance(indicator, trust)))


def volatility(indicator: Indicator, last: LastChange) -> str:
    """The last yearly change beside the median of the earlier ones."""
    change, usual = format_apart(last.change, last.usual, indicator.decimals)
    allowed = format_quantity(last.allowed, indicator.decimals)
    return f"最近一年变化 {change}，往年一般 {usual}，偏离超过 {allowed} 就算反常"


def need(indicator: Indicator, shortfall: Decimal, years: int) -> str:
    """The change that is still needed, per year where there are years left.

    Args:
        indicator: what is judged.
        shortfall: change that would meet the target, not 0.
        years: years left, 0 or less if it should be met already.
    """
    unit = _UNITS.get(indicator.unit, f" {indicator.unit}")
    if indicator.unit.startswith("1/"):
        unit = f"（{indicator.unit}）"
    word = "提高" if shortfall > 0 else "降低"
    yearly = abs(shortfall) / years if years > 0 else None
    if yearly is not None and round_half_up(yearly, indicator.decimals) > 0:
        return f"每年还需{word} {format_quantity(yearly, indicator.decimals)}{unit}"
    total = abs(shortfall)
    digits = (d for d in range(indicator.decimals, _ENOUGH_DECIMALS) if round_half_up(total, d) > 0)
    return f"还需{word} {format_quantity(total, next(digits, indicator.decimals))}{unit}"
