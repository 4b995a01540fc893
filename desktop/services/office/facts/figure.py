"""A figure that a unit stated, in words: its address, its name and what was typed."""

from __future__ import annotations

from db.office.records import StatedValue
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.figures.quantity import Missing
from forms.plan.pack import Plan


def figure_address(value: StatedValue) -> str:
    """Address of a figure: its cell, or its series where it stands on no form, as figures of the past may."""
    place = f"{value.form}/{value.row}" if value.form else value.item
    return f"{place}/{value.breakdown}"


def series_name(plan: Plan, key: SeriesKey) -> str:
    """Name of a series, with its breakdown where that is not the total; codes where the plan has no names."""
    item = plan.item_by_code.get(key.code) or plan.judged_by_code.get(key.code)
    name = key.code if item is None else item.name
    return name if key.breakdown == TOTAL else f"{name}（{_part(plan, key.breakdown)}）"


def figure_text(value: StatedValue) -> str:
    """What a unit stated: as it was typed, else exact, else the reason."""
    if value.text:
        return value.text
    if value.value is not None:
        return str(value.value)
    return Missing(value.missing).label if value.missing in set(Missing) else value.missing or "（空）"


def _part(plan: Plan, breakdown: str) -> str:
    try:
        return breakdown_name(breakdown, plan.areas)
    except ValueError:  # a version of the plan that nobody has may divide otherwise
        return breakdown
