"""The suggestions of a finding as buttons, each entered as one step with one undo."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.models.unit.working_year import WorkingYear
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.figures.quantity import decimal_places, format_quantity
from forms.findings import Finding, Suggestion, Trait
from forms.frozen import frozen

_BREAK = "\n"


@frozen
class Offer:
    """What one button takes over.

    Attributes:
        suggestions: entered as one step.
        text: on the button.
    """

    suggestions: tuple[Suggestion, ...]
    text: str


def offers(working: WorkingYear, finding: Finding | None) -> tuple[Offer, ...]:
    """What can be taken over of a finding, best first; nothing while the year is closed."""
    if finding is None or not finding.suggestions or not working.is_editable:
        return ()
    if Trait.TOGETHER in finding.traits:
        words = "\n".join(f"{_name(working, s.key)} {_value(working, s)}" for s in finding.suggestions)
        return (Offer(finding.suggestions, f"两格一起改正：\n{words}"),)
    several = len({s.key for s in finding.suggestions}) > 1
    return tuple(
        Offer((s,), f"{f'把{_name(working, s.key)}{_BREAK}' if several else ''}改为 {_value(working, s)}")
        for s in finding.suggestions
    )


def suggesting_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of the slip detective with suggestions first, in their order, then the others."""
    return tuple(sorted(findings, key=lambda f: not (Trait.SLIP in f.traits and f.suggestions)))


def _name(working: WorkingYear, key: SeriesKey) -> str:
    plan = working.year.desk.plan
    part = "" if key.breakdown == TOTAL else f"（{breakdown_name(key.breakdown, plan.areas)}）"
    return f"{plan.item_by_code[key.code].name}{part}"


def _value(working: WorkingYear, suggestion: Suggestion) -> str:
    item = working.year.desk.plan.item_by_code[suggestion.key.code]
    return format_quantity(suggestion.value, max(item.decimals, decimal_places(suggestion.value)))
