"""What a cell says of a figure that the statistics office gave as a base figure (基础数据)."""

from __future__ import annotations

import re

_FROM_BASE = re.compile(r"统计局 [12][0-9]{3} 年基础数据第 [1-9][0-9]{0,6} 号")


def base_title(year: int, version: str) -> str:
    """How people name the base figures of a year."""
    return f"统计局 {year} 年基础数据第 {version} 号"


def base_source(year: int, version: str, source: str) -> str:
    """Source of a given figure: which base figures, and where the office has it from."""
    return f"{base_title(year, version)}：{source}"


def is_from_base(source: str) -> bool:
    """Whether the source of a figure names base figures, so that it was not typed by hand."""
    return _FROM_BASE.match(source) is not None
