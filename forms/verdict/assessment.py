"""One target judged for one year: the verdict (contracts section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from decimal import Decimal
from functools import cached_property, partial

from forms.fault import Fault, attempt
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing
from forms.frozen import frozen
from forms.plan.definitions import Direction, Indicator
from forms.plan.targets import Op, Target, Tier
from forms.reporting.entry import Figures
from forms.reporting.measured import Gap, Measured
from forms.verdict import arithmetic
from forms.verdict.bound import Bound, numeric_bound
from forms.verdict.outcome import Outcome, Outlook
from forms.verdict.outlook import UNASKED, Pace, course_kept, pace_towards
from forms.verdict.pace import Movement, Series, Slowing, movement, slowing
from forms.verdict.reliability import CERTAIN, Reliability, reliability
from forms.verdict.volatility import LastChange, change_after, changes_before

_DIRECTIONS, _ASPIRATION = (Op.INCREASE, Op.DECREASE), Tier.ASPIRATION
_UNSEEN = "几乎持平"
"""In place of 背离目标, where the figures as they are stated are equal."""
Tell = Callable[[], str]
"""Writes the words of a verdict; called only when they are read."""


@frozen
class Verdict:
    """The verdict on one target in one year.

    Attributes:
        target: the target judged.
        year: reporting year.
        due: year in which the target must be met; the plan's last year where the text names none.
        actual: the indicator's value, unrounded; None when undecidable.
        outcome: point comparison.
        pace: the outlook and what it rests on; its outlook is None from the due year on (unless the target
            must hold every year), without a value, and where a person judges.
        reliability: small-numbers flag with interval and pooled value.
        last_change: the last change beside the earlier ones; None with too few years, for small numbers
            and for indicators that change only at elections.
        shortfall: change that would meet the target, with its sign, in the indicator's unit; None when met or
            where there is no range to reach.
        tell: writes the words of :attr:`arithmetic`.
        indicator: what is judged; None where the target has no statistic or the indicator has no value.
        fault: the error, where the program failed at judging; the outcome is then ``by_hand``.
    """

    target: Target
    year: int
    due: int
    actual: Decimal | None
    outcome: Outcome
    pace: Pace = UNASKED
    reliability: Reliability = CERTAIN
    last_change: LastChange | None = None
    shortfall: Decimal | None = None
    tell: Tell = field(default=str, compare=False, repr=False)
    indicator: Indicator | None = field(default=None, repr=False)
    fault: Fault | None = None

    @property
    def outlook(self) -> Outlook | None:
        """Where the present pace leads; None where :attr:`pace` has none."""
        return self.pace.outlook

    @property
    def ratio(self) -> Decimal | None:
        """Actual growth divided by required growth (1 is the required pace); None where not defined."""
        return self.pace.ratio

    @property
    def volatile(self) -> bool:
        """Whether the last change is far outside the earlier ones."""
        return self.last_change is not None and self.last_change.is_unusual

    @property
    def yearly_need(self) -> Decimal | None:
        """Signed change still needed per year until the due year; None when met, due or without range."""
        years = self.due - self.year
        return self.shortfall / years if self.shortfall is not None and years > 0 else None

    @cached_property
    def arithmetic(self) -> str:
        """How the verdict was reached, in Chinese, with the numbers."""
        words = attempt(self._told)
        return arithmetic.UNTOLD if isinstance(words, Fault) else words

    def _told(self) -> str:
        words = self.tell()
        if self.volatile and self.indicator is not None and self.last_change is not None:
            words += "；" + arithmetic.volatility(self.indicator, self.last_change)
        return words

    @property
    def need(self) -> str:
        """The change still needed, in Chinese with its unit; empty when met or without range."""
        if self.shortfall is None or self.indicator is None:
            return ""
        years = 0 if self.target.hold else self.due - self.year
        words = attempt(arithmetic.need, self.indicator, self.shortfall, years)
        return "" if isinstance(words, Fault) else words

    @property
    def due_text(self) -> str:
        """When the target must be met: ``2030 年``, or ``每年`` for what must hold."""
        return "每年" if self.target.hold else f"{self.due} 年"

    @property
    def is_due(self) -> bool:
        """Whether the target must be met this year already."""
        return self.target.hold or self.year >= self.due

    @property
    def is_striven_for(self) -> bool:
        """Whether it is an aspiration (力争) beside a floor: only the floor must be met."""
        return self.target.tier is _ASPIRATION

    @property
    def is_alarm(self) -> bool:
        """Whether the outlook calls for a warning (预警).

        Never for small numbers, where it is advice, nor for a move away that nobody sees in the figures as
        they are stated: the form would show two equal ones.
        """
        if self.outlook is None or self.pace.unseen:
            return False
        return self.outlook.is_alarm and not self.reliability.small_numbers

    @property
    def summary(self) -> str:
        """The verdict in few Chinese words, for a status column."""
        if self.fault is not None:
            return "没能判定"
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
    def compared(self) -> str:
        """The year with which 背离目标 compares, in Chinese (比 2023 年); empty for every other word.

        On the form the figure of last year stands beside it, with which it need not have to do.
        """
        is_away = self.outcome is Outcome.NOT_MET and self.outlook is Outlook.AWAY
        if not is_away or self.is_due or self.reliability.small_numbers or self.pace.base_year is None:
            return ""
        return f"比 {self.pace.base_year} 年"

    @property
    def _progress(self) -> str:
        """Words for the outlook before the due year; where that is unknown, 进行中 with 走势待定."""
        if self.outlook is None or self.outlook is Outlook.UNKNOWN:
            return "进行中·走势待定"
        return _UNSEEN if self.pace.unseen else self.outlook.label


def judge(target: Target, figures: Figures) -> Verdict:
    """Judge one target like :func:`assess`; where that raises, the verdict is ``by_hand`` with the fault.

    One target that fails must not cost the others their verdicts. The checks of targets report the failure
    (TB-CHECK-001).
    """
    verdict = attempt(_assess_wholly, target, figures)
    if not isinstance(verdict, Fault):
        return verdict
    due = figures.plan.due_year(target)
    return Verdict(
        target=target,
        year=figures.year,
        due=due,
        actual=None,
        outcome=Outcome.BY_HAND,
        tell=lambda: arithmetic.UNJUDGED,
        fault=verdict,
    )


def _assess_wholly(target: Target, figures: Figures) -> Verdict:
    """The verdict, its computed properties evaluated so that they fail here and not where it is shown."""
    verdict = assess(target, figures)
    # The words of `arithmetic` are not among them: they are long to write and have their own guard.
    _ = verdict.summary, verdict.yearly_need
    return verdict


def assess(target: Target, figures: Figures) -> Verdict:
    """Judge one target by all figures known up to the reporting year (contracts section 4).

    Missing data raise nothing: the outcome is then ``no_data``, ``not_applicable`` or ``by_hand``, the
    outlook ``unknown`` or None.
    """
    due = figures.plan.due_year(target)
    if target.op is None or target.indicator is None:
        return Verdict(
            target=target, year=figures.year, due=due, actual=None, outcome=Outcome.BY_HAND,
            tell=lambda: arithmetic.NO_STATISTIC,
        )  # fmt: skip
    indicator = figures.plan.judged_by_code[target.indicator]
    key = SeriesKey(indicator.code, target.breakdown)
    measured = figures.measured(key)
    if measured.value is None:
        return Verdict(
            target=target, year=figures.year, due=due, actual=None, outcome=_absent(measured),
            tell=partial(arithmetic.absence, measured),
        )  # fmt: skip
    series = {**figures.course_before(key), figures.year: measured.value}
    if target.op in _DIRECTIONS:
        return _assess_direction(target, indicator, figures, series, due)
    return _assess_bound(target, indicator, figures, series, due)


def _absent(measured: Measured) -> Outcome:
    inapplicable = measured.gap is Gap.ZERO_DENOMINATOR or measured.missing is Missing.NOT_APPLICABLE
    return Outcome.NOT_APPLICABLE if inapplicable else Outcome.NO_DATA


def _baseline_year(target: Target, figures: Figures) -> int:
    if target.reference is not None and target.reference.year is not None:
        return target.reference.year
    return figures.plan.parameters.baseline_year


def _last_change(
    target: Target, indicator: Indicator, figures: Figures, trust: Reliability, actual: Decimal
) -> LastChange | None:
    if trust.small_numbers or indicator.election:
        return None
    key = SeriesKey(indicator.code, target.breakdown)
    earlier = figures.remember_past(
        ("earlier changes", key), lambda: changes_before(figures.course_before(key))
    )
    return change_after(earlier, figures.year, actual, indicator.decimals) if earlier is not None else None


# --- a value to reach ------------------------------------------------------------------------------------


def _assess_bound(
    target: Target, indicator: Indicator, figures: Figures, series: Series, due: int
) -> Verdict:
    actual = series[figures.year]
    bound = _bound(target, indicator, figures)
    trust = reliability(indicator, target.breakdown, figures, bound)
    if bound is None:
        return Verdict(
            target=target, year=figures.year, due=due, actual=actual, outcome=Outcome.BY_HAND,
            reliability=trust, tell=partial(arithmetic.no_bound, target), indicator=indicator,
        )  # fmt: skip
    outcome = _outcome(bound, actual, figures)
    pace = _pace(target, indicator, bound, figures, series, due)
    return Verdict(
        target=target, year=figures.year, due=due, actual=actual, outcome=outcome, pace=pace,
        reliability=trust, last_change=_last_change(target, indicator, figures, trust, actual),
        shortfall=None if bound.accepts(actual) else bound.nearest(actual) - actual,
        tell=partial(arithmetic.comparison, indicator, bound, series, outcome, pace, trust),
        indicator=indicator,
    )  # fmt: skip


def _bound(target: Target, indicator: Indicator, figures: Figures) -> Bound | None:
    """:func:`numeric_bound`, kept unless it is another indicator's figure of this year."""
    if target.reference is not None and target.reference.indicator is not None:
        return numeric_bound(target, indicator, figures)
    # The target is kept with the bound, so that no other one can get its id meanwhile; hashing its fields
    # would cost as much as the bound.
    _, bound = figures.remember_past(
        ("bound", id(target)), lambda: (target, numeric_bound(target, indicator, figures))
    )
    return bound


