"""Which of several verdicts on one indicator is shown where there is room for one."""

from __future__ import annotations

from collections.abc import Sequence

from forms.verdict.assessment import Verdict
from forms.verdict.outcome import Outcome, Outlook


def headline(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The verdict a reader must not miss: missed and due, then alarms, then the nearest target.

    Args:
        verdicts: verdicts on the targets of one indicator in one year.
    """
    return min(current(verdicts), key=_urgency, default=None)


def current(verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """Verdicts on targets that still speak: not those whose year has passed while a later one stands.

    The 2025 stage of a target is silent from 2026 on, when only the 2030 stage can still be reached.
    """
    return [v for v in verdicts if v.due >= v.year or v.target.hold] or verdicts


def _urgency(verdict: Verdict) -> tuple[int, int]:
    """Rank, then the nearest year."""
    if verdict.outcome is Outcome.NOT_MET and verdict.is_due and not verdict.is_striven_for:
        rank = 0
    elif verdict.is_alarm and not verdict.is_striven_for:
        rank = 1
    elif verdict.outlook is Outlook.LAGGING or (verdict.is_striven_for and verdict.shortfall is not None):
        rank = 2
    elif verdict.outcome in (Outcome.BY_HAND, Outcome.NO_DATA):
        rank = 4
    else:
        rank = 3
    return rank, verdict.due
