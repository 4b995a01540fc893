"""Reading a JSON document that came from outside, within bounds.

Every such document goes through here: packs, descriptors, approvals. A few bytes can stand for much work:
``1e999999999`` for a gigabyte of digits, brackets for a stack that overflows, an escape for half a character
that nothing can print. The bounds are judged on the text, before the parser builds anything from it.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

MAX_JSON_BYTES = 4_000_000
"""Ten times the largest document of ours, a plan pack of all units."""
MAX_JSON_VALUES = 60_000
"""Members and entries of one document; ten times the largest bundled pack."""
MAX_JSON_DEPTH = 32
"""Brackets within brackets; the deepest document of ours has six."""
MAX_NUMBER_LENGTH = 60
"""Characters of one number, all digits, sign, point and exponent counted."""
MAX_NUMBER_EXPONENT = 40
"""Places before the point, or zeros behind it, of one number; a figure has at most 15."""

_STRING = re.compile(rb'"[^"]*"')
_NOT_STRUCTURE = bytes(set(range(256)) - set(b"[]{},"))
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_EXPONENT = re.compile(r"[eE][+-]?0*([0-9]*)$")


def parse_json(data: bytes) -> Any:
    """Parse JSON with exact numbers: integers as ``int``, all others as ``Decimal``.

    Args:
        data: the document; nothing about it is trusted.

    Raises:
        ValueError: not UTF-8, not JSON, a repeated key, a number that is not finite, half a surrogate
            pair, or beyond one of the bounds above.
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
        raise ValueError("too deep") from error


def _require_bounds(data: bytes) -> None:
    """Refuse by size, count, depth and broken characters; unpaired quotes are left to the parser."""
    if len(data) > MAX_JSON_BYTES:
        raise ValueError(f"more than {MAX_JSON_BYTES} bytes")
    plain = data.replace(rb"\\", b"")
    if _SURROGATE.search(plain) and _SURROGATE.search(_PAIR.sub(b"", plain)):
        raise ValueError("half a surrogate pair")
    structure = _STRING.sub(b"", plain.replace(rb"\"", b"")).translate(None, _NOT_STRUCTURE)
    if len(structure) - structure.count(b"]") - structure.count(b"}") > MAX_JSON_VALUES:
        raise ValueError(f"more than {MAX_JSON_VALUES} values")
    depth = 0
    for mark in structure.replace(b",", b""):
        depth += 1 if mark in b"[{" else -1
        if depth > MAX_JSON_DEPTH:
            raise ValueError(f"more than {MAX_JSON_DEPTH} levels")


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER_EXPONENT:
        raise ValueError(f"more than {MAX_NUMBER_EXPONENT} digits")
    return int(text)


def _decimal(text: str) -> Decimal:
    """A number with point or exponent; a zero may not have a large exponent either."""
    exponent = _EXPONENT.search(text)
    if len(text) > MAX_NUMBER_LENGTH or (exponent and len(exponent[1]) > len(str(MAX_NUMBER_EXPONENT))):
        raise ValueError(f"a number of {len(text)} characters")
    value = Decimal(text)
    if abs(value.adjusted()) > MAX_NUMBER_EXPONENT:
        raise ValueError(f"a number beyond 1e{MAX_NUMBER_EXPONENT}")
    return value


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is not a number")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found
