"""The unit's early warning list (预警): which targets need attention, most urgent first.

Every plan asks for it each year: 对预计达标困难、波动较大的监测指标进行预警. The list is drawn from
verdicts; it judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from forms.plan import Plan
from forms.quantity import format_quantity
from forms.verdict import Outcome, Outlook, Verdict, current


class WarningKind(StrEnum):
    """Why a target is on the list, most urgent first."""

    MISSED = "missed"
    """Due this year, or to be held every year, and not met."""
    AWAY = "away"
    AT_RISK = "at_risk"
    SLIPPING = "slipping"
    VOLATILE = "volatile"
    LAGGING = "lagging"
    """Advances, but more slowly than needed: watched rather than warned of."""

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(WarningKind).index(self)


_LABELS = {
    WarningKind.MISSED: "未达标",
    WarningKind.AWAY: Outlook.AWAY.label,
    WarningKind.AT_RISK: Outlook.AT_RISK.label,
    WarningKind.SLIPPING: Outlook.SLIPPING.label,
    WarningKind.VOLATILE: "波动较大",
    WarningKind.LAGGING: Outlook.LAGGING.label,
}
_BY_OUTLOOK = {
    Outlook.AWAY: WarningKind.AWAY,
    Outlook.AT_RISK: WarningKind.AT_RISK,
    Outlook.SLIPPING: WarningKind.SLIPPING,
    Outlook.LAGGING: WarningKind.LAGGING,
}


@dataclass(frozen=True)
class EarlyWarning:
    """One target that needs attention.

    Attributes:
        kind: why.
        verdict: the verdict with its numbers.
        name: name of the indicator.
        need: how much per year is still needed, in words with the unit; empty where not numeric.
    """

    kind: WarningKind
    verdict: Verdict
    name: str
    need: str

    @property
    def sentence(self) -> str:
        """What a clerk or the office reads, in one sentence."""
        target = self.verdict.target
        need = f"，{self.need}" if self.need else ""
        return (
            f"“{self.name}”{self.kind.label}：{self.verdict.arithmetic}"
            f"（{target.place}，{self.verdict.due} 年{need}）"
        )


def early_warnings(plan: Plan, verdicts: Iterable[Verdict]) -> tuple[EarlyWarning, ...]:
    """Targets that need attention, most urgent first, then in plan order.

    A figure flagged for small numbers is no alarm: it is left out, as in the findings.
    """
    by_series: dict[tuple[str | None, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_series.setdefault((verdict.target.indicator, verdict.target.breakdown), []).append(verdict)
    found = [_warning(plan, v) for judged in by_series.values() for v in current(judged)]
    return tuple(sorted((w for w in found if w is not None), key=lambda warning: warning.kind.rank))


def _warning(plan: Plan, verdict: Verdict) -> EarlyWarning | None:
    kind = _kind(verdict)
    if kind is None or verdict.target.indicator is None:
        return None
    indicator = plan.indicator_by_code[verdict.target.indicator]
    need = _need(verdict, indicator.decimals, indicator.unit)
    return EarlyWarning(kind, verdict, indicator.name, need)


def _kind(verdict: Verdict) -> WarningKind | None:
    if verdict.reliability.small_numbers:
        return None
    if verdict.outcome is Outcome.NOT_MET and verdict.is_due:
        return WarningKind.MISSED
    if verdict.outlook in _BY_OUTLOOK:
        return _BY_OUTLOOK[verdict.outlook]
    return WarningKind.VOLATILE if verdict.volatile else None


def _need(verdict: Verdict, decimals: int, unit: str) -> str:
    if verdict.yearly_need is None:
        return ""
    word = "提高" if verdict.yearly_need > 0 else "降低"
    return f"每年还需{word} {format_quantity(abs(verdict.yearly_need), decimals)} {unit}"
