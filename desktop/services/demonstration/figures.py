"""Invents seven years of figures for a unit: consistent, and on course for its targets or a little behind.

Nothing here is drawn from any place: sizes follow from the letters of the codes, so the same plan gives the
same figures on every machine. 演示数据. The conformance cases of the tests are made of the same figures.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from forms.figures.breakdown import TOTAL, SeriesKey, parse_breakdown
from forms.findings.balance import breakdown_families
from forms.plan.definitions import Direction, Formula, Indicator, Item
from forms.plan.pack import Plan, RelationKind
from forms.plan.targets import Op, Target
from forms.reporting.layout import UnitLayout, lay_out

FIRST, LAST = 2019, 2025
"""The first and the last year for which figures are invented. Chosen by us: the packs compare with 2019, and
2025 is the mid-term year."""
_YEARS = range(FIRST, LAST + 1)
_SHARES = {"SEX": {"F": 49, "M": 51, "_U": 0}, "RES": {"U": 62, "R": 38, "_U": 0}}
"""Per cent of a whole that its parts have. Chosen by us."""
_FALLING = (Direction.LOWER, Direction.ZERO)
"""What gets better by getting smaller; invented gaps keep the sign they begin with."""
_AT_LEAST = {Op.AT_LEAST, Op.EQUAL, Op.ABOUT, Op.EXISTS}


Ends = tuple[Fraction, Fraction]
"""Values of an indicator in the first and in the last year."""


def invent(plan: Plan, unit: str, *, behind: bool = False) -> dict[SeriesKey, list[Decimal]]:
    """Invent figures for every entry cell of a unit.

    Args:
        plan: the plan.
        unit: code of the unit.
        behind: whether the unit is three per cent short of every figure in a target, and goes the wrong way
            where only a direction is asked for; else it meets every target.

    Returns:
        Item and breakdown to the values of the years from ``FIRST`` to ``LAST``, rounded as they are typed.
    """
    inventor = _Inventor(plan, unit, behind=behind)
    return {cell.key: inventor.series(cell.key) for cell in lay_out(plan, unit).entry_cells}


def _size(code: str, least: int, most: int) -> int:
    return least + zlib.crc32(code.encode()) % (most - least)


class _Inventor:
    def __init__(self, plan: Plan, unit: str, *, behind: bool) -> None:
        self.plan = plan
        self.behind = behind
        self.known: dict[SeriesKey, list[Fraction]] = {}
        self.linked: dict[SeriesKey, tuple[SeriesKey, list[Fraction], bool]] = {}
        layout = lay_out(plan, unit)
        judged = [row.indicator for form in layout.forms for row in form.rows if row.indicator]
        self.election = {
            t.item
            for i in plan.indicators
            if i.election
            for t in (*i.formula.numerator, *i.formula.denominator)
        }
        self.parents = self._parents(layout)
        for indicator in sorted(judged, key=lambda i: len(i.formula.numerator)):
            self._take(indicator)  # gaps last: they lie around a figure that others may have set

    def _parents(self, layout: UnitLayout) -> dict[str, str]:
        """Maps each item that is part of a whole to the item of the whole."""
        parents: dict[str, str] = {}
        for form in layout.forms:
            rows = {row.code: row for row in form.form.rows}
            for row in form.form.rows:
                whole = rows[row.part_of].item if row.part_of else None
                if row.item and whole:
                    parents[row.item] = whole
        for relation in self.plan.relations:
            if relation.kind is RelationKind.CHAIN:
                for larger, smaller in zip(relation.items, relation.items[1:], strict=False):
                    parents.setdefault(smaller, larger)
        return parents

    def _take(self, indicator: Indicator) -> None:
        if indicator.formula.compare is not None:
            return  # follows from figures that others set
        formula, course = indicator.formula, self.course(indicator)
        first, *others = formula.numerator
        above = SeriesKey(first.item, first.breakdown)
        if others:
            self._take_difference(formula, course)
        elif not formula.denominator:
            self.known.setdefault(above, course)
        else:
            below = SeriesKey(formula.denominator[0].item, formula.denominator[0].breakdown)
            shares = [value / Fraction(formula.multiplier) for value in course]
            self.linked.setdefault(above, (below, shares, self._rounds_up(indicator)))

    def _take_difference(self, formula: Formula, course: list[Fraction]) -> None:
        """A gap between two figures: the first is invented, the second lies so far away from it.

        Two parts of one figure that is known lie half the gap above and below it.
        """
        first, second = (SeriesKey(t.item, t.breakdown) for t in formula.numerator)
        whole = self.known.get(SeriesKey(first.code))
        if first.code == second.code and whole is not None:
            self.known[first] = [middle + gap / 2 for middle, gap in zip(whole, course, strict=True)]
            self.known[second] = [middle - gap / 2 for middle, gap in zip(whole, course, strict=True)]
            return
        start = [Fraction(_size(first.code, 40, 60)) + n for n in range(len(_YEARS))]
        if formula.denominator:
            start = [Fraction(_size(first.code, 30_000, 50_000) + 900 * n) for n in range(len(_YEARS))]
            course = [
                part / Fraction(formula.multiplier) * whole for part, whole in zip(course, start, strict=True)
            ]
        self.known[first] = start
        self.known[second] = [a - b for a, b in zip(start, course, strict=True)]

    # --- courses -----------------------------------------------------------------------------------------

    def _rises(self, indicator: Indicator) -> bool:
        return indicator.better not in _FALLING

    def _rounds_up(self, indicator: Indicator) -> bool:
        return self._rises(indicator) is not self.behind

    def course(self, indicator: Indicator) -> list[Fraction]:
        """Values of all years that meet every target of an indicator, or fall short, and go on that way."""
        targets = self.plan.targets_by_indicator.get(indicator.code, ())
        start, end = self._ends(indicator, targets)
        bend = Fraction(1, 60) * start if any(t.order == 2 for t in targets) else Fraction(0)
        last = len(_YEARS) - 1
        return [start + (end - start) * n / last - bend * n * n / (last * last) for n in range(len(_YEARS))]

    def _ends(self, indicator: Indicator, targets: Iterable[Target]) -> Ends:
        below, above = self._limits(targets)
        top = 100 if indicator.unit == "%" and not indicator.may_exceed_100 else None
        if self.behind:
            return self._ends_behind(indicator, targets, below, above)
        if indicator.better is None and below is not None:
            return below, below
        if above is not None and not self._rises(indicator):
            return above * Fraction(9, 10), above * Fraction(8, 10)
        typed = indicator.identity_item
        if typed is not None and below is not None and below <= 10 and indicator.unit != "%":
            return below * 4, below * 9
        if below is not None and top is not None and below * Fraction(105, 100) > top:
            return below + (top - below) * Fraction(1, 4), below + (top - below) * Fraction(1, 2)
        if below is not None:
            return below * Fraction(102, 100), below * Fraction(105, 100)
        start = self._usual(indicator)
        risen = max(
            [t.value for t in targets if t.op is Op.RELATIVE_INCREASE and t.value is not None], default=None
        )
        if risen is not None:
            return start, start * (100 + Fraction(risen) * Fraction(11, 10)) / 100
        return start, start * Fraction(110 if self._rises(indicator) else 90, 100)

    def _ends_behind(
        self,
        indicator: Indicator,
        targets: Iterable[Target],
        below: Fraction | None,
        above: Fraction | None,
    ) -> Ends:
        if above is not None and not self._rises(indicator):
            return above * Fraction(12, 10), above * Fraction(103, 100)
        if (
            below is not None
            and indicator.identity_item is not None
            and below <= 10
            and indicator.unit != "%"
        ):
            return below - 1, below - 1
        if below is not None:
            return below * Fraction(85, 100), below * Fraction(97, 100)
        start = self._usual(indicator)
        if any(t.op is Op.RELATIVE_INCREASE for t in targets):
            return start, start * Fraction(103, 100)
        return start, start * Fraction(90 if self._rises(indicator) else 110, 100)

    def _limits(self, targets: Iterable[Target]) -> tuple[Fraction | None, Fraction | None]:
        """The strictest figures that the targets name, for better high and better low."""
        values = []
        for target in targets:
            reference = target.reference
            if reference is not None and reference.indicator is not None:
                values.append(self.course(self.plan.indicator_by_code[reference.indicator])[-1])
            elif target.op is Op.BALANCED:
                even = 50 if target.unit in ("%", None) else 1
                values.append(Fraction(target.value if target.value is not None else even))
            elif target.op in (_AT_LEAST | {Op.AT_MOST}):
                values.append(Fraction(target.value if target.value is not None else 1))
        return max(values, default=None), min(values, default=None)

    def _usual(self, indicator: Indicator) -> Fraction:
        if indicator.unit == "%":
            return Fraction(_size(indicator.code, 42, 58))
        if indicator.identity_item is not None:
            item = self.plan.item_by_code[indicator.identity_item.code]
            return Fraction(_size(indicator.code, 1500, 9000) if item.decimals == 0 else 12)
        return Fraction(_size(indicator.code, 20, 30))

    # --- figures -----------------------------------------------------------------------------------------

    def series(self, key: SeriesKey) -> list[Decimal]:
        """Values of a figure, rounded as they are typed."""
        return [self._value(key, n) for n in range(len(_YEARS))]

    def _value(self, key: SeriesKey, n: int) -> Decimal:
        item = self.plan.item_by_code[key.code]
        if key in self.known:
            return _rounded(self.known[key][n], item.decimals)
        if key in self.linked:
            inner = [
                SeriesKey(part, key.breakdown) for part, whole in self.parents.items() if whole == key.code
            ]
            told = [part for part in inner if part in self.linked and self.linked[part][0].code != key.code]
            least = max([self._linked(part, n) for part in told], default=Decimal(0))
            return self._within(key, n, max(self._linked(key, n), least))
        if key.breakdown != TOTAL:
            return self._part(item, key, n)
        if key.code in self.parents:
            share = Fraction(1580 + 9 * n, 2000)
            return _rounded(
                Fraction(self._value(SeriesKey(self.parents[key.code]), n)) * share, item.decimals
            )
        return _rounded(self._base(item, n), item.decimals)

    def _linked(self, key: SeriesKey, n: int) -> Decimal:
        """A numerator: its share of the denominator, rounded to the better side."""
        below, shares, rises = self.linked[key]
        exact = shares[n] * Fraction(self._value(below, n))
        decimals = self.plan.item_by_code[key.code].decimals
        if decimals == 0:
            exact = Fraction(exact.__ceil__() if rises else exact.__floor__())
        return _rounded(exact, decimals)

    def _within(self, key: SeriesKey, n: int, value: Decimal) -> Decimal:
        """No more than the figure of which it is a part."""
        parent = self.parents.get(key.code)
        return min(value, self._value(SeriesKey(parent, key.breakdown), n)) if parent else value

    def _base(self, item: Item, n: int) -> Fraction:
        if item.maximum is not None:
            return Fraction(item.maximum) * (80 + n) / 100
        if item.code in self.election:
            return Fraction(_size(item.code, 300, 900))
        if item.code.endswith("-sample"):
            return Fraction(_size(item.code, 9_000, 9_900) + 7 * n)
        grown = 100 + n * Fraction(_size(item.code, 10, 25), 10)
        return Fraction(_size(item.code, 20_000, 60_000)) * grown / 100

    def _part(self, item: Item, key: SeriesKey, n: int) -> Decimal:
        """A breakdown: a share of its whole; the last of a family that adds up takes what is left."""
        for whole, dimension, parts in breakdown_families(item):
            if key.breakdown not in parts:
                continue
            total = self._value(SeriesKey(item.code, whole), n)
            values = {parse_breakdown(p)[dimension] for p in parts}
            # By district and by age, the bundled plans leave nobody out.
            whole_by = dimension in ("AREA", "AGE") or {"F", "M"} <= values or {"U", "R"} <= values
            told = [p for p in parts if {SeriesKey(item.code, p)} & (self.linked.keys() | self.known.keys())]
            untold = [p for p in parts if p not in told]
            if whole_by and key.breakdown == untold[-1]:
                others = (p for p in parts if p != key.breakdown)
                return total - sum(self._value(SeriesKey(item.code, p), n) for p in others)
            share = _share(dimension, parse_breakdown(key.breakdown)[dimension], len(parts))
            return _rounded(Fraction(total) * share, item.decimals, down=True)
        raise AssertionError(key)


def _share(dimension: str, value: str, parts: int) -> Fraction:
    return Fraction(_SHARES[dimension][value], 100) if dimension in _SHARES else Fraction(1, parts)


def _rounded(exact: Fraction | Decimal, decimals: int, *, down: bool = False) -> Decimal:
    scale = 10**decimals
    exact = Fraction(exact)
    digits = (exact * scale).__floor__() if down else (exact * scale + Fraction(1, 2)).__floor__()
    with localcontext() as context:
        context.prec = 40
        return Decimal(digits).scaleb(-decimals)
