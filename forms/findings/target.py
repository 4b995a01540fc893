"""Findings that follow from target verdicts: what must be explained to the office each year (预警)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from forms.breakdown import SeriesKey
from forms.entry import Figures, formula_inputs
from forms.findings.finding import Level, Result
from forms.findings.registry import Answer, Check, Failure, Maker, Rule, Scope
from forms.plan import Target
from forms.quantity import format_quantity
from forms.verdict import Outcome, Outlook, Verdict, assess, current


def _missed(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.NOT_MET and verdict.is_due and not verdict.reliability.small_numbers


def _missed_by_few(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.NOT_MET and verdict.is_due and verdict.reliability.small_numbers


def _warned(verdict: Verdict) -> bool:
    return verdict.is_alarm and not _missed(verdict)


def _slow(verdict: Verdict) -> bool:
    return verdict.outlook is Outlook.LAGGING


def _unsteady(verdict: Verdict) -> bool:
    return verdict.volatile


@dataclass(frozen=True)
class _Question:
    """When to speak about a verdict, and what the clerk should do then."""

    speaks: Callable[[Verdict], bool]
    next_step: str
    looks_back: bool
    """Whether the earlier years make the answer, not this year's figure alone."""


def _maker(speaks: Callable[[Verdict], bool], next_step: str, *, looks_back: bool) -> Maker:
    """A rule that asks one question about all targets of an indicator and speaks once."""
    question = _Question(speaks, next_step, looks_back)

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        for code, targets in scope.plan.targets_by_indicator.items():
            for breakdown in dict.fromkeys(t.breakdown for t in targets):
                key = SeriesKey(code, breakdown)
                shown = _shown_key(scope, key)
                if shown is not None:
                    chosen = [t for t in targets if t.breakdown == breakdown]
                    yield _target_check(scope, rule, key, shown, chosen, question)

    return make


def _shown_key(scope: Scope, key: SeriesKey) -> SeriesKey | None:
    """The cell in which the unit sees this indicator, computed or typed; None if on no form."""
    typed = scope.plan.indicator_by_code[key.code].identity_item
    candidates = (key, SeriesKey(typed.code, key.breakdown), typed) if typed is not None else (key,)
    return next((c for c in candidates if c in scope.layout.cells_by_key), None)


def _target_check(
    scope: Scope, rule: Rule, key: SeriesKey, shown: SeriesKey, targets: list[Target], question: _Question
) -> Check:
    inputs = _inputs(scope, key, targets)

    def ask(figures: Figures) -> Answer:
        verdicts = figures.remember(("verdicts", key), lambda: _judged(key, targets, figures))
        if verdicts is None:
            return Result.UNDECIDABLE
        for verdict in verdicts:
            if question.speaks(verdict):
                return Failure(
                    _sentence(scope, shown, verdict),
                    question.next_step,
                    compared_years=_compared_years(verdict, question, key, figures),
                )
        return Result.PASSES

    return Check(rule, (shown,), inputs, ask)


def _compared_years(
    verdict: Verdict, question: _Question, key: SeriesKey, figures: Figures
) -> tuple[int, ...]:
    """Every earlier year where the course is in question; else the base year, if the target names one."""
    if question.looks_back:
        return tuple(figures.years_before(key))
    reference = verdict.target.reference
    return (reference.year,) if reference is not None and reference.year is not None else ()


def _judged(key: SeriesKey, targets: list[Target], figures: Figures) -> Sequence[Verdict] | None:
    """What is said about the targets that still speak, None where there is no figure to judge."""
    if figures.measured(key).value is None:
        return None
    return current([assess(target, figures) for target in targets])


def _inputs(scope: Scope, key: SeriesKey, targets: list[Target]) -> tuple[SeriesKey, ...]:
    """Items that the verdicts read: of the indicator, its sample size and the indicators referred to."""
    indicator = scope.plan.indicator_by_code[key.code]
    inputs = list(formula_inputs(indicator, key.breakdown))
    if indicator.sample_item is not None:
        inputs.append(SeriesKey(indicator.sample_item, key.breakdown))
    for target in targets:
        if target.reference is not None and target.reference.indicator is not None:
            standard = scope.plan.indicator_by_code[target.reference.indicator]
            inputs += formula_inputs(standard, key.breakdown)
    return tuple(dict.fromkeys(inputs))


def _sentence(scope: Scope, shown: SeriesKey, verdict: Verdict) -> str:
    target = verdict.target
    words = verdict.summary if not verdict.volatile else "波动较大"
    need = ""
    if verdict.yearly_need is not None:
        decimals = scope.plan.indicator_by_code[target.indicator or ""].decimals
        change = format_quantity(abs(verdict.yearly_need), decimals)
        need = f"，每年还需{'提高' if verdict.yearly_need > 0 else '降低'} {change}"
    return f"{scope.name(shown)}{words}：{verdict.arithmetic}（{target.place}，{verdict.due} 年{need}）"


RULES = (
    Rule(
        "TB-TARGET-001", Level.QUERY, "未达标", "到期或应保持的目标本年没有达到，须说明原因和措施。",
        _maker(_missed, "说明未达标的原因和拟采取的措施", looks_back=False),
        "核对数据；无误的，写明未达标的原因和下一步措施。",
    ),
    Rule(
        "TB-TARGET-002", Level.QUERY, "预警", "按目前进度预计达标困难、背离目标或有滑落风险。",
        _maker(_warned, "说明原因和拟采取的措施", looks_back=True),
        "核对数据；无误的，写明原因和下一步措施。",
    ),
    Rule(
        "TB-TARGET-003", Level.ADVISORY, "进度偏慢", "有进展，但速度不到所需的 95%。",
        _maker(_slow, "关注进度", looks_back=True),
        "看一眼，和主管领导通个气；不用写说明。",
    ),
    Rule(
        "TB-TARGET-004", Level.QUERY, "波动较大", "本年变化远超往年的正常波动。",
        _maker(_unsteady, "核对数据和口径；无误的，请说明原因", looks_back=True),
        "核对数据和口径；口径变了的，登记口径变动；无误的，说明原因。",
    ),
    Rule(
        "TB-TARGET-005", Level.ADVISORY, "数少，看多年合计", "本年未达标，但发生数太少，可能只是偶然。",
        _maker(_missed_by_few, "结合多年合计判断", looks_back=False),
        "不用写说明；汇报时结合多年合计来讲。",
    ),
)  # fmt: skip
