"""Reading a JSON document that came from outside, within bounds.

Every such document is read here: packs, descriptors, approvals. Few bytes can demand much work:
``1e999999999`` a gigabyte of digits, nested brackets a stack that overflows, an escape half a surrogate pair
that no encoder writes. So the bounds are checked on the bytes, before the parser builds any object, and those
of a number before it is computed.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

MAX_JSON_BYTES = 4_000_000
"""Nine times the largest document of ours, the whole pack of 大连 (440 KB)."""
MAX_JSON_VALUES = 60_000
"""Members, entries and brackets of one document; that pack has 21,000. ``tests/benchmarks/fuzz.py`` measured
that a refusal at these bounds stays below 1 s and 300 MB (README)."""
MAX_JSON_DEPTH = 32
"""Brackets within brackets. Chosen above the eight of the deepest document of ours (``datapackage.json``)."""
MAX_NUMBER_LENGTH = 60
"""Characters of one number, all digits, sign, point and exponent counted. Chosen above the 34 digits of a
quotient."""
MAX_NUMBER_EXPONENT = 40
"""Places before the point, or zeros behind it, of one number. Chosen above the 34 of a quotient; a figure has
at most 15 and 8 (``forms.figures.quantity``)."""

NOT_JSON, BEYOND = "不是有效的 JSON", "超出了读取的限度（字节数、项数、层数，或一个数的位数）"
"""What is told of a document that cannot be read."""
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'[]{},"'))
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_EXPONENT = re.compile(r"[eE][+-]?0*([0-9]*)$")


class BeyondBounds(ValueError):
    """It may well be JSON, and has more of something than is read here: bytes, values, levels, digits."""


def parse_json(data: bytes) -> Any:
    """Parse JSON with exact numbers: integers as ``int``, all others as ``Decimal``.

    Args:
        data: the document; nothing about it is trusted.

    Raises:
        BeyondBounds: it is beyond one of the bounds above.
        ValueError: likewise; or it is not UTF-8, not JSON, a repeated key, a number that is not finite, or
            half a surrogate pair.
    """
    _require_bounds(data)
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_keys,
        )
    except RecursionError as error:
        raise BeyondBounds("too deep") from error


def _require_bounds(data: bytes) -> None:
    """Raise for a document beyond the bounds of size, count and depth, or with half a surrogate pair.

    Strings are cut out first, so that brackets and commas within them do not count: what lies between the
    first and the second quote, the third and the fourth, and so on. With an unpaired quote the count may be
    wrong; the parser then refuses the document anyway.
    """
    if len(data) > MAX_JSON_BYTES:
        raise BeyondBounds(f"more than {MAX_JSON_BYTES} bytes")
    plain = data
    if b"\\" in data:
        plain = data.replace(rb"\\", b"")
        if _SURROGATE.search(plain) and _SURROGATE.search(_PAIR.sub(b"", plain)):
            raise ValueError("half a surrogate pair")
        plain = plain.replace(rb"\"", b"")
    structure = b"".join(plain.translate(None, _NOT_STRUCTURE).split(b'"')[::2])
    if len(structure) - structure.count(b"]") - structure.count(b"}") > MAX_JSON_VALUES:
        raise BeyondBounds(f"more than {MAX_JSON_VALUES} values")
    depth = 0
    for mark in structure.replace(b",", b""):
        depth += 1 if mark in b"[{" else -1
        if depth > MAX_JSON_DEPTH:
            raise BeyondBounds(f"more than {MAX_JSON_DEPTH} levels")


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER_EXPONENT:
        raise BeyondBounds(f"more than {MAX_NUMBER_EXPONENT} digits")
    return int(text)


def _decimal(text: str) -> Decimal:
    """A number with point or exponent.

    The exponent is judged as text: ``0e999999999`` is zero to ``Decimal`` and would pass the check of its
    size.
    """
    exponent = _EXPONENT.search(text)
    if len(text) > MAX_NUMBER_LENGTH or (exponent and len(exponent[1]) > len(str(MAX_NUMBER_EXPONENT))):
        raise BeyondBounds(f"a number of {len(text)} characters")
    value = Decimal(text)
    if abs(value.adjusted()) > MAX_NUMBER_EXPONENT:
        raise BeyondBounds(f"a number beyond 1e{MAX_NUMBER_EXPONENT}")
    return value


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is not a number")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found


def told_of(error: Exception) -> str:
    """What is told of a document for which :func:`parse_json` raised an error."""
    return BEYOND if isinstance(error, BeyondBounds) else NOT_JSON
