"""The numbers in a text that somebody typed, as far as they could be figures of a unit.

Digits of any width count, with separators of thousands and a point; numbers in Chinese characters are not
read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
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
    narrow = unicodedata.normalize("NFKC", text)
    return frozenset(Decimal(found.replace(",", "")) for found in _NUMBER.findall(narrow))


def spoken_figures(text: str, names: Iterable[str] = ()) -> frozenset[Decimal]:
    """The numbers in a text that name neither a day nor a place.

    Args:
        text: as it was typed.
        names: of items, indicators and the like; the numbers in these are no figures either.
    """
    narrow = unicodedata.normalize("NFKC", text)
    folded = (unicodedata.normalize("NFKC", name) for name in names)
    # The longest first: a short name may stand in a long one.
    for name in sorted(filter(None, folded), key=len, reverse=True):
        narrow = narrow.replace(name, " ")
    return spoken_numbers(_PLACES.sub(" ", narrow))
