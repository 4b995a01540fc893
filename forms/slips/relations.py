"""Sums and orders among the figures of one year: what a slip in one of them breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from forms.figures.breakdown import SeriesKey
from forms.reporting.entry import Figures


@dataclass(frozen=True, eq=False)
class Sum:
    """A whole and the parts that must add up to it.

    Attributes:
        whole: the whole.
        parts: its parts, at least one; of one part the whole is a repetition (TB-PAIR-003).
    """

    whole: SeriesKey
    parts: tuple[SeriesKey, ...]

    @property
    def keys(self) -> tuple[SeriesKey, ...]:
        """All figures, the whole first."""
        return (self.whole, *self.parts)

    def excess(self, figures: Figures) -> Decimal | None:
        """By how much the parts exceed the whole, 0 where the sum holds; None while a figure is missing."""
        whole, total = figures.values.get(self.whole), Decimal(0)
        if whole is None:
            return None
        for part in self.parts:
            value = figures.values.get(part)
            if value is None:
                return None
            total += value
        return total - whole

    def required(self, figures: Figures) -> dict[SeriesKey, Decimal] | None:
        """For each figure the value with which the sum would hold, the others as they are.

        None while a figure is missing.
        """
        excess = self.excess(figures)
        if excess is None:
            return None
        known = {key: value for key in self.keys if (value := figures.values.get(key)) is not None}
        # Mended at the whole, the excess is added; at any part, it is taken away.
        return {k: v + excess if k == self.whole else v - excess for k, v in known.items()}

    def holds(self, figures: Figures) -> bool:
        """Whether all figures are known and add up."""
        return self.excess(figures) == 0

    @property
    def is_pair(self) -> bool:
        """Whether the parts are the two breakdowns of one item."""
        return len(self.parts) == 2 and {part.code for part in self.parts} == {self.whole.code}


@dataclass(frozen=True, eq=False)
class Order:
    """Two figures of which one must not exceed the other.

    Attributes:
        smaller: the part, or the later stage of a chain.
        larger: the whole, or the earlier stage.
    """

    smaller: SeriesKey
    larger: SeriesKey

    @property
    def keys(self) -> tuple[SeriesKey, SeriesKey]:
        """Both figures."""
        return self.smaller, self.larger

    def holds(self, figures: Figures, key: SeriesKey, value: Decimal) -> bool | None:
        """Whether the order would hold with ``value`` for ``key``; None while the other figure is missing."""
        other = figures.values.get(self.larger if key == self.smaller else self.smaller)
        if other is None:
            return None
        return value <= other if key == self.smaller else other <= value


Relation = TypeVar("Relation", Sum, Order)


def by_key(relations: Sequence[Relation]) -> dict[SeriesKey, list[Relation]]:
    """The relations in which each figure stands."""
    found: dict[SeriesKey, list[Relation]] = {}
    for relation in relations:
        for key in relation.keys:
            found.setdefault(key, []).append(relation)
    return found
