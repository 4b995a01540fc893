"""From all figures of a unit's year to at most one suspicion per figure.

Evidence in order of strength: two siblings whose ratio stands upside down; a sum that fails and that
undoing one slip makes exact; a figure far from its own years that the catalogue explains, more readily
believed where it also breaks an order (part above whole), less where a sum with it holds.

Nothing is offered that would be suspected in its turn once it stood in the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, decimal_places, parse_quantity, round_half_up
from forms.reporting.entry import Figures, Observation
from forms.slips.catalogue import Original, Slip, is_one_digit_off, originals
from forms.slips.course import Course
from forms.slips.expectation import Expectation, Nature
from forms.slips.relations import Order, Sum, by_key
from forms.slips.siblings import are_swapped
from forms.slips.suspicion import suspect

_BROKEN_ORDER = Decimal("0.4")
"""Factor on the distance for a figure that stands in the wrong order to another."""
_HOLDING_SUM = Decimal("1.5")
"""The same for a figure in sums that all hold; a row that is wrong as a whole still adds up."""
_POSSIBLE = Decimal("3.5")
"""A figure required by a sum is believed up to this distance."""
_MARGIN = 8
"""How much better one cell of a failing sum must explain it than any other."""
_IN_HOLDING_SUM = 12
"""What speaks for a cell of a failing sum when another sum with it holds."""
_CLEARLY_OFF = Decimal(4)
_MOST_DISTANCE = Decimal(10)
_LEAST_FOR_ZERO = {Nature.COUNT: Decimal(10), Nature.SHARE: Decimal(5)}


class Symptom(StrEnum):
    """What kind of finding a diagnosis becomes, if any."""

    NONE = "none"
    """Nothing is suspected."""
    UNKNOWN = "unknown"
    """Nothing can be said."""

    MAGNITUDE = "magnitude"
    DIGITS = "digits"
    SWAPPED = "swapped"
    ZERO = "zero"
    BETWEEN = "between"


@dataclass(frozen=True)
class Diagnosis:
    """What is thought of a figure.

    Attributes:
        symptom: kind of finding.
        originals: what may have been meant, most believable first; empty where nothing can be offered.
        expected: what the years before let expect, None where only a sum speaks.
        repaired: sums that would hold with the first original.
        ordered: orders that would hold with it.
        sibling: the other figure of a swapped pair.
        settles: whether any of the originals would stand; else they only tell the slip.
    """

    symptom: Symptom
    originals: tuple[Original, ...] = ()
    expected: Expectation | None = None
    repaired: tuple[Sum, ...] = ()
    ordered: tuple[Order, ...] = ()
    sibling: SeriesKey | None = None
    settles: bool = True


CLEAR = Diagnosis(symptom=Symptom.NONE)
"""There was something to hold the figure against, and it stood."""
UNKNOWN = Diagnosis(symptom=Symptom.UNKNOWN)
"""The figure is missing, or everything to hold it against."""


class Detective:
    """Looks at every figure of a unit in the light of its years and its neighbours."""

    def __init__(
        self,
        courses: Iterable[Course],
        sums: Sequence[Sum],
        orders: Sequence[Order],
        samples: Mapping[SeriesKey, SeriesKey],
    ) -> None:
        """Take in what is known of the unit's forms.

        Args:
            courses: the figures typed.
            sums: what must add up.
            orders: what must not exceed what.
            samples: a survey's percentage to the size of its sample.
        """
        self._courses = {course.key: course for course in courses}
        self._sums = by_key(sums)
        self._orders = by_key(orders)
        self._pairs = {key: s for s in sums if s.is_pair for key in s.parts}
        self._samples = samples

    def looks_at(self, key: SeriesKey) -> bool:
        """Whether a figure is typed, so that it can be a slip."""
        return key in self._courses

    def can_show(self, symptom: Symptom, key: SeriesKey) -> bool:
        """Whether a finding of a kind can point at a figure; a swapped pair is pointed at once."""
        course = self._courses[key]
        return {
            Symptom.SWAPPED: key in self._pairs and self._pairs[key].parts[0] == key,
            Symptom.ZERO: course.nature in _LEAST_FOR_ZERO and course.item.zero_plausible,
            Symptom.BETWEEN: key in self._samples,
        }.get(symptom, True)

    def reads(self, key: SeriesKey) -> tuple[SeriesKey, ...]:
        """The figures on which the diagnosis of one depends, itself in front; of a pair, those of both."""
        pair = self._pairs.get(key)
        both = (key, *(part for part in pair.parts if part != key)) if pair is not None else (key,)
        return tuple(dict.fromkeys(k for one in both for k in self._reads(one)))

    def _reads(self, key: SeriesKey) -> tuple[SeriesKey, ...]:
        related = [k for relation in self._sums.get(key, ()) for k in relation.keys]
        near = [k for relation in self._orders.get(key, ()) for k in relation.keys]
        further = [k for other in related for s in self._sums.get(other, ()) for k in s.keys]
        sample = [self._samples[key]] if key in self._samples else []
        return (key, *related, *near, *further, *sample)

    def years_read(self, figures: Figures, key: SeriesKey) -> tuple[int, ...]:
        """Earlier years on whose figures the diagnosis of one rests, ascending."""
        courses = (self._courses[k] for k in self.reads(key) if k in self._courses)
        return tuple(sorted({year for course in courses for year, _ in course.past(figures)}))

    def diagnose(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        """What is wrong with a figure, or that nothing is suspected, or that nothing can be said."""
        known: dict[SeriesKey, Diagnosis] = figures.remember(_DIAGNOSIS, dict)
        found = known.get(key)
        if found is None:
            found = known[key] = self._offering(figures, key, self._diagnose(figures, key))
        return found

    def _offering(self, figures: Figures, key: SeriesKey, found: Diagnosis) -> Diagnosis:
        """The diagnosis with those originals alone that would stand in the cell, if there are any."""
        if found.sibling is not None or not found.originals:
            return found
        standing = tuple(
            o for o in found.originals if o.up_to is not None or self._stands(figures, {key: o.value})
        )
        return replace(found, originals=standing) if standing else replace(found, settles=False)

    def _stands(self, figures: Figures, meant: Mapping[SeriesKey, Decimal]) -> bool:
        """Whether none of some figures would be suspected if they were typed instead."""
        items = figures.plan.item_by_code
        mended = figures.with_observations(
            Observation(key=key, reading=parse_quantity(canonical_decimal(value), items[key.code].unit))
            for key, value in meant.items()
        )
        return all(self._diagnose(mended, key) in (CLEAR, UNKNOWN) for key in meant)

    def _diagnose(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        value = figures.value(key)
        if value is None:
            return UNKNOWN
        return (
            self._by_siblings(figures, key)
            or self._by_sums(figures, key, value)
            or self._by_years(figures, key, value)
            or self._without_suspicion(figures, key)
        )

    def _without_suspicion(self, figures: Figures, key: SeriesKey) -> Diagnosis:
        """Whether there was anything to hold the figure against."""
        if self._courses[key].expectation_known(figures):
            return CLEAR
        known = any(s.required(figures) is not None for s in self._sums.get(key, ()))
        return CLEAR if known else UNKNOWN

    # --- siblings -------------------------------------------------------------------------------------

    def _by_siblings(self, figures: Figures, key: SeriesKey) -> Diagnosis | None:
        """Whether two siblings stand in each other's cell."""
        pair = self._pairs.get(key)
        if pair is None:
            return None
        other = pair.parts[1] if key == pair.parts[0] else pair.parts[0]
        here, value, theirs = self._courses[key], figures.value(key), figures.value(other)
        if value is None or theirs is None or not are_swapped(here, self._courses[other], figures):
            return None
        if not self._stands(figures, {key: theirs, other: value}):
            return None
        meant = Original(theirs, Slip.OTHER, "两格填反")
        return Diagnosis(
            symptom=Symptom.SWAPPED, originals=(meant,), expected=here.expectation(figures), sibling=other
        )

    # --- sums -----------------------------------------------------------------------------------------

    def _by_sums(self, figures: Figures, key: SeriesKey, value: Decimal) -> Diagnosis | None:
        """Whether a failing sum names this figure as the one that is wrong."""
        sums = self._sums.get(key)
        if not sums:
            return None
        blamed, (low, high) = [], self._bounds(figures, key)
        for relation in sums:
            blame = figures.remember((_BLAME, relation), partial(self._blame, figures, relation))
            if blame is not None and blame[0] == key and low <= blame[1].value <= high:
                blamed.append((relation, blame[1]))
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

    def _blame(self, figures: Figures, relation: Sum) -> tuple[SeriesKey, Original] | None:
        """The one figure of a failing sum that explains it best, and what was meant there."""
        required = relation.required(figures)
        if required is None or required[relation.whole] == figures.value(relation.whole):
            return None
        ranked = sorted(
            (
                (cost, index, original)
                for index, key in enumerate(relation.keys)
                for cost, original in self._explanation(figures, key, required[key], relation)
            ),
            key=lambda entry: entry[:2],
        )
        if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _MARGIN):
            return None
        _, index, original = ranked[0]
        return relation.keys[index], original

    def _explanation(
        self, figures: Figures, key: SeriesKey, meant: Decimal, relation: Sum
    ) -> Iterable[tuple[Decimal, Original]]:
        """How readily a figure is believed to be wrong and to mean what the sum requires, if at all."""
        course, value = self._courses.get(key), figures.value(key)
        if course is None or value is None or meant < 0:
            return
        found = _original(value, meant, course, figures)
        apart, off = course.distance(figures, value), course.distance(figures, meant)
        if off > _POSSIBLE or (found.slip is Slip.OTHER and apart < _CLEARLY_OFF):
            return
        cost = found.slip.cost + off * off - min(apart, _MOST_DISTANCE) ** 2
        others = (s for s in self._sums[key] if s is not relation)
        if any(s.holds(figures) for s in others):
            cost += _IN_HOLDING_SUM
        yield cost, found

    # --- years ----------------------------------------------------------------------------------------

    def _by_years(self, figures: Figures, key: SeriesKey, value: Decimal) -> Diagnosis | None:
        """Whether the figure is far from its own years and a slip explains it."""
        course = self._courses[key]
        if course.is_quiet(figures, value):
            return None
        expected = course.expectation(figures)
        if expected is None:
            return None
        if value == 0:
            return self._zero(course, expected)
        mended = self._mended(figures, key, value)
        broken = self._is_first_to_blame(figures, key, value, mended)
        holding = bool(self._sums.get(key)) and all(s.holds(figures) for s in self._sums[key])

        def leniency(slip: Slip) -> Decimal:
            if broken:
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
        if not meant or course.is_last_year_odd(figures, value):
            return None
        return Diagnosis(
            symptom=_symptom(meant[0].slip),
            originals=meant,
            expected=expected,
            ordered=mended if broken else (),
        )

    def _zero(self, course: Course, expected: Expectation) -> Diagnosis | None:
        """0 for a figure that was never near it; where 0 is impossible another rule asks."""
        least = _LEAST_FOR_ZERO.get(course.nature)
        if least is None or expected.least < least or not course.item.zero_plausible:
            return None
        return Diagnosis(symptom=Symptom.ZERO, originals=(), expected=expected)

    def _from_sample(self, figures: Figures, course: Course, value: Decimal) -> tuple[Original, ...]:
        """The percentage, where the number of people asked who said yes was typed instead."""
        sample_key = self._samples.get(course.key)
        sample = figures.value(sample_key) if sample_key is not None else None
        if not sample or value > sample or decimal_places(value):
            return ()
        share = round_half_up(value * 100 / sample, course.item.decimals)
        return (Original(share, Slip.BETWEEN, "填的是人数，不是比率"),) if share != value else ()

    def _mended(self, figures: Figures, key: SeriesKey, value: Decimal) -> tuple[Order, ...]:
        """Orders that the figure breaks."""
        return tuple(o for o in self._orders.get(key, ()) if o.holds(figures, key, value) is False)

    def _bounds(self, figures: Figures, key: SeriesKey) -> tuple[Decimal, Decimal]:
        """Between which figures of the year it must lie: above its parts, below what it is part of."""
        low, high = Decimal(0), Decimal("Infinity")
        for order in self._orders.get(key, ()):
            if key == order.smaller:
                high = min(high, _or(figures.value(order.larger), high))
            else:
                low = max(low, _or(figures.value(order.smaller), low))
        return low, high

    def _is_first_to_blame(
        self, figures: Figures, key: SeriesKey, value: Decimal, broken: Sequence[Order]
    ) -> bool:
        """Whether the figure stands in a wrong order and is further off than the others there."""
        if not broken:
            return False
        apart = self._courses[key].distance(figures, value)
        for order in broken:
            other = order.larger if key == order.smaller else order.smaller
            theirs, course = figures.value(other), self._courses.get(other)
            if theirs is not None and course is not None and course.distance(figures, theirs) > apart:
                return False
        return True


_DIAGNOSIS = "slip diagnosis"
_BLAME = "slip blame"


def _or(value: Decimal | None, otherwise: Decimal) -> Decimal:
    return value if value is not None else otherwise


def _original(value: Decimal, meant: Decimal, course: Course, figures: Figures) -> Original:
    """By which slip a value came from what was meant."""
    for original in originals(value, course.item.decimals, course.item.unit):
        if original.allows(meant):
            return Original(meant, original.slip, original.wording)
    if value and course.past(figures)[-1:] == ((figures.year - 1, value),):
        return Original(meant, Slip.COPIED, "照抄了上年数")
    if is_one_digit_off(value, meant, course.item.decimals):
        return Original(meant, Slip.DIGIT, "打错了一位数字")
    return Original(meant, Slip.OTHER, "与其他各格对不上")


def _symptom(slip: Slip) -> Symptom:
    if slip in (Slip.SHIFTED, Slip.UNIT, Slip.SIGN):
        return Symptom.MAGNITUDE
    return Symptom.BETWEEN if slip is Slip.BETWEEN else Symptom.DIGITS