def _outcome(bound: Bound, actual: Decimal, figures: Figures) -> Outcome:
    if bound.accepts(actual):
        return Outcome.MET
    margin = figures.plan.parameters.nearly_met_margin
    # As a share of the nearest acceptable value, not of the actual one: nearly met is a question of the
    # target.
    if margin is not None and bound.distance(actual) <= margin * abs(bound.nearest(actual)):
        return Outcome.NEARLY_MET
    return Outcome.NOT_MET


def _pace(
    target: Target, indicator: Indicator, bound: Bound, figures: Figures, series: Series, due: int
) -> Pace:
    # A value that is met early can be lost again, so its course is looked at like that of one that must hold.
    if target.hold or (figures.year < due and bound.accepts(series[figures.year])):
        return course_kept(indicator, bound, series, max(due, figures.year))
    if figures.year < due:
        return pace_towards(bound, series, _baseline_year(target, figures), due)
    return UNASKED


# --- a direction to keep ---------------------------------------------------------------------------------


def _assess_direction(
    target: Target, indicator: Indicator, figures: Figures, series: Series, due: int
) -> Verdict:
    baseline = _baseline_year(target, figures)
    judge = _judge_slowing if target.order == 2 else _judge_movement
    trust, outcome, pace, tell = judge(target, indicator, figures, series, baseline)
    return Verdict(
        target=target, year=figures.year, due=due, actual=series[figures.year], outcome=outcome,
        pace=pace if figures.year < due else UNASKED,
        reliability=trust,
        last_change=_last_change(target, indicator, figures, trust, series[figures.year]),
        tell=tell,
        indicator=indicator,
    )  # fmt: skip


