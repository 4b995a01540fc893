"""Checks whether every cell that is asked for has been filled in."""

from __future__ import annotations

from collections.abc import Iterator

from forms.findings.finding import PASSES, Level, Trait
from forms.findings.registry import Answer, Check, Failure, Rule, Scope
from forms.reporting.entry import Figures
from forms.reporting.layout import FormLayout
from forms.reporting.measured import Gap

_BLANK = Gap.BLANK
_NAMED = 3
"""Blank cells named in the sentence; chosen by us, as many as can be read at a glance."""


def _blank_cells(scope: Scope, rule: Rule) -> Iterator[Check]:
    for form in scope.layout.forms:
        if form.asked_cells:
            yield _blank_check(scope, rule, form)


def _blank_check(scope: Scope, rule: Rule, form: FormLayout) -> Check:
    keys = tuple(dict.fromkeys(cell.key for cell in form.asked_cells))

    def ask(figures: Figures) -> Answer:
        blank = tuple(key for key in keys if figures.gap(key) is _BLANK)
        if not blank:
            return PASSES
        named = "、".join(scope.name(key) for key in blank[:_NAMED])
        more = " 等" if len(blank) > _NAMED else ""
        return Failure(
            message=f"《{form.form.title}》还有 {len(blank)} 格未填：{named}{more}",
            next_step="补填；没有数据请填 -2（未开展）、-1（未收集）或“不适用”",
            keys=blank,
        )

    return Check(rule=rule, keys=keys, inputs=keys, ask=ask)


RULES = (
    Rule(
        code="TB-FILL-001",
        level=Level.MANDATORY,
        title="漏填",
        meaning="每一格都要有数，或者写明没有数的原因；空格不是 0。专项调查的格在没有调查的年份不用填。",
        make=_blank_cells,
        traits=frozenset({Trait.BLANKS}),
        remedy="补填；按 F8 可逐个跳到要处理的地方。",
    ),
)
