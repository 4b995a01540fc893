"""Outcome and outlook: what the point comparison says, and where the pace leads (contracts section 4)."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The official comparison of the point value with the target."""

    MET = "met"
    NEARLY_MET = "nearly_met"
    """Not met by at most the pack's ``nearly_met_margin``; never without one."""
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    """The indicator has no value this year, or fewer than the three years that a trend of a trend needs."""
    NOT_APPLICABLE = "not_applicable"
    """不适用 is typed, or the denominator is 0."""
    BY_HAND = "by_hand"
    """No statistic, no standard or no base year: a person judges."""

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTCOME_LABELS[self]


class Outlook(StrEnum):
    """Where the present pace leads (contracts section 4)."""

    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    """Met now, and by the course of the last five years no longer met in the target year."""
    LAGGING = "lagging"
    """0.60 to 0.95 of the required growth."""
    AT_RISK = "at_risk"
    """0 to 0.60 of the required growth."""
    FLAT = "flat"
    """A directional target that has not moved since the base year, or not advanced lately."""
    AWAY = "away"
    """Moving away from the target, or met in the base year and no longer."""
    NO_DATA = "no_data"
    """Fewer than the three years that a trend of a trend needs."""
    UNKNOWN = "unknown"
    """Fewer earlier years than the judgement needs."""

    @property
    def label(self) -> str:
        """Chinese wording."""
        return _OUTLOOK_LABELS[self]

    @property
    def is_alarm(self) -> bool:
        """Whether it calls for a warning (预警): slipping, at risk or away."""
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