_Judged = tuple[Reliability, Outcome, Pace, Tell]
_BY_MOVEMENT = {outlook: Pace(outlook=outlook) for outlook in Outlook}
"""The pace of a direction, which has an outlook and no numbers."""


def _judge_movement(
    target: Target, indicator: Indicator, figures: Figures, series: Series, baseline: int
) -> _Judged:
    rises, narrows = target.op is Op.INCREASE, indicator.better is Direction.ZERO
    # A gap narrows from either side: what is to approach 0 is judged by its distance from it.
    course = {year: abs(value) for year, value in series.items()} if narrows else series
    moved = movement(course, baseline, 1 if rises else -1)
    trust = reliability(indicator, target.breakdown, figures, _left_behind(series, moved, rises, narrows))
    if moved is None:
        return trust, Outcome.BY_HAND, _BY_MOVEMENT[Outlook.UNKNOWN], partial(arithmetic.no_base, baseline)
    actual = series[figures.year]
    # At 100 % or 0 there is no further to go, and standing still is all that can be asked.
    at_limit = moved.since >= 0 and (indicator.unit == "%" and actual >= 100 if rises else actual == 0)
    wanted = "应提高" if rises else "应缩小" if narrows else "应降低"
    told = arithmetic.ToldMovement(moved, baseline, wanted, is_at_limit=at_limit)
    tell = partial(arithmetic.movement, indicator, series, told, trust)
    if at_limit:
        return trust, Outcome.MET, _BY_MOVEMENT[Outlook.ON_TRACK], tell
    keeps = target.hold and moved.since == 0
    outcome = Outcome.MET if moved.since > 0 or keeps else Outcome.NOT_MET
    if moved.since < 0:
        unseen = arithmetic.is_unseen(indicator, actual, series[moved.base_year])
        return trust, outcome, Pace(outlook=Outlook.AWAY, base_year=moved.base_year, unseen=unseen), tell
    # Both: a rise long ago does not say that it still goes on, a rise lately not that the base is passed.
    advances = moved.since > 0 and moved.lately > 0
    return trust, outcome, _BY_MOVEMENT[Outlook.ON_TRACK if advances else Outlook.FLAT], tell


