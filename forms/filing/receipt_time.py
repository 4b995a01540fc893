"""When a package was received: the time at which the validity of a certificate is judged.

The signing time is a claim of the signer and decides nothing; the time of receipt is known to whoever
received the package. A date without time means the whole day, Beijing time.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final, Self

from forms.codes.desk import TimeCode
from forms.errors import UserInputError
from forms.frozen import frozen

BEIJING: Final = timezone(timedelta(hours=8))
_FIRST_YEAR = 2000
"""Earlier years are typing errors. Chosen by us."""
_WRITTEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?P<time>[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@frozen
class ReceiptTime:
    """A moment, or a day of which the hour is not known.

    Attributes:
        earliest: first moment at which the package may have been received, aware.
        latest: last such moment.
        is_stated: whether a person stated it; otherwise it is the time of the examination.
        is_signing: whether it is the signing time instead, where an own package is compared long after.
    """

    earliest: datetime
    latest: datetime
    is_stated: bool = True
    is_signing: bool = False

    @classmethod
    def at_examination(cls, now: datetime) -> Self:
        """The present time, for a package without a stated time of receipt."""
        return cls(now, now, is_stated=False)

    @classmethod
    def at_signing(cls, signed: datetime) -> Self:
        """The signing time, for the unit's own package: it shows what was valid when it was made."""
        return cls(signed, signed, is_signing=True)

    @property
    def text(self) -> str:
        """The time that was used, in Chinese."""
        if self.is_signing:
            return f"签名时间（{minute_in_beijing(self.latest)}）"
        if self.is_stated and self.earliest == self.latest:
            return f"收件时间（{minute_in_beijing(self.latest)}）"
        day = day_in_beijing(self.latest)
        return f"收件日期（{day}）" if self.is_stated else f"今天（{day}）"


def day_in_beijing(moment: datetime) -> date:
    """Day of a moment in Beijing time, or in its own zone where the year would exceed 9999.

    A certificate without an end has the last second of that year (RFC 5280, 4.1.2.5).
    """
    try:
        return moment.astimezone(BEIJING).date()
    except OverflowError:
        return moment.date()


def minute_in_beijing(moment: datetime) -> str:
    """Day and minute of a moment in Beijing time, or in its own zone where the year would exceed 9999."""
    try:
        return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    except OverflowError:
        return moment.isoformat(" ", "minutes")


def read_receipt_time(text: str, now: datetime) -> ReceiptTime:
    """Read a date or a time as a person states it.

    Args:
        text: ISO 8601, ``2026-03-05``, ``2026-03-05 14:30`` or ``2026-03-05T14:30:00+08:00``; without
            an offset it is Beijing time.
        now: the present time, aware.

    Raises:
        UserInputError: no such date (E-TIME-001), or later than the present (E-TIME-002).
    """
    # The pattern first: fromisoformat alone would take week dates and dates without hyphens as well.
    written = _WRITTEN.fullmatch(text.strip())
    try:
        read = datetime.fromisoformat(text.strip()) if written is not None else None
    except ValueError:
        read = None
    if written is None or read is None or read.year < _FIRST_YEAR:
        raise UserInputError(
            TimeCode.UNREADABLE,
            f"“{text[:40]}”不是收件时间：请写成 2026-03-05 或 2026-03-05T14:30（北京时间），"
            f"不早于 {_FIRST_YEAR} 年",
        )
    first = read if read.tzinfo is not None else read.replace(tzinfo=BEIJING)
    if first > now:
        raise UserInputError(
            TimeCode.IN_FUTURE,
            f"收件时间 {minute_in_beijing(first)} 比本机时间 {minute_in_beijing(now)} 还晚（都是北京时间），"
            "请核对后重新输入",
        )
    whole_day = timedelta(days=1) - timedelta(seconds=1)
    return ReceiptTime(first, first if written["time"] else first + whole_day)
