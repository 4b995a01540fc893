"""Checks between figures of one year: sums, parts and chains (审核关系).

Additions are exact. A check with a figure missing is undecidable; a blank is never taken as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from forms.figures.breakdown import (
    TOTAL,
    SeriesKey,
    age_band,
    follow_without_gap,
    format_breakdown,
    parse_breakdown,
)
from forms.figures.quantity import decimal_places
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Suggestion, Trait
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.plan.definitions import Item
from forms.plan.pack import RelationKind
from forms.reporting.entry import Figures

_COMPLETE = ({"F", "M"}, {"U", "R"})
"""Dimension values that together make up the whole."""


def breakdown_families(item: Item) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Whole and parts among an item's breakdowns.

    Yields:
        Breakdown of the whole, the dimension summed over, breakdowns of the parts.
    """
    present = (TOTAL, *item.breakdown)
    for whole in present:
        dimensions = parse_breakdown(whole)
        families: dict[str, list[str]] = {}
        for part in item.breakdown:
            # Exactly one dimension more: what is divided further is a part of this part, not of the whole.
            extra = parse_breakdown(part).items() - dimensions.items()
            if len(extra) == 1 and dimensions.items() <= parse_breakdown(part).items():
                families.setdefault(next(iter(extra))[0], []).append(part)
        for dimension, parts in families.items():
            yield whole, dimension, tuple(parts)


def is_complete(dimension: str, parts: Sequence[str]) -> bool:
    """Whether the parts make up the whole.

    By area they always do, as a plan lists every district. Age bands do where two or more follow one another
    without a gap: what the item counts is then of the ages from the first to the last.
    """
    if dimension == "AREA":
        return True
    if dimension == "AGE":
        bands = [band for part in parts if (band := age_band(part)) is not None]
        return len(bands) > 1 and follow_without_gap(bands)
    values = {parse_breakdown(part)[dimension] for part in parts}
    return any(complete <= values for complete in _COMPLETE)


def _items_on_forms(scope: Scope) -> list[Item]:
    codes = dict.fromkeys(cell.key.code for cell in scope.layout.entry_cells)
    return [scope.plan.item_by_code[code] for code in codes]


def _families_on_forms(scope: Scope) -> Iterator[tuple[SeriesKey, list[SeriesKey], bool]]:
    """Whole, the parts that stand on the unit's forms, and whether they must add up to the whole."""
    for item in _items_on_forms(scope):
        if item.is_additive:
            for whole, dimension, parts in breakdown_families(item):
                keys = [SeriesKey(item.code, b) for b in (whole, *parts)]
                shown = [key for key in keys if key in scope.layout.cells_by_key]
                if keys[0] in shown:
                    # Where another unit has some of the parts, those here need not add up: only each is at
                    # most the whole.
                    yield keys[0], shown[1:], shown == keys and is_complete(dimension, parts)


def _sum_of_breakdowns(scope: Scope, rule: Rule) -> Iterator[Check]:
    for whole, parts, complete in _families_on_forms(scope):
        if complete:
            yield _sum_check(scope, rule, whole, parts)


def _part_of_breakdown(scope: Scope, rule: Rule) -> Iterator[Check]:
    for whole, parts, complete in _families_on_forms(scope):
        if not complete:
            for part in parts:
                yield _order_check(scope, rule, whole, part)


def _sum_relation(scope: Scope, rule: Rule) -> Iterator[Check]:
    for relation in scope.plan.relations:
        if relation.kind is RelationKind.SUM:
            for breakdown in _shared_breakdowns(scope, relation.items):
                whole, *parts = (SeriesKey(code, breakdown) for code in relation.items)
                yield _sum_check(scope, rule, whole, parts, Level(relation.enforcement))


def _chain_relation(scope: Scope, rule: Rule) -> Iterator[Check]:
    for relation in scope.plan.relations:
        if relation.kind is RelationKind.CHAIN:
            for i, j in combinations(range(len(relation.items)), 2):
                larger, *between, smaller = relation.items[i : j + 1]
                for b in _shared_breakdowns(scope, (larger, smaller)):
                    pair = SeriesKey(larger, b), SeriesKey(smaller, b)
                    check = _order_check(scope, rule, *pair, Level(relation.enforcement))
                    yield _unless_known(check, [SeriesKey(code, b) for code in between])


def _unless_known(check: Check, between: Sequence[SeriesKey]) -> Check:
    """The check of two distant items of a chain, which passes where an item between them has a figure.

    The checks of neighbours report the failure then, and one fault would otherwise give several findings.
    """
    if not between:
        return check

    def ask(figures: Figures) -> Answer:
        answer = check.ask(figures)
        if isinstance(answer, Failure) and any(figures.values.get(key) is not None for key in between):
            return PASSES
        return answer

    return replace(check, inputs=(*check.inputs, *between), ask=ask)


