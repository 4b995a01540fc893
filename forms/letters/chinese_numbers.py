"""Numbers that are written in Chinese characters: 一百二十三, 二〇二五, 十二点五, 百分之九十五, 壹仟贰佰.

Read only where they cannot well be anything but a number: words like 一起 and 十四五 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "俩": 2}
"""By definition what each character counts, and 俩 as people say it."""
_FORMAL = str.maketrans("零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "零一二二三三四五六六七八九十百千万亿两")
"""What is written where nobody shall alter it (大写), as on cheques, in plain characters."""
_SMALL = {"十": 10, "百": 100, "千": 1_000}
"""By definition the factors within ten thousand."""
_LARGE = {"万": 10_000, "亿": 100_000_000}
"""By definition the factors of four digits each."""
_UNITS = _SMALL | _LARGE
"""By definition both."""
_RUN = re.compile(
    r"(百分之|千分之)?([零〇一二两三四五六七八九十百千万亿]+)(?:点([零〇一二三四五六七八九]+))?"
)
_COUNTED = re.compile(
    r"\s*(?:多|余)?(?:[人例名户宗桩胎]|位(?![数置于])|起(?![来止草始见点码初])"
    r"|个(?!数|单位|部门|表|格|指标|项|月|季|年|问题|方面|口径|来源|文件|版|地方|原因|字|工作日|人民))"
)
"""What is counted one by one: before it also a single digit is a number."""
_STATED = re.compile(r"(?:数|人|例|是|为|共|计|仅|有|死亡|发生|报)[了为是：:]?\s*$")
"""What a single digit follows that states a figure, where the clause then ends."""
_CLAUSE_ENDS = re.compile(r"\s*(?:[，。；？！、,;?!]|$)")
"""The end of a clause."""
_TOGETHER = re.compile(r"\s*起")
"""What makes 一 the word 一起."""
_PLACE = re.compile(r"\s*(?:年|月|日|行|列|栏|号|版|页|次|季度|个月|周?岁|条|项|章|节)")
"""What makes a number the name of a day or a place."""


def chinese_numbers(text: str, *, places: bool) -> Iterator[Decimal]:
    """The numbers that are written in Chinese characters in a text.

    Args:
        text: as it was typed.
        places: whether those are given too that name a day, a row or the like.
    """
    text = text.translate(_FORMAL)
    for found in _RUN.finditer(text):
        whole, fraction = found[2], found[3]
        after = text[found.end() :]
        if not places and (_PLACE.match(after) or text[: found.start()].endswith("第")):
            continue
        is_single = len(whole) == 1 and not fraction and not found[1]
        if is_single and not _is_stated(whole, text[: found.start()], after):
            continue
        value = _value(whole)
        if value is not None:
            digits = "".join(str(_DIGITS[one]) for one in fraction or "")
            yield Decimal(f"{value}.{digits}") if digits else Decimal(value)


def _is_stated(digit: str, before: str, after: str) -> bool:
    """Whether a single digit is a number: something is counted by it, or a clause ends by stating it."""
    if digit == "一" and _TOGETHER.match(after):
        return False
    if _COUNTED.match(after):
        return True
    return bool(_STATED.search(before) and _CLAUSE_ENDS.match(after))


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
