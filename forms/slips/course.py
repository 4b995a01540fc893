"""A figure together with its earlier years; what they let expect is computed once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import decimal_places
from forms.plan.definitions import Item
from forms.reporting.entry import Figures
from forms.slips.expectation import LEAST_YEARS, Expectation, Nature, expect

_MOST_YEARS = 9
"""A plan has ten years: in its last one all the years before it are read (``LEAST_YEARS`` to nine, as in
``tests.benchmarks.slip_series``)."""
_QUIET = Decimal("0.03")
"""A figure within this share of last year's figure, or between it and the repetition of last year's change,
is not looked at. Yearly noise of a large count is about 2 to 3 per cent (``tests.benchmarks.slip_series``),
and most cells of a form are answered here, before anything is computed."""
_FITS, _STRAYS = Decimal(2), Decimal(4)
"""Distances, in spreads, up to which a figure fits its years and from which it does not; between them neither
is said. ``tests.benchmarks.limits`` prints what moving them costs."""


class Course:
    """One figure over the years.

    The earlier years do not change while a clerk types, so everything computed from them is kept for as long
    as the same history, breaks and year are handed in.

    Attributes:
        key: the figure.
        item: what is counted or measured.
        nature: how the figure behaves over the years.
    """

    def __init__(self, key: SeriesKey, item: Item, nature: Nature) -> None:
        self.key = key
        self.item = item
        self.nature = nature
        self._seen: tuple[Mapping[int, Mapping[SeriesKey, Decimal]], Mapping[str, int], int] | None = None
        self._past: tuple[tuple[int, Decimal], ...] = ()
        self._expected: Expectation | None = None
        self._quiet: tuple[Decimal, Decimal] | None = None

    def past(self, figures: Figures) -> tuple[tuple[int, Decimal], ...]:
        """Comparable earlier years with their figures, ascending, at most the last nine.

        Left out are impossible figures and years before a change of definition (口径变动).
        """
        # Compared by identity: a year's figures share one history object, and comparing contents would cost
        # more than what is kept.
        seen = self._seen
        if (
            seen is None
            or seen[0] is not figures.history
            or seen[1] is not figures.breaks
            or seen[2] != figures.year
        ):
            self._seen = figures.history, figures.breaks, figures.year
            self._past = self._collect(figures)
            self._expected, self._quiet = None, self._quiet_range()
        return self._past

    def _collect(self, figures: Figures) -> tuple[tuple[int, Decimal], ...]:
        years = sorted(year for year in figures.history if year < figures.year)
        known = [(year, figures.value(self.key, year)) for year in years]
        # `Figures.value` of an earlier year is None where the definition changed since, so such years go
        # here.
        return tuple((y, v) for y, v in known if v is not None)[-_MOST_YEARS:]

    def expectation(self, figures: Figures) -> Expectation | None:
        """What is expected this year; None with fewer than two comparable earlier years."""
        past = self.past(figures)
        if self._expected is None and len(past) >= LEAST_YEARS:
            self._expected = expect(past, figures.year, self.nature, self.item.decimals)
        return self._expected

    def alone(self, figures: Figures) -> Expectation | None:
        """What the only comparable earlier year lets expect; None with none, with several, and where erratic.

        It shows no course and nothing of the spread: enough to tell a power of ten, and used for that alone.
        Erratic figures leap tenfold by themselves.
        """
        past = self.past(figures)
        if len(past) != 1 or self.nature is Nature.ERRATIC:
            return None
        return expect(past, figures.year, self.nature, self.item.decimals)

    def expectation_known(self, figures: Figures) -> bool:
        """Whether there are years enough to expect anything."""
        return len(self.past(figures)) >= LEAST_YEARS

    def distance(self, figures: Figures, value: Decimal) -> Decimal:
        """Distance of a value from what is expected, in spreads; 0 where nothing is or the value is quiet."""
        if self.is_quiet(figures, value):
            return Decimal(0)
        expected = self.expectation(figures)
        return expected.distance(value) if expected is not None else Decimal(0)

    def is_last_year_odd(self, figures: Figures, value: Decimal) -> bool:
        """Whether a value fits the years before last year while last year's own figure does not.

        The error is then last year's, and asking about this year's right figure would be a false alarm.
        False with two earlier years or fewer: the years before last year then let nothing be expected.
        """
        past = self.past(figures)
        if len(past) <= LEAST_YEARS:
            return False
        # As if last year were not known: both figures are judged by the years before it.
        earlier = expect(past[:-1], figures.year, self.nature, self.item.decimals)
        return earlier.distance(value) <= _FITS < _STRAYS <= earlier.distance(past[-1][1])

    def is_quiet(self, figures: Figures, value: Decimal) -> bool:
        """Whether a value continues the last two years so closely that no slip is looked for.

        Never with fewer than two earlier years or with more decimals than the item has.
        """
        self.past(figures)
        if self._quiet is None:
            return False
        low, high = self._quiet
        return low <= value <= high and decimal_places(value) <= self.item.decimals

    def _quiet_range(self) -> tuple[Decimal, Decimal] | None:
        """Values that continue the last two years; kept, as no figure of this year changes it."""
        if len(self._past) < LEAST_YEARS:
            return None
        last, before = self._past[-1][1], self._past[-2][1]
        room = _QUIET * last
        # Last year's figure with last year's change once more; the range has room on both sides of it.
        further = 2 * last - before
        return min(last, further) - room, max(last, further) + room
