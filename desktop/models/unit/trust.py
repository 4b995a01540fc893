"""First trust in the office: the fingerprint on its stamped paper, and the day a key was lost."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from desktop.models.typed_print import TypedPrint, typed_print
from forms.frozen import frozen

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class TypedDay:
    """From which day the keys before are trusted no longer.

    Attributes:
        day: it; None where nothing is typed, which stands for now.
        told: what is wrong with it, in a sentence; empty where nothing is.
    """

    day: date | None = None
    told: str = ""


def typed_day(text: str, today: date) -> TypedDay:
    """A day as it was typed, ``2026-03-20``; not after today."""
    words = text.strip()
    if not words:
        return TypedDay()
    day = None
    if _DAY.fullmatch(words):
        with suppress(ValueError):
            day = date.fromisoformat(words)
    if day is None:
        return TypedDay(told="日期写成 2026-03-20 这样，或者不写。")
    return TypedDay(day) if day <= today else TypedDay(told="日期还没有到，请核对。")


def typed_of_office(text: str, expected: str) -> TypedPrint:
    """Compare what was typed so far with the fingerprint of the certificate that signed a letter."""
    return typed_print(text, expected, "这个文件", "这个文件不是统计局发的，不要打开")
