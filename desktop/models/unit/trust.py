"""A fingerprint as far as it has been typed from stamped paper, group by group; the day a key was lost."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date

from forms.errors import UserInputError
from forms.frozen import frozen
from forms.receiving.fingerprint import GROUPS, difference, differing_groups, read_fingerprint

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GROUP = 4
_DIGITS = 64
"""Both: SHA-256 (FIPS 180-4) in groups of four hexadecimal digits, as the sheets print it."""


@frozen
class TypedPrint:
    """How far a fingerprint is.

    Attributes:
        shown: the digits in groups, as they are shown while they are typed.
        told: what is wrong or missing, in a sentence; empty where it is the right one.
        digits: the 64 digits, where they are the right ones; else empty.
        is_wrong: whether a digit that stands there is wrong.
    """

    shown: str
    told: str
    digits: str = ""
    is_wrong: bool = False


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


def in_groups(text: str) -> str:
    """Typed digits in groups of four, upper case; whatever else stands between them is left out."""
    plain = unicodedata.normalize("NFKC", text)  # an input method may type them full width
    digits = "".join(c for c in plain.upper() if c.isalnum() and c.isascii())[:_DIGITS]
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def typed_print(text: str, expected: str) -> TypedPrint:
    """Compare what was typed so far with a certificate's fingerprint, whole groups only.

    Args:
        text: as it was typed, pasted or scanned.
        expected: 64 digits, which are told to nobody.
    """
    shown = in_groups(text)
    groups = shown.lower().split()
    whole = [group for group in groups if len(group) == _GROUP]
    wrong = [n for n, group in enumerate(whole, 1) if group != expected[(n - 1) * _GROUP : n * _GROUP]]
    if len("".join(groups)) < _DIGITS:
        told = f"已输入 {len(whole)} 组，共 {GROUPS} 组。"
        if wrong:
            told = f"第 {'、'.join(map(str, wrong[:_GROUP]))} 组与这个文件的不同，请再看一遍盖章纸。"
        return TypedPrint(shown, told, is_wrong=bool(wrong))
    try:
        digits = read_fingerprint(shown)
    except UserInputError as error:
        return TypedPrint(shown, f"{error.message}。", is_wrong=True)
    differing = differing_groups(digits, expected)
    if differing:
        told = (
            f"与这个文件的指纹{difference(differing)}。纸上确实这样写的，这个文件不是统计局发的，不要打开。"
        )
        return TypedPrint(shown, told, is_wrong=True)
    return TypedPrint(shown, "", digits=digits)
