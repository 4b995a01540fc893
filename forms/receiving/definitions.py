"""Whether a unit filed under the same definitions as those in force at the office."""

from __future__ import annotations

from forms.frozen import frozen
from forms.plan.definitions import Formula, Indicator, Item
from forms.plan.pack import Plan


@frozen
class DefinitionDifference:
    """What two versions of a plan define differently on a unit's forms.

    Attributes:
        items: codes of items that are defined differently, or that only one version has, in order.
        indicators: codes of indicators that are, and of those that are computed from these items, in the
            plan's order.
    """

    items: tuple[str, ...]
    indicators: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.items or self.indicators)


def differing_definitions(held: Plan, filed: Plan, unit: str) -> DefinitionDifference:
    """Compare the definitions of what stands on a unit's forms.

    Compared is what a figure means: name, unit of measure, definition, period, source, and for an indicator
    its formula. How it is shown or checked is not.

    Args:
        held: the version in force at the office.
        filed: the version under which the unit filed.
        unit: code of the unit.
    """
    if held is filed:
        return DefinitionDifference((), ())
    codes = {
        code
        for plan in (held, filed)
        for form in plan.forms_of(unit)
        for row in form.rows
        for code in (row.item, row.indicator)
        if code is not None
    }
    items = {code for code in codes if _of_item(held, code) != _of_item(filed, code)}
    own = {code for code in codes if _of_indicator(held, code) != _of_indicator(filed, code)}
    both = [*held.indicators, *filed.indicators]
    computed = {one.code for one in both if not items.isdisjoint(one.items)}
    indicators = dict.fromkeys(one.code for one in both if one.code in own | computed)
    return DefinitionDifference(tuple(sorted(items)), tuple(indicators))


def _of_item(plan: Plan, code: str) -> tuple[object, ...] | None:
    one: Item | None = plan.item_by_code.get(code)
    return None if one is None else (one.name, one.unit, one.definition, one.period, one.source)


def _of_indicator(plan: Plan, code: str) -> tuple[object, ...] | None:
    one: Indicator | None = plan.indicator_by_code.get(code)
    if one is None:
        return None
    return one.name, one.unit, one.definition, one.period, one.source, one.basis, _computed(one.formula)


def _computed(formula: Formula) -> tuple[object, ...]:
    """What a formula computes, without the sentence that says so."""
    return (
        formula.numerator,
        formula.denominator,
        formula.multiplier,
        formula.years,
        formula.compare,
        formula.parts,
    )
