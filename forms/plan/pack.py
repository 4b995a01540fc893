"""A Women's Development Plan as data: what is counted, what is judged, against which target, by whom.

These records are the plan pack. Their field names are the keys of the published JSON
(``tianbao plan show PLAN --json``), so a name here is a promise to other programs. Everything that
differs between counties is in the pack; the code knows no county. Missing text, numbers and
references are None, missing lists are empty.
"""

from __future__ import annotations

import re
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from forms.figures.breakdown import TOTAL
from forms.figures.period import StatisticalPeriod
from forms.frozen import frozen
from forms.plan.definitions import Indicator, Item
from forms.plan.duties import OwnersConfirmed
from forms.plan.limits import Limits
from forms.plan.record import added
from forms.plan.targets import Domain, Strategy, Target

_YEARS = re.compile(r"(?<=\d)[-–](?=\d{4})")
"""A hyphen or a short dash between two years."""
STATISTICS = "statistics"
"""Code of the statistics office where it reports itself (contracts 2)."""


class RelationKind(StrEnum):
    """How items of a unit depend on each other (审核关系)."""

    SUM = "sum"
    """The first item equals the sum of the others."""
    CHAIN = "chain"
    """Each item is at least as large as the next: 应查 >= 实查 >= 阳性."""
    EQUAL = "equal"
    """All items are equal: one base population asked for on two forms."""
    TOGETHER = "together"
    """All items have a figure, or none has: a rate found by a survey and its sample size."""
    EXCLUSIVE = "exclusive"
    """At most one item is above zero."""


class HeadlineRate(StrEnum):
    """Which of the two rates (达标率) stands first; the other stands beside it."""

    MONITORABLE = "monitorable"
    """可监测口径: of the indicators that have a figure to judge by."""
    ALL = "all"
    """全部口径: of all indicators that apply."""


@frozen
class Unit:
    """A responsible unit (责任单位) that reports."""

    code: str
    """``[a-z0-9-]+``, the same in all plans for the same duty."""
    name: str
    """As units call each other within the place: 县教育局."""
    full_name: str | None = added(None)
    """As on the seal: 柳河县教育局. None only in an unfinished pack, and in packs of program 0.1."""

    @property
    def official_name(self) -> str:
        """The name that stands on paper, in mails, certificates and file names."""
        return self.full_name or self.name


@frozen
class Row:
    """One row of a form: a figure to type or an indicator that is computed."""

    code: str
    """Row code as printed (丙栏), e.g. ``07``."""
    item: str | None = None
    indicator: str | None = None
    part_of: str | None = None
    """Code of the row of which this is a part (其中)."""
    label: str | None = None
    """Wording on this form where it differs from the item's name."""


@frozen
class Form:
    """A statistical report form (报表) that one unit fills in."""

    code: str
    title: str
    unit: str
    domain: int
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = (TOTAL,)
    """Breakdowns shown as columns, total first."""
    period: StatisticalPeriod = StatisticalPeriod.CALENDAR
    table_no: str | None = None
    """表号; None is printed as a marked blank, never invented. So are the next three."""
    issuer: str | None = None
    approval_no: str | None = None
    valid_until: str | None = None
    notes: tuple[str, ...] = ()


@frozen
class Relation:
    """A dependency between items that the checks enforce (审核关系)."""

    kind: RelationKind
    items: tuple[str, ...]
    enforcement: str = "mandatory"
    """``mandatory`` 强制, ``query`` 核实 or ``advisory`` 提示."""
    note: str | None = None


@frozen
class KnownValue:
    """A figure of an earlier year that the plan itself or its preface states."""

    indicator: str
    year: int
    value: Decimal
    source: str
    breakdown: str = TOTAL


@frozen
class Assumption:
    """What the plan text leaves open, what we assumed, and why; to be confirmed by the office."""

    code: str
    text: str
    reason: str
    indicator: str | None = None
    """What it is about, where it is about one indicator, one goal or one unit."""
    domain: int | None = None
    goal: int | None = None
    """Number of a main goal of ``domain``."""
    unit: str | None = None


@frozen
class Parameters:
    """Numbers that rules and verdicts use, all listed under assumptions where they matter."""

    baseline_year: int = 2020
    """Year against which directions are judged where the plan names none."""
    about_tolerance: Decimal = Decimal("0.05")
    """How far a value may fall short of 左右, as a share of the target value."""
    balance_tolerance: Decimal = Decimal("0.05")
    """How far a proportion may be from even, as a share."""
    nearly_met_margin: Decimal | None = None
    """Share of the target within which 基本达标 is said; None switches it off."""
    count_change: Decimal = Decimal("0.20")
    """Change of a count against last year that asks for an explanation, as a share."""
    rate_change: Decimal = Decimal("5")
    """Change of a percentage against last year that asks for an explanation, in points."""
    nearly_met_counts: bool = added(False)
    """Whether 基本达标 counts as 达标 in the goal table, as the national mid-term monitoring does."""
    headline_rate: HeadlineRate = added(HeadlineRate.MONITORABLE)
    """Which rate stands first."""
    enforcement: dict[str, str] = field(default_factory=dict)
    """Finding code to ``mandatory``, ``query``, ``advisory`` or ``off``; overrides the rule's own."""


