"""The catalogue of slips: from a typed figure back to what it may have been.

Of 43 slips that statistics offices later corrected in their own published files, 32 were lost or
shifted decimal points; the rest were missing or extra digits, wrong signs, 0 for a missing value, a
count typed as a rate and one wholly wrong figure. The order of :class:`Slip` and its weights follow
that count; swapped digits are rare in published files but well known at keyboards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from forms.figures.quantity import canonical_decimal, decimal_places


class Slip(StrEnum):
    """A kind of slip."""

    SHIFTED = "shifted"
    """Ten-, hundred- or thousandfold: a decimal point lost or shifted, zeros too many or too few."""
    UNIT = "unit"
    """Reported in another unit of measure: 万人 for 人, a fraction or ‰ for %."""
    SIGN = "sign"
    """A minus that does not belong there."""
    DOUBLED = "doubled"
    """One digit typed twice."""
    EXTRA = "extra"
    """Any other digit too many."""
    TRANSPOSED = "transposed"
    """Two neighbouring digits in the wrong order."""
    DROPPED = "dropped"
    """One digit too few."""
    COPIED = "copied"
    """Last year's figure again."""
    DIGIT = "digit"
    """One digit wrong."""
    BETWEEN = "between"
    """A share typed where a number of people belongs, or the reverse."""
    OTHER = "other"
    """Not in the catalogue: known only from what the other figures require."""

    @property
    def cost(self) -> int:
        """How much less readily it is believed than a shifted point; on the scale of -2 ln(probability)."""
        return _COSTS[self]

    @property
    def is_multiple(self) -> bool:
        """Whether the figure is wrong by a power of ten, which whole rows may share."""
        return self in (Slip.SHIFTED, Slip.UNIT)

    @property
    def is_single_choice(self) -> bool:
        """Whether it leaves hardly a choice of what was meant, unlike slips of a digit."""
        return self in (Slip.SHIFTED, Slip.UNIT, Slip.SIGN, Slip.BETWEEN)


_COSTS = {
    Slip.SHIFTED: 0,
    Slip.UNIT: 0,
    Slip.SIGN: 0,
    Slip.BETWEEN: 2,
    Slip.DOUBLED: 3,
    Slip.EXTRA: 5,
    Slip.TRANSPOSED: 4,
    Slip.DROPPED: 6,
    Slip.COPIED: 6,
    Slip.DIGIT: 9,
    Slip.OTHER: 16,
}

_MOST_DIGITS = 10
"""Longer figures are pasted, not typed: digit by digit they are not looked at."""


@dataclass(frozen=True)
class Original:
    """What a figure may have been.

    Attributes:
        value: the figure meant.
        slip: what happened to it.
        wording: what happened, for the clerk.
        up_to: last of the figures that may have been meant, where the lost digits cannot be told.
    """

    value: Decimal
    slip: Slip
    wording: str
    up_to: Decimal | None = None

    @property
    def cost(self) -> int:
        """How much less readily it is believed than a shifted point; lost digits are like a dropped one."""
        return self.slip.cost if self.up_to is None else Slip.DROPPED.cost

    def allows(self, value: Decimal) -> bool:
        """Whether that figure may have been meant."""
        return self.value == value or (self.up_to is not None and self.value <= value <= self.up_to)

    def lies_within(self, low: Decimal, high: Decimal) -> bool:
        """Whether a figure within these limits may have been meant."""
        return self.value <= high and low <= (self.value if self.up_to is None else self.up_to)

    def rounded(self, grain: int) -> Original:
        """The same where figures are always round to a power of ten: what was lost may be told then."""
        is_told = self.up_to is not None and self.up_to - self.value < grain
        return replace(self, up_to=None) if is_told else self

    def nearest(self, value: Decimal) -> Decimal:
        """The figure nearest to another that may have been meant."""
        return self.value if self.up_to is None else max(self.value, min(value, self.up_to))


@lru_cache(maxsize=2048)
def originals(value: Decimal, decimals: int, unit: str) -> tuple[Original, ...]:
    """Everything a typed figure may have been, each value once, the most believable slips in front.

    Args:
        value: the figure as typed.
        decimals: digits after the point that the item is reported with.
        unit: its unit of measure.
    """
    if value < 0:
        return (Original(-value, Slip.SIGN, "多打了负号"),)
    found: dict[Decimal, Original] = {}
    sources = (
        *_multiples(value, decimals, unit),
        *_with_digits_changed(value, decimals),
    )
    for original in sources:
        if original.value != value and original.value > 0:
            kept = found.setdefault(original.value, original)
            if original.slip.cost < kept.slip.cost:
                found[original.value] = original
    return tuple(sorted(found.values(), key=lambda original: original.cost))


