"""A collection in a few lines: its state, its counts, both rates, warnings, and what changed by name."""

from __future__ import annotations

from desktop.services.office.county.collecting import Collection
from desktop.services.office.county.looking_back import YearBefore
from desktop.services.office.county.tables import rate_text, rates_in_order, state_line
from forms.county.counting import count
from forms.county.standing import DUE, NOT_DUE, GoalClass


def summary_lines(collection: Collection, before: YearBefore) -> list[str]:
    """Lines for people (Chinese), the state of the figures first."""
    plan, counted = collection.pack.plan, count(collection.table)
    classes = "，".join(
        f"{one.label} {counted.by_class[one]}" for one in (*DUE, *NOT_DUE) if counted.by_class[one]
    )
    left = counted.by_class[GoalClass.NOT_APPLICABLE]
    missing = "、".join(plan.unit_by_code[unit].official_name for unit in collection.missing)
    return [
        f"{plan.shown_title}　{collection.year} 年度　{state_line(collection)}",
        *([f"没有计入的单位：{missing}"] if missing else []),
        f"监测指标 {counted.total} 项：{classes}" + (f"；另有不适用 {left} 项" if left else ""),
        *(f"达标率（{name}）：{rate_text(rate)}" for name, rate in rates_in_order(collection, counted)),
        f"预警 {len(collection.warnings)} 项",
        *(f"{word}：{told}" for word, told in before.lines),
    ]
