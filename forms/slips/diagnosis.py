"""From all figures of a unit's year to at most one suspicion per figure.

Three kinds of evidence are tried, the strongest first, and the first that speaks decides:

1. two siblings whose ratio is turned upside down against the years before;
2. a sum that fails and becomes exact when one slip is undone;
3. a figure far from its own years that the catalogue explains. It is suspected sooner where it also breaks
   an order (part above whole) and later where every sum with it holds. With one earlier year only powers of
   ten are tried: each unit's first year is such a one, and a lost point is the commonest slip.

Siblings come before sums because swapping them leaves their sum as it was: the sum can say nothing. Sums come
before years because they are exact, while a distance from the years is an estimate.

A figure is offered only if it would not be suspected itself once it stood in the cell.

The limits below were tuned on the training seed of ``tests.benchmarks.slips``; ``tests.benchmarks.limits``
prints what moving each of them costs, and ``tests/forms/slips/test_thresholds.py`` pins examples to both
sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, decimal_places, parse_quantity, round_half_up
from forms.frozen import frozen
from forms.reporting.entry import Figures, Observation
from forms.slips.blame import blamed_figure
from forms.slips.catalogue import Original, Slip
from forms.slips.course import Course
from forms.slips.expectation import OUT_OF_THE_QUESTION, Expectation, Nature
from forms.slips.relations import Order, Sum, by_key
from forms.slips.siblings import are_swapped
from forms.slips.suspicion import suspect

_BROKEN_ORDER = Decimal("0.4")
"""Divides the distance of a figure that breaks an order: it is suspected at two fifths of the usual distance.
Tuned as said above."""
_HOLDING_SUM = Decimal("1.5")
"""Divides the distance of a figure whose sums all hold. Not for powers of ten: a row typed in the wrong unit
is wrong in every cell and still adds up. Tuned as said above."""
_LEAST_FOR_ZERO = {Nature.COUNT: Decimal(10), Nature.SHARE: Decimal(5)}
"""A 0 is suspected where no earlier figure was smaller: for counts 10, because a Poisson count expected to be
10 is 0 once in 22,000 years; for shares 5 per cent, which is 0 among 59 people once in 20 (the rule of
three). Chosen by us; ``tests/forms/slips/test_thresholds.py`` holds both."""


class Symptom(StrEnum):
    """Kind of finding that a diagnosis leads to, if any."""

    NONE = "none"
    """No slip is suspected."""
    UNKNOWN = "unknown"
    """There is nothing to compare the figure with."""

    MAGNITUDE = "magnitude"
    """A power of ten, a unit of measure or a sign (TB-SLIP-001)."""
    DIGITS = "digits"
    """Digits typed too many, too few, swapped or wrong, or a copied year (TB-SLIP-002)."""
    SWAPPED = "swapped"
    """Two siblings in each other's cell (TB-SLIP-003)."""
    ZERO = "zero"
    """0 in place of a missing figure (TB-SLIP-004)."""
    BETWEEN = "between"
    """A number of people in place of a share (TB-SLIP-005)."""


@frozen
class Diagnosis:
    """What is suspected of a figure.

    Attributes:
        symptom: kind of finding.
        originals: figures that may have been meant, the most likely first; empty for a suspected 0 and where
            nothing is suspected.
        expected: what the years before let expect; None with none, and with one where a sum is the evidence.
        repaired: sums that would hold with the first original.
        ordered: orders that the typed figure breaks and the first original keeps.
        sibling: the other figure of a swapped pair, else None.
        settles: whether an original can be offered; False where each would be suspected in its turn, so that
            the originals only name the kind of slip.
    """

    symptom: Symptom
    originals: tuple[Original, ...] = ()
    expected: Expectation | None = None
    repaired: tuple[Sum, ...] = ()
    ordered: tuple[Order, ...] = ()
    sibling: SeriesKey | None = None
    settles: bool = True


CLEAR = Diagnosis(symptom=Symptom.NONE)
"""The figure could be compared with its years or a sum, and no slip is suspected."""
UNKNOWN = Diagnosis(symptom=Symptom.UNKNOWN)
"""The figure is missing, or there is neither a year nor a sum to compare it with."""


