"""What people call a series of figures and its part: 活产数（城市）."""

from __future__ import annotations

from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.plan.pack import Plan


def part_name(plan: Plan, breakdown: str) -> str:
    """Name of a part, e.g. 合计, 女·城市 or 中山区.

    A breakdown that cannot be read is its own name: another version of the plan may divide otherwise, and
    what a letter or an altered file names is not trusted.
    """
    try:
        return breakdown_name(breakdown, plan.areas)
    except ValueError:
        return breakdown


def part_in_brackets(plan: Plan, breakdown: str) -> str:
    """The part as it stands behind a name, e.g. （城市）; empty for the total."""
    return "" if breakdown == TOTAL else f"（{part_name(plan, breakdown)}）"


def series_name(plan: Plan, key: SeriesKey) -> str:
    """Name of an item or indicator, with its part if not the total; the code where the plan has no name."""
    subject = plan.item_by_code.get(key.code) or plan.judged_by_code.get(key.code)
    return f"{key.code if subject is None else subject.name}{part_in_brackets(plan, key.breakdown)}"
