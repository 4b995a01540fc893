"""A Women's Development Plan as data: what is counted, what is judged, against which target, by whom.

These records are the plan pack. Their field names are the keys of the published JSON
(``tianbao plan show PLAN --json``), so a name here is a promise to other programs. Everything that
differs between counties is in the pack; the code knows no county. Missing text, numbers and
references are None, missing lists are empty.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.period import StatisticalPeriod
from forms.frozen import frozen
from forms.plan.duties import Duty, OwnersConfirmed
from forms.plan.limits import Limits
from forms.plan.record import added
from forms.plan.survey import SpecialSurvey

STATISTICS = "statistics"
"""Code of the statistics office where it reports itself (contracts 2)."""


class Direction(StrEnum):
    """Which way an indicator gets better."""

    HIGHER = "higher"
    LOWER = "lower"
    ZERO = "zero"
    """A difference between two groups, whichever of them leads: the nearer to 0 the better."""


class Basis(StrEnum):
    """What kind of evidence a figure is; decides whether chance is spoken of (contracts 4)."""

    COMPLETE_COUNT = "complete_count"
    """Everybody was counted: 12 women of 40 leaders. No interval."""
    EVENT_RATE = "event_rate"
    """Rare events in a population: deaths among births. Exact Poisson interval."""
    SURVEY = "survey"
    """A sample was asked: interval from the sample size."""


class Section(StrEnum):
    """Part of the plan text in which a target stands."""

    GOAL = "goal"
    STRATEGY = "strategy"


class TargetKind(StrEnum):
    """How a target can be judged."""

    QUANTITATIVE = "quantitative"
    """A figure to reach, or something that must exist."""
    DIRECTIONAL = "directional"
    """提高, 降低 ...: only a direction."""
    BALANCE = "balance"
    """均衡, 相适应: two things in proportion."""
    QUALITATIVE = "qualitative"
    """No statistic; judged by hand."""


class Op(StrEnum):
    """Relation that the actual value must have to the target (contracts 3)."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    ABOUT = "~"
    RELATIVE_INCREASE = "relative_increase"
    EXISTS = "exists"
    INCREASE = "increase"
    DECREASE = "decrease"
    BALANCED = "balanced"


class Comparison(StrEnum):
    """What is taken of the values of several parts of a figure."""

    GAP = "gap"
    """Largest less smallest; of two parts, how far they lie apart."""
    LEAST = "least"
    """The smallest."""


class Tier(StrEnum):
    """Which of two targets for one indicator this is."""

    FLOOR = "floor"
    ASPIRATION = "aspiration"


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


@frozen
class Goal:
    """A main goal (主要目标), named by a short title of our own; the official text stays in the plan."""

    no: int
    """Number as printed; numbering may skip."""
    title: str
    units: tuple[Duty, ...] = added(())
    """Who answers for it: our default until ``Plan.owners_confirmed``."""
    text: str | None = added(None)
    """The plan's own words, filled in by the county; None in the bundled packs."""


@frozen
class Domain:
    """One of the plan's development domains (发展领域)."""

    no: int
    title: str
    goals: tuple[Goal, ...]


@frozen
class Strategy:
    """A measure (策略措施), so that reports in words can refer to it."""

    domain: int
    no: int
    title: str
    units: tuple[Duty, ...] = added(())
    """Who carries it out: our default until ``Plan.owners_confirmed``."""
    text: str | None = added(None)
    """The plan's own words, filled in by the county; None in the bundled packs."""


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
class Item:
    """What is counted and typed (基础数据): 活产数, or a rate found by a survey."""

    code: str
    name: str
    unit: str
    """Unit of measure as printed: 人, 户, %, 1/10万 ..."""
    definition: str
    source: str
    """The statistical return or register from which the figure is taken."""
    owner: str | None = None
    """Code of the unit that supplies it by default; what :data:`STATISTICS` owns is given to other units."""
    decimals: int = 0
    """Digits after the point on forms; also the most that may be typed when 0."""
    breakdown: tuple[str, ...] = ()
    """Breakdowns asked for besides the total, e.g. ``RES=U``."""
    period: StatisticalPeriod = StatisticalPeriod.CALENDAR
    zero_plausible: bool = True
    """False where 0 cannot be true in a county (live births): zero is then questioned."""
    maximum: Decimal | None = None
    """Largest possible value, 100 for a percentage that cannot exceed it."""
    sensitive: bool = False
    """Small figures could point to a person (HIV, domestic violence): caution before print."""

    @property
    def is_additive(self) -> bool:
        """Whether parts add up to the whole: counts do; rates, ages and ratios do not."""
        return self.decimals == 0 and not self.unit.startswith(_RATE_UNITS)

    @cached_property
    def limits(self) -> Limits:
        """What can be typed at all, in any year."""
        return Limits(self.unit, not self.decimals, _NONE, self.maximum)


_NONE, _WHOLE = Decimal(0), Decimal(100)
"""By definition the least and the largest percentage."""
_RATE_UNITS = ("%", "‰", "1/", "岁", "年", "分钟", "：", ":")


@frozen
class Term:
    """One summand of a formula."""

    item: str
    breakdown: str = TOTAL
    """Part of the item that is meant, joined with the breakdown that is being evaluated."""
    sign: int = 1
    """1 or -1."""


