"""The rules of the slip detective (笔误侦探): a figure far from its years or sums that a known slip explains.

The computation is in :mod:`forms.slips`; this module gives it the unit's forms and puts its result into
words. A figure gets at most one of these findings, and none for a leap alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import decimal_places, format_quantity
from forms.findings import balance, pairs
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Result, Suggestion, Trait
from forms.findings.registry import Answer, Check, Failure, Maker, Rule, Scope, Screen
from forms.plan.definitions import Item
from forms.reporting.entry import Figures
from forms.slips.catalogue import Original, Slip
from forms.slips.course import Course
from forms.slips.diagnosis import CLEAR, UNKNOWN, Detective, Diagnosis, Symptom
from forms.slips.expectation import Expectation, Nature
from forms.slips.relations import Order, Sum

_ERRATIC_UNITS = ("1/", "‰")
"""Beginnings of the units of rates of rare events, which move by leaps (:class:`Nature`)."""


def detective(scope: Scope) -> Detective:
    """The detective for the unit's forms, made once for all rules of a scope."""
    return scope.remember("slip detective", _detective)


def _detective(scope: Scope) -> Detective:
    courses = []
    for cell in scope.layout.entry_cells:
        item = scope.plan.item_by_code[cell.key.code]
        courses.append(Course(cell.key, item, _nature(item, scope.plan.election_items)))
    sums = [Sum(keys[0], keys[1:]) for keys in _mandatory(scope, Trait.SUM)]
    sums += [Sum(keys[0], (other,)) for keys in _mandatory(scope, Trait.EQUAL) for other in keys[1:]]
    orders = [Order(smaller, larger) for smaller, larger in _mandatory(scope, Trait.ORDER)]
    return Detective(courses, sums, orders, _samples(scope))


def _nature(item: Item, elected: Collection[str]) -> Nature:
    """The nature of an item's figure, by its unit of measure and by elections."""
    if item.code in elected or item.unit.startswith(_ERRATIC_UNITS):
        return Nature.ERRATIC
    if item.is_additive:
        return Nature.COUNT
    is_share = item.unit == "%" and item.maximum is not None and item.maximum <= 100
    return Nature.SHARE if is_share else Nature.MEASURE


def _mandatory(scope: Scope, trait: Trait) -> Iterator[tuple[SeriesKey, ...]]:
    """Figures of those checks of other rules that are mandatory by rule and pack: they always hold."""
    for rule in (*balance.RULES, *pairs.RULES):
        ruled = scope.plan.parameters.enforcement.get(rule.code, Level.MANDATORY)
        if trait in rule.traits and ruled == Level.MANDATORY:
            for check in rule.make(scope, rule):
                if (check.level or rule.level) is Level.MANDATORY:
                    yield check.keys


def _samples(scope: Scope) -> dict[SeriesKey, SeriesKey]:
    """From each percentage found by a survey to the figure with the size of its sample."""
    return {
        i.identity_item: SeriesKey(i.sample_item)
        for i in scope.plan.indicators
        if i.identity_item is not None and i.sample_item is not None and i.unit == "%"
    }


# --- checks ---------------------------------------------------------------------------------------------


def _suspicions_of(symptom: Symptom) -> Maker:
    """The maker of a rule that reports one kind of symptom, with a check for each cell that is typed."""

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        known, screens = detective(scope), scope.remember("screens of slips", _screens)
        for cell in scope.layout.entry_cells:
            if known.can_show(symptom, cell.key):
                yield replace(_check(scope, rule, known, symptom, cell.key), screen=screens[cell.key])

    return make


def _screens(scope: Scope) -> dict[SeriesKey, Screen]:
    return {cell.key: partial(_screen, detective(scope), cell.key) for cell in scope.layout.entry_cells}


def _screen(known: Detective, key: SeriesKey, figures: Figures) -> Result | None:
    """The answer of all rules about a figure of which nothing is suspected, or nothing can be known."""
    diagnosis = known.diagnose(figures, key)
    return PASSES if diagnosis is CLEAR else UNDECIDABLE if diagnosis is UNKNOWN else None


