"""Backups and past submissions of a unit's file, in the words in which they are offered."""

from __future__ import annotations

from pathlib import Path

from desktop.services.unit.desk import Desk
from desktop.services.unit.keeping import compare_with_backup, comparison_sentences, own_backups
from desktop.services.unit.log_checking import paper_lines, verify_log
from forms.errors import TianbaoError

_SHOWN = 10
"""Differences named in a message; the command line has all of them."""
_REASONS = {
    "daily": "每天自动",
    "before-finalise": "定稿前",
    "before-export": "导出前",
    "before-import": "导入前",
    "before-history": "导入往年数据前",
    "plan": "换规划版本前",
    "handover": "交接",
}
"""The word in a backup's name to what a person calls the occasion."""


def offered_backups(desk: Desk) -> list[tuple[str, Path]]:
    """Backups beside the file, newest first: when and on what occasion, and where."""
    zone = desk.clock().tzinfo
    return [
        (f"{taken.astimezone(zone):%Y-%m-%d %H:%M}　{_occasion(path)}", path)
        for taken, path in own_backups(desk)
    ]


def _occasion(path: Path) -> str:
    word = path.name.split(".")[-2]
    return _REASONS.get(word, word)


def restoring_in_words(desk: Desk, backup: Path) -> tuple[str, bool]:
    """What restoring a backup would change, or why it cannot be read; and whether it can be restored."""
    try:
        return "\n".join(comparison_sentences(compare_with_backup(desk, backup))), True
    except TianbaoError as error:
        return error.message, False


def log_in_words(desk: Desk) -> tuple[str, bool]:
    """Whether the change log is whole, what is not, and what must stand on paper; and whether it is."""
    found = verify_log(desk)
    wrong = [*found.mismatches, *found.subjects]
    more = [f"等 {len(wrong)} 处"] if len(wrong) > _SHOWN else []
    lines = [found.sentence, *wrong[:_SHOWN], *more, "", "请与交接单和纸质报表核对：", *paper_lines(desk)]
    return "\n".join(lines), found.ok
