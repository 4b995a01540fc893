"""Backups and the change log of a unit's file, in the words in which they are offered."""

from __future__ import annotations

from pathlib import Path

from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.log_checking import paper_lines, verify_log
from desktop.services.unit.keeping import preview_restore, preview_with_open
from desktop.services.unit.log_subjects import differing_in_words
from forms.errors import TianbaoError

_SHOWN = 10
"""Differences named in a message; the command line has all of them. Chosen by us."""


def restoring_in_words(desk: Desk, backup: Path) -> tuple[str, bool]:
    """What restoring a backup would change, or why it cannot be read; and whether it can be restored.

    Where another file has taken the place of the open one, it is that one which would be replaced.
    """
    try:
        if desk.seems_replaced:
            return "\n".join(preview_restore(backup, desk.path, desk.clock).sentences), True
        return "\n".join(preview_with_open(desk, backup).sentences), True
    except TianbaoError as error:
        return error.sentence, False


def log_in_words(desk: Desk) -> tuple[str, str, bool]:
    """Whether the change log is whole and what is not; what must stand on paper; and whether it is whole."""
    found = verify_log(desk)
    wrong = [*found.mismatches, *differing_in_words(desk, found.subjects)]
    more = [f"等 {len(wrong)} 处"] if len(wrong) > _SHOWN else []
    on_paper = ["请与交接单和纸质报表核对：", *paper_lines(desk)]
    return "\n".join([found.sentence, *wrong[:_SHOWN], *more]), "\n".join(on_paper), found.ok
