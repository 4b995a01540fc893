"""Whether two prints of the official form differ in nothing but how their content is packed.

The same program prints the same content everywhere, but zlib of another make (zlib-ng in newer Pythons for
Windows) packs it into other bytes. Where everything else is the same to the byte, the print is the same.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final

_LAST: Final = re.compile(rb"startxref\n(\d{1,10})\n%%EOF\n?\Z")
_HEAD: Final = re.compile(rb"xref\n0 (\d{1,4})\n")
"""A form of a hundred pages has some five hundred objects."""
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf]) \n")
_STREAM: Final = re.compile(rb"\n/Length (\d{1,9})\n(.*?)>>\nstream\n", re.DOTALL)
_DEFLATED: Final = b"/Filter [ /FlateDecode ]"
_IDENTITY: Final = re.compile(rb"/ID \[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]")
"""Made of the packed bytes (``paper.pdfa``)."""
_ENTRY_HEAD, _DIRECTORY_HEAD, _DIRECTORY_END = 30, 46, 22
"""Bytes of the fixed parts of a ZIP file (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
_LOCATOR: Final = 20
"""Bytes of what points to a directory of ZIP64 (APPNOTE 4.3.15)."""
_SIZE: Final = slice(18, 22)
"""Of the head of an entry: the packed size (APPNOTE 4.3.7)."""
_HOW_PACKED: Final = (slice(5, 6), slice(20, 24), slice(42, 46))
"""Of the directory's head of an entry: system, packed size, place (APPNOTE 4.3.12)."""
_PLACE: Final = slice(16, 20)
"""Of the end of the directory: where that starts (APPNOTE 4.3.16)."""


_Part = tuple[bytes, ...]
"""An object of a PDF or an entry of a workbook: what stands around the packed content, and the content."""


class _OtherForm(ValueError):
    """The file is not built as this program builds it."""


def same_print(ours: bytes, theirs: bytes) -> bool:
    """Whether a form is the one that was printed here, however it is packed.

    Every byte of it is accounted for: nothing can stand between, before or behind what is compared.

    Args:
        ours: PDF or workbook as this program has just printed it.
        theirs: any bytes; unpacked only as far as ``ours`` goes.
    """
    if ours == theirs:
        return True
    parts = _entries if ours.startswith(b"PK") else _objects
    try:
        expected = parts(ours, None)
        return parts(theirs, expected) == expected
    except (_OtherForm, zlib.error, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return False


def _objects(data: bytes, expected: list[_Part] | None) -> list[_Part]:
    """The objects of a PDF in their order, then what stands before and behind them."""
    starts, table, trailer = _table(data)
    bounds = sorted(starts)
    if expected is not None and len(bounds) + 1 != len(expected):
        raise _OtherForm
    found = []
    for number, (start, end) in enumerate(zip(bounds, [*bounds[1:], table], strict=True)):
        most = None if expected is None else expected[number]
        found.append(_object(data[start:end], most))
    order = [bounds.index(start) for start in starts]
    return [*found, (data[: bounds[0]], repr(order).encode("ascii"), trailer)]


def _table(data: bytes) -> tuple[list[int], int, bytes]:
    """Where each object starts, by its number; where the table of these places starts; and the trailer."""
    last = _LAST.search(data, max(0, len(data) - 40))
    head = _HEAD.match(data, int(last[1])) if last else None
    if last is None or head is None:
        raise _OtherForm
    place, starts, free = head.end(), [], []
    for number in range(int(head[1])):
        entry = _ENTRY.match(data, place)
        if entry is None:
            raise _OtherForm
        place = entry.end()
        if entry[3] == b"f":
            free.append((number, entry[1], entry[2]))
            continue
        starts.append(int(entry[1]))
        if not data.startswith(b"%d %d obj\n" % (number, int(entry[2])), starts[-1]):
            raise _OtherForm
    if not starts or max(starts) >= head.start() or len(set(starts)) < len(starts):
        raise _OtherForm
    trailer = _IDENTITY.sub(b"/ID", data[place : last.start()])
    return starts, head.start(), repr(free).encode("ascii") + trailer


def _object(data: bytes, expected: _Part | None) -> _Part:
    """An object with its stream unpacked and without the length of what was packed."""
    stream = _STREAM.search(data)
    if stream is None or _DEFLATED not in data[: stream.start()] + stream[2]:
        return (data,)
    end = stream.end() + int(stream[1])
    content = _unpacked(zlib.decompressobj(), data[stream.end() : end], expected)
    return (data[: stream.start()], stream[2], data[end:], content)


def _entries(data: bytes, expected: list[_Part] | None) -> list[_Part]:
    """The entries of a workbook in their order, each with what the directory states of it."""
    found: list[_Part] = []
    end_of_all = data[-_DIRECTORY_END:]
    # Compared first: a directory of many entries would be read whole, and one of ZIP64 replaces what is here.
    if expected is not None and end_of_all[: _PLACE.start] != expected[-1][0]:
        raise _OtherForm
    if data[-_DIRECTORY_END - _LOCATOR : -_DIRECTORY_END].startswith(b"PK\x06\x07"):
        raise _OtherForm
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries, place, stated = archive.infolist(), 0, archive.start_dir
        if archive.comment or (expected is not None and len(entries) + 1 != len(expected)):
            raise _OtherForm
        for number, info in enumerate(entries):
            name, most = info.orig_filename.encode("utf-8"), None if expected is None else expected[number]
            start = place + _ENTRY_HEAD + len(name)
            end = start + info.compress_size
            head, size = data[place:start], info.compress_size.to_bytes(4, "little")
            if (
                info.header_offset != place
                or head[_SIZE] != size
                or info.compress_type != zipfile.ZIP_DEFLATED
            ):
                raise _OtherForm
            before = head[: _SIZE.start] + head[_SIZE.stop :]
            content = _unpacked(zlib.decompressobj(-zlib.MAX_WBITS), data[start:end], most)
            found.append((before, _stated(data, stated, name), content))
            place, stated = end, stated + _DIRECTORY_HEAD + len(name)
        directory = sum(_DIRECTORY_HEAD + len(info.orig_filename.encode("utf-8")) for info in entries)
        if place != archive.start_dir or place + directory + _DIRECTORY_END != len(data):
            raise _OtherForm
    return [*found, (end_of_all[: _PLACE.start], end_of_all[_PLACE.stop :])]


def _stated(data: bytes, place: int, name: bytes) -> bytes:
    """What the directory states of an entry, apart from its packed size, its place and the packing system."""
    stated = bytearray(data[place : place + _DIRECTORY_HEAD + len(name)])
    for part in _HOW_PACKED:
        stated[part] = bytes(part.stop - part.start)
    return bytes(stated)


def _unpacked(worker: Any, packed: bytes, expected: _Part | None) -> bytes:
    """Content that fills its place to the last byte; longer than what is expected it is another form."""
    content: bytes = worker.decompress(packed, 0 if expected is None else len(expected[-1]) + 1)
    if not worker.eof or worker.unused_data:
        raise _OtherForm
    return content
