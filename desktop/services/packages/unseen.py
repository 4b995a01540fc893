"""Control and direction characters in a package, which no input of this program accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.filing.tables import Row
from forms.text.typed import REFUSED


def unseen_character(submission: Mapping[str, Any], tables: Mapping[str, Sequence[Row]]) -> str:
    """Where the first such character of descriptor or tables stands, as a sentence; empty where none is."""
    for place, text in _texts(submission, "submission.json"):
        if found := REFUSED.search(text):
            return _sentence(place, found.group())
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            for column, text in row.items():
                if found := REFUSED.search(text):
                    return _sentence(f"data/{name}.csv 第 {number} 行 {column}", found.group())
    return ""


def _sentence(place: str, character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{place} 里有看不见的控制字符或方向符 {code}，会使显示的内容与实际不符，请退回该单位更正"


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with its place, the names of its fields included."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield f"{place} 的字段名", key
            shown = key if key.isprintable() else "…"
            yield from _texts(entry, f"{place} {shown}" if place == "submission.json" else f"{place}.{shown}")
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _texts(entry, f"{place} 第 {number} 项")