@frozen
class Formula:
    """numerator / denominator x multiplier; without denominator the numerator itself.

    With ``compare`` that is computed for each of ``parts``, and the results are compared.
    """

    text: str
    """In words, e.g. 孕产妇死亡人数 ÷ 活产数 × 100000."""
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    multiplier: Decimal = Decimal(1)
    years: int = added(1)
    """Statistical years whose figures are added before dividing, the year in question being the last."""
    compare: Comparison | None = added(None)
    parts: tuple[str, ...] = added(())
    """Breakdowns that are compared, e.g. ``RES=U`` and ``RES=R``, or every district; else empty."""

    @property
    def is_of_one_quotient(self) -> bool:
        """Whether terms and multiplier say all of it, so that it can be written with row codes."""
        return self.compare is None and self.years == 1


@frozen
class Indicator:
    """What is judged (监测指标)."""

    code: str
    name: str
    unit: str
    definition: str
    source: str
    formula: Formula
    owner: str | None = None
    owner_is_default: bool = True
    """True until the plan office confirms who reports it: no plan text names owners."""
    breakdown: tuple[str, ...] = ()
    decimals: int = 2
    better: Direction | None = None
    """None where neither direction is better (a balance)."""
    may_exceed_100: bool = False
    """Gross enrolment rates and coverage by residents may."""
    basis: Basis = Basis.COMPLETE_COUNT
    election: bool = False
    """Moves only when bodies are newly elected (换届); unchanged is then normal."""
    period: StatisticalPeriod = StatisticalPeriod.CALENDAR
    proxy_for: str | None = None
    """Code of the indicator it stands in for (替代性指标)."""
    proxy_reason: str | None = None
    """Why the other has no figures and what this one says of it instead."""
    special_survey: SpecialSurvey | None = None
    """Set where the figure exists only once a survey of its own is held (缺项专项调查)."""
    sample_item: str | None = None
    """Code of the item that holds the sample size of a survey."""
    note: str | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of the items that it is computed from, and of its sample size."""
        terms = (*self.formula.numerator, *self.formula.denominator)
        sample = () if self.sample_item is None else (self.sample_item,)
        return tuple(dict.fromkeys((*(term.item for term in terms), *sample)))

    @property
    def is_share(self) -> bool:
        """Whether the value lies between 0 and 100 per cent."""
        return self.unit == "%" and not self.may_exceed_100 and self.better is not Direction.ZERO

    @cached_property
    def limits(self) -> Limits:
        """What it can come to, or be stated as where only the finished rate is known, in any year."""
        is_difference = any(term.sign < 0 for term in self.formula.numerator)
        most = _WHOLE if self.is_share else None
        return Limits(self.unit, False, None if is_difference else _NONE, most)

    @property
    def identity_item(self) -> SeriesKey | None:
        """The typed figure that this indicator simply repeats, or None if it is computed."""
        formula, terms = self.formula, self.formula.numerator
        if (
            formula.denominator
            or formula.multiplier != 1
            or not formula.is_of_one_quotient
            or len(terms) != 1
        ):
            return None
        return SeriesKey(terms[0].item, terms[0].breakdown) if terms[0].sign == 1 else None


@frozen
class Reference:
    """What a target is measured from when it is not a plain figure."""

    year: int | None = None
    """Base year of a relative target."""
    measure: str | None = None
    """``relative`` (per cent of the base value) or ``points`` (percentage points)."""
    indicator: str | None = None
    """Another indicator that must not be fallen short of."""


@frozen
class Proxy:
    """That the target's indicator only stands in for what the plan asks (替代性指标), and why."""

    stands_for: str
    """What the plan asks, in a few words: 宫颈癌防治意识."""
    reason: str
    """Why that has no statistic, and what the indicator says of it."""


@frozen
class Target:
    """One row of contracts section 3: one figure, one year, one body, one disease."""

    section: Section
    domain: int
    item: int
    """Number of the goal or measure as printed."""
    kind: TargetKind
    op: Op | None
    value: Decimal | None
    unit: str | None
    year: int | None
    """Target year; None is the whole period, judged at its end."""
    tier: Tier | None = None
    reference: Reference | None = None
    hold: bool = False
    """保持, 稳定在: judged in every year."""
    order: int = 1
    """2 for the trend of a trend (上升趋势减缓)."""
    breakdown: str = TOTAL
    bodies: tuple[str, ...] = ()
    """Bodies for each of which it must hold."""
    indicator: str | None = None
    note: str | None = None
    words: str | None = added(None)
    """What a balance without a standard asks for, in few words: 合理比例. The form shows them beside the
    figure, and people judge."""
    proxy: Proxy | None = added(None)
    """Set where ``indicator`` only stands in for what the plan asks; None where it is just that."""

    @property
    def place(self) -> str:
        """Where it stands in the plan, e.g. 目标（一）8."""
        return place_text(self.section, self.domain, self.item)

    @property
    def existence(self) -> str:
        """What is to be there where the text gives no number: people are 配有, all else is 建有."""
        return "配有" if self.unit in ("人", "名") else "建有"


_CHINESE_NUMERALS = "〇一二三四五六七八九十"


def place_text(section: Section, domain: int, no: int) -> str:
    """Where a goal or a measure stands in the plan, e.g. 目标（一）8."""
    word = "目标" if section is Section.GOAL else "措施"
    return f"{word}（{_CHINESE_NUMERALS[domain]}）{no}"


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

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """Units that have a form to fill in; the others only answer for goals or measures."""
        filling = {form.unit for form in self.forms}
        return tuple(unit for unit in self.units if unit.code in filling)

    def forms_of(self, unit: str) -> tuple[Form, ...]:
        """Forms that the unit fills in, in pack order."""
        return tuple(form for form in self.forms if form.unit == unit)
