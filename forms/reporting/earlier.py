"""What is known of the years before: figures that the plan states, and changes of definition (口径变动)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.pack import Plan


@frozen
class DefinitionChange:
    """A change of what a figure means (口径变动): a break in its series.

    Attributes:
        code: item or indicator.
        year: first year reported under the new definition.
        note: what changed, in the clerk's words.
    """

    code: str
    year: int
    note: str


def known_history(plan: Plan) -> dict[int, dict[SeriesKey, Decimal]]:
    """Figures that the plan itself states of earlier years: year to key to value."""
    history: dict[int, dict[SeriesKey, Decimal]] = {}
    for known in plan.history:
        history.setdefault(known.year, {})[SeriesKey(known.indicator, known.breakdown)] = known.value
    return history


def series_breaks(changes: Iterable[DefinitionChange], year: int) -> dict[str, int]:
    """First year of the definition in force in a reporting year, by code; later changes do not count."""
    breaks: dict[str, int] = {}
    for change in changes:
        if change.year <= year:
            breaks[change.code] = max(change.year, breaks.get(change.code, change.year))
    return breaks
