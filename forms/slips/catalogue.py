"""The catalogue of slips: from a typed figure back to the figures that may have been meant.

Of 43 slips that statistics offices later corrected in their own published files, 32 were lost or
shifted decimal points; the rest were missing or extra digits, wrong signs, 0 for a missing value, a
count typed as a rate and one wholly wrong figure. So a power of ten costs nothing and every other kind of
slip costs more (:attr:`Slip.cost`). Swapped digits, a copied year and a single wrong digit are not among the
43 but are known from keyboards; ``tests.benchmarks.slip_hands`` has the mix of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from forms.figures.quantity import canonical_decimal, decimal_places
from forms.frozen import frozen


class Slip(StrEnum):
    """A kind of slip."""

    SHIFTED = "shifted"
    """Ten-, hundred- or thousandfold: a decimal point lost or shifted, zeros too many or too few, a fraction
    for a percentage."""
    UNIT = "unit"
    """Reported in another unit of measure, ten thousand times larger or smaller: 万人 for 人."""
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
        """How much less likely the slip is than a shifted point, 0 or more, as -2 ln(probability ratio)."""
        return _COSTS[self]

    @property
    def is_multiple(self) -> bool:
        """Whether the figure is wrong by a power of ten, as all figures of a row can be at once."""
        return self in (Slip.SHIFTED, Slip.UNIT)

    @property
    def is_single_choice(self) -> bool:
        """Whether only few figures can have been meant, unlike slips of a digit, which leave dozens."""
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
"""Tuned on the training seed of ``tests.benchmarks.slips``, where a distance of d counts d squared."""

_MOST_DIGITS = 10
"""Longer figures are pasted, not typed, so slips of a digit are not searched; a figure of ten digits has
about 130 candidates. Chosen by us; ``tests/forms/slips/test_catalogue.py`` holds it."""


@frozen
class Original:
    """A figure that may have been meant.

    Attributes:
        value: the figure meant; the smallest possible one where ``up_to`` is given.
        slip: the kind of slip that leads from it to the typed figure.
        wording: the slip in the clerk's words (Chinese).
        up_to: largest figure that may have been meant, where final digits were lost and any could have stood
            there; None where ``value`` alone may have been meant.
    """

    value: Decimal
    slip: Slip
    wording: str
    up_to: Decimal | None = None

    @property
    def cost(self) -> int:
        """Cost of the slip (:attr:`Slip.cost`); with unknown lost digits that of a dropped digit."""
        return self.slip.cost if self.up_to is None else Slip.DROPPED.cost

    def allows(self, value: Decimal) -> bool:
        """Whether ``value`` may have been meant."""
        return self.value == value or (self.up_to is not None and self.value <= value <= self.up_to)

    def lies_within(self, low: Decimal, high: Decimal) -> bool:
        """Whether a figure from ``low`` to ``high``, both included, may have been meant."""
        return self.value <= high and low <= (self.value if self.up_to is None else self.up_to)

    def rounded(self, grain: int) -> Original:
        """The original of a series whose figures are all multiples of ``grain``.

        Where fewer digits were lost than the grain has zeros, they were zeros: ``value`` alone remains.
        """
        is_told = self.up_to is not None and self.up_to - self.value < grain
        return replace(self, up_to=None) if is_told else self

    def nearest(self, value: Decimal) -> Decimal:
        """Of the figures that may have been meant, the one nearest to ``value``."""
        return self.value if self.up_to is None else max(self.value, min(value, self.up_to))


@lru_cache(maxsize=2048)
def originals(value: Decimal, decimals: int, unit: str) -> tuple[Original, ...]:
    """All figures from which a known slip leads to a typed one, each once, by ascending cost.

    Args:
        value: the figure as typed.
        decimals: digits after the point that the item is reported with.
        unit: its unit of measure.

    Returns:
        Originals above 0 and different from ``value``; for a negative figure its absolute value alone.
        Copied years, shares and figures that a sum requires are not among them: they need other figures.
    """
    # A figure below 0 cannot be true (TB-CELL-011), so undoing the sign comes before everything else.
    if value < 0:
        return (Original(-value, Slip.SIGN, "多打了负号"),)
    found: dict[Decimal, Original] = {}
    sources = (
        *_multiples(value, decimals, unit),
        *_with_digits_changed(value, decimals),
    )
    for original in sources:
        if original.value > 0:  # a typed 0 is no power of ten of anything
            # One figure may be reached by two slips (100 for 10: a zero too many, or one typed twice); the
            # cheaper is kept.
            kept = found.setdefault(original.value, original)
            if original.slip.cost < kept.slip.cost:
                found[original.value] = original
    return tuple(sorted(found.values(), key=lambda original: original.cost))


def _multiples(value: Decimal, decimals: int, unit: str) -> Iterator[Original]:
    """Figures a power of ten larger or smaller; the fourth power is 万, a slip of the unit of measure."""
    for power in (1, 2, 3, 4):
        is_unit = power == 4
        # Rates and ages are not given in 万; only counts and amounts are.
        if is_unit and decimals and not unit.startswith("万"):
            continue
        for original, was_multiplied in ((value.scaleb(-power), True), (value.scaleb(power), False)):
            # What the item cannot be reported with was not meant.
            if decimal_places(original) <= decimals:
                wording = _wording(value, power, was_multiplied, decimals, unit)
                # 2036 typed as 20: the lost digits are gone, so anything from 2000 to 2099 was meant.
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
    # With more decimals than it can have, the point is wrong; a wrong digit besides would be a second slip.
    if decimal_places(value) > decimals or len(whole) + len(fraction) > _MOST_DIGITS:
        return
    yield from _extra(whole, fraction)
    yield from _transposed(whole, fraction)
    yield from _dropped(whole, fraction)


def _extra(whole: str, fraction: str) -> Iterator[Original]:
    # Only before the point: a digit more or less behind it changes less than the yearly noise.
    for i, digit in enumerate(whole):
        rest = whole[:i] + whole[i + 1 :]
        # Nobody means a number that begins with 0, unless it is a fraction below 1.
        if rest and not (rest.startswith("0") and (len(rest) > 1 or not fraction)):
            doubled = digit in (whole[i - 1 : i], whole[i + 1 : i + 2])
            wording = f"“{digit}”打了两次" if doubled else f"多打了一个“{digit}”"
            yield Original(_number(rest, fraction), Slip.DOUBLED if doubled else Slip.EXTRA, wording)


def _transposed(whole: str, fraction: str) -> Iterator[Original]:
    digits, point = whole + fraction, len(whole)
    for i, (a, b) in enumerate(pairwise(digits)):
        # Here too no original may begin with 0; equal digits exchanged give the typed figure itself.
        if a != b and not (i == 0 and b == "0" and point > 1):
            swapped = digits[:i] + b + a + digits[i + 2 :]
            yield Original(
                _number(swapped[:point], swapped[point:]), Slip.TRANSPOSED, f"“{b}{a}”打成了“{a}{b}”"
            )


def _dropped(whole: str, fraction: str) -> Iterator[Original]:
    for i in range(len(whole) + 1):
        for digit in "0123456789":
            longer = whole[:i] + digit + whole[i:]
            # A digit beside an equal one gives the same number twice (1|1 and |11); `originals` keeps one.
            if not longer.startswith("0"):
                yield Original(_number(longer, fraction), Slip.DROPPED, f"漏打了一个“{digit}”")


def is_one_digit_off(typed: Decimal, meant: Decimal, decimals: int) -> bool:
    """Whether two figures, written with the same number of digits, differ in exactly one of them.

    Args:
        typed: the figure as typed.
        meant: the figure that was meant.
        decimals: digits after the point that both are written with at least.
    """
    places = max(decimals, decimal_places(typed), decimal_places(meant))
    a, b = format(typed, f".{places}f"), format(meant, f".{places}f")
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _number(whole: str, fraction: str) -> Decimal:
    # Originals go into sentences, so 20.0 becomes 20.
    return _plain(Decimal(f"{whole}.{fraction}" if fraction else whole))


def _plain(value: Decimal) -> Decimal:
    return Decimal(canonical_decimal(value))
