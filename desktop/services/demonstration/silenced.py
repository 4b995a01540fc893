"""A fault of the invented county: a unit rewrites an earlier year, and its own warning is gone.

Whether a warning goes is reckoned here by the published rule (contracts 4) with figures far from its limits;
nothing that judges is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from desktop.services.demonstration.expected import SilencedWarning, State, When, say, sound_but
from desktop.services.demonstration.fault import PlantedFault, Turn, Where
from desktop.services.demonstration.figures import FIRST, LAST, invent
from desktop.services.demonstration.filing import PAST, Post
from desktop.services.demonstration.scene import Scene
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.definitions import Basis, Indicator
from forms.plan.pack import Plan
from forms.plan.targets import Op, Target, Tier
from forms.reporting.layout import lay_out

_NAME = "silenced-warning"
_WARNING = "at_risk"
_YEAR = 2020
"""The year that is rewritten. Follows from the packs, which judge the pace since then."""
_COURSE = {Op.AT_LEAST: (Decimal("0.85"), Decimal("0.97")), Op.AT_MOST: (Decimal("1.2"), Decimal("1.03"))}
"""Share of the target that is reached in the first and the last year. Chosen by us: on course."""
_HARDLY = Decimal("1.2")
"""How far from the target the base year truly was, in times of the last year's distance. Chosen by us."""
_AT_RISK, _ON_COURSE = (Decimal("0.1"), Decimal("0.5")), Decimal("1.1")
"""Ratios of paces. Chosen by us far from the limits of their classes (contracts 4): 0 and 0.60, and 0.95."""
_DIGITS = Decimal("0.01")
"""How exact a rate is published. Chosen by us."""


@frozen
class _Course:
    """Figures of an indicator of which a rewritten base year silences the warning.

    Attributes:
        indicator: what is judged.
        key: the counts above the line.
        true: counts of the years from ``FIRST`` to ``LAST``.
        rewritten: the count of the base year with which there is no warning.
        below: figures below the line.
    """

    indicator: Indicator
    key: SeriesKey
    true: list[Decimal]
    rewritten: Decimal
    below: list[Decimal]

    def rate(self, year: int, count: Decimal | None = None) -> Decimal:
        """Rate of a year, rounded as it is published."""
        place = year - FIRST
        above = self.true[place] if count is None else count
        exact = above * self.indicator.formula.multiplier / self.below[place]
        return exact.quantize(_DIGITS, ROUND_HALF_UP)


def can_be_silenced(plan: Plan, unit: str) -> bool:
    """Whether a unit has a target whose warning can be silenced."""
    return next(_targets(plan, unit), None) is not None


def _targets(plan: Plan, unit: str) -> Iterator[tuple[Target, Indicator]]:
    """Targets of the plan's end with their indicators: shares of complete counts, bound to nothing else."""
    targets = Counter(one.indicator for one in plan.targets)
    used = Counter(code for one in plan.indicators for code in one.items)
    used.update(code for one in plan.relations for code in one.items)
    typed = {cell.key for cell in lay_out(plan, unit).entry_cells}
    own = {row.indicator for form in plan.forms_of(unit) for row in form.rows}
    for target in plan.targets:
        indicator = plan.indicator_by_code.get(target.indicator or "")
        if indicator is None or indicator.code not in own or targets[target.indicator] > 1:
            continue
        terms = (*indicator.formula.numerator, *indicator.formula.denominator)
        is_typed = all(SeriesKey(term.item, term.breakdown) in typed for term in terms)
        is_alone = used[terms[0].item] == 1
        is_fit = _is_plain(target) and _is_share(indicator) and is_alone and is_typed
        if is_fit and _is_part_of_the_whole_alone(plan, unit, indicator):
            yield target, indicator


def _is_part_of_the_whole_alone(plan: Plan, unit: str, indicator: Indicator) -> bool:
    """Whether the counts above the line are, on the form, at most a part of those below it, and no whole."""
    above, below = indicator.formula.numerator[0].item, indicator.formula.denominator[0].item
    for form in plan.forms_of(unit):
        items = {row.code: row.item for row in form.rows}
        for row in form.rows:
            whole = items.get(row.part_of or "")
            if whole == above or (row.item == above and whole not in {None, below}):
                return False
    return not plan.item_by_code[above].breakdown


def _is_plain(target: Target) -> bool:
    bound_to = target.reference or target.hold or target.bodies or target.proxy
    is_of_the_end = target.year is None and target.breakdown == TOTAL and target.order == 1
    striven_for = target.tier is Tier.ASPIRATION
    return bool(target.op in _COURSE and target.value and is_of_the_end and not bound_to and not striven_for)


