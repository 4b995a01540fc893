"""What a target demands, as one acceptable range of values.

Every numeric operator of contracts section 3 comes down to "at least", "at most" or both, once its
reference, tolerance and direction are resolved. Outcome and outlook then need no operator of their
own.
"""

from __future__ import annotations

from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, round_half_up
from forms.frozen import frozen
from forms.plan.definitions import Direction, Indicator
from forms.plan.targets import Op, Target
from forms.reporting.entry import Figures

_EVEN_SHARE = Decimal(50)
"""Per cent that 均衡 means for a share; assumption ``balance`` of the packs."""


@frozen
class Bound:
    """Acceptable values of an indicator.

    Attributes:
        low: smallest acceptable value, None if there is none.
        high: largest acceptable value, None if there is none.
        linear: whether progress is measured on the linear distance instead of compound growth.
        text: the bound in words, e.g. ``≤ 10``; empty for bounds that are never shown.
    """

    low: Decimal | None
    high: Decimal | None
    linear: bool
    text: str

    def accepts(self, value: Decimal) -> bool:
        """Whether a value meets the target; the bounds themselves do."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def nearest(self, value: Decimal) -> Decimal:
        """The acceptable value nearest to ``value``; ``value`` itself if acceptable."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value

    def distance(self, value: Decimal) -> Decimal:
        """Distance of a value to the nearest acceptable one, in the indicator's unit; 0 if acceptable."""
        return abs(value - self.nearest(value))

    def divides(self, low: Decimal, high: Decimal) -> bool:
        """Whether an interval holds both acceptable and unacceptable values.

        Args:
            low: lower end of the interval.
            high: upper end, not below ``low``.
        """
        meets = self.accepts(low)
        if meets != self.accepts(high):
            return True
        # Both ends may be unacceptable on opposite sides; then what is acceptable lies between them.
        return not meets and self.nearest(low) != self.nearest(high)


def numeric_bound(target: Target, indicator: Indicator, figures: Figures) -> Bound | None:
    """The range of values that meet a target.

    ``~`` has a better side where the indicator has a direction: only falling short by more than the tolerance
    fails. ``=`` likewise accepts any value on the better side. Progress towards ``~``, 均衡, a difference and
    an ``=`` without direction is measured on the linear distance, since compound growth leads to one side
    only. 均衡 without a figure means 50 per cent for a share; for a ratio (女男厕位比) no plan says what it
    means.

    Returns:
        None where the target names no figure or the figure it refers to is not known.
    """
    wanted = _wanted(target, figures)
    if wanted is None:
        return None
    shown = _told(wanted, target, indicator, figures)
    op, better = target.op, indicator.better
    if op in (Op.AT_LEAST, Op.EXISTS, Op.RELATIVE_INCREASE):
        return Bound(wanted, None, linear=False, text=f"≥ {shown}")
    # A difference of at most so much, whichever of the two is ahead.
    if op is Op.AT_MOST and better is Direction.ZERO:
        return Bound(-wanted, wanted, linear=True, text=f"相差 ≤ {shown}")
    if op is Op.AT_MOST:
        return Bound(None, wanted, linear=False, text=f"≤ {shown}")
    if op is Op.EQUAL:
        low = None if better is Direction.LOWER else wanted
        high = None if better is Direction.HIGHER else wanted
        return Bound(low, high, linear=low is not None and high is not None, text=f"= {shown}")
    share = figures.plan.parameters.about_tolerance
    if op is Op.BALANCED:
        share = figures.plan.parameters.balance_tolerance
    # The better side has no end: who does better than about 5 has not failed.
    low = None if better is Direction.LOWER else wanted * (1 - share)
    high = None if better is Direction.HIGHER else wanted * (1 + share)
    word = "左右" if op is Op.ABOUT else "均衡"
    return Bound(low, high, linear=True, text=f"{shown} {word}（容差 {(share * 100).normalize():f}%）")


def _told(wanted: Decimal, target: Target, indicator: Indicator, figures: Figures) -> str:
    """The wanted figure in words, with its origin (an indicator, a base year) where the text names none."""
    if target.reference is None or wanted == target.value:
        return canonical_decimal(wanted)
    shown = canonical_decimal(round_half_up(wanted, indicator.decimals + 2))
    if target.reference.indicator is not None:
        return f"{shown}（{figures.plan.indicator_by_code[target.reference.indicator].name}）"
    points = target.reference.measure == "points"
    rise = f"{canonical_decimal(target.value or wanted)}{' 个百分点' if points else '%'}"
    return f"{shown}（{target.reference.year} 年基础上提高 {rise}）"


def _wanted(target: Target, figures: Figures) -> Decimal | None:
    """The figure that the target names or refers to."""
    reference = target.reference
    if target.words is not None:
        return None
    if target.op is Op.EXISTS:
        return target.value if target.value is not None else Decimal(1)
    if reference is not None and reference.indicator is not None:
        return figures.measured(SeriesKey(reference.indicator, target.breakdown)).value
    if target.op is Op.RELATIVE_INCREASE:
        return _raised_base(target, figures)
    if target.op is Op.BALANCED and target.value is None and target.unit in ("%", None):
        return _EVEN_SHARE
    return target.value


def _raised_base(target: Target, figures: Figures) -> Decimal | None:
    reference, rise = target.reference, target.value
    if reference is None or reference.year is None or target.indicator is None or rise is None:
        return None
    base = figures.measured(SeriesKey(target.indicator, target.breakdown), reference.year).value
    if base is None:
        return None
    return base + rise if reference.measure == "points" else base * (1 + rise / 100)
