"""Counts what stands in the parts of a workbook, before a library makes objects of it.

A few kilobytes can hold a row of a million cells, a row numbered in the billions, one sheet listed a
thousand times, or fonts that take a minute to make. The parts are run through the XML parser once without
keeping anything; the first bound that is passed ends it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

MAX_WORK: Final = 130_000
"""Elements of all parts together, weighted: 2,000 rows of 30 figures. Reading so many takes a second."""

MAX_ROW: Final = 1_048_576
MAX_ROW_CELLS: Final = 16_384
"""What Excel itself has."""

MAX_SHEETS_LISTED: Final = 255
_MAX_DEPTH = 64
_MAX_TAG_BYTES = 1_000_000
_CHUNK = 1 << 16
_WEIGHTS: Final = {"worksheet": 1, "sst": 2}
"""By the root of a part; making a font or a name of a cell style costs four times as much as a cell."""
_OTHER_WEIGHT = 4
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<", b" ", b"\t", b"\r", b"\n")


class PartsTooLarge(ValueError):
    """A part holds more than any honest workbook."""


class DocumentType(ValueError):
    """A part declares a document type, and with it perhaps entities."""


class _Part:
    """Counts one part as its elements begin and end."""

    def __init__(self, room: int) -> None:
        self.used = 0
        self._room = room
        self._weight = 0
        self._depth = 0
        self._cells: int | None = None
        self._listed: set[str] = set()
        self._targets: set[str] = set()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._weight = self._weight or _WEIGHTS.get(local, _OTHER_WEIGHT)
        self._depth += 1
        self.used += self._weight
        if self.used > self._room or self._depth > _MAX_DEPTH:
            raise PartsTooLarge
        if self._cells is not None:
            self._cells += 1
            if self._cells > 4 * MAX_ROW_CELLS:
                raise PartsTooLarge
        judge = _JUDGES.get(local)
        if judge is not None:
            judge(self, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        if name.rpartition(":")[2] == "row":
            self._cells = None

    def row(self, attributes: Mapping[str, str]) -> None:
        self._cells = 0
        number = attributes.get("r", "").strip()
        if len(number) > len(str(MAX_ROW)) or (number.isdecimal() and int(number) > MAX_ROW):
            raise PartsTooLarge

    def sheet(self, attributes: Mapping[str, str]) -> None:
        """No sheet is listed twice, however it is written."""
        named = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        if named in self._listed or len(self._listed) >= MAX_SHEETS_LISTED:
            raise PartsTooLarge
        self._listed.add(named)

    def relationship(self, attributes: Mapping[str, str]) -> None:
        if not attributes.get("Type", "").endswith("/worksheet"):
            return
        target = attributes.get("Target", "").rpartition("/")[2]
        if target in self._targets:
            raise PartsTooLarge
        self._targets.add(target)


_JUDGES: Final[dict[str, Callable[[_Part, Mapping[str, str]], None]]] = {
    "row": _Part.row,
    "sheet": _Part.sheet,
    "Relationship": _Part.relationship,
}


def require_bounded(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook whose parts hold too much; a part that is no XML ends where the parser stumbles.

    Args:
        archive: the workbook, whose sizes are bounded already.

    Raises:
        PartsTooLarge: one of the bounds is passed.
        DocumentType: a part has one, which no office program writes.
        zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError: damaged, encrypted, or
            packed in a way that is not read.
    """
    room = MAX_WORK
    for info in archive.infolist():
        room -= _used_by(archive, info, room)


def _used_by(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> int:
    part, parser = _Part(room), expat.ParserCreate()
    parser.StartElementHandler = part.begin
    parser.EndElementHandler = part.end
    parser.StartDoctypeDeclHandler = _refuse_document_type
    fed = 0
    with archive.open(info) as file:
        chunk = file.read(_CHUNK)
        if not chunk.startswith(_XML_STARTS):
            return 0
        while chunk:
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                break
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _MAX_TAG_BYTES:
                raise PartsTooLarge
            chunk = file.read(_CHUNK)
    return part.used


def _refuse_document_type(*_: object) -> None:
    raise DocumentType
