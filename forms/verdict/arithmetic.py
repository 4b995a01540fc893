"""How a verdict was reached, in the clerk's words and with its numbers.

The words are written only when they are read: the recheck of a county judges thousands of targets and shows
few.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.figures.quantity import MAX_DECIMALS, format_apart, format_quantity, round_down, round_half_up
from forms.frozen import frozen
from forms.plan.definitions import Indicator
from forms.plan.targets import Target
from forms.reporting.measured import Measured
from forms.verdict.bound import Bound
from forms.verdict.outcome import Outcome, Outlook
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
    indicator: Indicator, bound: Bound, series: Series, outcome: Outcome, pace: Pace, trust: Reliability
) -> str:
    """A figure compared with a range, the pace towards it, and the interval by chance.

    Args:
        indicator: what is judged.
        bound: what is acceptable.
        series: values by year, the reporting year last.
        outcome: of the comparison.
        pace: the outlook with its numbers.
        trust: the interval by chance.
    """
    actual = series[max(series)]
    here = f"本年 {_telling(bound, actual, indicator.decimals)}，目标 {bound.text}，{outcome.label}"
    return "；".join((here, *_pace(indicator, bound, series, pace), *_chance(indicator, trust)))


def _pace(indicator: Indicator, bound: Bound, series: Series, pace: Pace) -> Iterator[str]:
    if pace.base_year is not None:
        base = f"基期 {pace.base_year} 年 {_telling(bound, series[pace.base_year], indicator.decimals)}"
        yield f"{base} 已达标，现在反而没有达标" if pace.ratio is None else f"{base}，{_speed(pace.ratio)}"
    if pace.outlook is Outlook.UNKNOWN and not bound.accepts(series[max(series)]):
        yield "有数的年份还不满三年，看不出走势"
    if pace.outlook is Outlook.AWAY:
        yield from _better_lately(indicator, bound, series)
    if pace.expected is not None:
        yield f"照近五年的走势，{pace.expected_in} 年约 {_telling(bound, pace.expected, indicator.decimals)}"


def _speed(ratio: Decimal) -> str:
    """The pace since the base year in a share of what is needed; the method is in the manual."""
    if ratio < 0:
        return "至今是往反方向走"
    shown = round_down(ratio, 2)  # 0.9496 must not be shown as 0.95 beside 进度偏慢
    if shown == 0:
        return f"至今基本没有动（按期达标所需速度的 {shown} 倍）"
    return f"至今的速度是按期达标所需的 {shown} 倍"


def _better_lately(indicator: Indicator, bound: Bound, series: Series) -> Iterator[str]:
    """That last year was worse: beside 背离目标 a rise against it would look like an error of the program."""
    year = max(series)
    before = series.get(year - 1)
    if before is not None and bound.distance(series[year]) < bound.distance(before):
        last, _ = format_apart(before, series[year], indicator.decimals)
        yield f"比上年 {last} 已好转，但还没有回到基期"


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


@frozen
class ToldMovement:
    """A movement to be told.

    Attributes:
        moved: the movement.
        baseline: first year that counts; the base year is a later one where it has no value.
        wanted: the direction wanted, in Chinese: 应提高.
        is_at_limit: whether the figure can move no further (0, or 100 per cent).
    """

    moved: Movement
    baseline: int
    wanted: str
    is_at_limit: bool


def is_unseen(indicator: Indicator, one: Decimal, other: Decimal) -> bool:
    """Whether two figures are equal as the indicator is stated."""
    return round_half_up(one, indicator.decimals) == round_half_up(other, indicator.decimals)


def movement(indicator: Indicator, series: Series, told: ToldMovement, trust: Reliability) -> str:
    """A figure compared with its base year, the direction wanted, and what the last years say against it.

    Args:
        indicator: what is judged.
        series: values by year, the reporting year last.
        told: the movement to tell.
        trust: the interval by chance.
    """
    moved, year = told.moved, max(series)
    actual, since = series[year], series[moved.base_year]
    shown, base = format_apart(actual, since, indicator.decimals)
    first = "" if moved.base_year == told.baseline else f"（{told.baseline} 年以来最早有数的一年）"
    parts = [f"基期 {moved.base_year} 年{first or ' '}{base}，本年 {shown}，{told.wanted}"]
    if told.is_at_limit:
        parts.append("已到尽头，保持即可")
    if moved.since < 0 and is_unseen(indicator, actual, since):
        parts.append("取整后相同，不算退步")
    elif moved.since < 0 and moved.from_last is not None and moved.from_last > 0:
        last, _ = format_apart(series[year - 1], actual, indicator.decimals)
        parts.append(f"比上年 {last} 已{told.wanted.removeprefix('应')}，但还没有回到基期")
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
