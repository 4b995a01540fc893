"""Kinds of letters that the office sends to a unit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OfficeLetter(StrEnum):
    """Kind of a letter of the office; the values stand in ``letter.json`` and in file names (contracts 9)."""

    RECEIPT = "receipt"
    RETURN = "return"
    RECALL = "recall"
    CHOICE = "choice"
    ACCEPTANCE = "acceptance"
    REOPENING = "reopening"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS: Mapping[OfficeLetter, str] = {
    OfficeLetter.RECEIPT: "回执单",
    OfficeLetter.RETURN: "退回单",
    OfficeLetter.RECALL: "撤回退回单",
    OfficeLetter.CHOICE: "选定单",
    OfficeLetter.ACCEPTANCE: "验收单",
    OfficeLetter.REOPENING: "重开单",
    OfficeLetter.WARNING: "预警通知单",
}
