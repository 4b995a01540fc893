"""Short texts of targets, audit relations and formulas as they stand on the official form."""

from __future__ import annotations

from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.figures.quantity import canonical_decimal
from forms.plan.pack import Plan, RelationKind
from forms.plan.targets import Op, Target, TargetKind, Tier
from forms.reporting.formula_text import formula_in_rows
from forms.reporting.layout import FormLayout, LayoutRow

_RELATION_SIGNS = {RelationKind.CHAIN: "≥", RelationKind.EQUAL: "="}
_RELATION_WORDS = {RelationKind.TOGETHER: "同填同空", RelationKind.EXCLUSIVE: "互斥"}
_FIRST_CIRCLED = ord("①")
_PLAIN_SIGNS = {Op.AT_LEAST: "≥", Op.AT_MOST: "≤", Op.EQUAL: "="}


def target_lines(plan: Plan, row: LayoutRow) -> tuple[str, ...]:
    """The targets of a row, one short line each, earlier target year first; several are numbered."""
    ordered = sorted(row.targets, key=lambda t: (plan.due_year(t), t.tier is Tier.ASPIRATION))
    if any(target.op is not None for target in ordered):
        ordered = [target for target in ordered if target.op is not None]  # beside them 参考 says nothing
    lines = tuple(dict.fromkeys(target_text(plan, target) for target in ordered))
    return (
        lines if len(lines) < 2 else tuple(f"{chr(_FIRST_CIRCLED + n)}{line}" for n, line in enumerate(lines))
    )


def target_text(plan: Plan, target: Target) -> str:
    """One target in a few characters, e.g. ``2025年 ≤10.5`` or ``农村 ≥95``."""
    parts = []
    if target.year is not None:
        parts.append(f"{target.year}年")
    if target.breakdown != TOTAL:
        parts.append(breakdown_name(target.breakdown))
    if target.tier is Tier.ASPIRATION:
        parts.append("力争")
    body = _target_body(plan, target)
    parts.append(f"保持{body}" if target.hold else body)
    return " ".join(parts)


def _target_body(plan: Plan, target: Target) -> str:
    value = canonical_decimal(target.value) if target.value is not None else ""
    reference = target.reference
    if target.op is None or target.kind is TargetKind.QUALITATIVE:
        return "参考"
    if target.words is not None:
        return target.words
    if reference is not None and reference.indicator is not None and not value:
        sign = _PLAIN_SIGNS.get(target.op, "")
        return f"{sign}{plan.judged_by_code[reference.indicator].name}"
    if target.op in _PLAIN_SIGNS:
        return f"{_PLAIN_SIGNS[target.op]}{value}"
    if target.op is Op.RELATIVE_INCREASE:
        measure = "个百分点" if reference is not None and reference.measure == "points" else "%"
        return f"较{_reference_year(plan, target)}年+{value}{measure}"
    return _worded_body(target, value)


def _worded_body(target: Target, value: str) -> str:
    slower = target.order > 1
    if target.op is Op.ABOUT:
        return f"{value}左右"
    if target.op is Op.EXISTS:
        return f"≥{value}" if value else target.existence
    if target.op is Op.INCREASE:
        return "增幅加快" if slower else "提高"
    if target.op is Op.DECREASE:
        return "增势减缓" if slower else "降低"
    return "均衡"


def _reference_year(plan: Plan, target: Target) -> int:
    known = target.reference.year if target.reference is not None else None
    return known if known is not None else plan.parameters.baseline_year


def relation_texts(plan: Plan, layout: FormLayout) -> tuple[str, ...]:
    """Audit relations (审核关系) between rows of a form, by row code, e.g. ``03=04+05``."""
    codes = row_codes(layout)
    texts = [
        f"{parent}≥{row.code}" for row, parent in ((r, _parent(layout, r)) for r in layout.rows) if parent
    ]
    for relation in plan.relations:
        if not all(item in codes for item in relation.items):
            continue
        named = [codes[item] for item in relation.items]
        # What is only questioned may be explained, which is not the same as wrong.
        usually = "" if relation.enforcement == "mandatory" else "一般 "
        if relation.kind is RelationKind.SUM:
            texts.append(f"{usually}{named[0]}={'+'.join(named[1:])}")
        elif relation.kind in _RELATION_SIGNS:
            texts.append(usually + _RELATION_SIGNS[relation.kind].join(named))
        else:
            texts.append(usually + "、".join(named) + _RELATION_WORDS[relation.kind])
    return tuple(dict.fromkeys(texts))


def _parent(layout: FormLayout, row: LayoutRow) -> str | None:
    return next((r.part_of for r in layout.form.rows if r.code == row.code), None)


def row_codes(layout: FormLayout) -> dict[str, str]:
    """Row code of each item that is typed on the form; the first row wins."""
    codes: dict[str, str] = {}
    for row in layout.rows:
        # The row of an indicator may be where its figure is typed: the item, unless only a part of it is.
        repeated = row.indicator.identity_item if row.indicator is not None else None
        if row.item is not None and (repeated is None or repeated == SeriesKey(row.item.code)):
            codes.setdefault(row.item.code, row.code)
    return codes


def formula_texts(layout: FormLayout) -> tuple[str, ...]:
    """How each computed row follows from other rows, e.g. ``04=03÷01×100``."""
    codes = row_codes(layout)
    return tuple(
        f"{row.code}={formula_in_rows(row.indicator.formula, codes)}"
        for row in layout.rows
        if row.indicator is not None and row.item is None
    )