@frozen
class Plan:
    """A whole plan pack, checked: every reference in it resolves."""

    id: str
    title: str
    place: str
    """Name of the county, district or city."""
    region_code: str
    """GB/T 2260, six digits."""
    period: tuple[int, int]
    version: str
    publisher: str | None
    domains: tuple[Domain, ...]
    units: tuple[Unit, ...]
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    strategies: tuple[Strategy, ...]
    forms: tuple[Form, ...]
    relations: tuple[Relation, ...]
    history: tuple[KnownValue, ...]
    parameters: Parameters
    assumptions: tuple[Assumption, ...]
    office: str
    """Who receives the figures, e.g. 望花区统计局."""
    deadline: str | None = None
    """Month and day of the next year by which a year is due, ``MM-DD``; None if not set."""
    areas: dict[str, str] = field(default_factory=dict)
    """Names of the areas that report separately, by GB/T 2260 code."""
    county_indicators: tuple[Indicator, ...] = added(())
    """What only the statistics office can compute: formulas over items of several units."""
    owners_confirmed: OwnersConfirmed | None = added(None)
    """None until the plan office has confirmed who answers for what; all owners are then our default."""

    @cached_property
    def given_out(self) -> frozenset[str]:
        """Codes of the items of which the statistics office may give figures to all units (基础数据).

        Its own, but for those of which small figures point to a person, under whichever name: what all units
        get goes through many hands.
        """
        marked = {item.code for item in self.items if item.sensitive}
        same = [{item.code, item.same_as} for item in self.items if item.same_as is not None]
        hidden = marked.union(*(pair for pair in same if pair & marked))
        return frozenset(item.code for item in self.items if item.owner == STATISTICS) - hidden

    @cached_property
    def item_by_code(self) -> dict[str, Item]:
        """Items by code."""
        return {item.code: item for item in self.items}

    @cached_property
    def indicator_by_code(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def judged_by_code(self) -> dict[str, Indicator]:
        """What a target may be bound to: indicators of units and of the county, by code."""
        return self.indicator_by_code | {indicator.code: indicator for indicator in self.county_indicators}

    @cached_property
    def survey_items(self) -> frozenset[str]:
        """Items that only a special survey finds: results, sizes of samples, and what is filled together."""
        asked, special = set[str](), set[str]()
        for indicator in (*self.indicators, *self.county_indicators):
            (special if indicator.special_survey is not None else asked).update(indicator.items)
        for relation in self.relations:
            if relation.kind is RelationKind.TOGETHER and not special.isdisjoint(relation.items):
                special.update(relation.items)
        return frozenset(special - asked)

    @cached_property
    def survey_results(self) -> frozenset[str]:
        """Of :attr:`survey_items` those that a special survey is held for, without the sizes of samples."""
        special = (i.formula for i in self.indicators if i.special_survey is not None)
        terms = (term for formula in special for term in (*formula.numerator, *formula.denominator))
        return self.survey_items.intersection(term.item for term in terms)

    @cached_property
    def election_items(self) -> frozenset[str]:
        """Items that move only when bodies are newly elected: staying the same is their nature."""
        moved = (indicator for indicator in self.indicators if indicator.election)
        return frozenset(code for indicator in moved for code in indicator.items)

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        """Units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def domain_by_no(self) -> dict[int, Domain]:
        """Domains by number."""
        return {domain.no: domain for domain in self.domains}

    @cached_property
    def targets_by_indicator(self) -> dict[str, tuple[Target, ...]]:
        """Targets bound to each indicator, in plan order."""
        found: dict[str, list[Target]] = {}
        for target in self.targets:
            if target.indicator is not None:
                found.setdefault(target.indicator, []).append(target)
        return {code: tuple(targets) for code, targets in found.items()}

    def limits_of(self, code: str) -> Limits | None:
        """The limits of an item; of an indicator where no item has the code; None where neither has it."""
        known = self.item_by_code.get(code) or self.judged_by_code.get(code)
        return known.limits if known is not None else None

    def due_year(self, target: Target) -> int:
        """Year in which a target is due; one without a year is due at the end of the plan."""
        return target.year if target.year is not None else self.period[1]

    @cached_property
    def shown_title(self) -> str:
        """The title as it is shown and printed, with one dash between its years: the texts have several."""
        return _YEARS.sub("—", self.title)

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """Units that have a form to fill in; the others only answer for goals or measures."""
        filling = {form.unit for form in self.forms}
        return tuple(unit for unit in self.units if unit.code in filling)

    def forms_of(self, unit: str) -> tuple[Form, ...]:
        """Forms that the unit fills in, in pack order."""
        return self._forms_by_unit.get(unit, ())

    @cached_property
    def _forms_by_unit(self) -> dict[str, tuple[Form, ...]]:
        found: dict[str, list[Form]] = {}
        for form in self.forms:
            found.setdefault(form.unit, []).append(form)
        return {unit: tuple(forms) for unit, forms in found.items()}
