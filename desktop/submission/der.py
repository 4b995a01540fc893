"""Write the few DER forms (ITU-T X.690) that signatures and envelopes consist of, and cut bytes into them.

Writing by hand gives one obvious sequence of bytes, independent of the library that reads them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
OBJECT_IDENTIFIER: Final = 0x06
UTC_TIME: Final = 0x17
GENERALIZED_TIME: Final = 0x18
SEQUENCE: Final = 0x30
SET: Final = 0x31
CONTEXT_0: Final = 0xA0
CONTEXT_1: Final = 0xA1
CONTEXT_2: Final = 0xA2
CONTEXT_4: Final = 0xA4
PRIMITIVE_0: Final = 0x80
"""All of these are identifier octets (ITU-T X.690, 8.1.2, and X.680, table 1), SEQUENCE and SET constructed.
CONTEXT stands for a constructed context-specific tag, explicit or implicit, PRIMITIVE_0 for a primitive one:
a string that is tagged implicitly."""

VERSION_1: Final = b"\x02\x01\x01"
"""INTEGER 1."""

_LONGEST_LENGTH: Final = 4
"""Octets of a length that is read. Chosen so that no file has more: 4 GB."""
_UTC_TIME_ENDS: Final = 2050
"""From this year on GeneralizedTime is written (RFC 5652, 11.3)."""


def element(tag: int, *parts: bytes | memoryview) -> bytes:
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


def header(data: memoryview) -> tuple[int, int, int]:
    """Read identifier and length of the element at the beginning.

    Args:
        data: any bytes; the element may be cut off.

    Returns:
        Tag, and where the element's content begins and ends.

    Raises:
        ValueError: the length is indefinite or absurd.
        IndexError: the bytes end within the header.
    """
    tag, size = data[0], data[1]
    if size < 0x80:
        return tag, 2, 2 + size
    octets = size - 0x80
    if not 0 < octets <= _LONGEST_LENGTH:
        raise ValueError("length")
    start = 2 + octets
    if len(data) < start:
        raise IndexError("length")
    return tag, start, start + int.from_bytes(data[2:start], "big")


def children(content: memoryview, most: int) -> list[tuple[int, memoryview]]:
    """Cut the content of a constructed element into its members, without copying.

    Strictness is left to the caller, who writes again what was read and compares. The count is bounded
    here, because a library that lists all members first needs minutes for 10 MB of empty ones.

    Args:
        content: the content.
        most: how many members there may be.

    Returns:
        Tag and content of each member.

    Raises:
        ValueError: more members, one that is cut off, or one of indefinite or absurd length.
        IndexError: the bytes end within a header.
    """
    found: list[tuple[int, memoryview]] = []
    while content:
        if len(found) == most:
            raise ValueError("members")
        tag, start, end = header(content)
        if end > len(content):
            raise ValueError("cut off")
        found.append((tag, content[start:end]))
        content = content[end:]
    return found


def fields(content: memoryview, *tags: int) -> list[memoryview]:
    """Cut the content of a sequence into exactly these members.

    Args:
        content: the content.
        tags: the tag of each member.

    Raises:
        ValueError: other members.
        IndexError: the bytes end within a header.
    """
    found = children(content, len(tags))
    if tuple(tag for tag, _ in found) != tags:
        raise ValueError("tags")
    return [value for _, value in found]
