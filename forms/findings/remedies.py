"""Which of the changes that a failure suggests can be offered: those after which no other check fails.

A suggestion of a mandatory rule (强制) only makes the figures agree, so it must not break another mandatory
rule: else one key would exchange one error for another. Suggestions of the slip detective name what was
probably meant, and are not tested here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.fault import attempt
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, parse_quantity
from forms.findings.finding import Result, Suggestion
from forms.findings.registry import Check, Failure
from forms.reporting.entry import Figures, Observation


class Remedies:
    """The mandatory checks of a unit, against which suggestions are tested."""

    def __init__(self, mandatory: Iterable[Check]) -> None:
        """Keep the checks that block 定稿 when they fail, by the figures that they read."""
        self._reading: dict[SeriesKey, list[Check]] = {}
        for check in mandatory:
            for key in check.inputs:
                self._reading.setdefault(key, []).append(check)
        self._near: dict[SeriesKey, frozenset[SeriesKey]] = {}

    def sound(self, check: Check, failure: Failure, figures: Figures) -> tuple[Suggestion, ...]:
        """The suggestions above 0 with which the check passes and no check that passed before fails.

        0 is never suggested, because a figure that is 0 only by subtraction is more likely missing.
        """
        return tuple(s for s in failure.suggestions if s.value > 0 and self._is_sound(check, s, figures))

    def _is_sound(self, check: Check, suggestion: Suggestion, figures: Figures) -> bool:
        unit = figures.plan.item_by_code[suggestion.key.code].unit
        reading = parse_quantity(canonical_decimal(suggestion.value), unit)
        blank = Observation(key=suggestion.key, reading=reading)
        # The cell as it is with another figure in it: checks also read its source and remark.
        present = figures.observations.get(suggestion.key, blank)
        mended = figures.with_observations([replace(present, reading=reading)])
        if not isinstance(attempt(check.ask, mended), Result):
            return False
        return not any(
            not isinstance(attempt(other.ask, mended), Result)
            and isinstance(attempt(other.ask, figures), Result)
            for other in self._reading.get(suggestion.key, ())
        )

    def depend_on(self, check: Check, changed: Iterable[SeriesKey]) -> bool:
        """Whether a change of these figures may change what can be suggested for a failed check."""
        return any(not self._beside(key).isdisjoint(changed) for key in check.keys)

    def _beside(self, key: SeriesKey) -> frozenset[SeriesKey]:
        """All figures that stand in a mandatory check with a figure."""
        if key not in self._near:
            self._near[key] = frozenset(k for c in self._reading.get(key, ()) for k in c.inputs)
        return self._near[key]
