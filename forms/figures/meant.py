"""What a text that cannot be read as a figure may have meant; offered, never taken over by itself."""

from __future__ import annotations

import re
from decimal import Decimal

from forms.figures.quantity import Missing, parse_number

_LONGEST = 40
"""Characters of a text that is looked at; a figure with its unit has fewer. Chosen by us."""
_POINTS = "。｡．、·・•‧∙⋅…"
"""Marks that a Chinese keyboard puts where the decimal point is meant."""
_POINT = re.compile(rf"\s*[{_POINTS}.]+\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_NOTHING = frozenset(
    {
        "无",
        "没有",
        "无数据",
        "没有数据",
        "暂无",
        "暂无数据",
        "缺",
        "空",
        "无此项",
        "没有这项",
        "没",
        "无数",
        "没有数",
    }
)
"""Words by which people say that there is no figure."""
_STROKES = frozenset("-−–—―－─━﹣﹘~～/／\\＼×xX✕")
"""Marks with which people strike a cell out."""
_REASONS = (Missing.NOT_COLLECTED, Missing.NOT_CONDUCTED, Missing.NOT_APPLICABLE)


def meant_number(text: str, unit: str) -> Decimal | None:
    """The figure meant by a text with another mark in place of the decimal point: ``12。5`` is 12.5.

    Args:
        text: a cell's text that cannot be read as it stands.
        unit: unit of measure of the item.

    Returns:
        The figure; None where the text has no such mark, several, or is no figure even so.
    """
    bare = text.strip()
    if len(bare) > _LONGEST:
        return None
    marks = list(_POINT.finditer(bare)) or list(_COMMA.finditer(bare))
    if len(marks) != 1:
        return None
    before, after = bare[: marks[0].start()], bare[marks[0].end() :]
    # A mark behind the last digit ends a sentence: there is nothing behind the point.
    return parse_number(before + ("." if after[:1].isdecimal() else "") + after, unit).value


def meant_reasons(text: str) -> tuple[Missing, ...]:
    """The reasons among which a person may choose who typed 无, 没有 or a dash; none for any other text."""
    bare = "".join(text.split()).rstrip("。.！!")
    is_struck = bool(bare) and len(bare) <= _LONGEST and set(bare) <= _STROKES
    return _REASONS if bare in _NOTHING or is_struck else ()
