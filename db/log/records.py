"""Records that the change log returns: plain frozen values."""

from __future__ import annotations

from datetime import datetime

from forms.frozen import frozen


@frozen
class LogEntry:
    """One row of the change log."""

    seq: int
    at: datetime
    actor: str
    year: int | None
    kind: str
    subject: str
    old: str | None
    new: str | None
    reason: str
    hash: str


@frozen
class LogHead:
    """A head of the change log that was noted: in a package, on paper, in a frozen revision."""

    entries: int | None
    """Number of rows of the log then; None where only the hash was noted."""
    hash: str


@frozen
class LogVerification:
    """Result of a verification: whether the change log is whole and the tables hold what it says."""

    ok: bool
    entries: int
    first_bad_seq: int | None
    """First row of the log that is wrong, None when none is or when the rows are fine and the
    figures are not."""
    sentence: str
    """For people, Chinese; contains no figure."""
    subjects: tuple[str, ...] = ()
    """Subjects whose stored value differs from the log, at most twenty, e.g. ``2025 cell:live-births/_T``."""
    mismatches: tuple[str, ...] = ()
    """Sentences about what differs from frozen content, each with year, revision and what; no figure."""