def _check(scope: Scope, rule: Rule, known: Detective, symptom: Symptom, key: SeriesKey) -> Check:
    def ask(figures: Figures) -> Answer:
        diagnosis = known.diagnose(figures, key)
        if diagnosis is UNKNOWN:
            return UNDECIDABLE
        if diagnosis.symptom is not symptom:
            return PASSES
        value = figures.value(key)
        assert value is not None
        failure = _failure(scope, key, value, diagnosis, figures)
        on_form = f"{scope.name(key)}本年 {_as_typed(value)}{_before(scope, key, diagnosis)}，数字须核对"
        return replace(failure, compared_years=known.years_read(figures, key), on_form=on_form)

    return Check(rule=rule, keys=(key,), inputs=known.reads(key), ask=ask)


def is_asked_about(scope: Scope, figures: Figures, key: SeriesKey) -> bool:
    """Whether a slip is suspected in a figure whose rule, under the pack, needs an answer (核实 or 强制)."""
    rule = _BY_SYMPTOM.get(detective(scope).diagnose(figures, key).symptom)
    if rule is None or Trait.TOGETHER in rule.traits:
        return False
    return scope.plan.parameters.enforcement.get(rule.code, rule.level) in (Level.QUERY, Level.MANDATORY)


# --- words ----------------------------------------------------------------------------------------------


def _failure(scope: Scope, key: SeriesKey, value: Decimal, diagnosis: Diagnosis, figures: Figures) -> Failure:
    typed, before = f"{scope.name(key)}填了 {_as_typed(value)}", _before(scope, key, diagnosis)
    if diagnosis.symptom is Symptom.ZERO:
        return Failure(
            message=f"{typed}{before}，是不是没有数据？",
            next_step="没有数据请填 -2（未开展）或 -1（未收集）；确为 0 的，请说明原因",
        )
    if diagnosis.sibling is not None:
        return _swapped(scope, key, typed + before, diagnosis.sibling, diagnosis.originals[0].value, value)
    best, what = diagnosis.originals[0], _what(diagnosis.originals)
    imbalance = value - best.value if diagnosis.settles and best.up_to is None else None
    if not diagnosis.settles or _leads_away(value, best.value, diagnosis):
        return Failure(
            message=f"{typed}{before}，请核对（疑似{what}）",
            next_step="改正；确实无误的，请说明原因",
            imbalance=imbalance,
        )
    wanted = _wanted(scope, key, diagnosis.originals)
    then = _then(scope, key, best.value, diagnosis, figures)
    return Failure(
        message=f"{typed}{before}，您是不是想填 {wanted}？（疑似{what}{then}）",
        next_step="按提示改正；确实无误的，请说明原因",
        imbalance=imbalance,
        suggestions=tuple(Suggestion(key, o.value) for o in diagnosis.originals if o.up_to is None),
    )


def _leads_away(value: Decimal, meant: Decimal, diagnosis: Diagnosis) -> bool:
    """Whether what may have been meant lies outside what earlier years had, and what was typed does not.

    Then it may be asked about, but one key must not put the stranger figure in the place of the usual one,
    unless figures beside it say so.
    """
    expected = diagnosis.expected
    if expected is None or diagnosis.repaired or diagnosis.ordered:
        return False
    return expected.least <= value <= expected.most and not expected.least <= meant <= expected.most


def _swapped(
    scope: Scope, key: SeriesKey, typed: str, sibling: SeriesKey, meant: Decimal, value: Decimal
) -> Failure:
    return Failure(
        message=f"{typed}，您是不是想填 {scope.shown(key, meant)}？（疑似与{scope.name(sibling)}填反了）",
        next_step="两格一起改正；确实无误的，请说明原因",
        suggestions=(Suggestion(key, meant), Suggestion(sibling, value)),
        keys=(key, sibling),
    )


def _as_typed(value: Decimal) -> str:
    return format_quantity(value, decimal_places(value))


def _before(scope: Scope, key: SeriesKey, diagnosis: Diagnosis) -> str:
    return f"，往年{_range(scope, key, diagnosis.expected)}" if diagnosis.expected is not None else ""


