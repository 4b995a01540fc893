"""Impossible figures of earlier years, which are reported and not used (往年数不可能).

They are corrected in their own year; the filing of this year does not wait for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import MAX_INTEGER_DIGITS, format_apart
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Result
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.plan.definitions import formula_inputs
from forms.plan.pack import Plan
from forms.reporting.earlier import known_history
from forms.reporting.entry import Figures


def _impossible(scope: Scope, rule: Rule) -> Iterator[Check]:
    read = _read_by_checks(scope)
    screen = partial(_screen, tuple(read))
    for key, shown in read.items():
        yield replace(_impossible_check(scope, rule, key, shown), screen=screen)


def _screen(keys: tuple[SeriesKey, ...], figures: Figures) -> Result | None:
    """The answer of all checks where no earlier figure is impossible; no figure of this year changes it."""
    if not figures.history:
        return UNDECIDABLE
    # The keys are kept with the answer, so that no others can get their id meanwhile.
    _, is_sound = figures.remember_past(
        ("nothing left out", id(keys)), lambda: (keys, not any(figures.left_out(key) for key in keys))
    )
    return PASSES if is_sound else None


def _read_by_checks(scope: Scope) -> dict[SeriesKey, SeriesKey]:
    """Every figure whose earlier years are read, with the figure at whose cell it is reported."""
    found = {key: key for key in scope.layout.cells_by_key}
    for row in (row for form in scope.layout.forms for row in form.rows):
        if row.indicator is None:
            continue
        judged = [row.indicator]
        judged += [
            scope.plan.indicator_by_code[target.reference.indicator]
            for target in row.targets
            if target.reference is not None and target.reference.indicator is not None
        ]
        for indicator in judged:
            for breakdown in (TOTAL, *row.indicator.breakdown):
                for key in (SeriesKey(indicator.code, breakdown), *formula_inputs(indicator, breakdown)):
                    # A figure with a cell of its own is reported there.
                    found.setdefault(key, row.cells[0].key)
    return found


def _impossible_check(scope: Scope, rule: Rule, key: SeriesKey, shown: SeriesKey) -> Check:
    def ask(figures: Figures) -> Answer:
        if not figures.history:
            return UNDECIDABLE
        left_out = figures.left_out(key)
        if not left_out:
            return PASSES
        told = "；".join(f"{year} 年{_in_words(scope, key, value)}" for year, value in left_out.items())
        return Failure(
            message=f"{scope.name(key)}{told}。本年的审核和判断没有采用",
            next_step=_where_to_mend(scope.plan, key, left_out),
            against=told,
        )

    return Check(rule=rule, keys=(shown,), inputs=_items(scope, key), ask=ask)


def _items(scope: Scope, key: SeriesKey) -> tuple[SeriesKey, ...]:
    """The typed figures behind a figure: itself, or the items of a computed one."""
    if key.code in scope.plan.item_by_code:
        return (key,)
    return formula_inputs(scope.plan.indicator_by_code[key.code], key.breakdown)


def _in_words(scope: Scope, key: SeriesKey, value: Decimal) -> str:
    """The value and why it is impossible, in Chinese."""
    plan = scope.plan
    item, indicator = plan.item_by_code.get(key.code), plan.indicator_by_code.get(key.code)
    own = [subject.limits for subject in (item, indicator) if subject is not None]
    limits = next(one for one in own if one.passed_by(value) is not None)
    beyond = limits.passed_by(value)
    assert beyond is not None
    if value.adjusted() >= MAX_INTEGER_DIGITS:
        return f"的数{beyond.why}"
    if item is not None or limits.most is None or value < limits.most:
        return f"是 {scope.shown(key, value)}，{beyond.why}"
    assert indicator is not None
    return f"算得 {format_apart(value, limits.most, indicator.decimals)[0]}，{beyond.why}"


def _where_to_mend(plan: Plan, key: SeriesKey, left_out: Mapping[int, Decimal]) -> str:
    """Where the figures of these years are corrected; typed and imported ones cannot be told apart here."""
    stated = known_history(plan)
    of_plan = [year for year, value in left_out.items() if stated.get(year, {}).get(key) == value]
    if of_plan:
        return f"{_listed(of_plan)}的数是规划数据包写明的，请告知统计局"
    reported = [year for year in left_out if year >= plan.period[0]]
    table = "按“填报”左下角【往年数据】“查看、更正”，或者改正《往年数据》表后重新导入"
    if not reported:
        return f"请{table}"
    return f"请打开 {_listed(reported)}改正；是导入的往年数，{table}"


def _listed(years: Sequence[int]) -> str:
    return "、".join(str(year) for year in years) + " 年"


RULES = (
    Rule(
        code="TB-YEAR-004",
        level=Level.ADVISORY,
        title="往年数不可能",
        meaning="往年的数超出了这项数据可能的范围（负数、该是整数的小数、超过上限），本年的审核、判断和走势都没有用它。",
        make=_impossible,
        remedy="打开那一年改正；导入的往年数，在“往年数据”里查看、更正，或者改正往年数据表后重新导入。不影响本年定稿。",
    ),
)
