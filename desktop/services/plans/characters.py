"""Texts of a plan with characters that no font can draw, reported to the author of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.documents.paper.font_cover import named, undrawn
from forms.codes.plan import PlanCode
from forms.plan.pack import Plan
from forms.plan.record import encode
from forms.plan_check.finding import Severity, TraceFinding
from forms.text.standard_characters import standard_text


def undrawn_texts(plan: Plan) -> tuple[TraceFinding, ...]:
    """One note for each text of the plan with characters that would be blanks on every unit's paper."""
    return tuple(
        TraceFinding(
            code=PlanCode.UNDRAWN,
            severity=Severity.NOTE,
            place=place,
            subject=text[:20],
            message=f"程序的字库里没有 {named(missing)}，各单位的纸质报表上只能留出空线",
            mend=_mend(text),
        )
        for place, text in _texts(encode(plan), "规划")
        if not text.isascii() and (missing := undrawn(text))
    )


def _mend(text: str) -> str:
    standard = standard_text(text)
    return f"改为“{standard}”（现在的标准字）" if standard != text else "有通用规范字的，请改用"


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(entry, f"{place}.{key}")
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts(entry, f"{place}[{number}]")
