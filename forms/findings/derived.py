"""Checks of computed indicators against their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import decimal_places, format_apart, format_quantity
from forms.findings.balance import is_part_of_same_item, ordered_items
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Trait
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.plan.definitions import Indicator, formula_inputs
from forms.reporting.entry import Figures
from forms.reporting.measured import Gap

_ZERO_DENOMINATOR = Gap.ZERO_DENOMINATOR


def derived_keys(scope: Scope) -> list[SeriesKey]:
    """Computed indicators with breakdown, as they stand on the unit's forms."""
    return [
        key
        for key in scope.layout.cells_by_key
        if key.code in scope.plan.indicator_by_code and key.code not in scope.plan.item_by_code
    ]


def _over_hundred(scope: Scope, rule: Rule) -> Iterator[Check]:
    ordered = ordered_items(scope)
    for key in derived_keys(scope):
        indicator = scope.plan.indicator_by_code[key.code]
        if indicator.unit == "%" and not indicator.may_exceed_100 and not _is_ordered(indicator, ordered):
            yield _over_hundred_check(scope, rule, key, indicator)


def _is_ordered(indicator: Indicator, ordered: set[tuple[str, str]]) -> bool:
    """Whether another rule reports a numerator above its denominator, so that this one would repeat it."""
    if len(indicator.formula.numerator) != 1 or len(indicator.formula.denominator) != 1:
        return False
    above, below = indicator.formula.numerator[0], indicator.formula.denominator[0]
    if above.item == below.item:
        return is_part_of_same_item(
            SeriesKey(above.item, above.breakdown), SeriesKey(below.item, below.breakdown)
        )
    return (above.item, below.item) in ordered and above.breakdown == below.breakdown


def _over_hundred_check(scope: Scope, rule: Rule, key: SeriesKey, indicator: Indicator) -> Check:
    inputs = formula_inputs(indicator, key.breakdown)

    def ask(figures: Figures) -> Answer:
        measured = figures.measured(key)
        if measured.value is None:
            return UNDECIDABLE
        if measured.value <= 100:
            return PASSES
        share, _ = format_apart(measured.value, Decimal(100), indicator.decimals)
        parts, whole = (
            _exact(v) if v is not None else "—" for v in (measured.numerator, measured.denominator)
        )
        return Failure(
            message=f"{scope.name(key)}算得 {share}%，超过 100%（分子 {parts}，分母 {whole}）",
            next_step="核对分子和分母的填报口径",
            imbalance=measured.value - 100,
        )

    return Check(rule=rule, keys=(key, *inputs), inputs=inputs, ask=ask)


def _exact(value: Decimal) -> str:
    """Text of a sum of typed figures with all its digits."""
    return format_quantity(value, decimal_places(value))


def _zero_denominator(scope: Scope, rule: Rule) -> Iterator[Check]:
    for key in derived_keys(scope):
        indicator = scope.plan.indicator_by_code[key.code]
        if indicator.formula.denominator:
            yield _zero_denominator_check(scope, rule, key, indicator)


def _zero_denominator_check(scope: Scope, rule: Rule, key: SeriesKey, indicator: Indicator) -> Check:
    inputs = formula_inputs(indicator, key.breakdown)

    def ask(figures: Figures) -> Answer:
        measured = figures.measured(key)
        if measured.gap is not _ZERO_DENOMINATOR:
            return PASSES if measured.value is not None else UNDECIDABLE
        if not measured.numerator:
            return PASSES
        return Failure(
            message=f"{scope.name(key)}的分母为 0，分子却是 {_exact(measured.numerator)}",
            next_step="核对分母，确为 0 时分子也应为 0",
            imbalance=measured.numerator,
        )

    return Check(rule=rule, keys=(key, *inputs), inputs=inputs, ask=ask)


def _computed(scope: Scope, rule: Rule) -> Iterator[Check]:
    """Checks that fail only where computing raised; missing figures have rules of their own."""
    for key in derived_keys(scope):
        yield _computed_check(
            rule, key, formula_inputs(scope.plan.indicator_by_code[key.code], key.breakdown)
        )


def _computed_check(rule: Rule, key: SeriesKey, inputs: tuple[SeriesKey, ...]) -> Check:
    def ask(figures: Figures) -> Answer:
        measured = figures.measured(key)
        if measured.fault is not None:
            return measured.fault
        return PASSES if measured.value is not None else UNDECIDABLE

    return Check(rule=rule, keys=(key, *inputs), inputs=inputs, ask=ask)


RULES = (
    Rule(
        code="TB-RATE-001",
        level=Level.MANDATORY,
        title="比例超过 100%",
        meaning="这个比例的分子是分母的一部分，不应超过 100%。",
        make=_over_hundred,
        remedy="核对分子和分母的口径、时段；一般是其中一个填错。",
    ),
    Rule(
        code="TB-RATE-002",
        level=Level.MANDATORY,
        title="分母为零",
        meaning="分母为 0 而分子不为 0，两者必有一错。",
        make=_zero_denominator,
        remedy="补上分母；分母确为 0 的，分子也应为 0。",
    ),
    Rule(
        code="TB-RATE-003",
        level=Level.QUERY,
        title="指标没能算出",
        meaning="由程序计算的指标，程序自己出了错，没能算出；按“审核没能做成”（TB-CHECK-001）报告。",
        make=_computed,
        remedy="按公式自己算一遍，写明结果；并把程序日志交给维护人员。",
        traits=frozenset({Trait.FIXED}),
    ),
)
