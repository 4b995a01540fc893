"""The strict zip profile: one list of entries has exactly one sequence of bytes.

Every entry is stored without compression, dated 1980-01-01 00:00, without extra field, comment,
data descriptor, gap or attribute (APPNOTE.TXT 4.3; ETSI EN 319 162-1 annex A for ``mimetype``).
So the bytes of a container follow from its entries alone, and a reader that writes again what it
read detects every byte that differs (``reader``).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.submission.container.entry_name import clashes, name_fault, printable
from desktop.submission.errors import PayloadRefused
from forms.codes.package import PackageCode
from forms.errors import Problem

MAX_PACKAGE_BYTES = 10_000_000
"""Largest package that is written or read, in bytes: the 10 MB of the package profile
(``resources/specification/package.md``, "Entries"), chosen for e-mail."""

MAX_ENTRIES = 200
"""Most entries in one container (package profile, likewise)."""

LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"

LOCAL = struct.Struct("<4s5H3L2H")
"""Local file header without name: signature, version needed, flags, method, time, date, CRC,
compressed size, size, name length, extra length."""

CENTRAL = struct.Struct("<4s6H3L5H2L")
"""Central directory header without name: signature, version made by, version needed, flags,
method, time, date, CRC, compressed size, size, name length, extra length, comment length, disk,
internal attributes, external attributes, offset of the local header."""

END = struct.Struct("<4s4H2LH")
"""End of central directory: signature, disk, directory disk, entries here, entries, directory
size, directory offset, comment length."""

VERSION = 20
"""2.0, made by MS-DOS (APPNOTE.TXT 4.4.2 and 4.4.3): what an entry below a folder needs."""
STORED = 0
"""Compression method "stored" (APPNOTE.TXT 4.4.5)."""
DOS_TIME = 0
"""Midnight (APPNOTE.TXT 4.4.6)."""
DOS_DATE = 0x0021
"""1980-01-01, the first day of the date format of a zip (APPNOTE.TXT 4.4.6)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a container.

    Attributes:
        name: ASCII path, see ``entry_name``.
        data: its bytes.
    """

    name: str
    data: bytes


def write(entries: Sequence[Entry]) -> bytes:
    """Write entries as a container, in the order given.

    Args:
        entries: at most ``MAX_ENTRIES``, with allowed and distinct names.

    Raises:
        PayloadRefused: a name is not allowed, names clash, there are too many entries or the
            result would exceed ``MAX_PACKAGE_BYTES``; all such problems are listed.
    """
    problems = entry_problems(entries)
    size = container_size(entries)
    if size > MAX_PACKAGE_BYTES:
        problems.append(too_large(size))
    if problems:
        raise PayloadRefused(problems)
    return layout(entries)


def layout(entries: Sequence[Entry]) -> bytes:
    """Write entries as a container without checking them.

    Args:
        entries: what ``write`` checked, or what a reader found; names must be ASCII.
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode("ascii")
        size = len(entry.data)
        # Both headers have these fields in this order.
        shared = (VERSION, 0, STORED, DOS_TIME, DOS_DATE, zlib.crc32(entry.data), size, size)
        central = (CENTRAL_SIGNATURE, VERSION, *shared, len(name), 0, 0, 0, 0, 0, offset)
        directory += (CENTRAL.pack(*central), name)
        body += (LOCAL.pack(LOCAL_SIGNATURE, *shared, len(name), 0), name, entry.data)
        offset += LOCAL.size + len(name) + size
    count = len(entries)
    length = sum(map(len, directory))
    end = END.pack(END_SIGNATURE, 0, 0, count, count, length, offset, 0)
    return b"".join([*body, *directory, end])


def container_size(entries: Sequence[Entry]) -> int:
    """Number of bytes that ``layout`` writes for these entries."""
    headers = END.size + len(entries) * (LOCAL.size + CENTRAL.size)
    return headers + sum(2 * len(entry.name) + len(entry.data) for entry in entries)


def entry_problems(entries: Sequence[Entry]) -> list[Problem]:
    """List what is wrong with the number and the names of entries.

    Args:
        entries: in container order.

    Returns:
        Problems whose ``place`` is the entry's name, empty for that of their number; no problem if all is
        well.
    """
    problems = []
    if len(entries) > MAX_ENTRIES:
        problems.append(too_many(len(entries)))
    for entry in entries:
        fault = name_fault(entry.name)
        if fault is not None:
            shown = printable(entry.name)
            message = f"条目 {shown}：{fault}。"
            problems.append(Problem(PackageCode.ENTRY_NAME, shown, message))
    # Names that are not allowed are compared as well: all problems are told at once, not one at each attempt.
    for earlier, later in clashes(entry.name for entry in entries):
        same = "在包中有两份" if earlier == later else f"与 {printable(earlier)} 只差大小写或相互占用路径"
        shown = printable(later)
        problems.append(Problem(PackageCode.ENTRY_DUPLICATED, shown, f"条目 {shown} {same}。"))
    return problems


def too_large(size: int) -> Problem:
    """The problem of a package of ``size`` bytes, more than ``MAX_PACKAGE_BYTES``."""
    message = (
        f"文件大小 {size / 1_000_000:.1f} MB，超过上限 {MAX_PACKAGE_BYTES // 1_000_000} MB；"
        "请减少或压缩附件。"
    )
    return Problem(PackageCode.TOO_LARGE, "", message)


def too_many(count: int) -> Problem:
    """The problem of a container of ``count`` entries, more than ``MAX_ENTRIES``."""
    return Problem(PackageCode.TOO_MANY_ENTRIES, "", f"文件内有 {count} 个条目，超过上限 {MAX_ENTRIES} 个。")
