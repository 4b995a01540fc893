"""Values on the command line that have a range; argparse names the option, the sentence says the range."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from contextlib import suppress
from datetime import date

_YEARS = range(1949, 3000)
_REVISIONS = range(1, 10_000)
_COUNTS = range(1, 10_000)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def year(text: str) -> int:
    """A reporting year from 1949 to 2999.

    Raises:
        ArgumentTypeError: anything else.
    """
    return _within(text, _YEARS, f"应是 {_YEARS[0]} 至 {_YEARS[-1]} 的年份，如 2025")


def revision(text: str) -> int:
    """The number of a revision.

    Raises:
        ArgumentTypeError: anything else.
    """
    return _within(text, _REVISIONS, f"应是第几版，{_REVISIONS[0]} 至 {_REVISIONS[-1]} 的整数")


def count(text: str) -> int:
    """How many, from 1 to 9999.

    Raises:
        ArgumentTypeError: anything else.
    """
    return _within(text, _COUNTS, f"应是 {_COUNTS[0]} 至 {_COUNTS[-1]} 的整数")


def day(text: str) -> date:
    """A day as ``2026-05-20``, of a year from 1949 to 2999.

    Raises:
        ArgumentTypeError: anything else.
    """
    found = text.strip()
    if _DAY.fullmatch(found) and int(found[:4]) in _YEARS:
        with suppress(ValueError):
            return date.fromisoformat(found)
    raise ArgumentTypeError(
        f"应是 {_YEARS[0]} 至 {_YEARS[-1]} 年的日期，如 2026-05-20，写的却是“{_shown(text)}”"
    )


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _within(text: str, allowed: range, wanted: str) -> int:
    digits = text.strip()
    if len(digits) <= 4 and digits.isascii() and digits.isdigit() and int(digits) in allowed:
        return int(digits)
    raise ArgumentTypeError(f"{wanted}，写的却是“{_shown(text)}”")
