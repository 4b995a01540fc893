"""The suggestions of a finding as buttons, each entered as one step with one undo."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.models.unit.working_year import WorkingYear
from forms.figures.meant import meant_reasons
from forms.figures.quantity import Missing, decimal_places, format_quantity
from forms.findings import Finding, Suggestion, Trait
from forms.frozen import frozen
from forms.plan.series_name import series_name

_BREAK = "\n"

_SENTENCE, _CLAUSE = 8, 4
"""Characters of a sentence, and of one with a mark; our own choice."""


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
    plan = working.year.desk.plan
    if Trait.TOGETHER in finding.traits:
        words = "\n".join(f"{series_name(plan, s.key)} {_value(working, s)}" for s in finding.suggestions)
        return (Offer(finding.suggestions, f"两格一起改正：\n{words}"),)
    several = len({s.key for s in finding.suggestions}) > 1
    return tuple(
        Offer((s,), f"{f'把{series_name(plan, s.key)}{_BREAK}' if several else ''}改为 {_value(working, s)}")
        for s in finding.suggestions
    )


@frozen
class ReasonOffer:
    """A reason in place of a figure, for a cell in which somebody typed 无, 没有 or a dash.

    Attributes:
        address: the cell.
        reason: what is entered.
        text: on the button.
    """

    address: str
    reason: Missing
    text: str


def reason_offers(working: WorkingYear, finding: Finding) -> tuple[ReasonOffer, ...]:
    """The reasons of which one may be meant by the text that a finding reports; else nothing."""
    places = [cell for a in finding.cells if (cell := working.cell(a)) is not None]
    if len(places) != 1 or working.why_closed(places[0].address):
        return ()
    reading = working.year.reading(places[0].key)
    meant = meant_reasons(reading.text) if reading.problem else ()
    return tuple(ReasonOffer(places[0].address, reason, reason_text(reason)) for reason in meant)


def reason_text(reason: Missing) -> str:
    """A reason with its code, e.g. ``未收集（-1）``."""
    return reason.label if reason.printed == reason.label else f"{reason.label}（{reason.printed}）"


def answers_at(working: WorkingYear, address: str) -> tuple[str, ...]:
    """What the unreadable text of a cell may mean, in words: figures or reasons that can be taken over."""
    findings = working.findings_at(address)
    figures = [
        _value(working, s) for f in findings for offer in offers(working, f) for s in offer.suggestions
    ]
    reasons = [offer.text for finding in findings for offer in reason_offers(working, finding)]
    return tuple(dict.fromkeys((*figures, *reasons)))


def is_sentence(text: str) -> bool:
    """Whether words in a cell are a reason in the wrong place: no numeral has so many characters."""
    characters = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return characters >= _SENTENCE or (characters >= _CLAUSE and any(mark in text for mark in "，。；"))


def suggesting_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of the slip detective with suggestions first, in their order, then the others."""
    return tuple(sorted(findings, key=lambda f: not (Trait.SLIP in f.traits and f.suggestions)))


def _value(working: WorkingYear, suggestion: Suggestion) -> str:
    item = working.year.desk.plan.item_by_code[suggestion.key.code]
    return format_quantity(suggestion.value, max(item.decimals, decimal_places(suggestion.value)))
