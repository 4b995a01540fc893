"""How a verdict came about, in the clerk's words and with its numbers.

Written only when somebody reads it: rechecking a county judges thousands of targets and shows few.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from forms.entry import Measured
from forms.plan import Indicator
from forms.quantity import MAX_DECIMALS, format_apart, format_quantity, round_half_up
from forms.verdict.bound import Bound
from forms.verdict.outcome import Outcome
from forms.verdict.reliability import Reliability

NO_STATISTIC = "没有统计指标，由人工评估"
NO_REFERENCE = "目标所依据的基期或参照指标没有数值，需人工评估"
NO_TREND = "趋势的变化至少要三个年份的数据才能判断"


def absence(measured: Measured) -> str:
    """Why there is nothing to judge."""
    return f"没有本年数值：{measured.gap.label if measured.gap else '无数据'}，不作判断"


def no_base(baseline: int) -> str:
    """Why a direction cannot be judged."""
    return f"没有 {baseline} 年以来的基期数，需人工评估"


def comparison(
    indicator: Indicator,
    bound: Bound,
    actual: Decimal,
    outcome: Outcome,
    ratio: Decimal | None,
    trust: Reliability,
) -> str:
    """A figure against a range, its pace, and what chance may do to it."""
    parts = [f"本年 {_telling(bound, actual, indicator.decimals)}，目标 {bound.text}，{outcome.label}"]
    if ratio is not None:
        parts.append(f"实际速度是所需速度的 {_shown_ratio(ratio)} 倍（欧盟统计局进度比）")
    if trust.interval is not None:
        low, high = (format_quantity(limit, indicator.decimals) for limit in trust.interval)
        parts.append(f"95% 区间 {low} 至 {high}")
    if trust.pooled is not None:
        parts.append(f"近 {trust.pooled_years} 年合计 {format_quantity(trust.pooled, indicator.decimals)}")
    return "；".join(parts)


def _telling(bound: Bound, actual: Decimal, decimals: int) -> str:
    """The actual value with as many decimals as it takes not to hide the outcome (94.96 against 95)."""
    met = bound.accepts(actual)
    enough = next(
        (d for d in range(decimals, MAX_DECIMALS + 20) if bound.accepts(round_half_up(actual, d)) == met),
        decimals,
    )
    return format_quantity(actual, enough)


def _shown_ratio(ratio: Decimal) -> Decimal:
    """Two digits, rounded down: 0.9496 must not be shown as 0.95 beside 进度偏慢."""
    return ratio.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


def movement(
    indicator: Indicator, base_year: int, base: Decimal, actual: Decimal, wanted: str, *, at_limit: bool
) -> str:
    """A figure against its base year, and which way it should have gone."""
    shown, shown_base = format_apart(actual, base, indicator.decimals)
    limit = "；已到尽头，保持即可" if at_limit else ""
    return f"{base_year} 年 {shown_base}，本年 {shown}，{wanted}{limit}"


def slowing(indicator: Indicator, earlier: Decimal, later: Decimal) -> str:
    """The yearly change of late against the one before."""
    before, of_late = (format_quantity(change, indicator.decimals + 1) for change in (earlier, later))
    over = "；已不再上升" if later <= 0 else ""
    return f"前段平均每年变化 {before}，后段 {of_late}，应减缓{over}"
