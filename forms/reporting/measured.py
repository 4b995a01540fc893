"""A derived value with its parts, or why there is none."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from forms.fault import Fault
from forms.figures.quantity import Missing
from forms.frozen import frozen


class Gap(StrEnum):
    """Why a figure or a derived value is missing."""

    BLANK = "blank"
    """Not yet filled."""
    UNREADABLE = "unreadable"
    """The text is not a figure."""
    MISSING = "missing"
    """A reason is given in place of a figure."""
    ZERO_DENOMINATOR = "zero_denominator"
    """不适用（分母为 0）."""
    UNRECORDED = "unrecorded"
    """No figure of that earlier year is known."""
    BROKEN = "broken"
    """The definition has changed since that year (口径变动); the figures cannot be compared."""
    IMPOSSIBLE = "impossible"
    """The figure known of that earlier year is impossible and not used."""
    FAULTY = "faulty"
    """The program failed at computing it."""

    @property
    def label(self) -> str:
        """Chinese wording for a cell or sentence."""
        return _GAP_LABELS[self]


_GAP_LABELS = {
    Gap.BLANK: "未填",
    Gap.UNREADABLE: "填写有误",
    Gap.MISSING: "无数据",
    Gap.ZERO_DENOMINATOR: "不适用（分母为 0）",
    Gap.UNRECORDED: "无历史数据",
    Gap.BROKEN: "口径已变，不可比",
    Gap.IMPOSSIBLE: "数值不可能，没有采用",
    Gap.FAULTY: "程序没能算出",
}


@frozen
class Measured:
    """A derived value with its parts.

    Attributes:
        value: unrounded, in the indicator's unit; None when undecidable.
        numerator: sum of the numerator terms; None when one of them is not known.
        denominator: sum of the denominator terms; None without denominator or when not known.
        gap: why there is no value, else None.
        missing: the reason given where ``gap`` is MISSING.
        fault: what failed where ``gap`` is FAULTY.
        left_out: of an earlier year, the impossible value that is not used; None if there is none.
        is_finished: of an earlier year, whether the value was not computed but taken from a stored rate.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    gap: Gap | None = None
    missing: Missing | None = None
    fault: Fault | None = None
    left_out: Decimal | None = None
    is_finished: bool = False


def or_gap(measured: Measured | Fault) -> Measured:
    """A derived value, or a gap with the fault where computing raised (reported by TB-RATE-003)."""
    return Measured(value=None, gap=Gap.FAULTY, fault=measured) if isinstance(measured, Fault) else measured