class Detective:
    """Diagnoses the figures of a unit by their earlier years, sums, orders and siblings."""

    def __init__(
        self,
        courses: Iterable[Course],
        sums: Sequence[Sum],
        orders: Sequence[Order],
        samples: Mapping[SeriesKey, SeriesKey],
    ) -> None:
        """Set up the detective for the forms of one unit.

        Args:
            courses: the figures that are typed.
            sums: sums that must hold among them.
            orders: pairs of which one figure must not exceed the other.
            samples: from a percentage found by a survey to the figure with the size of its sample.
        """
        self._courses = {course.key: course for course in courses}
        self._sums = by_key(sums)
        self._orders = by_key(orders)
        self._pairs = {key: s for s in sums if s.is_pair for key in s.parts}
        self._samples = samples
        self._read: dict[SeriesKey, tuple[SeriesKey, ...]] = {}

    def looks_at(self, key: SeriesKey) -> bool:
        """Whether a figure is typed, so that it can be a slip."""
        return key in self._courses

    def can_show(self, symptom: Symptom, key: SeriesKey) -> bool:
        """Whether a finding of this kind can point at the figure; of a swapped pair, at its first part."""
        course = self._courses[key]
        return {
            Symptom.SWAPPED: key in self._pairs and self._pairs[key].parts[0] == key,
            Symptom.ZERO: course.nature in _LEAST_FOR_ZERO and course.item.zero_plausible,
            Symptom.BETWEEN: key in self._samples,
        }.get(symptom, True)

    def reads(self, key: SeriesKey) -> tuple[SeriesKey, ...]:
        """The figures that the diagnosis of one reads, itself first; of a sibling also those of the other."""
        found = self._read.get(key)
        if found is None:
            pair = self._pairs.get(key)
            both = (key, *(part for part in pair.parts if part != key)) if pair is not None else (key,)
            found = self._read[key] = tuple(dict.fromkeys(k for one in both for k in self._reads(one)))
        return found

    def _reads(self, key: SeriesKey) -> tuple[SeriesKey, ...]:
        related = [k for relation in self._sums.get(key, ()) for k in relation.keys]
        near = [k for relation in self._orders.get(key, ()) for k in relation.keys]
        # Blame in a failing sum depends on whether the other sums of its cells hold.
        further = [k for other in related for s in self._sums.get(other, ()) for k in s.keys]
        sample = [self._samples[key]] if key in self._samples else []
        return (key, *related, *near, *further, *sample)

    def years_read(self, figures: Figures, key: SeriesKey) -> tuple[int, ...]:
        """Earlier years whose figures the diagnosis of one reads, ascending."""
        courses = (self._courses[k] for k in self.reads(key) if k in self._courses)
        return tuple(sorted({year for course in courses for year, _ in course.past(figures)}))

    def diagnose(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        """The diagnosis of a typed figure: a symptom, :data:`CLEAR` or :data:`UNKNOWN`.

        It is kept with ``figures``, since several rules ask for it. Only for figures of :meth:`looks_at`.
        """
        known: dict[SeriesKey, Diagnosis] = figures.remember(_DIAGNOSIS, dict)
        found = known.get(key)
        if found is None:
            found = self._diagnose(figures, key)
            if found.originals and found.sibling is None:
                found = self._offering(figures, key, found)
            # Kept with the figures, which are replaced at each change: so nothing stale is answered.
            known[key] = found
        return found

    def _offering(self, figures: Figures, key: SeriesKey, found: Diagnosis) -> Diagnosis:
        """The diagnosis with only those originals that would not be suspected in turn, if there are any."""
        standing = tuple(
            # A range of figures cannot be tried in the cell: it holds no single figure to be typed.
            o
            for o in found.originals
            if o.up_to is not None or self._stands(figures, {key: o.value})
        )
        return replace(found, originals=standing) if standing else replace(found, settles=False)

    def _stands(self, figures: Figures, meant: Mapping[SeriesKey, Decimal]) -> bool:
        """Whether none of the given figures would be suspected if they were typed together."""
        # Through the parser, as a typed text: an original that could not be typed is none.
        items = figures.plan.item_by_code
        mended = figures.with_observations(
            Observation(key=key, reading=parse_quantity(canonical_decimal(value), items[key.code].unit))
            for key, value in meant.items()
        )
        # `_diagnose` and not `diagnose`: the latter asks again whether what it offers stands, without end.
        return all(self._diagnose(mended, key) in (CLEAR, UNKNOWN) for key in meant)

    def _diagnose(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        value = figures.values.get(key)
        if value is None:
            return UNKNOWN
        # Asked here and not there: most figures have neither, and a call would cost as much as the answer.
        found = self._by_siblings(figures, key, value) if key in self._pairs else None
        if found is None and key in self._sums:
            found = self._by_sums(figures, key, value)
        if found is not None:
            return found
        # Most cells of a form end here, which keeps the recheck of a county within its budget (README).
        if self._courses[key].is_quiet(figures, value):
            return CLEAR
        return self._by_years(figures, key, value) or self._without_suspicion(figures, key)

    def _without_suspicion(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        """CLEAR where the figure could be compared with anything, else UNKNOWN."""
        if self._courses[key].expectation_known(figures):
            return CLEAR
        known = any(s.excess(figures) is not None for s in self._sums.get(key, ()))
        return CLEAR if known else UNKNOWN

    # --- siblings -------------------------------------------------------------------------------------

    def _by_siblings(self, figures: Figures, key: SeriesKey, value: Decimal) -> Diagnosis | None:
        """The diagnosis where two siblings were typed in each other's cell; of a figure that has one."""
        pair = self._pairs[key]
        other = pair.parts[1] if key == pair.parts[0] else pair.parts[0]
        here, theirs = self._courses[key], figures.values.get(other)
        if theirs is None or not are_swapped(here, self._courses[other], figures):
            return None
        # This ends although it diagnoses again: exchanged back, the two stand in last year's order, in
        # which no swap is seen.
        if not self._stands(figures, {key: theirs, other: value}):
            return None
        meant = Original(theirs, Slip.OTHER, "两格填反")
        return Diagnosis(
            symptom=Symptom.SWAPPED, originals=(meant,), expected=here.expectation(figures), sibling=other
        )

    # --- sums -----------------------------------------------------------------------------------------

    def _by_sums(self, figures: Figures, key: SeriesKey, value: Decimal) -> Diagnosis | None:
        """Diagnoses a figure that is part of a failing sum, where that sum points to this figure."""
        sums = self._sums[key]
        known: dict[Sum, tuple[SeriesKey, Original] | None] = figures.remember(_BLAME, dict)
        blamed = []
        for relation in sums:
            # Kept by the sum: each of its cells asks, and the answer, which reads all of them, is the same.
            if relation not in known:
                known[relation] = blamed_figure(figures, relation, self._courses, self._sums)
            blame = known[relation]
            if blame is not None and blame[0] == key:
                blamed.append((relation, blame[1]))
        if not blamed:
            return None
        low, high = self._bounds(figures, key)
        # What a sum requires may break an order (a part above its whole); then the sum is not believed.
        blamed = [(relation, original) for relation, original in blamed if low <= original.value <= high]
        if not blamed:
            return None
        original = blamed[0][1]
        repaired = tuple(s for s, o in blamed if o.value == original.value)
        expected = self._courses[key].expectation(figures)
        return Diagnosis(
            symptom=_symptom(original.slip),
            originals=(original,),
            expected=expected,
            repaired=repaired,
            ordered=self._mended(figures, key, value),
        )

    # --- years ----------------------------------------------------------------------------------------

    def _by_years(self, figures: Figures, key: SeriesKey, value: Decimal) -> Diagnosis | None:
        """The diagnosis where the figure, which is not quiet, is far from its own years by a slip."""
        course = self._courses[key]
        expected = course.expectation(figures)
        if expected is None:
            return self._by_one_year(figures, course, value)
        if value == 0:
            return self._zero(course, expected)
        mended = self._mended(figures, key, value)
        broken = self._is_first_to_blame(figures, key, value, mended)
        holding = bool(self._sums.get(key)) and all(s.holds(figures) for s in self._sums[key])

        def leniency(slip: Slip) -> Decimal:
            if broken:
                # Asked first: a broken order is a contradiction, a sum that holds only speaks for the
                # figure.
                return _BROKEN_ORDER
            return _HOLDING_SUM if holding and not slip.is_multiple else Decimal(1)

        meant = suspect(
            value,
            expected,
            course.item,
            self._from_sample(figures, course, value),
            self._bounds(figures, key),
            leniency,
        )
        # Whether last year is odd is asked last: it computes an expectation of its own, which is not kept.
        if not meant or course.is_last_year_odd(figures, value):
            return None
        return Diagnosis(
            symptom=_symptom(meant[0].slip),
            originals=meant,
            expected=expected,
            ordered=mended if broken else (),
        )

    def _by_one_year(self, figures: Figures, course: Course, value: Decimal) -> Diagnosis | None:
        """The diagnosis where the only earlier year lies near a power of ten of the figure."""
        expected = course.alone(figures)
        if expected is None or value <= 0:
            return None
        # No other slip is suspected, however far the figure is off.
        meant = suspect(
            value, expected, course.item, (), self._bounds(figures, course.key),
            lambda slip: Decimal(1) if slip.is_multiple else OUT_OF_THE_QUESTION,
        )  # fmt: skip
        return Diagnosis(symptom=Symptom.MAGNITUDE, originals=meant, expected=expected) if meant else None

    def _zero(self, course: Course, expected: Expectation) -> Diagnosis | None:
        """The diagnosis of a 0 where no earlier figure was near it.

        Where the pack says that 0 is implausible, TB-CELL-013 asks already.
        """
        least = _LEAST_FOR_ZERO.get(course.nature)
        if least is None or expected.least < least or not course.item.zero_plausible:
            return None
        return Diagnosis(symptom=Symptom.ZERO, originals=(), expected=expected)

    def _from_sample(self, figures: Figures, course: Course, value: Decimal) -> tuple[Original, ...]:
        """The percentage that was meant, if the number of people who said yes was typed in its place."""
        sample_key = self._samples.get(course.key)
        sample = figures.values.get(sample_key) if sample_key is not None else None
        # A number of people is whole and at most the sample; anything else was no count.
        if not sample or value > sample or decimal_places(value):
            return ()
        share = round_half_up(value * 100 / sample, course.item.decimals)
        return (Original(share, Slip.BETWEEN, "填的是人数，不是比率"),) if share != value else ()

    def _mended(self, figures: Figures, key: SeriesKey, value: Decimal) -> tuple[Order, ...]:
        """Orders that the figure breaks and that its mending would restore."""
        return tuple(o for o in self._orders.get(key, ()) if o.holds(figures, key, value) is False)

    def _bounds(self, figures: Figures, key: SeriesKey) -> tuple[Decimal, Decimal]:
        """Least and greatest figure that the orders allow: above its parts, below what it is a part of."""
        low, high = Decimal(0), Decimal("Infinity")
        for order in self._orders.get(key, ()):
            if key == order.smaller:
                high = min(high, _or(figures.values.get(order.larger), high))
            else:
                low = max(low, _or(figures.values.get(order.smaller), low))
        return low, high

    def _is_first_to_blame(
        self, figures: Figures, key: SeriesKey, value: Decimal, broken: Sequence[Order]
    ) -> bool:
        """Whether the figure breaks an order and none of the other figures lies further from its years."""
        if not broken:
            return False
        apart = self._courses[key].distance(figures, value)
        for order in broken:
            other = order.larger if key == order.smaller else order.smaller
            theirs, course = figures.values.get(other), self._courses.get(other)
            # With equal distances both are suspected: nothing tells which of them is wrong.
            if theirs is not None and course is not None and course.distance(figures, theirs) > apart:
                return False
        return True


_DIAGNOSIS = "slip diagnosis"
_BLAME = "slip blame"


def _or(value: Decimal | None, otherwise: Decimal) -> Decimal:
    return value if value is not None else otherwise


def _symptom(slip: Slip) -> Symptom:
    if slip in (Slip.SHIFTED, Slip.UNIT, Slip.SIGN):
        return Symptom.MAGNITUDE
    return Symptom.BETWEEN if slip is Slip.BETWEEN else Symptom.DIGITS
