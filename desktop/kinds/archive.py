"""Names and beginnings of the files in a zip, whoever wrote it, in a few megabytes beside the file.

Unlike the reader of packages this one demands nothing: compressed, with data descriptors, cut off or with
something before it, a zip still has names by which one can say what it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
MOST_ENTRIES = 2000
"""Entries of an archive that are listed. Chosen by us; a workbook or document has some dozen."""
_LONGEST_NAME = 1000
"""Bytes of a name that are read. Chosen above the longest path on Windows, 260 characters of three bytes."""
_END_REACH = 65_557
"""Bytes from the end within which the end record stands: 22, and the longest comment, 65,535 (APPNOTE.TXT
4.3.16)."""

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
_END_RECORD = struct.Struct("<4s4H2LH")
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x0001, 0x0008, 0x0800
"""Bits 0, 3 and 11 of the flags (APPNOTE.TXT 4.4.4)."""
_STORED, _DEFLATED = 0, 8
"""Methods of compression (APPNOTE.TXT 4.4.5)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry.

    Attributes:
        name: as written.
        start: where its own header stands; negative where that part of the file is missing.
        is_locked: whether a password protects it.
    """

    name: str
    start: int
    is_locked: bool


@dataclass(frozen=True)
class Listing:
    """The entries of a zip.

    Attributes:
        entries: at most ``MOST_ENTRIES``.
        is_whole: whether they come from the directory at its end, and that can be read to its last entry.
        has_end: whether there is a directory at its end at all; without one its end is missing.
    """

    entries: tuple[Listed, ...]
    is_whole: bool
    has_end: bool = True

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(entry.name for entry in self.entries)


def list_entries(data: bytes) -> Listing | None:
    """List a zip, or the beginning of one; None for anything else."""
    has_head = data.startswith((LOCAL, END))
    end = data.rfind(END, max(0, len(data) - _END_REACH))
    if 0 <= end <= len(data) - _END_RECORD.size:
        size, offset = _END_RECORD.unpack_from(data, end)[5:7]
        shift = end - size - offset
        # Where the head is there but not in its place, the record is that of a zip packed inside.
        if end >= size and (shift == 0 or not has_head):
            entries, stop = _from_directory(data, end - size, end, shift)
            if entries or not size:
                return Listing(entries, is_whole=shift == 0 and stop == end)
    return Listing(tuple(_from_headers(data)), is_whole=False, has_end=False) if has_head else None


def _from_directory(data: bytes, position: int, end: int, shift: int) -> tuple[tuple[Listed, ...], int]:
    """Entries by the directory, and where it could no longer be read."""
    entries: list[Listed] = []
    while position + _CENTRAL_HEADER.size <= end and len(entries) < MOST_ENTRIES:
        if not data.startswith(CENTRAL, position):
            break
        fields = _CENTRAL_HEADER.unpack_from(data, position)
        name_length, extra, comment = fields[10:13]
        start = position + _CENTRAL_HEADER.size
        name = _name(data[start : start + name_length], fields[3])
        entries.append(Listed(name, fields[16] + shift, bool(fields[3] & _ENCRYPTED)))
        position = start + name_length + extra + comment
    return tuple(entries), position


def _from_headers(data: bytes) -> Iterator[Listed]:
    """Entries by their own headers, from the beginning on, as far as the file goes."""
    position = 0
    for _ in range(MOST_ENTRIES):
        if position < 0 or position + _LOCAL_HEADER.size > len(data):
            return
        if not data.startswith(LOCAL, position):
            return
        _, _, flags, _, _, _, _, packed, _, name_length, extra = _LOCAL_HEADER.unpack_from(data, position)
        start = position + _LOCAL_HEADER.size
        yield Listed(_name(data[start : start + name_length], flags), position, bool(flags & _ENCRYPTED))
        following = start + name_length + extra + packed
        if flags & _DESCRIPTOR or not data.startswith((LOCAL, CENTRAL), following):
            following = data.find(LOCAL, start)
        position = following


def _name(raw: bytes, flags: int) -> str:
    """A name as text; Chinese programs write GBK without saying so."""
    raw = raw[:_LONGEST_NAME]
    for encoding in ("utf-8",) if flags & _UTF8 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def beginning(data: bytes, entry: Listed, limit: int) -> bytes:
    """The first bytes of an entry; none where they cannot be read."""
    if entry.is_locked or entry.start < 0 or not data.startswith(LOCAL, entry.start):
        return b""
    if entry.start + _LOCAL_HEADER.size > len(data):
        return b""
    fields = _LOCAL_HEADER.unpack_from(data, entry.start)
    flags, method, packed, name_length, extra = fields[2], fields[3], fields[7], fields[9], fields[10]
    start = entry.start + _LOCAL_HEADER.size + name_length + extra
    known = len(data) if flags & _DESCRIPTOR else packed
    if method == _STORED:
        return data[start : start + min(known, limit)]
    if method != _DEFLATED:
        return b""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[start : start + min(known, limit)], limit)
    except zlib.error:
        return b""
