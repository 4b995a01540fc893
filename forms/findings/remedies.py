"""Which of the changes that a failure suggests can be offered: those that set it right and nothing wrong.

A suggestion of a rule that must hold (强制) only closes a gap, so it must not open another one. What the
slip detective suggests is what was probably meant; it stands by itself and is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms.fault import attempt
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, parse_quantity
from forms.findings.finding import Result, Suggestion
from forms.findings.registry import Check, Failure
from forms.reporting.entry import Figures, Observation


class Remedies:
    """What must hold of a unit's figures, as far as a suggestion could break it."""

    def __init__(self, mandatory: Iterable[Check]) -> None:
        """Take the checks that block 定稿 when they fail."""
        self._reading: dict[SeriesKey, list[Check]] = {}
        for check in mandatory:
            for key in check.inputs:
                self._reading.setdefault(key, []).append(check)
        self._near: dict[SeriesKey, frozenset[SeriesKey]] = {}

    def sound(self, check: Check, failure: Failure, figures: Figures) -> tuple[Suggestion, ...]:
        """The suggestions above zero that settle the failure and make no other check fail.

        Zero is never suggested: it would read as if the figure did not matter.
        """
        return tuple(s for s in failure.suggestions if s.value > 0 and self._is_sound(check, s, figures))

    def _is_sound(self, check: Check, suggestion: Suggestion, figures: Figures) -> bool:
        unit = figures.plan.item_by_code[suggestion.key.code].unit
        reading = parse_quantity(canonical_decimal(suggestion.value), unit)
        mended = figures.with_observations([Observation(key=suggestion.key, reading=reading)])
        if not isinstance(attempt(check.ask, mended), Result):
            return False
        return not any(
            not isinstance(attempt(other.ask, mended), Result)
            and isinstance(attempt(other.ask, figures), Result)
            for other in self._reading.get(suggestion.key, ())
        )

    def depend_on(self, check: Check, changed: Iterable[SeriesKey]) -> bool:
        """Whether what can be suggested for a failed check may be different after a change of figures."""
        return any(not self._beside(key).isdisjoint(changed) for key in check.keys)

    def _beside(self, key: SeriesKey) -> frozenset[SeriesKey]:
        """All figures that must agree with a figure."""
        if key not in self._near:
            self._near[key] = frozenset(k for c in self._reading.get(key, ()) for k in c.inputs)
        return self._near[key]
