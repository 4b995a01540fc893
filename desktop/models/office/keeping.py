"""Keeping the office's file, in words: is its log whole, and what would restoring a backup change."""

from __future__ import annotations

from pathlib import Path

from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.keeping import preview_restore_office
from forms.errors import TianbaoError

_SHOWN = 10
"""Differences named in a message; the command line has all of them. Chosen by us."""
_ON_PAPER = "请与交接单上写的条数和末条校验值核对。"


def office_log_in_words(desk: OfficeDesk) -> tuple[str, str, bool]:
    """Whether the change log is whole and what is not; what must stand on paper; and whether it is whole."""
    found, now = desk.store.verify_log(), desk.store.log_position()
    wrong = [*found.mismatches, *found.subjects]
    more = [f"等 {len(wrong)} 处"] if len(wrong) > _SHOWN else []
    end = f"共 {found.entries} 条，末条校验值 {now.hash}"
    return "\n".join([found.sentence, *wrong[:_SHOWN], *more]), f"{end}\n{_ON_PAPER}", found.ok


def office_restoring_in_words(desk: OfficeDesk, backup: Path) -> tuple[str, bool]:
    """What restoring a backup would change, or why it cannot be read; and whether it can be restored."""
    try:
        return "\n".join(f"{one}。" for one in preview_restore_office(backup, desk.path).sentences), True
    except TianbaoError as error:
        return window_words(error.sentence), False
