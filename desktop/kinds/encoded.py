"""A file that was written as text: base64, hexadecimal digits, or uuencode."""

from __future__ import annotations

import binascii
import re
from typing import Final

from desktop.kinds.mail import decoded

_BASE64_OF_ZIP: Final = re.compile(rb"\s*UEsDB[A-Za-z0-9+/=\s]{40}")
_HEX_OF_ZIP: Final = re.compile(
    rb"\s*(0x)?50[\s:,]*4b[\s:,]*03[\s:,]*04([\s:,]*[0-9a-f]{2}){20}", re.IGNORECASE
)
_UUENCODED: Final = re.compile(rb"\s*begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n[ -`]{2,62}\r?\n")
"""Its permissions, its name, and a line of it."""
_NO_DIGIT: Final = re.compile(rb"0x|[^0-9a-f]", re.IGNORECASE)
_REACH = 4096
"""Bytes in which the beginning is looked for. Chosen by us."""


def written_as_text(data: bytes, limit: int) -> tuple[str, bytes] | None:
    """Name, if it is written there, and first bytes of the file that a text stands for; else None.

    Args:
        data: the text.
        limit: most bytes that are decoded.
    """
    start = data[:_REACH]
    if _BASE64_OF_ZIP.match(start):
        return "", decoded(data, limit)
    if _HEX_OF_ZIP.match(start):
        return "", _from_hex(data, limit)
    begin = _UUENCODED.match(start)
    return None if begin is None else _from_uuencode(data, begin, limit)


def _from_hex(text: bytes, limit: int) -> bytes:
    """Digits with blanks, colons or commas between."""
    digits = _NO_DIGIT.sub(b"", text[: 5 * limit])
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))[:limit]


def _from_uuencode(text: bytes, begin: re.Match[bytes], limit: int) -> tuple[str, bytes]:
    """Every line up to the first that is none."""
    found = bytearray()
    for line in text[begin.end(1) : begin.end(1) + 2 * limit].splitlines()[1:]:
        try:
            part = binascii.a2b_uu(line)
        except binascii.Error:
            break
        if not part:
            break
        found += part
    return begin[1].decode("utf-8", "replace"), bytes(found[:limit])
