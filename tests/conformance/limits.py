"""Puts figures just inside or just outside what a target or a parameter allows, and says what must follow.

The limits are worked out here from the published definitions. A figure stands as near to its limit as it
can be typed, so that a target or a tolerance moved by little gives another answer.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.findings.balance import breakdown_families
from forms.plan.definitions import Comparison, Direction
from forms.plan.targets import Op
from tests.conformance.notation import ABSENT, FIRST, SAME, YEAR
from tests.conformance.spoiling import Spoiler

_LEAST = "at least"
_MOST = "at most"
_EVEN = Decimal(50)
_SPREAD = Decimal("0.01")
"""How far the years around the base year lie from it, as a share: little, but more than typing rounds."""


class Limits(Spoiler):
    """Figures at the limits of as many targets as are free for it.

    Attributes:
        outcomes: outcome that must follow, by indicator and number among its targets.
        silent: rules that must keep silent, with the figures they look at.
    """

    def __init__(self, plan, unit, clean, *, inside):
        super().__init__(plan, unit, clean)
        self.inside = inside
        self.outcomes, self.silent = {}, {}
        self.wholes = set()

    def targets(self, done):
        """Put one figure at the limit of each target.

        Args:
            done: names of targets treated in another case; those of this one are added.
        """
        shown = {row.indicator.code for form in self.layout.forms for row in form.rows if row.indicator}
        for code, targets in self.plan.targets_by_indicator.items():
            indicator = self.plan.judged_by_code[code]
            for number, target in enumerate(targets, start=1):
                name = f"{code} {number}"
                if code in shown and name not in done and self._treat(indicator, target):
                    done.add(name)
                    self.outcomes[name] = "met" if self.inside else "not_met"

    def _treat(self, indicator, target):
        """Whether the target could be treated: its figures are free, and its limit is known."""
        keys = self._moved_alone(indicator)
        standard = self._standard(target)
        if target.words is not None:
            return False
        if not keys or target.breakdown != TOTAL or target.order != 1 or not self._are_free(keys):
            return False
        if not self.is_free(*standard) or keys[0] in standard:
            return False
        if target.op in (Op.INCREASE, Op.DECREASE):
            texts = self._around_the_base(target, indicator, keys)
        else:
            texts = self._at_the_limit(target, indicator, keys)
        if texts is None:
            return False
        follows = self._parts_with if indicator.formula.compare is None else self._whole_with
        self.changes |= {keys[0]: texts, **follows(keys[0], texts)}
        self.touched[keys[0].code] += 1
        self.wholes.update(key.code for key in (*keys[1:], *standard))
        return True

    def _moved_alone(self, indicator):
        """The figures by which an indicator can be moved; a total only where its parts can follow."""
        formula, keys = indicator.formula, self._fraction(indicator)
        if formula.compare is Comparison.LEAST and not formula.denominator:
            return (SeriesKey(formula.numerator[0].item, formula.parts[0]),)
        if len(set(keys)) < len(keys) or not keys or formula.compare is not None:
            return ()
        breakdown = self.item(keys[0]).breakdown
        can_follow = keys[0].breakdown == TOTAL and not any(";" in b for b in breakdown)
        # Women by age follow all women; men and women by age do not depend on them.
        inner = {b for b in breakdown if b.startswith(f"{keys[0].breakdown};")}
        ages = {b for b in breakdown if b.startswith("AGE=")} if inner else set()
        return keys if can_follow or set(breakdown) <= {keys[0].breakdown} | inner | ages else ()

    def _parts_with(self, total, texts):
        """The largest part of every breakdown of a count takes what its total gains or loses."""
        if not self.item(total).is_additive:
            return {}
        found = {}
        for whole, _, parts in breakdown_families(self.item(total)):
            if whole != total.breakdown:
                continue
            part = max((SeriesKey(total.code, b) for b in parts), key=self.now)
            found[part] = [
                SAME if text == SAME else str(old + Decimal(text) - whole)
                for text, old, whole in zip(texts, self.clean[part], self.clean[total], strict=True)
            ]
        return found

    def _whole_with(self, part, texts):
        """The whole takes what one of its parts gains or loses."""
        whole = SeriesKey(part.code)
        courses = zip(texts, self.clean[whole], self.clean[part], strict=True)
        return {
            whole: [SAME if text == SAME else str(old + Decimal(text) - was) for text, old, was in courses]
        }

    def _are_free(self, keys):
        """Whether the figure can be changed: no other change relies on it, none changes what it relies on."""
        above, *below = keys
        return (
            self.is_free(*keys)
            and above.code not in self.wholes
            and all(key in self.clean and self.now(key) > 0 for key in below)
        )

    # --- figures at a limit ------------------------------------------------------------------------------

    def _at_the_limit(self, target, indicator, keys):
        bounds = self._bounds(target, indicator, keys)
        if bounds is None:
            return None
        side, limit = bounds[0] if self.inside else bounds[-1]
        decimals = self.item(keys[0]).decimals
        step = Decimal(1).scaleb(-decimals)
        exact = limit * self._whole(keys, indicator)
        within = exact.quantize(step, rounding=ROUND_CEILING if side == _LEAST else ROUND_FLOOR)
        beyond = within - step if side == _LEAST else within + step
        value = within if self.inside else beyond
        if value < 0 or (len(bounds) > 1 and bounds[0] == bounds[1] and within != exact):
            return None
        if target.reference is not None and target.reference.year is not None:
            return [SAME] * (YEAR - FIRST) + [str(value)]
        return self._led_up_to(keys[0], value, decimals)

    def _led_up_to(self, key, value, decimals):
        """The clean course, all of it raised or lowered alike."""
        share = value / self.now(key) if self.now(key) else Decimal(1)
        earlier = [str(round(old * share, decimals)) for old in self.clean[key][:-1]]
        return [*earlier, str(value)]

    def _whole(self, keys, indicator, year=YEAR):
        """What a value of one stands for in the figure above the line."""
        return self.clean[keys[1]][year - FIRST] / indicator.formula.multiplier if len(keys) == 2 else 1

    def _bounds(self, target, indicator, keys):
        """What the target allows, one or two limits; None where it names no figure."""
        value, better, parameters = target.value, indicator.better, self.plan.parameters
        if target.op is Op.EXISTS:
            return [(_LEAST, value if value is not None else Decimal(1))]
        if target.op is Op.BALANCED and value is None:
            value = _EVEN if target.unit in ("%", None) else None
        if target.reference is not None and target.reference.indicator is not None:
            value = self._standard_value(target)
        if value is None:
            return None
        if target.op is Op.RELATIVE_INCREASE:
            return [(_LEAST, self._risen(target, indicator, keys))]
        if target.op is Op.AT_LEAST:
            return [(_LEAST, value)]
        if target.op is Op.AT_MOST:
            return [(_MOST, value)]
        share = {Op.ABOUT: parameters.about_tolerance, Op.BALANCED: parameters.balance_tolerance}
        tolerance = share.get(target.op, Decimal(0))
        low, high = (_LEAST, value * (1 - tolerance)), (_MOST, value * (1 + tolerance))
        return [high] if better is Direction.LOWER else [low] if better is Direction.HIGHER else [low, high]

    def _standard(self, target):
        """The figures of the indicator with which another is compared."""
        reference = target.reference
        if reference is None or reference.indicator is None:
            return ()
        return self._fraction(self.plan.indicator_by_code[reference.indicator])

    def _standard_value(self, target):
        keys = self._standard(target)
        other = self.plan.indicator_by_code[target.reference.indicator]
        return self.now(keys[0]) / self._whole(keys, other) if keys else None

    def _risen(self, target, indicator, keys):
        year = target.reference.year
        base = self.clean[keys[0]][year - FIRST] / self._whole(keys, indicator, year)
        return (
            base + target.value if target.reference.measure == "points" else base * (100 + target.value) / 100
        )

    def _around_the_base(self, target, indicator, keys):
        """This year a little better (inside) or worse than the base year, the years around it the reverse."""
        rises = target.op is Op.INCREASE
        base = self.plan.parameters.baseline_year
        share = self.now(keys[0]) / self._whole(keys, indicator)
        top = 100 if indicator.is_share else None
        if not share or self.now(keys[0]) < 200 * Decimal(1).scaleb(-self.item(keys[0]).decimals):
            return None
        if top is not None and share * (1 + 2 * _SPREAD) > top:
            return None
        worse = 1 - _SPREAD if rises else 1 + _SPREAD
        better = 1 + _SPREAD if rises else 1 - _SPREAD
        of_base, of_others = (worse, better) if self.inside else (better, worse)
        texts = []
        for year in range(FIRST, YEAR + 1):
            factor = 1 if year == YEAR else of_base if year == base else of_others
            exact = share * factor * self._whole(keys, indicator, year)
            texts.append(str(round(exact, self.item(keys[0]).decimals)))
        return texts

    # --- changes against last year -----------------------------------------------------------------------

    def years(self):
        """A count and a percentage that changed against last year by just as much as is allowed, or more."""
        unrelated = [key for key in self.keys if self.is_free(key) and key.code not in self.wholes]
        counts = [key for key in unrelated if self._is_large(key)]
        grown = min(counts, key=lambda key: key.code in self._judged, default=None)
        if grown is not None:
            limit = self.now(grown) / (1 + self.plan.parameters.count_change)
            before = limit.to_integral_value(rounding=ROUND_CEILING)
            self._from("TB-YEAR-001", grown, before if self.inside else before - 1)
        surveyed = next((key for key in unrelated if key in self._surveyed and self.now(key) > 10), None)
        if surveyed is not None:
            before = self.now(surveyed) - self.plan.parameters.rate_change
            step = Decimal(1).scaleb(-self.item(surveyed).decimals)
            self._from("TB-YEAR-002", surveyed, before if self.inside else before - step)

    def _from(self, code, key, before):
        """Let last year's figure be another one, the only one known: with two, a slip could be suspected."""
        (self.silent if self.inside else self.meant).setdefault(code, []).append(str(key))
        self.changes[key] = [*[ABSENT] * (YEAR - FIRST - 1), str(before), SAME]
        self.touched[key.code] += 1

    @cached_property
    def _judged(self):
        """Items from which an indicator is derived: a change of theirs changes more than one answer."""
        return {
            term.item
            for indicator in self.plan.indicators
            for term in (*indicator.formula.numerator, *indicator.formula.denominator)
        }

    @cached_property
    def _surveyed(self):
        return {i.identity_item for i in self.plan.indicators if i.unit == "%"}


