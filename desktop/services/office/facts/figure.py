"""A figure that a unit stated, in words: its address and what was typed."""

from __future__ import annotations

from db.office.records import StatedValue
from forms.figures.quantity import Missing


def figure_address(value: StatedValue) -> str:
    """Address of a figure: its cell, or its series where it stands on no form, as figures of the past may."""
    place = f"{value.form}/{value.row}" if value.form else value.item
    return f"{place}/{value.breakdown}"


def figure_text(value: StatedValue) -> str:
    """What a unit stated: as it was typed, else exact, else the reason."""
    if value.text:
        return value.text
    if value.value is not None:
        return str(value.value)
    return Missing(value.missing).label if value.missing in set(Missing) else value.missing or "（空）"
