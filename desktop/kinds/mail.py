"""What is attached to a message: names and beginnings, without taking the message apart as a tree.

Every part that is encoded is found by its own header lines, so a cut off or oddly nested message still says
what it carries.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from desktop.kinds.mail_fields import fields_of, file_name, parameters

MOST_PARTS: Final = 50
"""Attachments of a message that are listed; chosen by us."""
_MOST_SAID = 2_000
"""Parts that say how they are encoded. Chosen by us: as many as a mail may have at the office."""
_LONGEST_HEAD = 8_000
"""Bytes before and behind the field of the encoding within which the other fields of a part are looked for.
Chosen by us: each line has at most 998 (RFC 5322, 2.1.1)."""
_FIELD: Final = b"content-transfer-encoding:"
_BASE64: Final = b"base64"
_QUOTED: Final = b"quoted-printable"
_ENCODING: Final = re.compile(rb"[ \t]*(base64|quoted-printable|8bit|binary)[ \t]*\r?$", re.MULTILINE)
_BEGINS_OURS: Final = (b"PK\x03\x04", b"0\x80", b"0\x82", b"0\x83", b"0\x84")
"""A zip, or what is encrypted in DER. Whatever else is not in base64 is what somebody wrote."""
_BLANK_LINE: Final = re.compile(rb"\n\r?\n")
_OTHER: Final = re.compile(rb"[^A-Za-z0-9+/=]+")
_PART_END: Final = b"\n--"


def attachments(data: bytes, limit: int) -> Iterator[tuple[str, bytes]]:
    """Names and first bytes of what is attached.

    Args:
        data: the message.
        limit: most bytes that are decoded of each.
    """
    left = {True: MOST_PARTS, False: MOST_PARTS}
    for place, how in islice(_encoded_parts(data.lower()), _MOST_SAID):
        is_base64 = how == _BASE64
        left[is_base64] -= 1
        if left[is_base64] < 0:
            continue
        blank = _BLANK_LINE.search(data, place)
        if blank is None:
            return
        start = _decoded_by(how, data[blank.end() : blank.end() + 2 * limit], limit)
        if is_base64 or start.startswith(_BEGINS_OURS):
            yield _name(data, place, blank.start()), start


def _decoded_by(how: bytes, text: bytes, limit: int) -> bytes:
    if how == _BASE64:
        return decoded(text, limit)
    if how == _QUOTED:
        return binascii.a2b_qp(text.partition(_PART_END)[0])[:limit]
    return text[:limit]


def is_cut_off(data: bytes) -> bool:
    """Whether a message of several parts ends before the line that closes it (RFC 2046, 5.1.1).

    Args:
        data: the whole message.
    """
    head = data[:_LONGEST_HEAD]  # further on nobody looks for the field of a sound mail
    blank = _BLANK_LINE.search(head)
    kind = fields_of(head[: blank.start()] if blank else head).get("content-type", b"")
    boundary = (
        parameters(kind).get("boundary", "").encode() if kind.lower().startswith(b"multipart/") else b""
    )
    return bool(boundary) and b"--" + boundary + b"--" not in data


def _encoded_parts(lowered: bytes) -> Iterator[tuple[int, bytes]]:
    """Where the heads of parts say how they are encoded, and how."""
    place = lowered.find(_FIELD)
    while place >= 0:
        begins_line = place == 0 or lowered[place - 1 : place] == b"\n"
        how = _ENCODING.match(lowered, place + len(_FIELD)) if begins_line else None
        if how is not None:
            yield place, how[1]
        place = lowered.find(_FIELD, place + 1)


def decoded(text: bytes, limit: int) -> bytes:
    """The first bytes of base64, up to the end of its part.

    Args:
        text: base64 with line breaks, and whatever follows it.
        limit: most bytes that are decoded.
    """
    reach = limit * 3 // 2 + 4
    body = _OTHER.sub(b"", text[:reach].partition(_PART_END)[0])
    try:
        return base64.b64decode(body[: len(body) // 4 * 4])[:limit]
    except binascii.Error:
        return b""


def _name(data: bytes, within: int, end: int) -> str:
    """The file name in the head of a part; empty where it gives none."""
    first = max(0, within - _LONGEST_HEAD)
    starts = (data.rfind(mark, first, within) for mark in (b"\n\n", b"\r\n\r\n", _PART_END))
    head = data[max(first, *starts) : min(end, within + _LONGEST_HEAD)].lstrip()
    head = head.partition(b"\n")[2] if head.startswith(b"--") else head
    return file_name(fields_of(head))
