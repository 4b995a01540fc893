"""One target judged for one year: the verdict (contracts section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial

from forms.breakdown import SeriesKey
from forms.entry import Figures, Gap, Measured
from forms.plan import Direction, Indicator, Op, Target
from forms.quantity import Missing
from forms.verdict import arithmetic
from forms.verdict.bound import Bound, numeric_bound
from forms.verdict.outcome import Outcome, Outlook
from forms.verdict.pace import Series, direction_since, growth_slows, progress_ratio, projected
from forms.verdict.reliability import CERTAIN, Reliability, is_volatile, reliability

_ON_TRACK_FROM = Decimal("0.95")
_LAGGING_FROM = Decimal("0.60")

Tell = Callable[[], str]
"""Writes how a verdict came about; most verdicts are never asked."""


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
        tell: writes :attr:`arithmetic`.
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
    tell: Tell = field(default=str, compare=False, repr=False)

    @cached_property
    def arithmetic(self) -> str:
        """How the verdict came about, in Chinese, with the numbers."""
        return self.tell()

    @property
    def is_due(self) -> bool:
        """Whether the target must be met this year already."""
        return self.target.hold or self.year >= self.due

    @property
    def is_alarm(self) -> bool:
        """Whether the pace needs a word (预警); small numbers turn an alarm into advice."""
        return self.outlook is not None and self.outlook.is_alarm and not self.reliability.small_numbers

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
    judged = partial(Verdict, target, figures.year, due)
    if target.op is None or target.indicator is None:
        return judged(None, Outcome.BY_HAND, tell=lambda: arithmetic.NO_STATISTIC)
    indicator = figures.plan.indicator_by_code[target.indicator]
    key = SeriesKey(indicator.code, target.breakdown)
    measured = figures.measured(key)
    if measured.value is None:
        return judged(None, _absent(measured), tell=partial(arithmetic.absence, measured))
    series = _series(figures, key, measured.value)
    if target.op in (Op.INCREASE, Op.DECREASE):
        return _assess_direction(target, indicator, figures, series, due)
    return _assess_bound(target, indicator, figures, series, due)


def _absent(measured: Measured) -> Outcome:
    inapplicable = measured.gap is Gap.ZERO_DENOMINATOR or measured.missing is Missing.NOT_APPLICABLE
    return Outcome.NOT_APPLICABLE if inapplicable else Outcome.NO_DATA


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
            tell=lambda: arithmetic.NO_REFERENCE,
        )  # fmt: skip
    outcome = _outcome(bound, actual, figures)
    outlook, ratio = None, None
    if target.hold or figures.year < due:
        outlook, ratio = _outlook(target, bound, figures, series, due)
    return Verdict(
        target, figures.year, due, actual, outcome, outlook, ratio, trust,
        volatile=_volatile(indicator, trust, series),
        yearly_need=_yearly_need(bound, actual, due - figures.year),
        tell=partial(arithmetic.comparison, indicator, bound, actual, outcome, ratio, trust),
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


def _assess_direction(
    target: Target, indicator: Indicator, figures: Figures, series: Series, due: int
) -> Verdict:
    baseline = _baseline_year(target, figures)
    trust = reliability(
        indicator, target.breakdown, figures, _base_bound(target, indicator, series, baseline)
    )
    judge = _judge_slowing if target.order == 2 else _judge_direction
    outcome, outlook, tell = judge(target, indicator, series, baseline)
    return Verdict(
        target, figures.year, due, series[figures.year], outcome,
        outlook if figures.year < due else None,
        reliability=trust,
        volatile=_volatile(indicator, trust, series),
        tell=tell,
    )  # fmt: skip


def _base_bound(target: Target, indicator: Indicator, series: Series, baseline: int) -> Bound | None:
    """The base as the bound that must be left behind: a survey within chance of it moved neither way."""
    earlier = [year for year in series if baseline <= year < max(series)]
    if not earlier or target.order == 2:
        return None
    base = series[earlier[0]]
    if target.op is Op.INCREASE:
        return Bound(base, None, linear=True, text="")
    lowest = -abs(base) if indicator.better is Direction.ZERO else None
    return Bound(lowest, base, linear=True, text="")


def _judge_direction(
    target: Target, indicator: Indicator, series: Series, baseline: int
) -> tuple[Outcome, Outlook, Tell]:
    rises, narrows = target.op is Op.INCREASE, indicator.better is Direction.ZERO
    course = {year: abs(value) for year, value in series.items()} if narrows else series
    moved = direction_since(course, baseline, 1 if rises else -1)
    if moved is None:
        return Outcome.BY_HAND, Outlook.UNKNOWN, partial(arithmetic.no_base, baseline)
    since, lately = moved
    actual = series[max(series)]
    at_limit = since == 0 and (indicator.unit == "%" and actual >= 100 if rises else actual == 0)
    base_year = min(year for year in series if year >= baseline)
    wanted = "应提高" if rises else "应缩小" if narrows else "应降低"
    tell = partial(
        arithmetic.movement, indicator, base_year, series[base_year], actual, wanted, at_limit=at_limit
    )
    if at_limit:
        return Outcome.MET, Outlook.ON_TRACK, tell
    keeps = target.hold and since == 0
    outcome = Outcome.MET if since > 0 or keeps else Outcome.NOT_MET
    if since < 0:
        return outcome, Outlook.AWAY, tell
    return outcome, (Outlook.ON_TRACK if since > 0 and lately >= 0 else Outlook.FLAT), tell


def _judge_slowing(
    target: Target, indicator: Indicator, series: Series, baseline: int
) -> tuple[Outcome, Outlook, Tell]:
    del target
    changes = growth_slows(series, baseline)
    if changes is None:
        return Outcome.NO_DATA, Outlook.NO_DATA, lambda: arithmetic.NO_TREND
    earlier, later = changes
    tell = partial(arithmetic.slowing, indicator, earlier, later)
    if later <= 0 or later < earlier:
        return Outcome.MET, Outlook.ON_TRACK, tell
    return Outcome.NOT_MET, Outlook.AWAY, tell