def _range(scope: Scope, key: SeriesKey, expected: Expectation) -> str:
    least, most = scope.shown(key, expected.least), scope.shown(key, expected.most)
    if not expected.changes:
        return f"只有一年 {most}"
    return f" {least}—{most}" if least != most else f"都是 {most}"


def _wanted(scope: Scope, key: SeriesKey, originals: Sequence[Original]) -> str:
    best = originals[0]
    if best.up_to is not None:
        return f"{scope.shown(key, best.value)} 至 {scope.shown(key, best.up_to)} 中的一个数"
    *others, last = [scope.shown(key, original.value) for original in originals if original.up_to is None]
    return f"{'、'.join(others)} 或 {last}" if others else last


_SEVERAL = {
    Slip.DOUBLED: "多打了一位数字",
    Slip.EXTRA: "多打了一位数字",
    Slip.DROPPED: "漏打了一位数字",
    Slip.TRANSPOSED: "两位数字颠倒",
}


def _what(originals: Sequence[Original]) -> str:
    best = originals[0]
    return best.wording if len(originals) == 1 else _SEVERAL.get(best.slip, best.wording)


def _then(scope: Scope, key: SeriesKey, meant: Decimal, diagnosis: Diagnosis, figures: Figures) -> str:
    """Words for what would hold with the figure meant: the sums, else the orders that are broken now."""
    if diagnosis.repaired:
        equations = [
            balance.sum_in_words(scope, s.whole, _values(figures, s) | {key: meant})
            for s in diagnosis.repaired
        ]
        return f"，改后{'，'.join(equations)}"
    orders = [
        f"不再大于{scope.name(o.larger)}" if key == o.smaller else f"不再小于{scope.name(o.smaller)}"
        for o in diagnosis.ordered
    ]
    return f"，改后{'，'.join(orders)}" if orders else ""


def _values(figures: Figures, relation: Sum) -> dict[SeriesKey, Decimal]:
    values = {key: figures.value(key) for key in relation.keys}
    return {key: value for key, value in values.items() if value is not None}


_SLIP = frozenset({Trait.SLIP})
_BY_SYMPTOM = {
    Symptom.MAGNITUDE: Rule(
        code="TB-SLIP-001", level=Level.QUERY, title="数量级疑似有误",
        meaning="与往年相差十倍、百倍、千倍或一万倍，换回去就合乎往年，或使合计成立：小数点、零的个数或计量单位疑似填错。往年只有一年的，也查这一项"
        "（以十万分之几、千分之几计的比率和换届的人数除外）。",
        make=_suspicions_of(Symptom.MAGNITUDE), traits=_SLIP,
    ),
    Symptom.DIGITS: Rule(
        code="TB-SLIP-002", level=Level.QUERY, title="数字疑似打错",
        meaning="多打、漏打一位或颠倒两位数字就能解释它为什么远离往年，或为什么合计不成立。",
        make=_suspicions_of(Symptom.DIGITS), traits=_SLIP,
    ),
    Symptom.SWAPPED: Rule(
        code="TB-SLIP-003", level=Level.QUERY, title="两格疑似填反",
        meaning="男与女、城市与农村两格之比与往年相反，互换后合乎往年。",
        make=_suspicions_of(Symptom.SWAPPED), traits=_SLIP | {Trait.TOGETHER},
    ),
    Symptom.ZERO: Rule(
        code="TB-SLIP-004", level=Level.QUERY, title="疑似以零代缺",
        meaning="往年从来远大于 0 的数据填了 0，可能是没有数据。",
        make=_suspicions_of(Symptom.ZERO), traits=_SLIP,
    ),
    Symptom.BETWEEN: Rule(
        code="TB-SLIP-005", level=Level.QUERY, title="比率填成了人数",
        meaning="调查比率一格填的疑似是回答人数，除以样本量就合乎往年。",
        make=_suspicions_of(Symptom.BETWEEN), traits=_SLIP,
    ),
}  # fmt: skip
RULES = tuple(_BY_SYMPTOM.values())
