"""What is done at the office's desk in a dialog over the window, in the order in which its menu has it."""

from __future__ import annotations

from enum import StrEnum


class DeskDeed(StrEnum):
    """Something that is done in a dialog."""

    TAKE_FILES = "take-files"
    TAKE_FOLDER = "take-folder"
    TASK = "task"
    DEADLINE = "deadline"
    OWN_SERIES = "own-series"
    BASE = "base"
    PLAN = "plan"
    CAME = "came"
    UNOPENED = "unopened"
    MATRIX = "matrix"
    REMIND = "remind"
    RECEIPTS = "receipts"
    PAPER = "paper"
    REGISTER = "register"
    ACCEPT_ALL = "accept-all"
    EXCUSE = "excuse"
    LETTERS = "letters"
    COLLECT = "collect"
    CLOSE = "close"
    PEOPLE = "people"
    KEYS = "keys"

    @property
    def label(self) -> str:
        """What it is called in menus and on buttons (Chinese)."""
        return _LABELS[self]


_LABELS = {
    DeskDeed.TAKE_FILES: "收件：选文件",
    DeskDeed.TAKE_FOLDER: "收件：选文件夹",
    DeskDeed.TASK: "布置任务",
    DeskDeed.DEADLINE: "期限、延期",
    DeskDeed.OWN_SERIES: "本局往年数",
    DeskDeed.BASE: "基础数据",
    DeskDeed.PLAN: "规划数据包",
    DeskDeed.CAME: "收件结果",
    DeskDeed.UNOPENED: "还打不开的文件",
    DeskDeed.MATRIX: "单位 × 指标",
    DeskDeed.REMIND: "催报",
    DeskDeed.RECEIPTS: "发回执",
    DeskDeed.PAPER: "核对纸质表",
    DeskDeed.REGISTER: "登记册",
    DeskDeed.ACCEPT_ALL: "验收全部无疑问的",
    DeskDeed.EXCUSE: "免报",
    DeskDeed.LETTERS: "再写出单子",
    DeskDeed.COLLECT: "汇总",
    DeskDeed.CLOSE: "定库",
    DeskDeed.PEOPLE: "人员",
    DeskDeed.KEYS: "密钥",
}