def _left_behind(series: Series, moved: Movement | None, rises: bool, narrows: bool) -> Bound | None:
    """The base year's value as a bound: where the interval by chance holds it, no movement is shown."""
    if moved is None:
        return None
    base = series[moved.base_year]
    if rises:
        return Bound(base, None, linear=True, text="")
    return Bound(-abs(base) if narrows else None, abs(base) if narrows else base, linear=True, text="")


def _judge_slowing(
    target: Target, indicator: Indicator, figures: Figures, series: Series, baseline: int
) -> _Judged:
    slowed = slowing(series, baseline)
    trust = reliability(indicator, target.breakdown, figures, _unslowed(slowed))
    if slowed is None:
        return trust, Outcome.NO_DATA, _BY_MOVEMENT[Outlook.NO_DATA], lambda: arithmetic.NO_TREND
    tell = partial(arithmetic.slowing, indicator, slowed, trust)
    if slowed.later <= 0 or slowed.later < slowed.earlier:
        return trust, Outcome.MET, _BY_MOVEMENT[Outlook.ON_TRACK], tell
    return trust, Outcome.NOT_MET, _BY_MOVEMENT[Outlook.AWAY], tell


def _unslowed(slowed: Slowing | None) -> Bound | None:
    """The value without slowing as a bound: where the interval by chance holds it, no slowing is shown."""
    return Bound(None, slowed.unslowed, linear=True, text="") if slowed is not None else None