def _is_share(indicator: Indicator) -> bool:
    formula = indicator.formula
    terms = (*formula.numerator, *formula.denominator)
    is_quotient = formula.is_of_one_quotient and formula.years == 1
    is_simple = (len(formula.numerator), len(formula.denominator)) == (1, 1) and is_quotient
    is_counted = indicator.basis is Basis.COMPLETE_COUNT and not indicator.election
    return is_simple and is_counted and all(term.breakdown == TOTAL and term.sign > 0 for term in terms)


def _course(plan: Plan, unit: str, figures: Mapping[SeriesKey, list[Decimal]]) -> _Course:
    """The first target of a unit whose figures can be made so that a rewritten base year silences it."""
    for target, indicator in _targets(plan, unit):
        assert target.value is not None
        assert target.op is not None
        formula, (begins, ends) = indicator.formula, _COURSE[target.op]
        key, below = SeriesKey(formula.numerator[0].item), SeriesKey(formula.denominator[0].item)
        whole, years = figures[below], LAST - FIRST
        shares = [(begins + (ends - begins) * n / years) * target.value for n in range(years + 1)]
        smooth = [
            (share * one / formula.multiplier).quantize(Decimal(1))
            for share, one in zip(shares, whole, strict=True)
        ]
        place = _YEAR - FIRST
        base = target.value + (shares[-1] - target.value) * _HARDLY
        true = [*smooth]
        true[place] = (base * whole[place] / formula.multiplier).quantize(Decimal(1))
        found = _Course(indicator=indicator, key=key, true=true, rewritten=smooth[place], below=whole)
        ratios = [
            _ratio(found, count, target.value, plan.period[1]) for count in (true[place], smooth[place])
        ]
        if _AT_RISK[0] < ratios[0] < _AT_RISK[1] and ratios[1] > _ON_COURSE:
            return found
    raise AssertionError(unit)


def _ratio(course: _Course, count: Decimal, goal: Decimal, until: int) -> Decimal:
    """Yearly growth since the base year by that which the target asks for (contracts 4)."""
    multiplier = course.indicator.formula.multiplier
    base = count * multiplier / course.below[_YEAR - FIRST]
    now = course.true[-1] * multiplier / course.below[-1]
    grown = (now / base) ** (Decimal(1) / (LAST - _YEAR)) - 1
    return grown / ((goal / base) ** (Decimal(1) / (until - _YEAR)) - 1)


def prepared(scene: Scene, post: Post) -> Post:
    """Before a unit's first year is filed: what is true, and that the office published no count of it."""
    course = _course(scene.pack.plan, post.unit, invent(scene.pack.plan, post.unit, behind=post.behind))
    scene.publish_rate(course.indicator, [course.rate(year) for year in PAST], instead_of=course.key)
    return replace(post, truly={**post.truly, course.key: course.true})


def _plant(turn: Turn) -> None:
    """A second revision in which the base year is another one; the figures of the year are the same."""
    unit = turn.unit
    course = _course(unit.desk.plan, turn.filed.unit, unit.figures)
    place = _YEAR - FIRST
    unit.take_over({course.key: [*course.true[:place], course.rewritten, *course.true[place + 1 :]]})
    second = unit.refile(turn.filed.year, by=0)
    of_counts = {
        "item": course.key.code,
        "breakdown": TOTAL,
        "year": _YEAR,
        "accepted": canonical_decimal(course.true[place]),
        "stated": canonical_decimal(course.rewritten),
    }
    of_rate = {
        **of_counts,
        "item": course.indicator.code,
        "accepted": canonical_decimal(course.rate(_YEAR)),
        "stated": canonical_decimal(course.rate(_YEAR, course.rewritten)),
    }
    told = ((When.HISTORY_IMPORTED, of_rate), (When.YEARS_BEFORE_ACCEPTED, of_counts))
    bad = [say("history", "bad", "differs", when=when, details={"cells": [cell]}) for when, cell in told]
    silenced = [
        SilencedWarning(indicator=course.indicator.code, breakdown=TOTAL, warning=_WARNING, when=when)
        for when, _ in told
    ]
    older = sound_but(say("revision", "ok", "older"))
    turn.scene.plant(_NAME, turn.filed, turn.scene.package(turn.filed, older))
    said = sound_but(say("revision", "ok", "successor"), *bad)
    turn.scene.plant(_NAME, second, turn.scene.package(second, said, silenced))
    turn.scene.end(second, State.RECEIVED, _NAME)
    turn.scene.paper(second)


FAULTS = (PlantedFault(_NAME, Where.LAST_YEAR_TO_SILENCE, _plant),)
