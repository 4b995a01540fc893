"""Backups and past submissions of a unit's file, in the words in which they are offered."""

from __future__ import annotations

from pathlib import Path

from desktop.services.keeping import kept_aside, own_backups
from desktop.services.unit.desk import Desk
from desktop.services.unit.keeping import preview_restore, preview_with_open
from desktop.services.unit.log_checking import paper_lines, verify_log
from desktop.services.unit.log_subjects import differing_in_words
from forms.errors import TianbaoError
from forms.frozen import frozen

_SHOWN = 10
"""Differences named in a message; the command line has all of them. Chosen by us."""
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


_KEPT = {
    "本窗口所填": "文件被替换时，窗口里已保存的全部内容",
    "恢复前": "上次没有正常关闭，恢复到最后一次保存以前的文件",
    "别的文件的日志": "旁边留下的、不属于这个文件的日志",
    "不完整的日志": "旁边留下的、残缺的日志",
    "before-restore": "恢复备份以前的数据文件",
    "damaged": "恢复备份以前的、已损坏的数据文件",
}
"""The word in a kept file's name to what it is."""


@frozen
class KeptLine:
    """A file that was kept aside, as it is listed.

    Attributes:
        what: what it is, for people.
        taken: when it was written, local time to the minute.
        path: where it lies.
        is_store: whether it can be compared and put back.
    """

    what: str
    taken: str
    path: Path
    is_store: bool


def offered_backups(desk: Desk) -> list[tuple[str, Path]]:
    """Backups beside the file, newest first: when and on what occasion, and where."""
    zone = desk.clock().tzinfo
    return [
        (f"{taken.astimezone(zone):%Y-%m-%d %H:%M}　{_occasion(path)}", path)
        for taken, path in own_backups(desk)
    ]


def kept_in_words(desk: Desk) -> list[KeptLine]:
    """Files kept aside of the open file, newest first: what each is, and when it was written."""
    zone = desk.clock().tzinfo
    return [
        KeptLine(
            what=_KEPT.get(one.what, one.what),
            taken=f"{one.taken.astimezone(zone):%Y-%m-%d %H:%M}",
            path=one.path,
            is_store=one.is_store,
        )
        for one in kept_aside(desk)
    ]


def _occasion(path: Path) -> str:
    word = path.name.split(".")[-2]
    return _REASONS.get(word, word)


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


def log_in_words(desk: Desk) -> tuple[str, bool]:
    """Whether the change log is whole, what is not, and what must stand on paper; and whether it is."""
    found = verify_log(desk)
    wrong = [*found.mismatches, *differing_in_words(desk, found.subjects)]
    more = [f"等 {len(wrong)} 处"] if len(wrong) > _SHOWN else []
    lines = [found.sentence, *wrong[:_SHOWN], *more, "", "请与交接单和纸质报表核对：", *paper_lines(desk)]
    return "\n".join(lines), found.ok
