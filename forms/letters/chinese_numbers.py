"""Numbers that are written in Chinese characters: 一百二十三, 二〇二五, 十二点五, 百分之九十五.

Read only where they cannot well be anything but a number: words like 一起 and 十四五 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "俩": 2}
"""By definition what each character counts, and 俩 as people say it."""
_SMALL = {"十": 10, "百": 100, "千": 1_000}
"""By definition the factors within ten thousand."""
_LARGE = {"万": 10_000, "亿": 100_000_000}
"""By definition the factors of four digits each."""
_UNITS = _SMALL | _LARGE
"""By definition both."""
_RUN = re.compile(
    r"(百分之|千分之)?([零〇一二两三四五六七八九十百千万亿]+)(?:点([零〇一二三四五六七八九]+))?"
)
_COUNTED = re.compile(r"\s*(?:多|余)?[人例名户]")
"""What is counted one by one: before it also a single digit is a number."""
_PLACE = re.compile(r"\s*(?:年|月|日|行|列|栏|号|版|页|次|季度|个月|周?岁|条|项|章|节)")
"""What makes a number the name of a day or a place."""


def chinese_numbers(text: str, *, places: bool) -> Iterator[Decimal]:
    """The numbers that are written in Chinese characters in a text.

    Args:
        text: as it was typed.
        places: whether those are given too that name a day, a row or the like.
    """
    for found in _RUN.finditer(text):
        whole, fraction = found[2], found[3]
        after = text[found.end() :]
        if not places and (_PLACE.match(after) or text[: found.start()].endswith("第")):
            continue
        if len(whole) == 1 and not fraction and not found[1] and not _COUNTED.match(after):
            continue
        value = _value(whole)
        if value is not None:
            digits = "".join(str(_DIGITS[one]) for one in fraction or "")
            yield Decimal(f"{value}.{digits}") if digits else Decimal(value)


def _value(text: str) -> int | None:
    """A whole number; None where the characters are none, as 十四五."""
    if _UNITS.keys().isdisjoint(text):
        return int("".join(str(_DIGITS[one]) for one in text))
    total = section = 0
    digit: int | None = None
    unit = 0
    for at, one in enumerate(text):
        if one in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[one]
        elif one in _SMALL:
            if digit is None and one != "十":
                return None
            section += (1 if digit is None else digit) * _SMALL[one]
            digit, unit = None, _SMALL[one]
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            total = (total + section) * _LARGE[one] if one == "亿" else total + section * _LARGE[one]
            section, digit, unit = 0, None, _LARGE[one]
        if at == len(text) - 1 and digit:
            # 三百五 is 350 and 一万二 12,000, but 三百零五 is 305.
            is_short = unit >= _SMALL["百"] and text[at - 1] in _UNITS
            section += digit * unit // 10 if is_short else digit
    return total + section
