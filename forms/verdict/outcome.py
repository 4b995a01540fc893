"""The two facts of a verdict: where the figure stands, and where its pace leads (contracts section 4)."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The official point comparison."""

    MET = "met"
    NEARLY_MET = "nearly_met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTCOME_LABELS[self]


class Outlook(StrEnum):
    """Where the present pace leads."""

    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    LAGGING = "lagging"
    AT_RISK = "at_risk"
    FLAT = "flat"
    AWAY = "away"
    NO_DATA = "no_data"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTLOOK_LABELS[self]

    @property
    def is_alarm(self) -> bool:
        """Whether the pace needs a word (预警)."""
        return self in _ALARMS


_OUTCOME_LABELS = {
    Outcome.MET: "数值达标",
    Outcome.NEARLY_MET: "基本达标",
    Outcome.NOT_MET: "未达标",
    Outcome.NO_DATA: "无数据",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.BY_HAND: "需人工评估",
}
_OUTLOOK_LABELS = {
    Outlook.ON_TRACK: "进度正常",
    Outlook.SLIPPING: "有滑落风险",
    Outlook.LAGGING: "进度偏慢",
    Outlook.AT_RISK: "预计达标困难",
    Outlook.FLAT: "持平",
    Outlook.AWAY: "背离目标",
    Outlook.NO_DATA: "无数据",
    Outlook.UNKNOWN: "数据不足，暂不判断",
}
_ALARMS = (Outlook.SLIPPING, Outlook.AT_RISK, Outlook.AWAY)
