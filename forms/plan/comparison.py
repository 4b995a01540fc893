"""Mistakes in formulas that compare parts or add up years.

Part of :mod:`forms.plan.catalogue`, which calls this check on a plan whose fields all have their types.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.plan.definitions import Formula
from forms.plan.pack import Plan

MOST_YEARS = 10
"""Years that a formula may add up; chosen by us: a plan has ten."""


def check_comparisons(plan: Plan) -> Iterable[Problem]:
    """Whether what is compared are two parts at least, each once, and the years can be added up."""
    for kind in ("indicators", "county_indicators"):
        for indicator in getattr(plan, kind):
            for field, message in _mistakes(indicator.formula):
                place = f"规划.{kind}.{indicator.code}.formula.{field}"
                yield Problem(PlanCode.COMPARISON, place, message)


def _mistakes(formula: Formula) -> Iterable[tuple[str, str]]:
    """Field of the formula and what is wrong with it."""
    if not 1 <= formula.years <= MOST_YEARS:
        yield "years", f"公式合计的年数应在 1 到 {MOST_YEARS} 之间"
    if formula.compare is None and formula.parts:
        yield "compare", "写了要比较的分组，却没有写取差距还是取最小"
    if formula.compare is not None and len(set(formula.parts)) < max(2, len(formula.parts)):
        yield "parts", "要比较的分组至少两个，每个只写一次"