class Slowings(Spoiler):
    """Rises that should slow down and do not, surely or within the chance of the survey, or nobody can tell.

    Attributes:
        outlooks: outlook that must follow, by indicator.
        by_chance: indicators whose verdict must say that it may be chance.
    """

    def __init__(self, plan, unit, clean):
        super().__init__(plan, unit, clean)
        self.outlooks, self.by_chance = {}, []

    def spoil(self, turn):
        """Give each such indicator another fate.

        Args:
            turn: with which fate to begin, so that every indicator meets every fate in some case.
        """
        fates = (self._goes_on, self._goes_on_by_chance, self._cannot_be_told)
        slowing = [t.indicator for t in self.plan.targets if t.order == 2]
        for number, code in enumerate(slowing):
            indicator = self.plan.indicator_by_code[code]
            if indicator.identity_item in self.clean:
                fates[(number + turn) % len(fates)](indicator)

    def _goes_on(self, indicator):
        """Half a point a year up to 2022, then a whole one: 34.50 where 33.00 would have been no slowing.

        With some 9,000 people asked, chance reaches one point either way.
        """
        self.changes[indicator.identity_item] = list(_RISE)
        self.outlooks[indicator.code] = "away"

    def _goes_on_by_chance(self, indicator):
        """The same rise; with 400 people asked, chance reaches more than four points either way."""
        self._goes_on(indicator)
        sample = SeriesKey(indicator.sample_item)
        self.changes[sample] = [str(_SMALL_SAMPLE + n) for n in range(len(_RISE))]
        self.by_chance.append(indicator.code)

    def _cannot_be_told(self, indicator):
        """Two years since the base year are a change, but no change of a change."""
        self.changes[indicator.identity_item] = [*[ABSENT] * (len(_RISE) - 2), *_RISE[-2:]]
        self.outlooks[indicator.code] = "no_data"


_RISE = ("30.00", "30.50", "31.00", "31.50", "32.50", "33.50", "34.50")
_SMALL_SAMPLE = 400
