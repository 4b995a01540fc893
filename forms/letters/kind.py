"""Kinds of letters that the office sends."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OfficeLetter(StrEnum):
    """Kind of a letter of the office; the values stand in ``letter.json`` and file names (``letters.md``)."""

    RECEIPT = "receipt"
    RETURN = "return"
    RECALL = "recall"
    CHOICE = "choice"
    ACCEPTANCE = "acceptance"
    REOPENING = "reopening"
    WARNING = "warning"
    TASK = "task"
    BASE = "base"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]

    @property
    def is_to_one_unit(self) -> bool:
        """Whether it speaks of one unit's year; a task and base figures are for all units of a year."""
        return self not in {OfficeLetter.TASK, OfficeLetter.BASE}


_LABELS: Mapping[OfficeLetter, str] = {
    OfficeLetter.RECEIPT: "回执单",
    OfficeLetter.RETURN: "退回单",
    OfficeLetter.RECALL: "撤回退回单",
    OfficeLetter.CHOICE: "选定单",
    OfficeLetter.ACCEPTANCE: "验收单",
    OfficeLetter.REOPENING: "重开单",
    OfficeLetter.WARNING: "预警通知单",
    OfficeLetter.TASK: "布置任务",
    OfficeLetter.BASE: "基础数据",
}


COLLECTION_KIND = "collection"
"""Kind in ``letter.json`` of a county's year that was frozen, sent to no unit (``collection.md``)."""
