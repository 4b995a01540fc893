"""Rules, the checks that they make for a unit's forms, and what checks share.

A *rule* is registered once with its stable code. For one plan and unit it yields *checks*: one for each row,
sum or target. A check names the figures that it reads, so that a changed cell repeats only the checks that
read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from forms.canonical import canonical_text, digest_of
from forms.fault import Fault
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal, decimal_places, format_quantity
from forms.findings.finding import Finding, Level, Result, Suggestion, Trait
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import LayoutRow, UnitLayout

T = TypeVar("T")


@frozen
class Failure:
    """The answer of a check that fails; :func:`finding_of` completes it to a :class:`Finding`.

    Attributes:
        message: see :class:`Finding`.
        next_step: see :class:`Finding`.
        imbalance: see :class:`Finding`.
        suggestions: see :class:`Finding`.
        keys: figures concerned, where they are not those of the check.
        compared_years: earlier years that the figures are compared with; an explanation is bound to their
            values.
        against: limit or target of the pack that they are compared with; an explanation is bound to it.
        bound: figures to whose values an explanation is bound, where they are not all that the check reads.
        on_form: see :class:`Finding`.
    """

    message: str
    next_step: str
    imbalance: Decimal | None = None
    suggestions: tuple[Suggestion, ...] = ()
    keys: tuple[SeriesKey, ...] | None = None
    compared_years: tuple[int, ...] = ()
    against: str = ""
    bound: tuple[SeriesKey, ...] | None = None
    on_form: str = ""


Answer = Failure | Result | Fault
"""A failure, PASSES or UNDECIDABLE; a fault where the program failed."""
Ask = Callable[[Figures], Answer]
"""A question about a unit's figures."""
Screen = Callable[[Figures], Result | None]
"""Answers several checks of the same figures at once: what each of them would answer, where that is the same;
None where each must be asked."""


@frozen
class Check:
    """One question about a unit's figures.

    Attributes:
        rule: the rule it belongs to.
        keys: figures concerned, the one to examine first in front.
        inputs: typed figures whose change repeats the check; those of derived figures included.
        ask: returns the answer for a set of figures.
        level: the level that the pack sets for this relation; None for that of the rule.
        screen: shared with the other checks of these figures; None where there is none.
    """

    rule: Rule
    keys: tuple[SeriesKey, ...]
    inputs: tuple[SeriesKey, ...]
    ask: Ask
    level: Level | None = None
    screen: Screen | None = None


@frozen
class Scope:
    """The forms of one unit under one plan, for which rules make checks."""

    plan: Plan
    unit: str
    layout: UnitLayout
    _remembered: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remember(self, subject: str, work_out: Callable[[Scope], T]) -> T:
        """A result about these forms that several rules need, computed once.

        Args:
            subject: name of the result.
            work_out: computes it from this scope.
        """
        if subject not in self._remembered:
            self._remembered[subject] = work_out(self)
        found: T = self._remembered[subject]
        return found

    def row(self, key: SeriesKey) -> LayoutRow | None:
        """The form row of a figure; None if it is on no form of the unit."""
        cells = self.layout.cells_by_key.get(key)
        return self.layout.row_by_cell[cells[0].address] if cells else None

    def name(self, key: SeriesKey) -> str:
        """Name of a figure for messages: ``“活产数”`` or ``“活产数”（城市）``.

        The label of its row, where that is unambiguous; the full name of the item or indicator for an 其中
        row (女性) and for a label that other rows have too.
        """
        row = self.row(key)
        full = (self.plan.item_by_code.get(key.code) or self.plan.indicator_by_code[key.code]).name
        is_clear = row is not None and not row.depth and len(self._bearers[row.name]) == 1
        column = self.column(key)
        return f"“{row.name if row is not None and is_clear else full}”" + (f"（{column}）" if column else "")

    def column(self, key: SeriesKey) -> str:
        """Head of the column of a figure; empty for the first column and for a figure on no form."""
        cells, row = self.layout.cells_by_key.get(key), self.row(key)
        if cells is None or row is None:
            return ""
        index = row.cells.index(cells[0])
        return self.layout.form_of(cells[0].address).column_names[index] if index else ""

    @property
    def _bearers(self) -> dict[str, set[str]]:
        """Codes of the items and indicators that have each label on the unit's forms."""
        return self.remember("bearers of labels", _bearers)

    def shown(self, key: SeriesKey, value: Decimal) -> str:
        """A figure for messages: a typed one with all its digits, since rounded sums would not add up."""
        item = self.plan.item_by_code.get(key.code)
        if item is None:
            return format_quantity(value, self.plan.indicator_by_code[key.code].decimals)
        return format_quantity(value, max(item.decimals, decimal_places(value)))

    def amount(self, key: SeriesKey, value: Decimal) -> str:
        """A difference for messages, with the unit of measure where the figure is typed."""
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
        remedy: what to do about a finding (Chinese); empty where the level is enough.
        traits: what is special about it.
    """

    code: str
    level: Level
    title: str
    meaning: str
    make: Maker
    remedy: str = ""
    traits: frozenset[Trait] = frozenset()

    def __hash__(self) -> int:
        """Hash of the code, which identifies a rule."""
        return hash(self.code)


Maker = Callable[[Scope, Rule], Iterator[Check]]
"""Makes a rule's checks for a scope."""


def finding_of(check: Check, failure: Failure, scope: Scope, figures: Figures, enforcement: Level) -> Finding:
    """Complete a failure to a finding, with the digest of the values that it concerns.

    Args:
        check: the check that failed.
        failure: its answer.
        scope: the unit's forms.
        figures: the figures that were checked.
        enforcement: the level under the pack in force.
    """
    keys = failure.keys if failure.keys is not None else check.keys
    cells = scope.layout.cells_by_key
    bound_to = failure.bound if failure.bound is not None else check.inputs
    concerned = tuple(dict.fromkeys((*keys, *bound_to)))
    values = {str(key): _digested(figures, key) for key in concerned}
    for key in concerned if failure.compared_years else ():
        values |= figures.remember_past(
            ("digested", key, failure.compared_years),
            partial(_digested_earlier, figures, key, failure.compared_years),
        )
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
        digest=digest_of(canonical_text(bound).encode("utf-8")),
        traits=check.rule.traits,
        on_form=failure.on_form,
    )


def _digested_earlier(figures: Figures, key: SeriesKey, years: tuple[int, ...]) -> dict[str, str]:
    """Canonical texts of the values of earlier years; empty where there is none to compare with."""
    is_item = key.code in figures.plan.item_by_code
    values = {y: figures.value(key, y) if is_item else figures.measured(key, y).value for y in years}
    return {f"{key}@{y}": canonical_decimal(v) if v is not None else "" for y, v in values.items()}


def _digested(figures: Figures, key: SeriesKey) -> str:
    """The text by which a figure enters the digest: its value, else the text of its cell."""
    if key.code in figures.plan.item_by_code:
        value = figures.value(key)
        if value is None:
            observation = figures.observations.get(key)
            return f"text:{observation.reading.text}" if observation is not None else ""
    else:
        value = figures.measured(key).value
    return canonical_decimal(value) if value is not None else ""
