"""What one unit reports for one year, together with the years before it.

:class:`Figures` is the only input of checks and verdicts: this year's observations, earlier years'
values and the plan. It is immutable; a changed cell makes a new one. Indicators are computed from items on
demand and never stored beside them, so a rate cannot disagree with its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from decimal import Context, Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from forms.fault import attempt
from forms.figures.breakdown import SeriesKey, join_breakdowns
from forms.figures.quantity import Missing, Reading
from forms.frozen import frozen
from forms.plan.definitions import Comparison
from forms.plan.pack import Plan
from forms.reporting.measured import Gap, Measured, or_gap

T = TypeVar("T")

_Summands = tuple[tuple[SeriesKey, int], ...]
"""The items that are added, each with 1 or -1."""
_QUOTIENT = Context(prec=34)
"""Significant digits of a quotient (those of IEEE 754 decimal128), far more than are shown."""
_UNASKED: Any = object()


@frozen
class Observation:
    """One figure of one year as entered.

    Attributes:
        key: item and breakdown.
        reading: the text as typed with its value.
        note: remark of the clerk.
        source: where the figure was taken from (台账, page, person).
        entered_by: name of the person at the keyboard.
        entered_at: when the cell was left, with time zone; None in drafts that were never stored.
    """

    key: SeriesKey
    reading: Reading
    note: str = ""
    source: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None


@frozen
class _Past:
    """Results that no figure of this year changes, computed once and shared by all figures of a year."""

    possible: dict[int, Mapping[SeriesKey, Decimal]] = field(default_factory=dict)
    measured: dict[tuple[int, SeriesKey], Measured] = field(default_factory=dict)
    courses: dict[SeriesKey, Mapping[int, Decimal]] = field(default_factory=dict)
    left_out: dict[SeriesKey, Mapping[int, Decimal]] = field(default_factory=dict)
    summands: dict[SeriesKey, tuple[_Summands, _Summands]] = field(default_factory=dict)
    remembered: dict[Hashable, Any] = field(default_factory=dict)


@frozen
class Figures:
    """All figures a unit knows up to a reporting year.

    Earlier years may be drafts or come from outside. Only their possible values are used
    (:mod:`forms.plan.limits`); an impossible one counts as unknown, and :meth:`left_out` returns it.

    Attributes:
        plan: the plan version in force.
        year: the reporting year.
        observations: this year's entries by key.
        history: values of earlier years as stored: year to key to value; items, and indicators of which only
            the finished rate is known.
        breaks: item or indicator code to the first year of its present definition. Values before that
            year are kept but never compared with.
        published: finished rates of earlier years that count before those computed from items, by key and
            year: those that the statistics office published, where it judges.
        values: this year's values by key, for the many checks that read nothing else; a missing one is None
            or not there.
    """

    plan: Plan
    year: int
    observations: Mapping[SeriesKey, Observation] = field(default_factory=dict)
    history: Mapping[int, Mapping[SeriesKey, Decimal]] = field(default_factory=dict)
    breaks: Mapping[str, int] = field(default_factory=dict)
    published: Mapping[tuple[SeriesKey, int], Decimal] = field(default_factory=dict)
    values: Mapping[SeriesKey, Decimal | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _derived: dict[SeriesKey, Measured] = field(default_factory=dict, init=False, repr=False, compare=False)
    _past: _Past = field(default_factory=_Past, repr=False, compare=False)
    _remembered: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the values out of the observations."""
        values = {key: seen.reading.value for key, seen in self.observations.items()}
        object.__setattr__(self, "values", values)

    def with_observations(self, changed: Iterable[Observation]) -> Figures:
        """The same figures with some cells replaced; a blank one without note and source is removed."""
        observations = dict(self.observations)
        for observation in changed:
            if observation.reading.is_blank and not (observation.note or observation.source):
                observations.pop(observation.key, None)
            else:
                observations[observation.key] = observation
        # What was computed of the earlier years goes along (`_past`): no cell of this year changes it.
        kept = MappingProxyType(observations)
        return Figures(
            plan=self.plan,
            year=self.year,
            observations=kept,
            history=self.history,
            breaks=self.breaks,
            published=self.published,
            _past=self._past,
        )

    def across_breaks(self) -> Figures:
        """The same figures without the changes of definition, for showing earlier values, not for judging."""
        # Without `_past`: with other breaks the earlier years give other values.
        return Figures(plan=self.plan, year=self.year, observations=self.observations, history=self.history)

    def is_broken(self, code: str, year: int) -> bool:
        """Whether the definition of an item or indicator has changed since that year."""
        return year < self.breaks.get(code, year)

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """A result about these figures, computed once.

        Args:
            question: names the result.
            answer: computes it.
        """
        found: T = self._remembered.get(question, _UNASKED)
        if found is _UNASKED:
            found = self._remembered[question] = answer()
        return found

    def remember_past(self, question: Hashable, answer: Callable[[], T]) -> T:
        """A result about the plan and the earlier years, computed once for all figures of a year.

        Args:
            question: names the result.
            answer: computes it; it must not read this year's figures.
        """
        remembered = self._past.remembered
        found: T = remembered.get(question, _UNASKED)
        if found is _UNASKED:
            found = remembered[question] = answer()
        return found

    def value(self, key: SeriesKey, year: int | None = None) -> Decimal | None:
        """Exact value of an item, this year's by default.

        None where it is missing; of another year also where it is impossible or the definition has changed
        since.
        """
        if year is None or year == self.year:
            return self.values.get(key)
        if self.breaks and self.is_broken(key.code, year):
            return None
        return self._known(year).get(key)

    def gap(self, key: SeriesKey, year: int | None = None) -> Gap | None:
        """Why an item has no value, or None when it has one."""
        if year is not None and year != self.year:
            if self.value(key, year) is not None:
                return None
            if self.is_broken(key.code, year):
                return Gap.BROKEN
            return Gap.IMPOSSIBLE if key in self.history.get(year, _NOTHING) else Gap.UNRECORDED
        if self.values.get(key) is not None:
            return None
        observation = self.observations.get(key)
        if observation is None or observation.reading.is_blank:
            return Gap.BLANK
        if observation.reading.problem:
            return Gap.UNREADABLE
        return Gap.MISSING if observation.reading.missing else None

    def measured(self, key: SeriesKey, year: int | None = None) -> Measured:
        """Value of an indicator for a breakdown, this year's by default.

        A missing figure makes the result undecidable, never zero. The value of an earlier year is computed
        from its items, else taken from a stored finished rate.
        """
        if year is None or year == self.year:
            found = self._derived.get(key)
            if found is None:
                found = self._derived[key] = or_gap(attempt(self._derive, key, self.year))
            return found
        found = self._past.measured.get((year, key))
        if found is None:
            found = self._past.measured[year, key] = or_gap(attempt(self._derive_earlier, key, year))
        return found

    def years_before(self, key: SeriesKey) -> list[int]:
        """Earlier years for which the indicator has a value, ascending."""
        return list(self.course_before(key))

    def course_before(self, key: SeriesKey) -> Mapping[int, Decimal]:
        """The indicator's comparable values of earlier years by year, ascending."""
        found = self._past.courses.get(key)
        if found is None:
            measured = {y: self.measured(key, y).value for y in sorted(self.history) if y < self.year}
            found = self._past.courses[key] = {y: v for y, v in measured.items() if v is not None}
        return found

    def left_out(self, key: SeriesKey) -> Mapping[int, Decimal]:
        """Impossible values of earlier years, which are not used, by year, ascending.

        Of a computed indicator, those that result from items each of which is possible.
        """
        found = self._past.left_out.get(key)
        if found is None:
            values = {y: self._left_out_in(y, key) for y in sorted(self.history) if y < self.year}
            found = self._past.left_out[key] = {y: v for y, v in values.items() if v is not None}
        return found

    def _left_out_in(self, year: int, key: SeriesKey) -> Decimal | None:
        if key.code in self.plan.item_by_code and self.gap(key, year) is Gap.IMPOSSIBLE:
            return self.history[year][key]
        return self.measured(key, year).left_out if key.code in self.plan.indicator_by_code else None

    def _known(self, year: int) -> Mapping[SeriesKey, Decimal]:
        """The possible values stored of an earlier year, of items and indicators of the plan."""
        found = self._past.possible.get(year)
        if found is None:
            found = self._past.possible[year] = {
                key: value
                for key, value in self.history.get(year, _NOTHING).items()
                if (limits := self.plan.limits_of(key.code)) is not None and limits.passed_by(value) is None
            }
        return found

    def _derive_earlier(self, key: SeriesKey, year: int) -> Measured:
        """The value from the items of that year, else the stored finished rate if it is possible."""
        indicator = self.plan.judged_by_code[key.code]
        formula, limits = indicator.formula, indicator.limits
        terms = (*formula.numerator, *formula.denominator)
        if any(self.is_broken(code, year) for code in (key.code, *(term.item for term in terms))):
            return Measured(value=None, gap=Gap.BROKEN)
        # Before what the counts give: a unit that rewrites them would rewrite the pace by which it is judged.
        if (key, year) in self.published:
            return Measured(value=self.published[key, year], is_finished=True)
        measured, left_out = self._derive(key, year), None
        if measured.value is not None and limits.passed_by(measured.value):
            measured, left_out = Measured(value=None, gap=Gap.IMPOSSIBLE), measured.value
        finished, on_file = self._known(year).get(key), self.history.get(year, _NOTHING).get(key)
        if on_file is not None and (finished is None or limits.passed_by(finished)):
            finished, left_out = None, on_file if left_out is None else left_out
        if measured.value is None and finished is not None:
            measured = Measured(value=finished, is_finished=True)
        if left_out is None:
            return measured
        gap = Gap.IMPOSSIBLE if measured.value is None else None
        return replace(measured, gap=gap, left_out=left_out)

    def _derive(self, key: SeriesKey, year: int) -> Measured:
        formula = self.plan.judged_by_code[key.code].formula
        if formula.compare is None:
            return self._quotient(key, year)
        values = []
        for part in formula.parts:
            measured = self._quotient(SeriesKey(key.code, join_breakdowns(key.breakdown, part)), year)
            if measured.value is None:
                return measured
            values.append(measured.value)
        least = min(values)
        if formula.compare is Comparison.LEAST:
            return Measured(value=least)
        return Measured(value=_QUOTIENT.subtract(max(values), least))

    def _quotient(self, key: SeriesKey, year: int) -> Measured:
        """Numerator by denominator, of one year or of several added up."""
        formula = self.plan.judged_by_code[key.code].formula
        above, below = self._summands(key)
        years = (year,) if formula.years == 1 else range(year - formula.years + 1, year + 1)
        numerator, gap, missing = self._sum(above, years)
        if not below:
            value = None if numerator is None else numerator * formula.multiplier
            return Measured(value=value, numerator=numerator, denominator=None, gap=gap, missing=missing)
        denominator, gap_below, missing_below = self._sum(below, years)
        gap, missing = (gap, missing) if gap else (gap_below, missing_below)
        if numerator is None or denominator is None:
            return Measured(
                value=None, numerator=numerator, denominator=denominator, gap=gap, missing=missing
            )
        if denominator == 0:
            return Measured(
                value=None, numerator=numerator, denominator=denominator, gap=Gap.ZERO_DENOMINATOR
            )
        multiple = _QUOTIENT.multiply(numerator, formula.multiplier)
        return Measured(
            value=_QUOTIENT.divide(multiple, denominator), numerator=numerator, denominator=denominator
        )

    def _summands(self, key: SeriesKey) -> tuple[_Summands, _Summands]:
        """The items of an indicator's numerator and denominator for a breakdown."""
        found = self._past.summands.get(key)
        if found is None:
            formula = self.plan.judged_by_code[key.code].formula
            above, below = (
                tuple((SeriesKey(t.item, join_breakdowns(key.breakdown, t.breakdown)), t.sign) for t in terms)
                for terms in (formula.numerator, formula.denominator)
            )
            found = self._past.summands[key] = above, below
        return found

    def _sum(
        self, summands: _Summands, years: Sequence[int]
    ) -> tuple[Decimal | None, Gap | None, Missing | None]:
        total = Decimal(0)
        for year in years:
            now = self.values if year == self.year else None
            for key, sign in summands:
                # Without a call for this year's figures, which are nearly all that is added.
                value = now.get(key) if now is not None else self.value(key, year)
                if value is None:
                    observation = self.observations.get(key) if year == self.year else None
                    gap = self.gap(key, year)
                    # Of the years before, an impossible figure is as good as none.
                    if gap is Gap.IMPOSSIBLE and year != years[-1]:
                        gap = Gap.UNRECORDED
                    return None, gap, observation.reading.missing if observation else None
                total += value if sign > 0 else -value
        return total, None, None


_NOTHING: Mapping[SeriesKey, Decimal] = MappingProxyType({})
