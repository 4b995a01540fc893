"""Backups of either desk's file, and what was kept aside of it, in the words in which they are offered."""

from __future__ import annotations

from pathlib import Path

from desktop.services.keeping import AnyDesk, kept_aside, own_backups
from forms.frozen import frozen

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


def offered_backups(desk: AnyDesk) -> list[tuple[str, Path]]:
    """Backups beside the file, newest first: when and on what occasion, and where."""
    zone = desk.clock().tzinfo
    return [
        (f"{taken.astimezone(zone):%Y-%m-%d %H:%M}　{_occasion(path)}", path)
        for taken, path in own_backups(desk)
    ]


def kept_in_words(desk: AnyDesk) -> list[KeptLine]:
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
