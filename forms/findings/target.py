"""Findings that follow from target verdicts, which the unit explains to the office each year (预警)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from forms.figures.breakdown import SeriesKey
from forms.findings.finding import PASSES, UNDECIDABLE, Level, Result, Trait
from forms.findings.registry import Answer, Check, Failure, Maker, Rule, Scope
from forms.frozen import frozen
from forms.plan.definitions import formula_inputs
from forms.plan.targets import Target
from forms.reporting.entry import Figures
from forms.verdict import Outcome, Outlook, Verdict, assess, current

Answered = bool | None
"""Whether a question is answered with yes; None where the data are not sufficient."""

_JUDGED = (Outcome.MET, Outcome.NEARLY_MET, Outcome.NOT_MET)
_MET, _NOT_MET = Outcome.MET, Outcome.NOT_MET
_ON_TRACK, _LAGGING = Outlook.ON_TRACK, Outlook.LAGGING
_UNKNOWN = (Outlook.UNKNOWN, Outlook.NO_DATA)


def _is_missed(verdict: Verdict) -> Answered:
    """Whether the target is due and not met, small numbers included."""
    if verdict.outcome not in _JUDGED:
        return None
    return verdict.outcome is _NOT_MET and verdict.is_due


def _missed(verdict: Verdict) -> Answered:
    missed = _is_missed(verdict)
    return missed and not verdict.is_striven_for and not verdict.reliability.small_numbers


def _missed_by_few(verdict: Verdict) -> Answered:
    missed = _is_missed(verdict)
    return missed and not verdict.is_striven_for and verdict.reliability.small_numbers


def _leads_astray(verdict: Verdict) -> Answered:
    """Whether the outlook is an alarm (预警) of a target that is not missed already."""
    if verdict.outcome not in _JUDGED or verdict.outlook in _UNKNOWN:
        return None
    return verdict.is_alarm and not _missed(verdict)


def _warned(verdict: Verdict) -> Answered:
    astray = _leads_astray(verdict)
    return astray and not verdict.is_striven_for


def _not_attained(verdict: Verdict) -> Answered:
    """Whether a 力争 target is missed or its outlook is an alarm; it needs no explanation."""
    if not verdict.is_striven_for:
        return False
    missed, astray = _is_missed(verdict), _leads_astray(verdict)
    return True if missed or astray else None if missed is None else False


def _slow(verdict: Verdict) -> Answered:
    if verdict.outcome not in _JUDGED or verdict.outlook in _UNKNOWN:
        return None
    return verdict.outlook is _LAGGING


def _unsteady(verdict: Verdict) -> Answered:
    return verdict.last_change.is_unusual if verdict.last_change is not None else None


def _is_untroubled(verdict: Verdict) -> bool:
    """Whether each question of this module is answered with no, as of most targets; False may be either."""
    if verdict.outcome is not _MET and (verdict.outcome is not _NOT_MET or verdict.is_due):
        return False
    outlook = verdict.pace.outlook
    if outlook is not None and outlook is not _ON_TRACK:
        return False
    return verdict.last_change is not None and not verdict.last_change.is_unusual


def _outcome_label(verdict: Verdict) -> str:
    return verdict.outcome.label


def _outlook_label(verdict: Verdict) -> str:
    label = verdict.outlook.label if verdict.outlook is not None else ""
    return f"达标·{label}" if verdict.outcome is Outcome.MET else label


@frozen
class _Question:
    """Which verdicts a rule reports, and what the clerk should do about them."""

    asks: Callable[[Verdict], Answered]
    opening: Callable[[Verdict], str]
    next_step: str
    looks_back: bool = False
    """Whether the answer depends on the earlier years, so that an explanation is bound to them."""


def _maker(question: _Question) -> Maker:
    """The maker of a rule with one check for all targets of an indicator and breakdown, thus one finding."""

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        for subject in scope.remember("figures with targets", _subjects):
            yield _target_check(scope, rule, subject, question)

    return make


@frozen
class _Subject:
    """A figure of the unit's forms with its targets: what each rule of this module asks about."""

    key: SeriesKey
    shown: SeriesKey
    targets: list[Target]
    inputs: tuple[SeriesKey, ...]

    def verdicts(self, figures: Figures) -> Sequence[Verdict]:
        """Verdicts on the targets that are still current; none where the indicator has no value."""
        known: dict[SeriesKey, Sequence[Verdict]] = figures.remember("verdicts", dict)
        found = known.get(self.key)
        if found is None:
            found = known[self.key] = _judged(self.key, self.targets, figures)
        return found

    def screen(self, figures: Figures) -> Result | None:
        """The answer of all rules of this module where it is the same."""
        verdicts = self.verdicts(figures)
        if not verdicts:
            return UNDECIDABLE
        return PASSES if all(_is_untroubled(verdict) for verdict in verdicts) else None


def _subjects(scope: Scope) -> list[_Subject]:
    found = []
    for code, targets in scope.plan.targets_by_indicator.items():
        if code not in scope.plan.indicator_by_code:
            continue  # the county's own indicators are judged when all units' figures are there
        judged = [target for target in targets if target.op is not None]
        for breakdown in dict.fromkeys(t.breakdown for t in judged):
            key = SeriesKey(code, breakdown)
            shown = _shown_key(scope, key)
            if shown is not None:
                chosen = [t for t in judged if t.breakdown == breakdown]
                inputs = _inputs(scope, key, chosen)
                found.append(_Subject(key=key, shown=shown, targets=chosen, inputs=inputs))
    return found


