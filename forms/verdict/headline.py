"""Which of several verdicts on one indicator is shown where there is room for one."""

from __future__ import annotations

from collections.abc import Sequence

from forms.verdict.assessment import Outcome, Outlook, Verdict


def headline(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The verdict a reader must not miss: missed and due, then alarms, then the nearest target.

    Targets whose year has passed speak only when no later one is left.

    Args:
        verdicts: verdicts on the targets of one indicator in one year.
    """
    current = [v for v in verdicts if v.due >= v.year or v.target.hold]
    return min(current or verdicts, key=_urgency, default=None)


def _urgency(verdict: Verdict) -> tuple[int, int]:
    """Rank, then the nearest year."""
    if verdict.outcome is Outcome.NOT_MET and verdict.is_due:
        rank = 0
    elif verdict.is_alarm:
        rank = 1
    elif verdict.outlook is Outlook.LAGGING:
        rank = 2
    elif verdict.outcome in (Outcome.BY_HAND, Outcome.NO_DATA):
        rank = 4
    else:
        rank = 3
    return rank, verdict.due
