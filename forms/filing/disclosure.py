"""Figures from which a person could be identified (涉及个人的小数字), for the caution before print and mail.

Only items that the pack marks as sensitive are examined: HIV, domestic violence, abortions ... A count from 1
to 4 is small (``SMALL_BELOW``); 0 identifies nobody. A count that is not on the form is examined too where it
follows from figures that are: with nine infected and eight treated, one was not treated; a whole less its
only printed part is the other part; a whole less all parts but one is the part left out.

Nothing is withheld or rounded: reporting the figures is a duty, and the receiving office needs them as they
are. Not examined, on purpose: that all of a larger group share a property (nine of nine), comparison with
other years or other units' forms, and rates, whose numerator stands beside them anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import TypeGuard

from forms.figures.breakdown import SeriesKey
from forms.findings.balance import breakdown_families
from forms.frozen import frozen
from forms.plan.pack import RelationKind
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout

SMALL_BELOW = 5
"""Counts from 1 to below this may identify a person: Office for National Statistics, Review of the
Dissemination of Health Statistics: Confidentiality Guidance (2006), by which 1 and 2 are unsafe, for small
areas and sensitive data 3 and 4 as well."""


@frozen
class SmallCount:
    """A small count that is typed or follows from typed ones.

    Attributes:
        keys: the figure itself, or the whole and then the parts from which it follows.
        value: the small count, 1 to 4.
    """

    keys: tuple[SeriesKey, ...]
    value: Decimal

    @property
    def is_derived(self) -> bool:
        """Whether it follows from other figures instead of standing in a cell."""
        return len(self.keys) > 1


def small_counts(figures: Figures, layout: UnitLayout) -> tuple[SmallCount, ...]:
    """All small counts of sensitive items in a unit's year, each once, typed ones first."""
    direct = [
        SmallCount((cell.key,), value)
        for cell in layout.entry_cells
        if _is_sensitive(figures, cell.key) and _is_small(value := figures.value(cell.key))
    ]
    derived = [
        SmallCount((whole, *parts), rest)
        for whole, parts in dict.fromkeys(_differences(figures, layout))
        if _is_small(rest := _rest(figures, whole, parts))
    ]
    return (*direct, *derived)


def _is_sensitive(figures: Figures, key: SeriesKey) -> bool:
    return figures.plan.item_by_code[key.code].sensitive


def _is_small(value: Decimal | None) -> TypeGuard[Decimal]:
    return value is not None and 0 < value < SMALL_BELOW


def _rest(figures: Figures, whole: SeriesKey, parts: tuple[SeriesKey, ...]) -> Decimal | None:
    values = [figures.value(key) for key in (whole, *parts)]
    known = [value for value in values if value is not None]
    return known[0] - sum(known[1:], Decimal(0)) if len(known) == len(values) else None


def _differences(figures: Figures, layout: UnitLayout) -> Iterator[tuple[SeriesKey, tuple[SeriesKey, ...]]]:
    """Sensitive wholes, each with its known parts that a reader can subtract from it."""
    shown = layout.cells_by_key
    for whole, parts in _structures(figures, layout):
        if whole in shown and _is_sensitive(figures, whole):
            known = tuple(part for part in parts if part in shown and figures.value(part) is not None)
            if known:
                yield whole, known


def _structures(figures: Figures, layout: UnitLayout) -> Iterator[tuple[SeriesKey, tuple[SeriesKey, ...]]]:
    """Every whole and its parts: breakdowns, 其中 rows, chains and declared sums."""
    plan = figures.plan
    for code in dict.fromkeys(cell.key.code for cell in layout.entry_cells):
        for whole, _, parts in breakdown_families(plan.item_by_code[code]):
            yield SeriesKey(code, whole), tuple(SeriesKey(code, part) for part in parts)
    for larger, between, smaller in _ordered(figures, layout):
        for breakdown in ("_T", *plan.item_by_code[larger].breakdown):
            # As in the checks of a chain: with a figure between them the neighbours are compared instead.
            if all(figures.value(SeriesKey(code, breakdown)) is None for code in between):
                yield SeriesKey(larger, breakdown), (SeriesKey(smaller, breakdown),)
    for relation in plan.relations:
        if relation.kind is RelationKind.SUM:
            first, *others = (SeriesKey(code) for code in relation.items)
            yield first, tuple(others)


def _ordered(figures: Figures, layout: UnitLayout) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Larger item, items between the two in a chain, and smaller item, which is a part of the larger."""
    for form in layout.forms:
        rows = {row.code: row for row in form.form.rows}
        for row in form.form.rows:
            whole = rows[row.part_of].item if row.part_of is not None else None
            if whole is not None and row.item is not None:
                yield whole, (), row.item
    for relation in figures.plan.relations:
        if relation.kind is RelationKind.CHAIN:
            for i, j in combinations(range(len(relation.items)), 2):
                yield relation.items[i], relation.items[i + 1 : j], relation.items[j]
