"""The computer's clock, and whether it is plausible where its time is signed or frozen.

A key, a signature, 定稿 and whatever the office does keep the time of the computer for years. A unit's entry
goes on with a caution when the clock is behind (``db.file.surroundings``); these wait until it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from db.log.audit import AuditPart
from forms.codes.desk import ClockCode
from forms.errors import EnvironmentFault

Clock = Callable[[], datetime]

RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""By definition no clock before it is right: no version of this program is older."""
_ENDS = datetime(2100, 1, 1, tzinfo=UTC)
"""No clock beyond it is right: what is signed or frozen there would hold up every later year. Chosen by us,
long after the end of the plans, 2030."""
_SLACK = timedelta(minutes=1)
"""Clocks of two computers differ by this much. Chosen by us."""


def local_now() -> datetime:
    """The present time with the offset of this PC, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


class Timed(Protocol):
    """A desk, as far as its clock is compared with its file."""

    @property
    def clock(self) -> Clock:
        """Gives the present."""

    @property
    def store(self) -> AuditPart:
        """The open store."""


class ClockBehind(EnvironmentFault):
    """The clock is earlier than what the data file already records."""


def require_plausible(now: datetime) -> None:
    """Refuse a time before the program existed, or long after it will.

    Raises:
        EnvironmentFault: it is earlier than ``RELEASED`` (E-CLOCK-001), or beyond the century (E-CLOCK-003).
    """
    if now >= _ENDS:
        raise EnvironmentFault(
            ClockCode.TOO_LATE,
            f"这台电脑的时间是 {_shown(now)}，晚于 {_ENDS:%Y} 年，肯定不对。"
            "请先在 Windows 的“日期和时间”里校正电脑时间，再重做这一步",
        )
    if now < RELEASED:
        raise EnvironmentFault(
            ClockCode.ABSURD,
            f"这台电脑的时间是 {_shown(now)}，比本程序发布的时间（{RELEASED:%Y-%m-%d}）还早，肯定不对。"
            "请先在 Windows 的“日期和时间”里校正电脑时间，再重做这一步",
        )


def require_clock(desk: Timed, *, is_confirmed: bool = False) -> datetime:
    """The present time, if it is plausible.

    Args:
        desk: the open desk.
        is_confirmed: a person confirmed that the clock is right although the file records a later time,
            as it does after somebody worked with a clock set ahead.

    Raises:
        EnvironmentFault: a time before the program existed (E-CLOCK-001), or beyond the century
            (E-CLOCK-003).
        ClockBehind: earlier than the latest entry of the log (E-CLOCK-002); the sentence names both times.
    """
    now = desk.clock()
    require_plausible(now)
    if not is_confirmed and (sentence := clock_trouble(desk, now)):
        raise ClockBehind(ClockCode.BEHIND, sentence)
    return now


def clock_trouble(desk: Timed, now: datetime) -> str:
    """How far the clock is behind the data file, and what to do; empty where it is not."""
    latest = desk.store.latest_entry().astimezone(now.tzinfo)
    if latest <= now + _SLACK:
        return ""
    return (
        f"这台电脑的时间是 {_shown(now)}，数据文件里却已有 {_shown(latest)} 的记录，电脑时间慢了。"
        "收件、密钥、签名和定稿都要记下时间，请先校正电脑时间，再重做这一步"
    )


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
