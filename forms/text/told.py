"""How a text that somebody wrote is told within a sentence."""

from __future__ import annotations

_LONGEST = 24
"""Characters of a text that are shown; chosen by us, as much as is told apart at a glance."""


def told_change(was: str, now: str) -> str:
    """What a text was and what it is, each on one line and cut where it is long: ``2,036 → 2,040``."""
    return f"{_shown(was)} → {_shown(now)}"


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return (words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……") or "空"
