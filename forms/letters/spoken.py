"""The numbers in a text that somebody typed, as far as they could be figures of a unit.

Digits of any width count, with separators of thousands (commas, blanks, apostrophes and the like), a point,
and in 千, 万 and 亿, and so do numbers in Chinese characters (:mod:`forms.letters.chinese_numbers`). Rounded
ones are not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from forms.letters.chinese_numbers import chinese_numbers

_LETTERS = {
    code: str(int(unicodedata.numeric(chr(code))))
    for code in (*range(0x2160, 0x2180), *range(0x3021, 0x302A))
}
"""Roman and Suzhou numerals of one character, by Unicode, as digits: NFKC makes letters of the first."""
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SEPARATOR = re.compile(r"(?<=[0-9])[,' \u2019_|·](?=[0-9]{3}(?![0-9]))")
_IN_UNITS = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([千万亿])")
_UNITS = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
"""Factor of each word for a large number. Chosen by us: those in which counts are written."""
_BETWEEN = r"\s*[、,，—–―~～至到和与-]\s*"
_YEARS = rf"(?:[0-9]{{4}}{_BETWEEN})*[0-9]{{4}}\s*年"
_PLACES = re.compile(
    "|".join(
        (
            r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
            rf"{_YEARS}(?:度)?(?:\s*[0-9]{{1,2}}\s*月(?:\s*[0-9]{{1,2}}\s*日)?)?",
            r"[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?",
            rf"(?:[0-9]{{1,3}}{_BETWEEN})*[0-9]{{1,3}}\s*[行列栏号版页次]",
            r"第\s*[0-9]{1,3}",
            rf"[0-9]{{1,3}}{_BETWEEN}[0-9]{{1,3}}\s*周?岁",
            r"[0-9]{1,3}\s*周?岁(?=以[上下]|及|[（(]不?含)",
            r"[A-Za-z][A-Za-z0-9./;=_-]*-[A-Za-z0-9./;=_-]*",
        )
    )
)
"""What names a day, a row, an age group, a cell or a code, and is no figure."""


def spoken_numbers(text: str) -> frozenset[Decimal]:
    """All numbers in a text, wherever they stand."""
    narrow = _narrow(text)
    return _in_digits(narrow) | set(chinese_numbers(narrow, places=True))


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_LETTERS))


def _in_digits(narrow: str) -> frozenset[Decimal]:
    joined = _SEPARATOR.sub("", narrow)
    found = {Decimal(one.replace(",", "")) for one in (*_NUMBER.findall(narrow), *_NUMBER.findall(joined))}
    found |= {Decimal(number) * _UNITS[unit] for number, unit in _IN_UNITS.findall(joined)}
    return frozenset(found)


def spoken_figures(text: str, names: Iterable[str] = ()) -> frozenset[Decimal]:
    """The numbers in a text that name neither a day nor a place.

    Args:
        text: as it was typed.
        names: of items, indicators and the like; the numbers in these are no figures either.
    """
    narrow = _narrow(text)
    folded = (_narrow(name) for name in names)
    # The longest first: a short name may stand in a long one.
    for name in sorted(filter(None, folded), key=len, reverse=True):
        narrow = narrow.replace(name, " ")
    left = _PLACES.sub(" ", narrow)
    return _in_digits(left) | set(chinese_numbers(left, places=False))
