"""How the columns of a form follow from one another, written from what the checks compare."""

from __future__ import annotations

from collections.abc import Iterator

from forms.figures.breakdown import TOTAL, breakdown_name, parse_breakdown
from forms.findings.balance import breakdown_families, is_complete
from forms.plan.pack import Plan
from forms.reporting.layout import CellKind, FormLayout, LayoutRow

_TOGETHER = {"AGE": "年龄组", "AREA": "地区"}
"""Families whose parts are not named one by one."""


def column_texts(plan: Plan, layout: FormLayout) -> tuple[str, ...]:
    """Relations between columns, e.g. ``合计=城市+农村``; with rows where it is not of all."""
    rows_of: dict[str, list[str]] = {}
    parted = {row.code: list(dict.fromkeys(_of_row(plan, row))) for row in layout.rows}
    parted = {code: texts for code, texts in parted.items() if texts}
    for code, texts in parted.items():
        for text in texts:
            rows_of.setdefault(text, []).append(code)
    return tuple(
        text if len(codes) == len(parted) else f"{'、'.join(codes)} 行 {text}"
        for text, codes in rows_of.items()
    )


def _of_row(plan: Plan, row: LayoutRow) -> Iterator[str]:
    """What the checks compare among the figures of one typed row."""
    if row.item is None or not row.item.is_additive:
        return
    typed = {cell.key.breakdown for cell in row.cells if cell.kind is CellKind.ENTRY}
    for whole, dimension, parts in breakdown_families(row.item):
        shown = [part for part in parts if part in typed]
        if whole not in typed or not shown:
            continue
        name = breakdown_name(whole, plan.areas)
        if len(shown) < len(parts) or not is_complete(dimension, parts):
            together = next((_TOGETHER[d] for d in parse_breakdown(whole) if d in _TOGETHER), None)
            for part in shown:
                of_it = breakdown_name(f"{dimension}={parse_breakdown(part)[dimension]}", plan.areas)
                yield (
                    f"各{together}≥其中{of_it}" if together else f"{name}≥{breakdown_name(part, plan.areas)}"
                )
        elif dimension in _TOGETHER:
            yield f"{name}={'' if whole == TOTAL else name}各{_TOGETHER[dimension]}之和"
        else:
            yield f"{name}={'+'.join(breakdown_name(part, plan.areas) for part in shown)}"
