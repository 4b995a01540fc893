"""Checks whether a figure that a unit did not count itself says where it comes from.

Two kinds: what the statistics office gives (统计局提供), typed by hand until a base pack is opened, and
what a special survey found (缺项专项调查). Blank cells and reasons in place of a figure need no source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.figures.breakdown import SeriesKey
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Trait
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.reporting.entry import Figures


def _given(scope: Scope, rule: Rule) -> Iterator[Check]:
    """One check for each item that the statistics office gives."""
    keys: dict[str, list[SeriesKey]] = {}
    for cell in scope.layout.entry_cells:
        if cell.is_given:
            keys.setdefault(cell.key.code, []).append(cell.key)
    for own in keys.values():
        yield _source_check(
            scope,
            rule,
            own,
            "是统计局的数，本单位手工录入，还没有写来源",
            "在“数据来源”写明统计局哪一天用什么文件提供；本行写一格就行",
        )


def _surveyed(scope: Scope, rule: Rule) -> Iterator[Check]:
    """One check for each indicator of a special survey, about its results without the sizes of samples."""
    shown = {cell.key.code: cell.key for cell in reversed(scope.layout.entry_cells)}
    for indicator in scope.plan.indicators:
        if indicator.special_survey is None:
            continue
        terms = (*indicator.formula.numerator, *indicator.formula.denominator)
        codes = dict.fromkeys(t.item for t in terms if t.item in scope.plan.survey_results)
        keys = [shown[code] for code in codes if code in shown]
        if keys:
            yield _source_check(
                scope,
                rule,
                keys,
                "是专项调查的结果，还没有写明这次调查",
                "在“数据来源”写明调查的抽样、样本量、时间、方法和误差；几格用同一次调查的，写一格就行",
            )


def _source_check(
    scope: Scope, rule: Rule, own: Iterable[SeriesKey], what_is_missing: str, next_step: str
) -> Check:
    keys = tuple(own)

    def ask(figures: Figures) -> Answer:
        typed = tuple(key for key in keys if figures.value(key) is not None)
        if not typed:
            return UNDECIDABLE
        seen = (figures.observations.get(key) for key in keys)
        if any(observation is not None and observation.source.strip() for observation in seen):
            return PASSES
        return Failure(message=f"{scope.name(typed[0])}{what_is_missing}", next_step=next_step, keys=typed)

    return Check(rule=rule, keys=keys, inputs=keys, ask=ask)


RULES = (
    Rule(
        code="TB-ORIGIN-001",
        level=Level.MANDATORY,
        title="统计局提供的数没有来源",
        meaning="人口、户数、就业等归口统计局的数，由本单位手工录入时，要写明统计局什么时候、用什么文件提供。",
        make=_given,
        traits=frozenset({Trait.SOURCE}),
        remedy="向统计局要数，不自己推算；在“数据来源”写明文件和日期。",
    ),
    Rule(
        code="TB-ORIGIN-002",
        level=Level.MANDATORY,
        title="专项调查没有写明",
        meaning="没有部门经常统计的数，只在举办专项调查的年份填；填了数，就要写明抽样、样本量、时间、方法和误差。",
        make=_surveyed,
        traits=frozenset({Trait.SOURCE}),
        remedy="在“数据来源”写明这次调查；没有调查的年份空着，不用写原因。",
    ),
)
