"""Breakdowns (分组) of a figure by sex, residence, age and area, written in SDMX style.

A breakdown is a set of dimension values such as ``SEX=F;RES=U``. A dimension that is absent means
its total, so the figure without any breakdown is written ``_T`` (SDMX content-oriented guidelines,
code lists CL_SEX and CL_AREA; ``_U`` is "not known", 不明).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

TOTAL = "_T"
"""The breakdown of a figure that is not broken down (合计)."""

UNKNOWN = "_U"
"""Dimension value: not known (不明)."""

NO_AREAS: Mapping[str, str] = MappingProxyType({})
"""The areas of a plan that names none."""

DIMENSIONS = ("SEX", "RES", "AGE", "AREA")
"""All dimensions, in the order in which they are written."""

_VALUE_NAMES = {
    ("SEX", "F"): "女",
    ("SEX", "M"): "男",
    ("SEX", UNKNOWN): "性别不明",
    ("RES", "U"): "城市",
    ("RES", "R"): "农村",
    ("RES", UNKNOWN): "城乡不明",
    ("AGE", UNKNOWN): "年龄不明",
}
_VALUE_PATTERN = {
    "SEX": re.compile(r"F|M|_T|_U"),
    "RES": re.compile(r"U|R|_T|_U"),
    "AGE": re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\+|-(?:0|[1-9][0-9]{0,2}))|_T|_U"),
    "AREA": re.compile(r"[0-9]{6}"),
}


class SeriesKey(NamedTuple):
    """What identifies one figure within a unit's year: an item (or indicator) and a breakdown."""

    code: str
    """Item or indicator code."""
    breakdown: str = TOTAL
    """Canonical breakdown text, ``_T`` for the total."""

    def __str__(self) -> str:
        """Code and breakdown joined by a slash."""
        return f"{self.code}/{self.breakdown}"


@lru_cache(maxsize=4096)
def parse_breakdown(text: str) -> Mapping[str, str]:
    """Read breakdown text into its dimension values; totals are left out.

    Args:
        text: ``_T``, or ``DIM=VALUE`` pairs joined by ``;`` in any order.

    Returns:
        Dimension to value, in canonical order; empty for the total. Shared between callers, read-only.

    Raises:
        ValueError: unknown dimension, value outside its code list, an age band that ends before it begins, or
            a dimension given twice.
    """
    if text in ("", TOTAL):
        return MappingProxyType({})
    found: dict[str, str] = {}
    for pair in text.split(";"):
        dimension, equals, value = pair.partition("=")
        pattern = _VALUE_PATTERN.get(dimension)
        if not equals or pattern is None or not pattern.fullmatch(value) or _is_backwards(dimension, value):
            raise ValueError(f"unknown breakdown {pair!r}")
        if dimension in found:
            raise ValueError(f"dimension {dimension} given twice in {text!r}")
        found[dimension] = value
    return MappingProxyType({d: found[d] for d in DIMENSIONS if d in found and found[d] != TOTAL})


class AgeBand(NamedTuple):
    """People from a first to a last age in completed years (满几岁), both included."""

    first: int
    last: int | None
    """None without an upper end: 65岁及以上."""


def age_band(text: str) -> AgeBand | None:
    """The ages of ``AGE=35-44`` or ``AGE=65+``, joined with other dimensions or not; else None."""
    value = parse_breakdown(text).get("AGE", UNKNOWN)
    return None if value == UNKNOWN else _band(value)


def _band(value: str) -> AgeBand:
    if value.endswith("+"):
        return AgeBand(int(value[:-1]), None)
    first, _, last = value.partition("-")
    return AgeBand(int(first), int(last))


def _is_backwards(dimension: str, value: str) -> bool:
    """Whether an age band ends before it begins."""
    if dimension != "AGE" or value in (TOTAL, UNKNOWN):
        return False
    band = _band(value)
    return band.last is not None and band.last < band.first


def follow_without_gap(bands: Sequence[AgeBand]) -> bool:
    """Whether each age band begins where the one before it ends, so that together they leave nobody out."""
    return all(one.last is not None and one.last + 1 == next_.first for one, next_ in pairwise(bands))


def format_breakdown(values: Mapping[str, str]) -> str:
    """Write dimension values in canonical order; ``_T`` when nothing is broken down."""
    parts = [f"{d}={values[d]}" for d in DIMENSIONS if values.get(d, TOTAL) != TOTAL]
    return ";".join(parts) or TOTAL


@lru_cache(maxsize=4096)
def canonical_breakdown(text: str) -> str:
    """Canonical spelling of a breakdown; raises ValueError like :func:`parse_breakdown`."""
    return format_breakdown(parse_breakdown(text))


@lru_cache(maxsize=4096)
def join_breakdowns(outer: str, inner: str) -> str:
    """Combine two breakdowns; ``inner`` wins where both name a dimension.

    A formula that says "women of the members" (``SEX=F``), evaluated for urban districts
    (``RES=U``), needs ``SEX=F;RES=U``.
    """
    return format_breakdown({**parse_breakdown(outer), **parse_breakdown(inner)})


def breakdown_name(text: str, areas: Mapping[str, str] = NO_AREAS) -> str:
    """Chinese name of a breakdown: ``合计``, ``女``, ``女·城市``, ``65岁及以上``, ``中山区``.

    Args:
        text: breakdown text.
        areas: names of areas by GB/T 2260 code, as the plan gives them; others show their code.
    """
    values = parse_breakdown(text)
    if not values:
        return "合计"
    return "·".join(_VALUE_NAMES.get(pair) or _plain_name(*pair, areas) for pair in values.items())


def _plain_name(dimension: str, value: str, areas: Mapping[str, str]) -> str:
    """Name of a value that has no fixed Chinese name: an age band such as ``35-64`` or an area."""
    if dimension != "AGE":
        return areas.get(value, value)
    first, last = _band(value)
    if last is None:
        return f"{first}岁及以上"
    if first == last:
        return f"{first}岁"
    return f"{first}—{last}岁" if first else f"{last}岁及以下"
