"""The unit's early warning list (预警): which targets need attention, most urgent first.

Every plan asks for it each year: 对预计达标困难、波动较大的监测指标进行预警. The list is made from the
verdicts and adds no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.series_name import part_in_brackets
from forms.verdict import Outcome, Outlook, Verdict, current


class WarningKind(StrEnum):
    """Why a target is on the list, most urgent first."""

    MISSED = "missed"
    """Due this year, or to be held every year, and not met."""
    AWAY = "away"
    AT_RISK = "at_risk"
    SLIPPING = "slipping"
    VOLATILE = "volatile"
    """The last change is far outside the earlier ones, and nothing else is wrong."""
    LAGGING = "lagging"
    """Advances, but more slowly than needed: for information."""
    STRIVEN_FOR = "striven_for"
    """A 力争 target that is missed or will be; its floor is judged by itself: for information."""

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(WarningKind).index(self)


_TINY = Decimal("0.000001")
"""Divisor in place of a value of 0. Chosen by us: smaller than any unit of the last digit shown."""
_LABELS = {
    WarningKind.MISSED: "未达标",
    WarningKind.AWAY: Outlook.AWAY.label,
    WarningKind.AT_RISK: Outlook.AT_RISK.label,
    WarningKind.SLIPPING: Outlook.SLIPPING.label,
    WarningKind.VOLATILE: "波动较大",
    WarningKind.LAGGING: Outlook.LAGGING.label,
    WarningKind.STRIVEN_FOR: "力争未达",
}
_BY_OUTLOOK = {
    Outlook.AWAY: WarningKind.AWAY,
    Outlook.AT_RISK: WarningKind.AT_RISK,
    Outlook.SLIPPING: WarningKind.SLIPPING,
    Outlook.LAGGING: WarningKind.LAGGING,
}


@frozen
class EarlyWarning:
    """One target that needs attention.

    Attributes:
        kind: why.
        verdict: the verdict with its numbers.
        name: name of the indicator, with the part that the target is of: 覆盖率（城市）.
        need: the change still needed, in Chinese with its unit; empty without a range to reach.
    """

    kind: WarningKind
    verdict: Verdict
    name: str
    need: str

    @property
    def sentence(self) -> str:
        """The warning as one Chinese sentence."""
        target = self.verdict.target
        need = f"，{self.need}" if self.need else ""
        return (
            f"“{self.name}”{self.kind.label}：{self.verdict.arithmetic}"
            f"（{target.place}，{self.verdict.due_text}{need}）"
        )


def early_warnings(plan: Plan, verdicts: Iterable[Verdict]) -> tuple[EarlyWarning, ...]:
    """The targets that need attention: by kind, then by year due, then the largest shortfall first.

    Left out are figures flagged for small numbers (as in the findings), targets without statistic, and stages
    whose year has passed (:func:`forms.verdict.headline.current`).

    Args:
        plan: the plan of the targets.
        verdicts: verdicts of one year.
    """
    by_series: dict[tuple[str | None, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_series.setdefault((verdict.target.indicator, verdict.target.breakdown), []).append(verdict)
    found = [_warning(plan, v) for judged in by_series.values() for v in current(judged)]
    return tuple(sorted((w for w in found if w is not None), key=_urgency))


def _urgency(warning: EarlyWarning) -> tuple[int, int, Decimal]:
    """Kind, year due, and what is missing as a share of the figure, the most first."""
    verdict = warning.verdict
    due = verdict.year if verdict.is_due else verdict.due
    if verdict.shortfall is None or verdict.actual is None:
        return warning.kind.rank, due, Decimal(0)
    return warning.kind.rank, due, -abs(verdict.shortfall) / max(abs(verdict.actual), _TINY)


def _warning(plan: Plan, verdict: Verdict) -> EarlyWarning | None:
    kind = _kind(verdict)
    if kind is None or verdict.target.indicator is None:
        return None
    indicator = plan.judged_by_code[verdict.target.indicator]
    part = part_in_brackets(plan, verdict.target.breakdown)
    return EarlyWarning(kind, verdict, f"{indicator.name}{part}", verdict.need)


def _kind(verdict: Verdict) -> WarningKind | None:
    if verdict.reliability.small_numbers:
        return None
    kind = _BY_OUTLOOK.get(verdict.outlook) if verdict.outlook is not None else None
    if verdict.pace.unseen:
        kind = None  # the figures as they are stated are equal
    if verdict.outcome is Outcome.NOT_MET and verdict.is_due:
        kind = WarningKind.MISSED
    if kind is not None and verdict.is_striven_for:
        return WarningKind.STRIVEN_FOR
    return kind or (WarningKind.VOLATILE if verdict.volatile else None)