def _part_row(scope: Scope, rule: Rule) -> Iterator[Check]:
    for part, whole in _part_rows(scope):
        if scope.plan.item_by_code[part].is_additive:
            for b in _shared_breakdowns(scope, (whole, part)):
                yield _order_check(scope, rule, SeriesKey(whole, b), SeriesKey(part, b))


def _part_rows(scope: Scope) -> Iterator[tuple[str, str]]:
    """Items of each 其中 row and of the row it belongs to."""
    for form in scope.layout.forms:
        rows = {row.code: row for row in form.form.rows}
        for row in form.form.rows:
            whole = rows[row.part_of].item if row.part_of is not None else None
            if whole is not None and row.item is not None:
                yield row.item, whole


def _shared_breakdowns(scope: Scope, items: Sequence[str]) -> Iterator[str]:
    """Breakdowns in which all the items are asked for on this unit's forms."""
    for b in (TOTAL, *scope.plan.item_by_code[items[0]].breakdown):
        if all(SeriesKey(code, b) in scope.layout.cells_by_key for code in items):
            yield b


def _sum_check(
    scope: Scope, rule: Rule, whole: SeriesKey, parts: Sequence[SeriesKey], level: Level | None = None
) -> Check:
    keys = (whole, *parts)

    def ask(figures: Figures) -> Answer:
        values = [figures.values.get(key) for key in keys]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return UNDECIDABLE
        total, summands = known[0], known[1:]
        excess = sum(summands, Decimal(0)) - total
        if not excess:
            return PASSES
        return _unequal(scope, whole, parts, total, summands, excess)

    return Check(rule=rule, keys=keys, inputs=keys, ask=ask, level=level)


def _unequal(
    scope: Scope,
    whole: SeriesKey,
    parts: Sequence[SeriesKey],
    total: Decimal,
    summands: list[Decimal],
    excess: Decimal,
) -> Failure:
    added = _added(scope, whole, dict(zip(parts, summands, strict=True)))
    word = "多" if excess > 0 else "少"
    suggestions = [Suggestion(whole, total + excess)]
    suggestions += [Suggestion(p, v - excess) for p, v in zip(parts, summands, strict=True)]
    return Failure(
        message=f"{scope.name(whole)} {scope.shown(whole, total)} 不等于 {added} = "
        f"{scope.shown(whole, total + excess)}，分项之和{word} {scope.amount(whole, abs(excess))}",
        next_step="核对合计与各分项，改正填错的一格",
        imbalance=excess,
        suggestions=tuple(suggestions),
    )


def _added(scope: Scope, whole: SeriesKey, parts: Mapping[SeriesKey, Decimal]) -> str:
    return " + ".join(f"{_part_name(scope, whole, p)} {scope.shown(p, v)}" for p, v in parts.items())


def sum_in_words(scope: Scope, whole: SeriesKey, values: Mapping[SeriesKey, Decimal]) -> str:
    """An equation that holds: ``“活产数” 2,036 = 城市 1,702 + 农村 334``."""
    parts = {key: value for key, value in values.items() if key != whole}
    return f"{scope.name(whole)} {scope.shown(whole, values[whole])} = {_added(scope, whole, parts)}"


def _part_name(scope: Scope, whole: SeriesKey, part: SeriesKey) -> str:
    """Name of a part: its column where it belongs to the same item, else its row."""
    return scope.column(part) if part.code == whole.code else scope.name(part)


def _order_check(
    scope: Scope, rule: Rule, larger: SeriesKey, smaller: SeriesKey, level: Level | None = None
) -> Check:
    keys = (smaller, larger)

    def ask(figures: Figures) -> Answer:
        part, whole = figures.values.get(smaller), figures.values.get(larger)
        if part is None or whole is None:
            return UNDECIDABLE
        if part <= whole:
            return PASSES
        return Failure(
            message=f"{scope.name(smaller)} {scope.shown(smaller, part)} 大于{scope.name(larger)} "
            f"{scope.shown(larger, whole)}，多 {scope.amount(smaller, part - whole)}",
            next_step=_rows_to_look_at(scope, smaller, larger),
            imbalance=part - whole,
            suggestions=_reordered(scope, (smaller, part), (larger, whole)),
        )

    return Check(rule=rule, keys=keys, inputs=keys, ask=ask, level=level)


