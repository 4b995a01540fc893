"""Spoils the figures of a clean case, one figure for each mistake, and says what must be found.

What is expected is worked out here from the published definitions, not asked of the program.
"""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

from forms.figures.breakdown import TOTAL, SeriesKey, parse_breakdown
from forms.findings.balance import breakdown_families
from forms.plan.definitions import Basis, Direction
from forms.plan.pack import RelationKind
from forms.plan.targets import Op
from forms.reporting.layout import lay_out
from tests.conformance.notation import ABSENT, SAME

_DUE = (Op.AT_LEAST, Op.AT_MOST, Op.EQUAL)
_BOUNDS = (Op.AT_LEAST, Op.AT_MOST)
_DIRECTIONS = (Op.INCREASE, Op.DECREASE)


class Spoiler:
    """Changes to a unit's clean figures, key to the texts of all years, and the rules they are meant for."""

    def __init__(self, plan, unit, clean):
        self.plan, self.clean = plan, clean
        self.layout = lay_out(plan, unit)
        self.keys = [cell.key for cell in self.layout.entry_cells]
        self.changes, self.meant, self.done = {}, {}, set()
        self.touched = Counter()
        self.election = {
            t.item
            for i in plan.indicators
            if i.election
            for t in (*i.formula.numerator, *i.formula.denominator)
        }

    def item(self, key):
        return self.plan.item_by_code[key.code]

    def now(self, key):
        return self.clean[key][-1]

    def is_free(self, *keys):
        """Whether nothing was done yet to these figures nor to other breakdowns of the same items."""
        return all(key in self.clean and not self.touched[key.code] for key in keys)

    def put(self, code, *pairs):
        """Spoil this year's text of some figures for one rule."""
        for key, text in pairs:
            self.changes[key] = [SAME] * (len(self.clean[key]) - 1) + [str(text)]
            self.touched[key.code] += 1
        self.meant.setdefault(code, []).append(str(pairs[0][0]))

    def first(self, wanted):
        """The first untouched figure of which something is true, None if there is none."""
        return next((key for key in self.keys if self.is_free(key) and wanted(key)), None)

    # --- cells -------------------------------------------------------------------------------------------

    def cells(self):
        """One figure for each rule about a single cell."""
        picks = {
            "TB-CELL-001": (self._is_count, lambda _: "约2000"),
            "TB-CELL-003": (self._is_count, lambda _: "12,34"),
            "TB-CELL-004": (self._is_count, lambda _: "1" * 20),
            "TB-CELL-011": (self._is_count, lambda _: "-5"),
            "TB-CELL-002": (lambda key: self.item(key).unit == "%", lambda _: "95‰"),
            "TB-CELL-010": (self._is_count, lambda key: f"{self.now(key)}.5"),
            "TB-CELL-012": (lambda key: self.item(key).maximum, lambda key: self.item(key).maximum + 1),
            "TB-CELL-013": (self._cannot_be_zero, lambda _: "0"),
            "TB-CELL-014": (self._is_count, lambda _: "-2"),
            "TB-FILL-001": (self._is_count, lambda _: ABSENT),
        }
        for code, (wanted, text) in picks.items():
            key = self.first(wanted)
            if key is not None:
                self.put(code, (key, text(key)))

    def _is_count(self, key):
        return self.item(key).is_additive and key.breakdown == TOTAL and not self.item(key).breakdown

    def _cannot_be_zero(self, key):
        return not self.item(key).zero_plausible and key.breakdown == TOTAL

    # --- figures that belong together --------------------------------------------------------------------

    def balances(self):
        """Sums, parts, chains and pairs that no longer hold."""
        for key in self.keys:
            item = self.item(key)
            for whole, dimension, parts in breakdown_families(item):
                keys = [SeriesKey(item.code, b) for b in parts]
                values = {parse_breakdown(b)[dimension] for b in parts}
                complete = dimension in ("AREA", "AGE") or {"F", "M"} <= values or {"U", "R"} <= values
                if key == keys[0] and self.is_free(*keys) and item.is_additive:
                    above = self.now(SeriesKey(item.code, whole))
                    if complete and "TB-SUM-001" not in self.meant:
                        self.put("TB-SUM-001", (key, self.now(key) + 1))
                    elif not complete and "TB-PART-002" not in self.meant:
                        self.put("TB-PART-002", (key, above + 3))
        self._orders()
        self._pairs()

    def orders(self, done):
        """Everything that must not be larger than something else, as far as figures are free for it.

        Args:
            done: pairs turned round in another case; those of this one are added.
        """
        self.done = done
        self._orders(every=True)

    def _orders(self, *, every=False):
        for form in self.layout.forms:
            rows = {row.code: row for row in form.form.rows}
            for row in form.form.rows:
                whole = rows[row.part_of].item if row.part_of else None
                if whole and row.item and self.item(SeriesKey(row.item)).is_additive:
                    self._above("TB-PART-001", SeriesKey(row.item), SeriesKey(whole), every=every)
        for relation in self.plan.relations:
            if relation.kind is RelationKind.CHAIN:
                for larger, smaller in pairwise(map(SeriesKey, relation.items)):
                    self._above("TB-CHAIN-001", smaller, larger, every=every)

    def _above(self, code, part, whole, *, every):
        if (part, whole) in self.done or not (every or code not in self.meant):
            return
        if self.is_free(part, whole):
            self.done.add((part, whole))
            self.put(code, (part, self.now(whole) + 2))
            self.touched[whole.code] += 1

    def _pairs(self):
        for indicator in self.plan.indicators:
            typed, sample = indicator.identity_item, indicator.sample_item
            if (
                typed
                and sample
                and self.is_free(typed, SeriesKey(sample))
                and "TB-PAIR-001" not in self.meant
            ):
                self.put("TB-PAIR-001", (SeriesKey(sample), "-1"))
                self.touched[typed.code] += 1

    # --- rates and years ---------------------------------------------------------------------------------

    def rates(self):
        """A rate above 100 per cent, and one whose denominator is zero."""
        for code, text in (("TB-RATE-001", None), ("TB-RATE-002", "0")):
            for above, below, indicator in self._fractions():
                unordered = code == "TB-RATE-002" or (
                    indicator.unit == "%" and not indicator.may_exceed_100 and not self._ordered(above, below)
                )
                if unordered and self.is_free(above, below) and self.now(above) > 0:
                    key = below if text else above
                    self.put(code, (key, text or self.now(below) * 11 // 10))
                    self.touched[above.code] += 1
                    self.touched[below.code] += 1
                    break

    def _fractions(self):
        for key in self.layout.cells_by_key:
            indicator = self.plan.indicator_by_code.get(key.code)
            if indicator is None or key.breakdown != TOTAL or indicator.identity_item is not None:
                continue
            formula = indicator.formula
            if len(formula.numerator) == len(formula.denominator) == 1:
                above, below = formula.numerator[0], formula.denominator[0]
                yield (
                    SeriesKey(above.item, above.breakdown),
                    SeriesKey(below.item, below.breakdown),
                    indicator,
                )

    def _ordered(self, above, below):
        chained = [r.items for r in self.plan.relations if r.kind is RelationKind.CHAIN]
        rows = [
            (row.item, parent.item)
            for form in self.layout.forms
            for row in form.form.rows
            for parent in form.form.rows
            if row.part_of == parent.code
        ]
        together = any({above.code, below.code} <= set(items) for items in chained)
        return above.code == below.code or together or (above.code, below.code) in rows

    def years(self):
        """A count that grew by half, one that was copied from last year."""
        grown = self.first(lambda key: self._is_count(key) and self.now(key) > 1000)
        if grown is not None:
            self.put("TB-YEAR-001", (grown, self.now(grown) * 3 // 2))
        copied = self.first(
            lambda key: self._is_count(key) and self.now(key) > 100 and key.code not in self.election
        )
        if copied is not None:
            self.put("TB-YEAR-003", (copied, self.clean[copied][-2]))

    # --- slips -------------------------------------------------------------------------------------------

    def slips(self):
        """Ten times too large, two figures exchanged, zero for a large figure, people typed for a share."""
        tenfold = self.first(lambda key: self._is_large(key) and self.now(key) % 10)
        if tenfold is not None:
            self.put("TB-SLIP-001", (tenfold, self.now(tenfold) * 10))
        nothing = self.first(self._is_never_small)
        if nothing is not None:
            self.put("TB-SLIP-004", (nothing, "0"))
        for key in self.keys:
            families = [parts for whole, _, parts in breakdown_families(self.item(key)) if whole == TOTAL]
            if key.breakdown == TOTAL and families and len(families[0]) == 2 and self.item(key).is_additive:
                first, second = (SeriesKey(key.code, part) for part in families[0])
                if self.is_free(first, second) and self.now(first) * 5 > self.now(second) * 6 > 600:
                    self.put("TB-SLIP-003", (first, self.now(second)), (second, self.now(first)))
                    break
        self._people_for_a_share()

    def _people_for_a_share(self):
        for indicator in self.plan.indicators:
            typed, sample = indicator.identity_item, indicator.sample_item
            if typed and sample and indicator.unit == "%" and self.is_free(typed, SeriesKey(sample)):
                people = round(self.now(typed) * self.now(SeriesKey(sample)) / 100)
                self.put("TB-SLIP-005", (typed, people))
                return

    def _is_large(self, key):
        return self._is_count(key) and self.now(key) > 1000 and not self.item(key).sensitive

    def _is_never_small(self, key):
        chained = any(key.code in relation.items for relation in self.plan.relations)
        return (
            self._is_large(key)
            and self.item(key).zero_plausible
            and not chained
            and key.code not in self.election
        )

    # --- targets that are due ----------------------------------------------------------------------------

    def misses(self):
        """Targets that are due and missed: of a complete count, and of a rate with few events."""
        for indicator in self.plan.indicators:
            for target in self.plan.targets_by_indicator.get(indicator.code, ()):
                due = target.hold or (target.year is not None and target.year <= 2025)
                keys = self._fraction(indicator)
                if due and target.op in _DUE and target.value and keys and self.is_free(*keys):
                    self._miss(indicator, target, keys)

    def _miss(self, indicator, target, keys):
        whole = self.now(keys[1]) / indicator.formula.multiplier if len(keys) == 2 else 1
        far = Decimal("0.97") if target.op is not Op.AT_MOST else Decimal("1.03")
        above = round(target.value * far * whole, self.item(keys[0]).decimals)
        if indicator.basis is Basis.EVENT_RATE:
            above = int(target.value * whole) + 1
            if above < 20:
                self.put("TB-TARGET-005", (keys[0], above))
        elif indicator.basis is Basis.COMPLETE_COUNT:
            self.put("TB-TARGET-001", (keys[0], above))
        for key in keys:
            self.touched[key.code] += 1

    # --- paces -------------------------------------------------------------------------------------------

    def paces(self):
        """Gives every indicator another course; returns the outlook meant, where a single target says it."""
        wanted = iter(("lagging", "at_risk", "away", "slipping", "on_track") * 40)
        directions = iter(("away", "flat") * 40)
        meant = {}
        for indicator in self.plan.indicators:
            targets = [t for t in self.plan.targets_by_indicator.get(indicator.code, ()) if t.op is not None]
            gap = self._gap(indicator)
            if gap and len(targets) == 1 and targets[0].op is Op.DECREASE and self.is_free(*gap):
                meant[indicator.code] = self._open_gap(gap, indicator, targets[0], next(directions))
                continue
            keys = self._told(indicator)
            if not targets or not keys or not self.is_free(*keys):
                continue
            target = targets[-1]
            if target.op in _BOUNDS and target.value and not target.hold and target.reference is None:
                outlook = next(wanted)
            elif target.op in _DIRECTIONS and target.order == 1:
                outlook = next(directions)
            else:
                self._follow(indicator, keys, self._astray(indicator, keys))
                continue
            self._follow(indicator, keys, _course(indicator, target, outlook, self.item(keys[0]).maximum))
            plain = indicator.basis is Basis.COMPLETE_COUNT and target.breakdown == TOTAL
            coarse = len(keys) == 2 and min(map(self.now, keys)) < 1000
            if (
                len(targets) == 1
                and plain
                and not coarse
                and not target.hold
                and (target.year or 2030) > 2025
            ):
                meant[indicator.code] = outlook
        return meant

    def _astray(self, indicator, keys):
        """The clean course, a fifth worse; shares and counts alike, so ``~`` and ``balanced`` fail."""
        worse = Decimal("1.2") if indicator.better is Direction.LOWER else Decimal("0.8")
        wholes = self.clean[keys[1]] if len(keys) == 2 else [1] * len(self.clean[keys[0]])
        scale = indicator.formula.multiplier if len(keys) == 2 else 1
        return [v * worse * scale / (w or 1) for v, w in zip(self.clean[keys[0]], wholes, strict=True)]

    def _told(self, indicator):
        """The figures by which an indicator can be moved alone: no other parts would have to follow."""
        keys = self._fraction(indicator)
        if not keys:
            return ()
        siblings = [b for b in self.item(keys[0]).breakdown if b != keys[0].breakdown]
        return () if siblings or len(set(keys)) < len(keys) else keys

    def _gap(self, indicator):
        """The two typed figures between which an indicator is the distance, the larger first."""
        formula = indicator.formula
        if len(formula.numerator) != 2 or formula.denominator:
            return ()
        keys = tuple(SeriesKey(t.item, t.breakdown) for t in formula.numerator)
        return keys if set(keys) <= set(self.clean) else ()

    def _open_gap(self, keys, indicator, target, outlook):
        """Move the first of two figures so that their distance takes a course; returns the outlook."""
        first, second = keys
        most = self.item(first).maximum
        room = None if most is None else most - max(self.clean[second])
        gaps = _course(indicator, target, outlook, room)
        decimals = self.item(first).decimals
        moved = [round(base + gap, decimals) for base, gap in zip(self.clean[second], gaps, strict=True)]
        self.changes[first] = [str(value) for value in moved]
        for code in {first.code, second.code}:
            self.touched[code] += 1
        return outlook

    def _fraction(self, indicator):
        """The typed figure of an indicator, or numerator and denominator where each is one figure."""
        formula = indicator.formula
        if len(formula.numerator) != 1 or len(formula.denominator) > 1:
            return ()
        keys = tuple(SeriesKey(t.item, t.breakdown) for t in (*formula.numerator, *formula.denominator))
        return keys if set(keys) <= set(self.clean) else ()

    def _follow(self, indicator, keys, course):
        above = keys[0]
        decimals = self.item(above).decimals
        texts = []
        for n, value in enumerate(course):
            whole = self.clean[keys[1]][n] / indicator.formula.multiplier if len(keys) == 2 else 1
            texts.append(str(max(round(value * whole, decimals), Decimal(0))))
        self.changes[above] = texts
        for key in keys:
            self.touched[key.code] += 1


def _course(indicator, target, outlook, most):
    """Values from 2019 on whose pace since 2020 is of the wanted class by the ratio of growth rates."""
    better = 1 if indicator.better is not Direction.LOWER else -1
    if target.op in _DIRECTIONS:
        better = 1 if target.op is Op.INCREASE else -1
        start = min(Decimal(50), most / 2) if most is not None else Decimal(50)
        steps = {"away": (0, -1, -2, -3, -4, -5), "flat": (0, 2, 5, 6, 5, 4)}[outlook]
        return [start, *(start + better * step for step in steps)]
    goal, years = target.value, (target.year or 2030) - 2020
    if outlook == "slipping":
        most = 100 / goal - 1 if indicator.is_share and better > 0 else 1
        room = min(Decimal("0.10"), most)  # a share cannot start above 100
        beyond = [1 + room * (1 - Decimal("0.19") * n) for n in range(6)]
        return [goal * (share if better > 0 else 2 - share) for share in (beyond[0], *beyond)]
    base = goal * (Decimal("0.8") if better > 0 else Decimal("1.25"))
    share = {"lagging": "0.8", "at_risk": "0.3", "away": "-0.5", "on_track": "1.02"}[outlook]
    yearly = (goal / base) ** (Decimal(1) / years) - 1
    return [base, *(base * (1 + yearly * Decimal(share)) ** n for n in range(6))]
