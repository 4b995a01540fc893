"""A file that was written as text: base64, hexadecimal digits, or uuencode."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import Final

from desktop.kinds.binary import kind_of_binary
from desktop.kinds.kind import Kind
from desktop.kinds.mail import decoded

_BASE64_OF_ZIP: Final = re.compile(rb"\s*UEsDB[A-Za-z0-9+/=\s]{40}")
_BASE64_OF_DER: Final = re.compile(rb"\s*MI[A-Za-z0-9+/\s]{60}")
"""Also of certificates and keys, which are written so: what it stands for has to be looked at."""
_HEX_OF_ZIP: Final = re.compile(
    rb"\s*(0x)?50[\s:,]*4b[\s:,]*03[\s:,]*04([\s:,]*[0-9a-f]{2}){20}", re.IGNORECASE
)
_UUENCODED: Final = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n(?=[ -`]{2,62}\r?$)", re.MULTILINE)
"""Its permissions, its name, and that a line of it follows."""
_FULL: Final = b"M"
"""What a line of 45 bytes begins with, as all have but the last one (POSIX, uuencode)."""
_FULL_LINES: Final = re.compile(rb"(?:M[ -`]{60}\r?\n)++")
_FULL_LINE: Final = re.compile(rb"M([ -`]{60})\r?\n")
_AS_BASE64: Final = bytes.maketrans(
    bytes((32 + value) for value in range(64)) + b"`",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" + b"A",
)
"""Digits of uuencode as those of base64, which is read at once and not line by line."""
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
    if _BASE64_OF_DER.match(start):
        content = decoded(data, limit)
        return ("", content) if kind_of_binary(content) is Kind.ENCRYPTED else None
    if _HEX_OF_ZIP.match(start):
        return "", _from_hex(data, limit)
    begin = _UUENCODED.match(start, len(start) - len(start.lstrip()))
    if begin is None:
        return None
    return begin[1].decode("utf-8", "replace"), _decoded_lines(data, begin.end(), limit)[0]


def uuencoded_in(text: bytes, limit: int, most: int) -> Iterator[tuple[str, bytes]]:
    """Names and first bytes of files that a text, as that of a mail, has written out among its lines.

    Args:
        text: the text.
        limit: most bytes that are decoded of each.
        most: most files.
    """
    place = 0
    for _ in range(most):
        begin = _UUENCODED.search(text, place)
        if begin is None:
            return
        # Each goes on behind the last: files within each other would take the square of the time.
        content, place = _decoded_lines(text, begin.end(), limit)
        yield begin[1].decode("utf-8", "replace"), content


def _from_hex(text: bytes, limit: int) -> bytes:
    """Digits with blanks, colons or commas between."""
    digits = _NO_DIGIT.sub(b"", text[: 5 * limit])
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))[:limit]


def _decoded_lines(text: bytes, place: int, limit: int) -> tuple[bytes, int]:
    """The bytes of the lines up to the first that is none, or is not full, and where what follows begins."""
    found = bytearray()
    while len(found) < limit:
        run = _FULL_LINES.match(text, place, place + 2 * limit)
        if run is not None:
            digits = b"".join(_FULL_LINE.findall(run[0]))
            found += binascii.a2b_base64(digits.translate(_AS_BASE64))
            place = run.end()
            continue
        end = text.find(b"\n", place) + 1 or len(text)
        line = text[place:end].rstrip(b"\r\n")
        try:
            part = binascii.a2b_uu(line)
        except binascii.Error:
            break
        found += part
        place = end if part else place
        if not line.startswith(_FULL):  # only the last line is shorter
            break
    return bytes(found[:limit]), place
