"""A figure together with its earlier years: what is expected of it, worked out once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import decimal_places
from forms.plan.pack import Item
from forms.reporting.entry import Figures
from forms.slips.expectation import LEAST_YEARS, Expectation, Nature, expect

_MOST_YEARS = 9
_QUIET = Decimal("0.03")
"""Within this share of last year's figure, or of last year's change repeated, nothing is looked at."""
_FITS, _STRAYS = Decimal(2), Decimal(4)
"""Distances of a figure that fits and of one that does not."""


class Course:
    """One figure over the years.

    The earlier years do not change while a clerk types, so what follows from them is kept for as long
    as the same history is handed in.

    Attributes:
        key: the figure.
        item: what is counted.
        nature: how it behaves.
    """

    def __init__(self, key: SeriesKey, item: Item, nature: Nature) -> None:
        self.key = key
        self.item = item
        self.nature = nature
        self._seen: tuple[Mapping[int, Mapping[SeriesKey, Decimal]], Mapping[str, int], int] | None = None
        self._past: tuple[tuple[int, Decimal], ...] = ()
        self._expected: Expectation | None = None

    def past(self, figures: Figures) -> tuple[tuple[int, Decimal], ...]:
        """Comparable earlier years and figures, ascending; the impossible ones are not among them."""
        seen = self._seen
        if (
            seen is None
            or seen[0] is not figures.history
            or seen[1] is not figures.breaks
            or seen[2] != figures.year
        ):
            self._seen = figures.history, figures.breaks, figures.year
            self._past = self._collect(figures)
            self._expected = None
        return self._past

    def _collect(self, figures: Figures) -> tuple[tuple[int, Decimal], ...]:
        years = sorted(year for year in figures.history if year < figures.year)
        known = [(year, figures.value(self.key, year)) for year in years]
        return tuple((y, v) for y, v in known if v is not None)[-_MOST_YEARS:]

    def expectation(self, figures: Figures) -> Expectation | None:
        """What is expected this year, None with too little to go by."""
        past = self.past(figures)
        if self._expected is None and len(past) >= LEAST_YEARS:
            self._expected = expect(past, figures.year, self.nature, self.item.decimals)
        return self._expected

    def expectation_known(self, figures: Figures) -> bool:
        """Whether there are years enough to expect anything."""
        return len(self.past(figures)) >= LEAST_YEARS

    def distance(self, figures: Figures, value: Decimal) -> Decimal:
        """How far a value would be from what is expected; 0 where nothing is."""
        if self.is_quiet(figures, value):
            return Decimal(0)
        expected = self.expectation(figures)
        return expected.distance(value) if expected is not None else Decimal(0)

    def is_last_year_odd(self, figures: Figures, value: Decimal) -> bool:
        """Whether a value fits the years before last, which last year's own figure does not."""
        past = self.past(figures)
        if len(past) <= LEAST_YEARS:
            return False
        earlier = expect(past[:-1], figures.year, self.nature, self.item.decimals)
        return earlier.distance(value) <= _FITS < _STRAYS <= earlier.distance(past[-1][1])

    def is_quiet(self, figures: Figures, value: Decimal) -> bool:
        """Whether a value so nearly continues the years before that it need not be looked at."""
        past = self.past(figures)
        if len(past) < LEAST_YEARS or decimal_places(value) > self.item.decimals:
            return False
        last, before = past[-1][1], past[-2][1]
        room = _QUIET * last
        further = 2 * last - before
        return min(last, further) - room <= value <= max(last, further) + room
