"""Values on the command line that have a range; argparse names the option, the sentence says the range."""

from __future__ import annotations

from argparse import ArgumentTypeError

_YEARS = range(1949, 3000)
_REVISIONS = range(1, 10_000)
_COUNTS = range(1, 10_000)


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


def _within(text: str, allowed: range, wanted: str) -> int:
    digits = text.strip()
    if len(digits) <= 4 and digits.isascii() and digits.isdigit() and int(digits) in allowed:
        return int(digits)
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    raise ArgumentTypeError(f"{wanted}，写的却是“{shown}”")
