"""What is done at the office's desk in a dialog over the window, in the order in which its menu has it."""

from __future__ import annotations

from enum import StrEnum


class DeskDeed(StrEnum):
    """Something that is done in a dialog."""

    TASK = "task"
    BASE = "base"
    REMIND = "remind"
    RECEIPTS = "receipts"
    PAPER = "paper"
    PEOPLE = "people"
    KEYS = "keys"

    @property
    def label(self) -> str:
        """What it is called in menus and on buttons (Chinese)."""
        return _LABELS[self]


_LABELS = {
    DeskDeed.TASK: "布置任务",
    DeskDeed.BASE: "基础数据",
    DeskDeed.REMIND: "催报",
    DeskDeed.RECEIPTS: "发回执",
    DeskDeed.PAPER: "核对纸质表",
    DeskDeed.PEOPLE: "人员",
    DeskDeed.KEYS: "密钥",
}
