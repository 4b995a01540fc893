"""What two versions of a plan say of the same item or indicator, where they say different things."""

from __future__ import annotations

from forms.plan.definitions import Indicator, Item
from forms.plan.pack import Plan

_COMPUTED = ("numerator", "denominator", "multiplier", "years", "compare", "parts")
"""Of a formula, what it computes: the rest is the sentence that says so."""
_FIELDS = (("名称", "name"), ("计量单位", "unit"), ("口径", "definition"), ("来源", "source"))


def differing_words(held: Plan, filed: Plan, code: str) -> str:
    """What differs in the definition of a code, both wordings beside each other.

    Args:
        held: the version in force at the office.
        filed: the version under which the unit filed.
        code: of an item or an indicator.

    Returns:
        Chinese; where no wording differs, what the difference lies in.
    """
    ours, theirs = _defined(held, code), _defined(filed, code)
    if ours is None or theirs is None:
        return "只有本局的规划有" if theirs is None else "只有单位所用的规划有"
    found = [
        f"{name}：本局“{before or '（空）'}”，单位“{after or '（空）'}”"
        for name, field in _FIELDS
        if (before := getattr(ours, field)) != (after := getattr(theirs, field))
    ]
    if ours.period != theirs.period:
        found.append("统计期间不同")
    if isinstance(ours, Indicator) and isinstance(theirs, Indicator):
        own = [getattr(ours.formula, name) != getattr(theirs.formula, name) for name in _COMPUTED]
        if any(own) or ours.basis != theirs.basis:
            found.append("算法不同")
    return "；".join(found) or "自己的口径没有变，由口径不同的数算出"


def _defined(plan: Plan, code: str) -> Item | Indicator | None:
    return plan.item_by_code.get(code) or plan.indicator_by_code.get(code)
