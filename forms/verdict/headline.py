"""Which of several verdicts on one indicator is shown where only one fits."""

from __future__ import annotations

from collections.abc import Sequence

from forms.verdict.assessment import Verdict
from forms.verdict.outcome import Outcome, Outlook


def headline(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The most urgent of several verdicts.

    Missed and due come first, then alarms, slow progress, 力争 targets not reached and verdicts in which the
    program failed, all others, and last those that cannot be judged; of equal ones the one due first.

    Args:
        verdicts: verdicts on the targets of one indicator in one year.

    Returns:
        None without verdicts.
    """
    return min(current(verdicts), key=_urgency, default=None)


def current(verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts whose target year has not passed or that must hold every year; all, if there are none.

    So the 2025 stage of a target is left out from 2026 on, when only the 2030 stage can still be reached.
    """
    return [v for v in verdicts if v.due >= v.year or v.target.hold] or verdicts


def _urgency(verdict: Verdict) -> tuple[int, int]:
    """Rank, then the nearest year."""
    if verdict.fault is not None:
        rank = 2  # nobody knows what it would have been; a target that is met must not stand before it
    elif verdict.outcome is Outcome.NOT_MET and verdict.is_due and not verdict.is_striven_for:
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
