"""What ``plan check`` says of one thing in a plan, and what follows from it."""

from __future__ import annotations

from enum import StrEnum

from forms.codes.code import ErrorCode
from forms.frozen import frozen

EXPLAIN = "补上；确实没有的，在“假设”里写明原因并指明这个{what}"
"""How a gap is mended, with the kind of thing that it is about."""


class Severity(StrEnum):
    """What follows from a finding of ``plan check``."""

    ERROR = "error"
    """Cannot be meant; the pack is not compiled."""
    GAP = "gap"
    """Must be explained by an assumption; unexplained, the pack is not compiled."""
    NOTE = "note"
    """Worth knowing."""


@frozen
class TraceFinding:
    """One finding about a plan.

    Attributes:
        code: stable code ``TB-PLAN-nnn``.
        severity: what follows from it.
        place: where it stands in the pack, e.g. ``规划.targets[3]``.
        subject: name of what it is about, for people.
        message: what is wrong and why it matters, in Chinese.
        mend: how to mend it.
        indicator: code of the indicator it is about.
        goal: domain and number of the main goal it is about.
        unit: code of the unit it is about.
        explained_by: code of the assumption that explains it.
    """

    code: ErrorCode
    severity: Severity
    place: str
    subject: str
    message: str
    mend: str
    indicator: str | None = None
    goal: tuple[int, int] | None = None
    unit: str | None = None
    explained_by: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether the pack is not compiled because of it."""
        return self.severity is Severity.ERROR or (
            self.severity is Severity.GAP and self.explained_by is None
        )