def _shown_key(scope: Scope, key: SeriesKey) -> SeriesKey | None:
    """The figure at whose cell the unit's forms show an indicator, computed or typed; None if on none."""
    typed = scope.plan.indicator_by_code[key.code].identity_item
    candidates = (key, SeriesKey(typed.code, key.breakdown), typed) if typed is not None else (key,)
    return next((c for c in candidates if c in scope.layout.cells_by_key), None)


def _target_check(scope: Scope, rule: Rule, subject: _Subject, question: _Question) -> Check:
    key, shown = subject.key, subject.shown

    def ask(figures: Figures) -> Answer:
        verdicts = subject.verdicts(figures)
        if not verdicts:
            return UNDECIDABLE
        is_open = False
        for verdict in verdicts:
            answered = question.asks(verdict)
            # The first verdict that fails speaks for the figure: one finding, however many targets it has.
            if answered:
                return Failure(
                    message=_sentence(scope, shown, verdict, question.opening(verdict)),
                    next_step=question.next_step,
                    compared_years=_compared_years(verdict, question, key, figures),
                    against=_demand(verdict.target),
                )
            is_open = is_open or answered is None
        return UNDECIDABLE if is_open else PASSES

    return Check(rule=rule, keys=(shown,), inputs=subject.inputs, ask=ask, screen=subject.screen)


def _compared_years(
    verdict: Verdict, question: _Question, key: SeriesKey, figures: Figures
) -> tuple[int, ...]:
    """Every earlier year where the answer depends on them; else the base year, if the target names one."""
    if question.looks_back:
        return tuple(figures.years_before(key))
    reference = verdict.target.reference
    return (reference.year,) if reference is not None and reference.year is not None else ()


def _judged(key: SeriesKey, targets: list[Target], figures: Figures) -> Sequence[Verdict]:
    """Verdicts on the targets that are still current; none where the indicator has no value."""
    if figures.measured(key).value is None:
        return ()
    return current([assess(target, figures) for target in targets])


def _inputs(scope: Scope, key: SeriesKey, targets: list[Target]) -> tuple[SeriesKey, ...]:
    """Items that the verdicts read: those of the indicator, its sample size and the referenced indicators."""
    indicator = scope.plan.indicator_by_code[key.code]
    inputs = list(formula_inputs(indicator, key.breakdown))
    if indicator.sample_item is not None:
        inputs.append(SeriesKey(indicator.sample_item, key.breakdown))
    for target in targets:
        if target.reference is not None and target.reference.indicator is not None:
            standard = scope.plan.indicator_by_code[target.reference.indicator]
            inputs += formula_inputs(standard, key.breakdown)
    return tuple(dict.fromkeys(inputs))


def _demand(target: Target) -> str:
    """What the plan demands, as text for the digest: with another demand an explanation expires."""
    return f"{target.place} {target.op} {target.value} {target.reference} {target.year} {target.hold}"


def _sentence(scope: Scope, shown: SeriesKey, verdict: Verdict, opening: str) -> str:
    need = f"，{verdict.need}" if verdict.need else ""
    place = f"{verdict.target.place}，{verdict.due_text}{need}"
    return f"{scope.name(shown)}{opening}：{verdict.arithmetic}（{place}）"


_VERDICT = frozenset({Trait.VERDICT})
RULES = (
    Rule(
        code="TB-TARGET-001", level=Level.QUERY, title="未达标",
        meaning="到期或应保持的目标本年没有达到，须说明原因和措施。",
        make=_maker(_Question(_missed, _outcome_label, "说明未达标的原因和拟采取的措施")),
        remedy="核对数据；无误的，写明未达标的原因和下一步措施。", traits=_VERDICT,
    ),
    Rule(
        code="TB-TARGET-002", level=Level.QUERY, title="预警",
        meaning="按目前进度预计达标困难、背离目标或有滑落风险。",
        make=_maker(_Question(_warned, _outlook_label, "说明原因和拟采取的措施", looks_back=True)),
        remedy="核对数据；无误的，写明原因和下一步措施。", traits=_VERDICT,
    ),
    Rule(
        code="TB-TARGET-003", level=Level.ADVISORY, title="进度偏慢",
        meaning="有进展，但速度不到所需的 95%。",
        make=_maker(_Question(_slow, _outlook_label, "关注进度", looks_back=True)),
        remedy="看一眼，和主管领导通个气；不用写说明。", traits=_VERDICT,
    ),
    Rule(
        code="TB-TARGET-004", level=Level.QUERY, title="波动较大",
        meaning="本年变化远超往年的正常波动。",
        make=_maker(
            _Question(
                _unsteady, lambda _: "波动较大", "核对数据和口径；无误的，请说明原因", looks_back=True
            )
        ),
        remedy="核对数据和口径；口径变了的，用“记录口径变动”；无误的，说明原因。", traits=_VERDICT,
    ),
    Rule(
        code="TB-TARGET-005", level=Level.ADVISORY, title="数少，看多年合计",
        meaning="本年未达标，但发生数太少，可能只是偶然。",
        make=_maker(_Question(_missed_by_few, _outcome_label, "结合多年合计判断")),
        remedy="不用写说明；汇报时结合多年合计来讲。", traits=_VERDICT,
    ),
    Rule(
        code="TB-TARGET-006", level=Level.ADVISORY, title="力争目标未达到",
        meaning="写明“力争”的目标没有达到，或照目前的走势难以达到；底线目标另行判断。",
        make=_maker(_Question(_not_attained, lambda _: "力争目标未达到", "关注进度", looks_back=True)),
        remedy="看一眼；底线达到了就不用写说明。", traits=_VERDICT,
    ),
)  # fmt: skip
