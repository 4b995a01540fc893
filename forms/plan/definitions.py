"""What is counted and what is judged: items (基础数据), and the indicators (监测指标) computed from them."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from forms.figures.breakdown import TOTAL, SeriesKey, join_breakdowns
from forms.figures.period import StatisticalPeriod
from forms.frozen import frozen
from forms.plan.limits import Limits
from forms.plan.record import added
from forms.plan.survey import SpecialSurvey


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


class Comparison(StrEnum):
    """What is taken of the values of several parts of a figure."""

    GAP = "gap"
    """Largest less smallest; of two parts, how far they lie apart."""
    LEAST = "least"
    """The smallest."""


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
    """Code of the unit that supplies it by default; what :data:`~forms.plan.pack.STATISTICS` owns is given to
    other units."""
    decimals: int = 0
    """Digits after the point on forms; with 0 only whole numbers may be typed."""
    breakdown: tuple[str, ...] = ()
    """Breakdowns asked for besides the total, e.g. ``RES=U``."""
    period: StatisticalPeriod = StatisticalPeriod.CALENDAR
    zero_plausible: bool = True
    """False where 0 cannot be true in a county (live births): zero is then questioned."""
    maximum: Decimal | None = None
    """Largest possible value, 100 for a percentage that cannot exceed it."""
    sensitive: bool = False
    """Small figures could point to a person (HIV, domestic violence): caution before print."""
    same_as: str | None = added(None)
    """Code of an item of another unit that is the same figure under another name; None for most."""
    part_of: str | None = added(None)
    """Code of an item of another unit of which this one counts a part, so that it cannot be larger."""

    @property
    def is_additive(self) -> bool:
        """Whether parts add up to the whole: counts do; rates, ages and ratios do not."""
        return self.decimals == 0 and not self.unit.startswith(_RATE_UNITS)

    @cached_property
    def may_not_apply(self) -> bool:
        """Whether the definition says when 不适用 is to be filled in, so that it needs no further reason."""
        return _TOLD_TO_FILL.search(self.definition) is not None

    @cached_property
    def limits(self) -> Limits:
        """What can be typed at all, in any year."""
        return Limits(self.unit, not self.decimals, _NONE, self.maximum)


_TOLD_TO_FILL = re.compile(r"(?<![不勿别])(?<!不[要得能可应该必准])填(?:写|报)?(?:为)?[“‘「]?不适用")
"""填“不适用”, but not 不填, 不得填 and the like."""
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


def formula_inputs(indicator: Indicator, breakdown: str) -> tuple[SeriesKey, ...]:
    """Keys of the items from which an indicator is derived for a breakdown, each once."""
    formula = indicator.formula
    wholes = [join_breakdowns(breakdown, part) for part in formula.parts] or [breakdown]
    terms = (*formula.numerator, *formula.denominator)
    keys = (SeriesKey(t.item, join_breakdowns(whole, t.breakdown)) for whole in wholes for t in terms)
    return tuple(dict.fromkeys(keys))
