"""Write the few DER forms (ITU-T X.690) that a signature file consists of.

Writing by hand gives one obvious sequence of bytes, independent of the library that reads them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

OCTET_STRING: Final = 0x04
UTC_TIME: Final = 0x17
GENERALIZED_TIME: Final = 0x18
SEQUENCE: Final = 0x30
SET: Final = 0x31
CONTEXT_0: Final = 0xA0
"""Constructed context-specific tag 0, whether explicit or implicit."""
CONTEXT_4: Final = 0xA4

VERSION_1: Final = b"\x02\x01\x01"
"""INTEGER 1."""

_UTC_TIME_ENDS: Final = 2050  # RFC 5652 11.3: GeneralizedTime from this year on


def element(tag: int, *parts: bytes) -> bytes:
    """Write one element with definite, shortest length.

    Args:
        tag: the identifier octet.
        parts: contents, already encoded, joined in the order given.
    """
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def set_of(tag: int, parts: list[bytes]) -> bytes:
    """Write a ``SET OF``: the parts in ascending order of their bytes (X.690 11.6).

    Args:
        tag: ``SET``, or the tag that replaces it.
        parts: encoded members.
    """
    return element(tag, *sorted(parts))


def time(moment: datetime) -> bytes:
    """Write a time in whole seconds as CMS demands it (RFC 5652 11.3).

    Args:
        moment: UTC.
    """
    if moment.year < _UTC_TIME_ENDS:
        return element(UTC_TIME, f"{moment:%y%m%d%H%M%S}Z".encode("ascii"))
    return element(GENERALIZED_TIME, f"{moment:%Y%m%d%H%M%S}Z".encode("ascii"))
