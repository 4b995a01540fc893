"""What came of something that was done in the window: words, and what was written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forms.frozen import frozen

_SHOWN = 60
"""Lines that a dialog shows of what was done; the folder has all of it. Chosen by us: a county's units."""


@frozen
class DeedOutcome:
    """What is said after something was done.

    Attributes:
        words: what happened and what is to be done now (Chinese), a line each.
        file: one of the files that were written, whose folder is offered; None where none was.
    """

    words: str
    file: Path | None = None


def lines_told(head: str, lines: Iterable[str], foot: str = "") -> str:
    """A heading, as many lines as a dialog has room for, and what is to be done now.

    Args:
        head: what was done.
        lines: to what; of more than there is room for, their number is told.
        foot: what is to be done now; empty where nothing is.
    """
    found = list(lines)
    more = [f"…… 共 {len(found)} 行"] if found[_SHOWN:] else []
    return "\n".join(filter(None, [head, *found[:_SHOWN], *more, foot]))