_FAR = 2
"""A part so many times its whole is no matter of a few people: then only a slip of digits is offered, since
the bound itself would be a figure that nobody counted. Chosen by us."""
_SHIFTS = (1, 2, 3)
"""Places of a lost decimal point, or zeros too many. Chosen by us as in ``forms.slips.catalogue``, where the
fourth power of ten is a slip of the unit of measure."""


def _reordered(
    scope: Scope, part: tuple[SeriesKey, Decimal], whole: tuple[SeriesKey, Decimal]
) -> tuple[Suggestion, ...]:
    """What may have been meant where a part is greater than its whole."""
    (smaller, less), (larger, more) = part, whole
    if more == 0 or less < _FAR * more:
        return Suggestion(smaller, more), Suggestion(larger, less)
    places = scope.plan.item_by_code[smaller.code].decimals
    shifted = (less.scaleb(-digits) for digits in _SHIFTS)
    meant = next((v for v in shifted if v <= more and decimal_places(v) <= places), None)
    return (Suggestion(smaller, meant),) if meant is not None else ()


def _rows_to_look_at(scope: Scope, smaller: SeriesKey, larger: SeriesKey) -> str:
    """The places of two figures in words, by columns, rows or forms, whichever differ."""
    forms, rows = zip(*(_place(scope, key) for key in (smaller, larger)), strict=True)
    if forms[0] != forms[1]:
        return f"核对《{forms[0]}》第 {rows[0]} 行和《{forms[1]}》第 {rows[1]} 行"
    if rows[0] == rows[1]:
        inner, outer = (scope.column(key) or "合计" for key in (smaller, larger))
        return f"核对第 {rows[0]} 行“{inner}”和“{outer}”两栏"
    return f"核对第 {rows[0]} 行和第 {rows[1]} 行"


def _place(scope: Scope, key: SeriesKey) -> tuple[str, str]:
    """Title of the form and code of the row in which a figure stands."""
    cell = scope.layout.cells_by_key[key][0]
    return scope.layout.form_of(cell.address).form.title, scope.layout.row_by_cell[cell.address].code


def ordered_items(scope: Scope) -> set[tuple[str, str]]:
    """Pairs (smaller, larger) of items whose order a rule of this module checks."""
    pairs = {
        (s, larger)
        for relation in scope.plan.relations
        if relation.kind is RelationKind.CHAIN
        for i, larger in enumerate(relation.items)
        for s in relation.items[i + 1 :]
    }
    return pairs.union(_part_rows(scope))


def is_part_of_same_item(smaller: SeriesKey, larger: SeriesKey) -> bool:
    """Whether one figure is a breakdown of the other, whose order TB-SUM-001 or TB-PART-002 checks."""
    inner, outer = parse_breakdown(smaller.breakdown), parse_breakdown(larger.breakdown)
    kept = {d: v for d, v in inner.items() if outer.get(d) == v}
    return smaller.code == larger.code and format_breakdown(kept) == larger.breakdown


RULES = (
    Rule(
        code="TB-SUM-001", level=Level.MANDATORY, title="合计不等于分项之和",
        meaning="合计应等于男女、城乡、各年龄组或各地区分项（含不明）之和。", make=_sum_of_breakdowns,
        remedy="核对合计和各分项，改正填错的一格；不要为了凑平而改数。", traits=frozenset({Trait.SUM}),
    ),
    Rule(
        code="TB-SUM-002", level=Level.MANDATORY, title="总项不等于各项之和",
        meaning="规划数据包规定的合计关系不成立。", make=_sum_relation,
        remedy="核对总项和各项，改正填错的一格。", traits=frozenset({Trait.SUM}),
    ),
    Rule(
        code="TB-PART-001", level=Level.MANDATORY, title="其中项大于总项",
        meaning="“其中”行不能大于它所属的行。", make=_part_row,
        remedy="核对两行是否填反，或口径是否一致。", traits=frozenset({Trait.ORDER}),
    ),
    Rule(
        code="TB-PART-002", level=Level.MANDATORY, title="分项大于合计",
        meaning="某一分组的数不能大于合计。", make=_part_of_breakdown,
        remedy="核对合计和这一分项。", traits=frozenset({Trait.ORDER}),
    ),
    Rule(
        code="TB-CHAIN-001", level=Level.MANDATORY, title="前后环节倒挂",
        meaning="后一环节的数不能大于前一环节，如检测人数不大于应检人数。", make=_chain_relation,
        remedy="核对两个环节是否填反，统计时段是否一致。", traits=frozenset({Trait.ORDER}),
    ),
)  # fmt: skip
