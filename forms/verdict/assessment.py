"""One target judged for one year: the verdict (contracts section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from forms.breakdown import SeriesKey
from forms.entry import Figures, Gap, Measured
from forms.plan import Indicator, Op, Target
from forms.quantity import MAX_DECIMALS, Missing, format_apart, format_quantity, round_half_up
from forms.verdict.bound import Bound, numeric_bound
from forms.verdict.pace import Series, direction_since, growth_slows, progress_ratio, projected
from forms.verdict.reliability import CERTAIN, Reliability, is_volatile, reliability

_ON_TRACK_FROM = Decimal("0.95")
_LAGGING_FROM = Decimal("0.60")


class Outcome(StrEnum):
    """The official point comparison."""

    MET = "met"
    NEARLY_MET = "nearly_met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTCOME_LABELS[self]


class Outlook(StrEnum):
    """Where the present pace leads."""

    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    LAGGING = "lagging"
    AT_RISK = "at_risk"
    FLAT = "flat"
    AWAY = "away"
    NO_DATA = "no_data"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTLOOK_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.MET: "数值达标",
    Outcome.NEARLY_MET: "基本达标",
    Outcome.NOT_MET: "未达标",
    Outcome.NO_DATA: "无数据",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.BY_HAND: "需人工评估",
}
_OUTLOOK_LABELS = {
    Outlook.ON_TRACK: "进度正常",
    Outlook.SLIPPING: "有滑落风险",
    Outlook.LAGGING: "进度偏慢",
    Outlook.AT_RISK: "预计达标困难",
    Outlook.FLAT: "持平",
    Outlook.AWAY: "背离目标",
    Outlook.NO_DATA: "无数据",
    Outlook.UNKNOWN: "数据不足，暂不判断",
}
_ALARMS = {Outlook.SLIPPING, Outlook.AT_RISK, Outlook.AWAY}


@dataclass(frozen=True)
class Verdict:
    """What is said about one target in one year.

    Attributes:
        target: the target judged.
        year: reporting year.
        due: year in which the target must be met; the plan's last year where the text names none.
        actual: the indicator's value, unrounded; None when undecidable.
        outcome: point comparison.
        outlook: None where pace is not asked: at or after the due year, or judged by hand.
        ratio: actual growth as a share of required growth, None where not defined.
        reliability: small-numbers flag with interval and pooled value.
        volatile: last change far outside the earlier ones.
        yearly_need: change still needed per year until the due year, None when met or not numeric.
        arithmetic: how the verdict came about, in Chinese, with the numbers.
    """

    target: Target
    year: int
    due: int
    actual: Decimal | None
    outcome: Outcome
    outlook: Outlook | None = None
    ratio: Decimal | None = None
    reliability: Reliability = CERTAIN
    volatile: bool = False
    yearly_need: Decimal | None = None
    arithmetic: str = ""

    @property
    def is_due(self) -> bool:
        """Whether the target must be met this year already."""
        return self.target.hold or self.year >= self.due

    @property
    def is_alarm(self) -> bool:
        """Whether the pace needs a word (预警); small numbers turn an alarm into advice."""
        return self.outlook in _ALARMS and not self.reliability.small_numbers

    @property
    def summary(self) -> str:
        """Few words for a status column."""
        if self.outcome is Outcome.MET and self.outlook is Outlook.SLIPPING and self.is_alarm:
            words = f"达标·{self.outlook.label}"
        elif self.outcome is Outcome.MET:
            words = "达标"
        elif self.outcome is Outcome.NOT_MET and not self.is_due and self.outlook is not None:
            words = "进行中" if self.reliability.small_numbers else self._progress
        else:
            words = self.outcome.label
        flags = ["数少"] * self.reliability.small_numbers + ["波动大"] * self.volatile
        return " · ".join((words, *flags))

    @property
    def _progress(self) -> str:
        """Outlook before the due year; where it is unknown, what is known still is said."""
        if self.outlook is None or self.outlook is Outlook.UNKNOWN:
            return f"{self.outcome.label}·走势待定"
        return self.outlook.label


def assess(target: Target, figures: Figures) -> Verdict:
    """Judge one target by all figures known up to the reporting year.

    Never raises for missing data: what the data cannot carry is ``no_data``, ``not_applicable``,
    ``by_hand`` or ``unknown``.
    """
    due = target.year if target.year is not None else figures.plan.period[1]
    if target.op is None or target.indicator is None:
        return Verdict(
            target, figures.year, due, None, Outcome.BY_HAND, arithmetic="没有统计指标，由人工评估"
        )
    indicator = figures.plan.indicator_by_code[target.indicator]
    key = SeriesKey(indicator.code, target.breakdown)
    measured = figures.measured(key)
    if measured.value is None:
        return Verdict(target, figures.year, due, None, _absent(measured), arithmetic=_absence(measured))
    series = _series(figures, key, measured.value)
    if target.op in (Op.INCREASE, Op.DECREASE):
        return _assess_direction(target, indicator, figures, series, due)
    return _assess_bound(target, indicator, figures, series, due)


def _absent(measured: Measured) -> Outcome:
    inapplicable = measured.gap is Gap.ZERO_DENOMINATOR or measured.missing is Missing.NOT_APPLICABLE
    return Outcome.NOT_APPLICABLE if inapplicable else Outcome.NO_DATA


def _absence(measured: Measured) -> str:
    return f"没有本年数值：{measured.gap.label if measured.gap else '无数据'}，不作判断"


def _series(figures: Figures, key: SeriesKey, actual: Decimal) -> Mapping[int, Decimal]:
    return {**figures.course_before(key), figures.year: actual}


def _assess_bound(
    target: Target, indicator: Indicator, figures: Figures, series: Series, due: int
) -> Verdict:
    actual = series[figures.year]
    bound = numeric_bound(target, indicator, figures)
    trust = reliability(indicator, target.breakdown, figures, bound)
    if bound is None:
        return Verdict(
            target, figures.year, due, actual, Outcome.BY_HAND, reliability=trust,
            arithmetic="目标所依据的基期或参照指标没有数值，需人工评估",
        )  # fmt: skip
    outcome = _outcome(bound, actual, figures)
    outlook, ratio = None, None
    if target.hold or figures.year < due:
        outlook, ratio = _outlook(target, bound, figures, series, due)
    return Verdict(
        target, figures.year, due, actual, outcome, outlook, ratio, trust,
        volatile=_volatile(indicator, trust, series),
        yearly_need=_yearly_need(bound, actual, due - figures.year),
        arithmetic=_bound_arithmetic(indicator, bound, actual, outcome, ratio, trust),
    )  # fmt: skip


def _outcome(bound: Bound, actual: Decimal, figures: Figures) -> Outcome:
    if bound.accepts(actual):
        return Outcome.MET
    margin = figures.plan.parameters.nearly_met_margin
    if margin is not None and bound.distance(actual) <= margin * abs(bound.nearest(actual)):
        return Outcome.NEARLY_MET
    return Outcome.NOT_MET


def _outlook(
    target: Target, bound: Bound, figures: Figures, series: Series, due: int
) -> tuple[Outlook, Decimal | None]:
    if target.hold or bound.accepts(series[figures.year]):
        expected = projected(series, max(due, figures.year))
        if expected is None:
            return Outlook.UNKNOWN, None
        return (Outlook.ON_TRACK if bound.accepts(expected) else Outlook.SLIPPING), None
    baseline = _baseline_year(target, figures)
    ratio = progress_ratio(series, bound, baseline, due)
    if ratio is None:
        return Outlook.UNKNOWN, None
    if ratio >= _ON_TRACK_FROM:
        return Outlook.ON_TRACK, ratio
    if ratio >= _LAGGING_FROM:
        return Outlook.LAGGING, ratio
    return (Outlook.AT_RISK if ratio >= 0 else Outlook.AWAY), ratio


def _baseline_year(target: Target, figures: Figures) -> int:
    if target.reference is not None and target.reference.year is not None:
        return target.reference.year
    return figures.plan.parameters.baseline_year


def _volatile(indicator: Indicator, trust: Reliability, series: Series) -> bool:
    return not trust.small_numbers and not indicator.election and is_volatile(series, indicator.decimals)


def _yearly_need(bound: Bound, actual: Decimal, years: int) -> Decimal | None:
    if bound.accepts(actual) or years <= 0:
        return None
    return (bound.nearest(actual) - actual) / years


def _bound_arithmetic(
    indicator: Indicator,
    bound: Bound,
    actual: Decimal,
    outcome: Outcome,
    ratio: Decimal | None,
    trust: Reliability,
) -> str:
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
    enough = next(
        (
            d
            for d in range(decimals, MAX_DECIMALS + 20)
            if _same_side(bound, actual, round_half_up(actual, d))
        ),
        decimals,
    )
    return format_quantity(actual, enough)


def _same_side(bound: Bound, value: Decimal, other: Decimal) -> bool:
    return bound.accepts(value) == bound.accepts(other)


def _shown_ratio(ratio: Decimal) -> Decimal:
    """Two digits, rounded down: 0.9496 must not be shown as 0.95 beside 进度偏慢."""
    return ratio.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


def _assess_direction(
    target: Target, indicator: Indicator, figures: Figures, series: Series, due: int
) -> Verdict:
    baseline = _baseline_year(target, figures)
    trust = reliability(indicator, target.breakdown, figures, _base_bound(target, series, baseline))
    judge = _judge_slowing if target.order == 2 else _judge_direction
    outcome, outlook, arithmetic = judge(target, indicator, series, baseline)
    return Verdict(
        target, figures.year, due, series[figures.year], outcome,
        outlook if figures.year < due else None,
        reliability=trust,
        volatile=_volatile(indicator, trust, series),
        arithmetic=arithmetic,
    )  # fmt: skip


def _base_bound(target: Target, series: Series, baseline: int) -> Bound | None:
    """The base as the bound that must be left behind: a survey within chance of it moved neither way."""
    earlier = [year for year in series if baseline <= year < max(series)]
    if not earlier or target.order == 2:
        return None
    base = series[earlier[0]]
    rises = target.op is Op.INCREASE
    return Bound(base if rises else None, None if rises else base, linear=True, text="")


def _judge_direction(
    target: Target, indicator: Indicator, series: Series, baseline: int
) -> tuple[Outcome, Outlook, str]:
    sign = 1 if target.op is Op.INCREASE else -1
    moved = direction_since(series, baseline, sign)
    actual = series[max(series)]
    if moved is None:
        return Outcome.BY_HAND, Outlook.UNKNOWN, f"没有 {baseline} 年以来的基期数，需人工评估"
    base_year = min(year for year in series if year >= baseline)
    shown, base = format_apart(actual, series[base_year], indicator.decimals)
    since, lately = moved
    at_limit = since == 0 and (actual == 0 if sign < 0 else indicator.unit == "%" and actual >= 100)
    word = "应提高" if sign > 0 else "应降低"
    arithmetic = f"{base_year} 年 {base}，本年 {shown}，{word}"
    if at_limit:
        return Outcome.MET, Outlook.ON_TRACK, f"{arithmetic}；已到尽头，保持即可"
    outcome = Outcome.MET if since > 0 else Outcome.NOT_MET
    if since < 0:
        return outcome, Outlook.AWAY, arithmetic
    return outcome, (Outlook.ON_TRACK if since > 0 and lately >= 0 else Outlook.FLAT), arithmetic


def _judge_slowing(
    target: Target, indicator: Indicator, series: Series, baseline: int
) -> tuple[Outcome, Outlook, str]:
    del target
    changes = growth_slows(series, baseline)
    if changes is None:
        return Outcome.NO_DATA, Outlook.NO_DATA, "趋势的变化至少要三个年份的数据才能判断"
    earlier, later = changes
    texts = [format_quantity(change, indicator.decimals + 1) for change in changes]
    arithmetic = f"前段平均每年变化 {texts[0]}，后段 {texts[1]}，应减缓"
    if later <= 0:
        return Outcome.MET, Outlook.ON_TRACK, f"{arithmetic}；已不再上升"
    if later < earlier:
        return Outcome.MET, Outlook.ON_TRACK, arithmetic
    return Outcome.NOT_MET, Outlook.AWAY, arithmetic
