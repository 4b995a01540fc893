"""Which values a figure can have at all, in any year: the limits of an item, or those of a finished rate.

Of the reporting year, rules report figures beyond them (TB-CELL-010 to 012, TB-RATE-001). Of another year,
such a figure takes no part in checks and verdicts (TB-YEAR-004).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from forms.figures.quantity import MAX_INTEGER_DIGITS, canonical_decimal, decimal_places
from forms.frozen import frozen


class Beyond(NamedTuple):
    """Why a value is impossible, and how to mend it, in a few Chinese words without the value."""

    why: str
    mend: str


@frozen
class Limits:
    """The possible values of a figure.

    Attributes:
        unit: unit of measure.
        is_whole: whether it is counted in whole units.
        least: smallest value, None where it may be negative.
        most: largest value, None where there is no limit.
    """

    unit: str
    is_whole: bool
    least: Decimal | None
    most: Decimal | None

    def passed_by(self, value: Decimal) -> Beyond | None:
        """Why a value is impossible, such as one of more than 15 digits; None if it is possible."""
        if not value.is_finite() or value.adjusted() >= MAX_INTEGER_DIGITS:
            return Beyond("位数太多", "请核对")
        if self.least is not None and value < self.least:
            return Beyond("不能是负数", "请改正；没有数的留空")
        if self.most is not None and value > self.most:
            return Beyond(f"最大只能是 {canonical_decimal(self.most)}", "请核对小数点和计量单位")
        if self.is_whole and decimal_places(value):
            return Beyond(f"以“{self.unit}”计应是整数", "请改为整数")
        return None