def _multiples(value: Decimal, decimals: int, unit: str) -> Iterator[Original]:
    """Powers of ten too large or too small."""
    for power in (1, 2, 3, 4):
        is_unit = power == 4
        if is_unit and decimals and not unit.startswith("万"):
            continue
        for original, was_multiplied in ((value.scaleb(-power), True), (value.scaleb(power), False)):
            if decimal_places(original) <= decimals:
                wording = _wording(value, power, was_multiplied, decimals, unit)
                is_lost = not was_multiplied and not is_unit and not decimals and not decimal_places(value)
                up_to = original + 10**power - 1 if is_lost else None
                yield Original(_plain(original), Slip.UNIT if is_unit else Slip.SHIFTED, wording, up_to)


def _wording(value: Decimal, power: int, was_multiplied: bool, decimals: int, unit: str) -> str:
    if power == 4:
        return _unit_wording(unit, was_multiplied)
    if unit == "%" and power == 2 and not was_multiplied and value <= 1:
        return "把百分数填成了小数"
    if decimals or decimal_places(value):
        return "漏了小数点" if was_multiplied and not decimal_places(value) else "小数点错位"
    digits = "一两三"[power - 1]
    return f"多打了{digits}位" if was_multiplied else f"少打了{digits}位"


def _unit_wording(unit: str, was_multiplied: bool) -> str:
    single = unit.removeprefix("万")
    if unit.startswith("万"):
        return f"按“{single}”填写" if was_multiplied else "计量单位差了一万倍"
    return "计量单位差了一万倍" if was_multiplied else f"按“万{single}”填写"


def _with_digits_changed(value: Decimal, decimals: int) -> Iterator[Original]:
    whole, _, fraction = format(value, f".{decimals}f").partition(".")
    if decimal_places(value) > decimals or len(whole) + len(fraction) > _MOST_DIGITS:
        return
    yield from _extra(whole, fraction)
    yield from _transposed(whole, fraction)
    yield from _dropped(whole, fraction)


def _extra(whole: str, fraction: str) -> Iterator[Original]:
    for i, digit in enumerate(whole):
        rest = whole[:i] + whole[i + 1 :]
        if rest and not (rest.startswith("0") and (len(rest) > 1 or not fraction)):
            doubled = digit in (whole[i - 1 : i], whole[i + 1 : i + 2])
            wording = f"“{digit}”打了两次" if doubled else f"多打了一个“{digit}”"
            yield Original(_number(rest, fraction), Slip.DOUBLED if doubled else Slip.EXTRA, wording)


def _transposed(whole: str, fraction: str) -> Iterator[Original]:
    digits, point = whole + fraction, len(whole)
    for i, (a, b) in enumerate(pairwise(digits)):
        if a != b and not (i == 0 and b == "0" and point > 1):
            swapped = digits[:i] + b + a + digits[i + 2 :]
            yield Original(
                _number(swapped[:point], swapped[point:]), Slip.TRANSPOSED, f"“{b}{a}”打成了“{a}{b}”"
            )


def _dropped(whole: str, fraction: str) -> Iterator[Original]:
    for i in range(len(whole) + 1):
        for digit in "0123456789":
            longer = whole[:i] + digit + whole[i:]
            if not longer.startswith("0"):
                yield Original(_number(longer, fraction), Slip.DROPPED, f"漏打了一个“{digit}”")


def is_one_digit_off(typed: Decimal, meant: Decimal, decimals: int) -> bool:
    """Whether two figures of the same length differ in exactly one digit."""
    places = max(decimals, decimal_places(typed), decimal_places(meant))
    a, b = format(typed, f".{places}f"), format(meant, f".{places}f")
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _number(whole: str, fraction: str) -> Decimal:
    return _plain(Decimal(f"{whole}.{fraction}" if fraction else whole))


def _plain(value: Decimal) -> Decimal:
    return Decimal(canonical_decimal(value))
