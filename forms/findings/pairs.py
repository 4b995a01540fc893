"""Checks of figures that belong together or exclude each other (compulsory and exclusive pairs)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Suggestion, Trait
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.plan.pack import RelationKind
from forms.reporting.entry import Figures
from forms.reporting.measured import Gap

_Ask = Callable[[Scope, Sequence[SeriesKey], Figures], Answer]
"""The question about figures that belong together."""


def _together(scope: Scope, rule: Rule) -> Iterator[Check]:
    """Checks of a survey's rate with its sample size, and of the items that the pack lists together."""
    for indicator in scope.plan.indicators:
        typed = indicator.identity_item
        if typed is not None and indicator.sample_item is not None:
            yield from _shown(scope, rule, (typed, SeriesKey(indicator.sample_item)), None, _ask_together)
    yield from _from_relations(scope, rule, RelationKind.TOGETHER, _ask_together)


def _exclusive(scope: Scope, rule: Rule) -> Iterator[Check]:
    yield from _from_relations(scope, rule, RelationKind.EXCLUSIVE, _ask_exclusive)


def _equal(scope: Scope, rule: Rule) -> Iterator[Check]:
    yield from _from_relations(scope, rule, RelationKind.EQUAL, _ask_equal)


def _from_relations(scope: Scope, rule: Rule, kind: RelationKind, ask: _Ask) -> Iterator[Check]:
    for relation in scope.plan.relations:
        if relation.kind is kind:
            keys = tuple(SeriesKey(code, TOTAL) for code in relation.items)
            yield from _shown(scope, rule, keys, Level(relation.enforcement), ask)


def _shown(
    scope: Scope, rule: Rule, keys: tuple[SeriesKey, ...], level: Level | None, ask: _Ask
) -> Iterator[Check]:
    """The check, where all its figures are on the unit's forms."""
    if all(key in scope.layout.cells_by_key for key in keys):
        yield Check(
            rule=rule,
            keys=keys,
            inputs=keys,
            ask=lambda figures: ask(scope, keys, figures),
            level=level,
        )


def _ask_together(scope: Scope, keys: Sequence[SeriesKey], figures: Figures) -> Answer:
    gaps = [figures.gap(key) for key in keys]
    if not any(gaps):
        return PASSES
    if any(gap in (Gap.BLANK, Gap.UNREADABLE) for gap in gaps):
        return UNDECIDABLE
    present = [key for key, gap in zip(keys, gaps, strict=True) if gap is None]
    absent = [key for key, gap in zip(keys, gaps, strict=True) if gap is not None]
    if not present or not absent:
        return PASSES
    return Failure(
        message=f"{_names(scope, present)}有数，{_names(scope, absent)}却没有数，两者应同时有或同时没有",
        next_step="补填缺少的数，或核对有数的一格",
        keys=(*absent, *present),
    )


def _ask_exclusive(scope: Scope, keys: Sequence[SeriesKey], figures: Figures) -> Answer:
    values = [(key, figures.values.get(key)) for key in keys]
    positive = [key for key, value in values if value is not None and value > 0]
    if len(positive) > 1:
        return Failure(
            message=f"{_names(scope, positive)}不应同时有数",
            next_step="核对后只保留其中一项，其余填 0",
            keys=tuple(positive),
        )
    return PASSES if all(value is not None for _, value in values) else UNDECIDABLE


def _ask_equal(scope: Scope, keys: Sequence[SeriesKey], figures: Figures) -> Answer:
    first, *others = keys
    wanted = figures.values.get(first)
    known = [(key, figures.values.get(key)) for key in others]
    if wanted is not None:
        for key, value in known:
            if value is not None and value != wanted:
                return Failure(
                    message=f"{scope.name(key)} {scope.shown(key, value)} 与{scope.name(first)} "
                    f"{scope.shown(first, wanted)} 应相等，相差 {scope.amount(key, abs(value - wanted))}",
                    next_step="核对两处，改正填错的一格",
                    imbalance=value - wanted,
                    suggestions=(Suggestion(key, wanted), Suggestion(first, value)),
                    keys=(key, first),
                )
    complete = wanted is not None and all(value is not None for _, value in known)
    return PASSES if complete else UNDECIDABLE


def _names(scope: Scope, keys: Sequence[SeriesKey]) -> str:
    return "、".join(scope.name(key) for key in keys)


RULES = (
    Rule(
        code="TB-PAIR-001",
        level=Level.MANDATORY,
        title="应同时有数",
        meaning="调查得到的比例和样本量等数据，要么都有数，要么都写明没有数的原因。",
        make=_together,
        remedy="补填缺少的一项；都没有数的，两项都填缺数代码。",
    ),
    Rule(
        code="TB-PAIR-002",
        level=Level.MANDATORY,
        title="不应同时有数",
        meaning="规划数据包规定这些数据最多一项大于 0。",
        make=_exclusive,
        remedy="只保留其中一项，其余填 0。",
    ),
    Rule(
        code="TB-PAIR-003",
        level=Level.MANDATORY,
        title="两处应相等",
        meaning="同一基数在不同报表中应当一致，如活产数、孕产妇数。",
        make=_equal,
        traits=frozenset({Trait.EQUAL}),
        remedy="核对两张表，改正填错的一处。",
    ),
)
