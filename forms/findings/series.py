"""Checks against last year. An unusual change may be right: its rules ask for a reason and block nothing.

Their burden on right figures is in the README (questions per 100 figures, ``bench slips``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import (
    MAX_DECIMALS,
    canonical_decimal,
    decimal_places,
    format_quantity,
    round_half_up,
)
from forms.findings.finding import PASSES, UNDECIDABLE, Level
from forms.findings.registry import Answer, Ask, Check, Failure, Rule, Scope
from forms.findings.slip import detective, is_asked_about
from forms.plan.definitions import Basis, Indicator, Item, formula_inputs
from forms.reporting.entry import Figures
from forms.reporting.layout import LayoutRow

_CHANCE = 9
"""Square of three standard deviations. The difference of two Poisson counts has the variance of their sum, so
a change within that is chance in 369 of 370 cases. Chosen by us."""


def _count_change(scope: Scope, rule: Rule) -> Iterator[Check]:
    for cell in scope.layout.entry_cells:
        item = scope.plan.item_by_code[cell.key.code]
        if item.is_additive and cell.key.breakdown == TOTAL:
            yield _count_check(scope, rule, cell.key)


def _count_check(scope: Scope, rule: Rule, key: SeriesKey) -> Check:
    share = scope.plan.parameters.count_change

    def ask(figures: Figures) -> Answer:
        now, before = figures.values.get(key), figures.value(key, figures.year - 1)
        if now is None or before is None:
            return UNDECIDABLE
        change = now - before
        if abs(change) <= share * before or change * change <= _CHANCE * (now + before):
            return PASSES
        word = "增加" if change > 0 else "减少"
        relative = f"（{format_quantity(abs(change) * 100 / before, 1)}%）" if before else ""
        return Failure(
            message=f"{scope.name(key)}由上年 {scope.shown(key, before)} {word}到 {scope.shown(key, now)}，"
            f"{word} {scope.amount(key, abs(change))}{relative}",
            next_step="核对无误的，请说明变化原因",
            imbalance=change,
            compared_years=(figures.year - 1,),
            against=canonical_decimal(share),
        )

    return _asked_once(scope, Check(rule=rule, keys=(key,), inputs=(key,), ask=ask))


def _asked_once(scope: Scope, check: Check) -> Check:
    """The check, made to pass where its first cell is suspected of a slip.

    One leap is asked about once, by the slip detective, whose question names what was probably meant. Whoever
    explains there that the figure is right has also explained the leap.
    """
    cell = check.keys[0]
    if not detective(scope).looks_at(cell):
        return check

    def ask(figures: Figures) -> Answer:
        answer = check.ask(figures)
        if not isinstance(answer, Failure):
            return answer
        # The explanation stays bound to the figures of this check: those that the detective reads as well
        # would make it expire for a change elsewhere.
        return PASSES if is_asked_about(scope, figures, cell) else replace(answer, bound=check.inputs)

    inputs = dict.fromkeys((*check.inputs, *detective(scope).reads(cell)))
    return replace(check, inputs=tuple(inputs), ask=ask)


def _rate_change(scope: Scope, rule: Rule) -> Iterator[Check]:
    judged: dict[str, LayoutRow] = {}
    for row in (row for form in scope.layout.forms for row in form.rows):
        if row.indicator is not None:
            judged.setdefault(row.indicator.code, row)
    for code, row in judged.items():
        indicator = scope.plan.indicator_by_code[code]
        if indicator.unit == "%" and indicator.basis is not Basis.EVENT_RATE:
            yield _rate_check(scope, rule, indicator, row.cells[0].key)


def _rate_check(scope: Scope, rule: Rule, indicator: Indicator, shown: SeriesKey) -> Check:
    points = scope.plan.parameters.rate_change
    key = SeriesKey(indicator.code)
    sample = SeriesKey(indicator.sample_item) if indicator.sample_item is not None else None
    inputs = formula_inputs(indicator, key.breakdown) + ((sample,) if sample is not None else ())

    def ask(figures: Figures) -> Answer:
        now, before = figures.measured(key).value, figures.measured(key, figures.year - 1).value
        if now is None or before is None:
            return UNDECIDABLE
        change = now - before
        if abs(change) <= points or _is_of_few(figures, key, sample):
            return PASSES
        decimals = _telling_decimals(now, before, points, _least_decimals(scope, shown, (now, before)))
        then, today = round_half_up(before, decimals), round_half_up(now, decimals)
        return Failure(
            message=f"{scope.name(shown)}由上年 {format_quantity(then, decimals)} 变为 "
            f"{format_quantity(today, decimals)}，{'上升' if change > 0 else '下降'} "
            f"{format_quantity(abs(today - then), decimals)} 个百分点",
            next_step="核对分子和分母；无误的，请说明变化原因",
            imbalance=change,
            compared_years=(figures.year - 1,),
            against=canonical_decimal(points),
        )

    return _asked_once(
        scope, Check(rule=rule, keys=tuple(dict.fromkeys((shown, *inputs))), inputs=inputs, ask=ask)
    )


def _least_decimals(scope: Scope, shown: SeriesKey, values: Iterable[Decimal]) -> int:
    """Digits after the point: all that were typed, for a computed figure those of its indicator."""
    item = scope.plan.item_by_code.get(shown.code)
    if item is None:
        return scope.plan.indicator_by_code[shown.code].decimals
    return max(item.decimals, *(decimal_places(value) for value in values))


def _telling_decimals(now: Decimal, before: Decimal, points: Decimal, least: int) -> int:
    """Fewest digits, at least ``least``, with which the shown figures differ by more than is allowed."""
    for decimals in range(least, MAX_DECIMALS):
        if abs(round_half_up(now, decimals) - round_half_up(before, decimals)) > points:
            return decimals
    return MAX_DECIMALS


_FEW = Decimal(50)
"""Least denominator, or size of a sample: of 50, two people are 4 points, so that the 5 points of the
parameters ``rate_change`` are passed by three. Chosen by us."""


def _is_of_few(figures: Figures, key: SeriesKey, sample: SeriesKey | None) -> bool:
    """Whether this year's or last year's percentage has a denominator or sample below 50."""
    bases = [figures.measured(key, year).denominator for year in (figures.year, figures.year - 1)]
    if sample is not None:
        bases += [figures.value(sample, year) for year in (figures.year, figures.year - 1)]
    return any(base is not None and base < _FEW for base in bases)


_COUNT_COPIED_FROM, _SHARE_COPIED_FROM = Decimal(100), Decimal(500)
"""Smaller counts, and percentages with fewer steps of their last digit from 0 and from 100, often stay the
same. ``bench slips`` prints the rate of this rule on right figures (0.3 % of all, TB-YEAR-003). Chosen by
us."""


def _unchanged(scope: Scope, rule: Rule) -> Iterator[Check]:
    for cell in scope.layout.entry_cells:
        item = scope.plan.item_by_code[cell.key.code]
        is_asked = item.is_additive or item.unit == "%"
        if is_asked and cell.key.breakdown == TOTAL and item.code not in scope.plan.election_items:
            yield Check(
                rule=rule, keys=(cell.key,), inputs=(cell.key,), ask=_ask_unchanged(scope, item, cell.key)
            )


def _ask_unchanged(scope: Scope, item: Item, key: SeriesKey) -> Ask:
    def ask(figures: Figures) -> Answer:
        now, before = figures.values.get(key), figures.value(key, figures.year - 1)
        if now is None or before is None:
            return UNDECIDABLE
        if now != before or _may_stay(item, now):
            return PASSES
        return Failure(
            message=f"{scope.name(key)}与上年完全相同，都是 {scope.shown(key, now)}",
            next_step="核对是否照抄了上年数",
            compared_years=(figures.year - 1,),
        )

    return ask


def _may_stay(item: Item, value: Decimal) -> bool:
    """Whether a figure is so small, or so near to 0 or 100 per cent, that it often stays the same."""
    if item.is_additive:
        return value < _COUNT_COPIED_FROM
    return min(value, 100 - value).scaleb(decimal_places(value)) < _SHARE_COPIED_FROM


RULES = (
    Rule(
        code="TB-YEAR-001",
        level=Level.QUERY,
        title="比上年变化大",
        meaning="计数比上年变化超过规定幅度，且不能用偶然波动解释；疑似笔误的，只按笔误问一次。",
        make=_count_change,
        remedy="核对单位和位数；无误的，说明变化原因，如人口、政策或口径的变化。",
    ),
    Rule(
        code="TB-YEAR-002",
        level=Level.QUERY,
        title="比例比上年变化大",
        meaning="比例比上年变化超过规定的百分点；两年中有一年分母或样本量不到 50 的，"
        "或这一格疑似笔误的，不查。",
        make=_rate_change,
        remedy="核对分子和分母；无误的，说明变化原因。",
    ),
    Rule(
        code="TB-YEAR-003",
        level=Level.ADVISORY,
        title="与上年相同",
        meaning="较大的计数或填到两位小数的百分比与上年一模一样，可能是照抄；只在换届时变化的数据除外。",
        make=_unchanged,
        remedy="核对是否照抄；确实相同的不用处理。",
    ),
)
