"""Canonical bytes: the only form in which a document is digested.

The layout follows RFC 8785 (JSON Canonicalization Scheme) in sorting keys, leaving out blanks and
writing UTF-8, but numbers are exact decimals written without exponent, never binary floating point: RFC 8785
prescribes IEEE 754 doubles, which cannot hold every figure. The bytes that are digested are also the bytes
that are stored, and the form is printed from them.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from forms.figures.quantity import canonical_decimal

_CHECK_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so a printed code is hard to misread."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
CHECK_CODE_LENGTH = 16
"""Fifteen characters, 75 bits of the digest, and one check character (contracts section 6)."""
_TYPED_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "—": None, "–": None, "−": None})
"""Letters read as the digit they resemble; hyphens and dashes are dropped."""
_FIELD = 0b100101
"""By definition a primitive polynomial, x^5 + x^2 + 1: the 32 symbols are the elements of the field
GF(2^5)."""
_quoted = json.JSONEncoder(ensure_ascii=False).encode
"""One text as JSON; :func:`json.dumps` makes a new encoder each time."""


canonical_text = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode
"""The same as text, three times as fast, for maps with ASCII keys, lists, texts, integers, booleans and None
alone: of these the library's own encoder writes what :func:`canonical_json` writes."""


def canonical_json(document: object) -> bytes:
    """Canonical UTF-8 bytes of a JSON document.

    Args:
        document: maps with string keys, lists, tuples, strings, integers, Decimals, booleans, None.

    Raises:
        TypeError: a binary float or any other kind of value.
        ValueError: a Decimal that is not finite or has no reasonable length, or a text with half a
            surrogate pair.
    """
    parts: list[str] = []
    _write(document, parts)
    return "".join(parts).encode("utf-8")


def _write(value: Any, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(_quoted(str(value)))
    elif value is None:
        parts.append("null")
    # Before int, of which Python's bool is a kind.
    elif isinstance(value, bool):
        parts.append("true" if value else "false")
    elif isinstance(value, int):
        parts.append(str(value))
    elif isinstance(value, Decimal):
        parts.append(canonical_decimal(value))
    elif isinstance(value, Mapping):
        _write_members("{}", ((_key(k), value[k]) for k in sorted(value, key=_key_order)), parts)
    elif isinstance(value, list | tuple):
        _write_members("[]", ((None, entry) for entry in value), parts)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form")


def _key_order(key: Any) -> bytes:
    """RFC 8785 sorts by UTF-16 code units, which differs from code points beyond U+FFFF."""
    return _key(key).encode("utf-16-be")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{type(key).__name__} cannot be a key")
    return key


def _write_members(brackets: str, members: Any, parts: list[str]) -> None:
    parts.append(brackets[0])
    for i, (key, entry) in enumerate(members):
        if i:
            parts.append(",")
        if key is not None:
            parts.append(_quoted(key) + ":")
        _write(entry, parts)
    parts.append(brackets[1])


def pretty_json(document: object) -> str:
    """Readable JSON text of the same kinds of documents, indented, keys in their given order."""
    return "".join(_pretty(document, "")) + "\n"


def _pretty(value: Any, indent: str) -> list[str]:
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        lines = [[inner, _quoted(_key(k)), ": ", *_pretty(v, inner)] for k, v in value.items()]
    elif isinstance(value, list | tuple) and value:
        lines = [[inner, *_pretty(v, inner)] for v in value]
    else:
        return [canonical_json(value).decode("utf-8")]
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    return [opening, "\n", ",\n".join("".join(line) for line in lines), "\n", indent, closing]


def digest_of(data: bytes) -> str:
    """SHA-256 of the bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def is_digest(text: object) -> bool:
    """Whether a value has the form of a digest: 64 lower-case hexadecimal digits."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def document_digest(document: object) -> str:
    """SHA-256 over the canonical bytes of a document."""
    return digest_of(canonical_json(document))


def check_code(digest: str) -> str:
    """Short code (校验码) of a digest for paper: 16 characters, the last one checks the others.

    Args:
        digest: hexadecimal digits, at least 20; the first 75 bits count.

    Returns:
        Upper-case letters and digits without I, L, O and U, ungrouped.
    """
    bits = int(digest[:20], 16) >> 5
    values = [(bits >> (5 * (CHECK_CODE_LENGTH - 2 - i))) & 31 for i in range(CHECK_CODE_LENGTH - 1)]
    return "".join(_CHECK_ALPHABET[v] for v in (*values, _check_value(values)))


def format_check_code(code: str) -> str:
    """The code in groups of four for people: ``9K2M-4RTD-...``."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def grouped_head(head: str) -> str:
    """The head of a change log in groups of eight digits, for comparing paper and screen."""
    return " ".join(head[start : start + 8] for start in range(0, len(head), 8))


def read_check_code(typed: str) -> str | None:
    """Read a code that somebody typed from paper.

    Blanks and hyphens are dropped, full-width characters of a Chinese keyboard are narrowed, letters
    that are easily confused are taken as the digit meant (O as 0, I and L as 1). Returns None when it
    cannot be a code of ours: wrong length, foreign character or wrong check character.
    """
    narrow = unicodedata.normalize("NFKC", typed).upper()
    folded = "".join(narrow.split()).translate(_TYPED_AS)
    if len(folded) != CHECK_CODE_LENGTH or any(c not in _CHECK_ALPHABET for c in folded):
        return None
    *values, check = (_CHECK_ALPHABET.index(c) for c in folded)
    return folded if _check_value(values) == check else None


def _check_value(values: list[int]) -> int:
    """Check symbol that detects every single wrong character and every exchange of two neighbours.

    Damm's scheme over 32 symbols: the quasigroup a * b = x(a + b) of the field is totally
    anti-symmetric, because x is neither 0 nor 1.

    Source: H. M. Damm, Total anti-symmetrische Quasigruppen (Marburg 2004).
    """
    state = 0
    for value in values:
        state = (state ^ value) << 1
        if state > 31:
            state ^= _FIELD
    return state
