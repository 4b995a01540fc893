"""A figure of an earlier year as typed: its value, or why it cannot be one."""

from __future__ import annotations

from decimal import Decimal

from forms.codes.desk import HistoryCode
from forms.errors import Problem
from forms.figures.quantity import canonical_decimal, parse_number, parse_quantity
from forms.plan.limits import Limits


def past_value_of(text: str, limits: Limits) -> tuple[Decimal | None, Problem | None]:
    """The figure that a text states, or what is wrong with it; neither for an empty text.

    Args:
        text: as typed, or as it stands in a cell of a table.
        limits: of the item or indicator.
    """
    reading = parse_number(text, limits.unit)
    # Where the unit may be negative, -1 and -2 are figures; elsewhere they are the codes for no data.
    if limits.least is not None or reading.value is None:
        reason = parse_quantity(text, limits.unit).missing
        if reason is not None:
            message = f"填的是“{reason.label}”，往年只收数，没有采用；没有数的请留空"
            return None, Problem(HistoryCode.NO_FIGURE, "", message)
    if reading.problem is not None:
        return None, Problem(HistoryCode.CELL, "", reading.message)
    if reading.value is not None and (beyond := limits.passed_by(reading.value)) is not None:
        message = f"填了 {canonical_decimal(reading.value)}，{beyond.why}，{beyond.mend}"
        return None, Problem(HistoryCode.IMPOSSIBLE, "", message)
    return reading.value, None
