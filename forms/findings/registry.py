"""Rules, the checks they make for a unit's forms, and what a check may ask.

A *rule* is registered once with its stable code. For one plan and unit it yields *checks*: one per
row, sum or target. A check names the figures it reads, so that leaving one cell repeats only the
checks that read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from decimal import Decimal
from typing import Any, TypeVar

from forms.canonical import document_digest
from forms.fault import Fault
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, decimal_places, format_quantity
from forms.findings.finding import Finding, Level, Result, Suggestion
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import LayoutRow, UnitLayout

T = TypeVar("T")


@frozen
class Failure:
    """What a check found wrong, before level and cells are filled in by the rule."""

    message: str
    next_step: str
    imbalance: Decimal | None = None
    suggestions: tuple[Suggestion, ...] = ()
    keys: tuple[SeriesKey, ...] | None = None
    """Figures to point at, where they are not simply those of the check."""
    compared_years: tuple[int, ...] = ()
    """Earlier years with which it compares: an explanation is bound to their values too."""
    against: str = ""
    """What the pack holds the figures against (a target, a limit): an explanation is bound to it too."""
    bound: tuple[SeriesKey, ...] | None = None
    """Figures whose values an explanation is bound to, where they are not all that the check reads."""


Answer = Failure | Result | Fault
"""A failure, or PASSES or UNDECIDABLE; a fault where the program failed at what the check asks about."""
Ask = Callable[[Figures], Answer]
"""A question about a unit's figures."""


@frozen
class Check:
    """One question about a unit's figures.

    Attributes:
        rule: the rule it belongs to.
        keys: figures concerned, the one to look at first in front.
        inputs: items whose change repeats the check; includes the items of derived figures.
        ask: gives the answer for a set of figures.
        level: replaces the rule's level where the pack sets it for this relation.
    """

    rule: Rule
    keys: tuple[SeriesKey, ...]
    inputs: tuple[SeriesKey, ...]
    ask: Ask
    level: Level | None = None


@frozen
class Scope:
    """The forms of one unit under one plan: what rules make checks for."""

    plan: Plan
    unit: str
    layout: UnitLayout
    _remembered: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remember(self, subject: str, work_out: Callable[[Scope], T]) -> T:
        """What several rules need to know about these forms, worked out when it is first asked."""
        if subject not in self._remembered:
            self._remembered[subject] = work_out(self)
        found: T = self._remembered[subject]
        return found

    def row(self, key: SeriesKey) -> LayoutRow | None:
        """The form row in which a figure stands, None if on no form of the unit."""
        cells = self.layout.cells_by_key.get(key)
        return self.layout.row_by_cell[cells[0].address] if cells else None

    def name(self, key: SeriesKey) -> str:
        """Wording of a figure for messages: ``“活产数”`` or ``“活产数”（城市）``.

        As printed on its row, where that is clear by itself: an 其中 row (女性) and a label that other rows
        bear too are named in full.
        """
        row = self.row(key)
        full = (self.plan.item_by_code.get(key.code) or self.plan.indicator_by_code[key.code]).name
        is_clear = row is not None and not row.depth and len(self._bearers[row.name]) == 1
        column = self.column(key)
        return f"“{row.name if row is not None and is_clear else full}”" + (f"（{column}）" if column else "")

    def column(self, key: SeriesKey) -> str:
        """Head of the column in which a figure stands; empty for the first one and where it is on no form."""
        cells, row = self.layout.cells_by_key.get(key), self.row(key)
        if cells is None or row is None:
            return ""
        index = row.cells.index(cells[0])
        return self.layout.form_of(cells[0].address).column_names[index] if index else ""

    @property
    def _bearers(self) -> dict[str, set[str]]:
        """Figures that are printed under each label on the unit's forms."""
        return self.remember("bearers of labels", _bearers)

    def shown(self, key: SeriesKey, value: Decimal) -> str:
        """A figure for messages: typed ones with all their digits, or sums would seem not to add up."""
        item = self.plan.item_by_code.get(key.code)
        if item is None:
            return format_quantity(value, self.plan.indicator_by_code[key.code].decimals)
        return format_quantity(value, max(item.decimals, decimal_places(value)))

    def amount(self, key: SeriesKey, value: Decimal) -> str:
        """A difference with its unit of measure for messages."""
        item = self.plan.item_by_code.get(key.code)
        return self.shown(key, value) + (f" {item.unit}" if item is not None else "")


def _bearers(scope: Scope) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in (row for form in scope.layout.forms for row in form.rows):
        found.setdefault(row.name, set()).add(row.cells[0].key.code)
    return found


@frozen
class Rule:
    """A registered rule.

    Attributes:
        code: stable code, never reused.
        level: seriousness unless the pack changes the enforcement.
        title: short name for the catalogue (Chinese).
        meaning: what is checked and why, in one or two sentences (Chinese).
        make: yields the rule's checks for a scope.
        remedy: what to do about a finding (Chinese); empty where the level says enough.
        is_fixed: whether a pack cannot change its level: it tells what the program could not check.
    """

    code: str
    level: Level
    title: str
    meaning: str
    make: Maker
    remedy: str = ""
    is_fixed: bool = False

    def __hash__(self) -> int:
        """Rules are told apart by their code."""
        return hash(self.code)


Maker = Callable[[Scope, Rule], Iterator[Check]]
"""Makes a rule's checks for a scope."""


def finding_of(check: Check, failure: Failure, scope: Scope, figures: Figures, enforcement: Level) -> Finding:
    """Complete a failure into a finding bound to the values that it speaks of."""
    keys = failure.keys if failure.keys is not None else check.keys
    cells = scope.layout.cells_by_key
    bound_to = failure.bound if failure.bound is not None else check.inputs
    concerned = tuple(dict.fromkeys((*keys, *bound_to)))
    values = {str(key): _digested(figures, key) for key in concerned}
    for year in failure.compared_years:
        values |= {f"{key}@{year}": _digested_earlier(figures, key, year) for key in concerned}
    bound = {"code": check.rule.code, "year": figures.year, "values": values}
    if failure.against:
        bound["against"] = failure.against
    return Finding(
        code=check.rule.code,
        level=check.level or check.rule.level,
        enforcement=enforcement,
        keys=keys,
        cells=tuple(cells[key][0].address for key in keys if key in cells),
        message=failure.message,
        next_step=failure.next_step,
        imbalance=failure.imbalance,
        suggestions=failure.suggestions,
        digest=document_digest(bound),
    )


def _digested_earlier(figures: Figures, key: SeriesKey, year: int) -> str:
    """The value of an earlier year, empty where there is none to compare with."""
    is_item = key.code in figures.plan.item_by_code
    value = figures.value(key, year) if is_item else figures.measured(key, year).value
    return canonical_decimal(value) if value is not None else ""


def _digested(figures: Figures, key: SeriesKey) -> str:
    """What an explanation of a figure is bound to: its value, else the text that stands there."""
    if key.code in figures.plan.item_by_code:
        value = figures.value(key)
        if value is None:
            observation = figures.observations.get(key)
            return f"text:{observation.reading.text}" if observation is not None else ""
    else:
        value = figures.measured(key).value
    return canonical_decimal(value) if value is not None else ""
