"""Checks of a single cell: whether it can be read, and whether its figure is possible.

For a blank cell every check is undecidable. For a reason such as 未收集, checks of reading pass and checks of
the value are undecidable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from forms.figures import quantity
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.meant import meant_number
from forms.figures.quantity import Missing, canonical_decimal, converted_share, decimal_places
from forms.figures.sums import computed
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Result, Suggestion
from forms.findings.registry import Answer, Ask, Check, Failure, Maker, Rule, Scope, Screen
from forms.plan.definitions import Item
from forms.reporting.entry import Figures
from forms.reporting.layout import CellKind


def _each_entry(ask_for: Callable[[Scope, SeriesKey], Ask | None]) -> Maker:
    """The maker of a rule with one check for each cell in which a figure is typed.

    Args:
        ask_for: returns the question about a figure; None where it could never fail, so that no check is
            made.
    """

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        screens = scope.remember("screens of cells", _screens)
        for cell in scope.layout.entry_cells:
            ask = ask_for(scope, cell.key)
            if ask is not None:
                yield Check(
                    rule=rule, keys=(cell.key,), inputs=(cell.key,), ask=ask, screen=screens[cell.key]
                )

    return make


def _screens(scope: Scope) -> dict[SeriesKey, Screen]:
    items = scope.plan.item_by_code
    return {cell.key: _screen(items[cell.key.code], cell.key) for cell in scope.layout.entry_cells}


def _screen(item: Item, key: SeriesKey) -> Screen:
    """Passes a figure in which no check of this module can find anything; undecidable for a blank cell."""
    most = item.maximum if item.maximum is not None else Decimal("Infinity")
    # TB-CELL-013 leaves the parts of a breakdown out; here they are asked one by one like the whole.
    zero_is_plain, is_whole = item.zero_plausible, not item.decimals

    def ask(figures: Figures) -> Result | None:
        value = figures.values.get(key)
        if value is None:
            return UNDECIDABLE if key not in figures.observations else None
        if not (0 <= value <= most and (value or zero_is_plain)):
            return None
        return None if is_whole and value != value.to_integral_value() else PASSES

    return ask


def _unreadable(code: str) -> Maker:
    """The maker of a rule that reports one kind of problem of the parser.

    Its checks pass for text that can be read and for text with another problem, and are undecidable for a
    blank cell.
    """

    def ask_for(scope: Scope, key: SeriesKey) -> Ask:
        unit = scope.plan.item_by_code[key.code].unit

        def ask(figures: Figures) -> Answer:
            if figures.values.get(key) is not None:
                return PASSES
            observation = figures.observations.get(key)
            if observation is None:
                return UNDECIDABLE
            reading = observation.reading
            if reading.problem != code:
                return PASSES if reading.text else UNDECIDABLE
            meant = converted_share(reading.text, unit)
            if meant is None:
                meant = meant_number(reading.text, unit)
            if meant is None:
                meant = computed(reading.text, unit)
            suggestions = (Suggestion(key, meant),) if meant is not None else ()
            return Failure(
                message=f"{scope.name(key)}：{reading.message}",
                next_step="改正这一格",
                suggestions=suggestions,
            )

        return ask

    return _each_entry(ask_for)


def _fractional(scope: Scope, key: SeriesKey) -> Ask | None:
    item = scope.plan.item_by_code[key.code]
    if item.decimals:
        return None

    def ask(figures: Figures) -> Answer:
        value = figures.values.get(key)
        if value is None:
            return UNDECIDABLE
        if not decimal_places(value):
            return PASSES
        wrong = f"{scope.name(key)}填了 {canonical_decimal(value)}，以“{item.unit}”计应是整数"
        return Failure(message=wrong, next_step="改为整数")

    return ask


def _negative(scope: Scope, key: SeriesKey) -> Ask:
    def ask(figures: Figures) -> Answer:
        value = figures.values.get(key)
        if value is None:
            return UNDECIDABLE
        if value >= 0:
            return PASSES
        wrong = f"{scope.name(key)}填了 {canonical_decimal(value)}，不能是负数"
        return Failure(message=wrong, next_step="没有数据时请填 -2（未开展）或 -1（未收集）")

    return ask


def _too_large(scope: Scope, key: SeriesKey) -> Ask | None:
    most = scope.plan.item_by_code[key.code].maximum
    if most is None:
        return None

    def ask(figures: Figures) -> Answer:
        value = figures.values.get(key)
        if value is None:
            return UNDECIDABLE
        if value <= most:
            return PASSES
        wrong = f"{scope.name(key)}填了 {canonical_decimal(value)}，最大只能是 {canonical_decimal(most)}"
        return Failure(
            message=wrong,
            next_step="核对是否多打了一位或漏了小数点",
            imbalance=value - most,
            against=canonical_decimal(most),
        )

    return ask


def _implausible_zero(scope: Scope, key: SeriesKey) -> Ask | None:
    if scope.plan.item_by_code[key.code].zero_plausible or key.breakdown != TOTAL:
        return None

    def ask(figures: Figures) -> Answer:
        value = figures.values.get(key)
        if value is None:
            return UNDECIDABLE
        if value:
            return PASSES
        return Failure(
            message=f"{scope.name(key)}填了 0，一般不会是 0",
            next_step="确为 0 请说明原因；没有数据请填 -2 或 -1",
        )

    return ask


def _missing_reasons(scope: Scope, rule: Rule) -> Iterator[Check]:
    screens = scope.remember("screens of cells", _screens)
    for cell in scope.layout.entry_cells:
        key = cell.key
        if key.code in scope.plan.survey_items:
            continue  # no survey, no figure: the form says so itself
        whole = _whole_of(scope, key)
        inputs = (key,) if whole is None else (key, whole)
        ask = _ask_for_reason(scope, key, whole)
        yield Check(rule=rule, keys=(key,), inputs=inputs, ask=ask, screen=screens[key])


def _whole_of(scope: Scope, key: SeriesKey) -> SeriesKey | None:
    """The typed figure of which this one is a part, by its breakdown or as an 其中 row; None for none."""
    if key.breakdown != TOTAL:
        whole: SeriesKey | None = SeriesKey(key.code)
    else:
        whole = scope.remember("wholes of rows", _wholes).get(key)
    cells = scope.layout.cells_by_key.get(whole, ()) if whole is not None else ()
    return whole if any(cell.kind is CellKind.ENTRY for cell in cells) else None


def _wholes(scope: Scope) -> dict[SeriesKey, SeriesKey]:
    found: dict[SeriesKey, SeriesKey] = {}
    for form in scope.layout.forms:
        items = {row.code: row.item for row in form.form.rows}
        for row in form.form.rows:
            whole = items.get(row.part_of) if row.part_of is not None else None
            if row.item is not None and whole is not None:
                found.setdefault(SeriesKey(row.item), SeriesKey(whole))
    return found


def _ask_for_reason(scope: Scope, key: SeriesKey, whole: SeriesKey | None) -> Ask:
    """The question why there is no figure.

    It is asked once, at the whole, where its parts lack the figure for the same reason, and not at all where
    the definition itself says when 不适用 is to be filled in.
    """
    may_not_apply = key.breakdown == TOTAL and scope.plan.item_by_code[key.code].may_not_apply

    def ask(figures: Figures) -> Answer:
        if figures.values.get(key) is not None:
            return PASSES
        observation = figures.observations.get(key)
        if observation is None or observation.reading.is_blank or observation.reading.problem:
            return UNDECIDABLE
        missing = observation.reading.missing
        if missing is None or (may_not_apply and missing is Missing.NOT_APPLICABLE):
            return PASSES
        told = figures.observations.get(whole) if whole is not None else None
        if told is not None and told.reading.missing is missing:
            return PASSES
        return Failure(
            message=f"{scope.name(key)}填的是“{missing.label}”",
            next_step="说明为什么没有数据",
            bound=(key,),
        )

    return ask


RULES = (
    Rule(
        code=quantity.NOT_A_NUMBER, level=Level.MANDATORY, title="不是数字",
        meaning="这一格的内容无法理解为数字或缺数代码。", make=_unreadable(quantity.NOT_A_NUMBER),
        remedy="改成数字；没有数的，填 -2（未开展）、-1（未收集）或“不适用”。",
    ),
    Rule(
        code=quantity.OTHER_UNIT, level=Level.MANDATORY, title="计量单位不符",
        meaning="填写时带了与本指标不同的计量单位符号。", make=_unreadable(quantity.OTHER_UNIT),
        remedy="按本行的计量单位换算后，只填数字。",
    ),
    Rule(
        code=quantity.SEPARATORS, level=Level.MANDATORY, title="千分位不对",
        meaning="千分位逗号的位置不对，可能漏了或多了一位。", make=_unreadable(quantity.SEPARATORS),
        remedy="核对位数；千分位逗号可以不写。",
    ),
    Rule(
        code=quantity.TOO_LONG, level=Level.MANDATORY, title="位数过多",
        meaning="数字位数超出合理范围，多半是粘贴出错。", make=_unreadable(quantity.TOO_LONG),
        remedy="重新填写这一格。",
    ),
    Rule(
        code="TB-CELL-010", level=Level.MANDATORY, title="应为整数",
        meaning="人数、户数、件数等计数只能是整数。", make=_each_entry(_fractional),
        remedy="改为整数；如果填的是万人、比例，换算成本行的计量单位。",
    ),
    Rule(
        code="TB-CELL-011", level=Level.MANDATORY, title="不能为负",
        meaning="除缺数代码 -1、-2 外，本表没有负数。", make=_each_entry(_negative),
        remedy="改正；没有数的，填缺数代码。",
    ),
    Rule(
        code="TB-CELL-012", level=Level.MANDATORY, title="超过上限",
        meaning="数值超过该数据可能的最大值，如比例超过 100%。", make=_each_entry(_too_large),
        remedy="核对是否多打了一位或漏了小数点。",
    ),
    Rule(
        code="TB-CELL-013", level=Level.QUERY, title="零值存疑",
        meaning="这项数据在一个区县一般不会是 0，请核实。", make=_each_entry(_implausible_zero),
        remedy="没有数的，改填缺数代码；确为 0 的，说明原因。",
    ),
    Rule(
        code="TB-CELL-014", level=Level.QUERY, title="缺数需说明",
        meaning=(
            "填了未开展、未收集或不适用，需要说明原因。各组、其中项与合计同一原因的，只问合计；"
            "定义已写明何时填“不适用”的，不问。"
        ),
        make=_missing_reasons,
        remedy="写明为什么没有数、什么时候能有。",
    ),
)  # fmt: skip
