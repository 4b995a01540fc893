"""Counts the elements in the parts of a workbook, before a library makes objects of them.

A few kilobytes can hold a row of a million cells, a row numbered in the billions, one sheet listed a thousand
times, or fonts that take a minute to make. The parts are run through the XML parser once without keeping
anything, and the first bound that is passed ends it. ``tests/benchmarks/fuzz.py`` measures time and memory at
the bounds (README).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from xml.parsers import expat

MAX_WORK: Final = 130_000
"""Elements of all parts together, weighted: 2,000 rows of 30 figures. Reading so many takes a second
(``tests/benchmarks/fuzz.py``)."""

MAX_ROW: Final = 1_048_576
MAX_ROW_CELLS: Final = 16_384
"""Both as Excel itself has them."""

MAX_SHEETS_LISTED: Final = 255
"""Sheets of a workbook. Chosen above ``MAX_SHEETS`` of :mod:`~desktop.documents.workbook.grid`."""
_MAX_DEPTH = 64
_MAX_TAG_BYTES = 1_000_000
_CHUNK = 1 << 16
"""These are chosen by us: how deep elements may lie in each other (those of Excel lie some ten deep), bytes
of one tag, bytes that are expanded at a time."""
_WEIGHTS: Final = {"worksheet": 1, "sst": 2}
"""Weight of an element by the root of its part; other parts (styles) have ``_OTHER_WEIGHT``, as openpyxl
takes four times as long for a font or the name of a cell style as for a cell."""
_WITHOUT_DIMENSION = 2
"""Factor for a sheet without a stated dimension: openpyxl reads it twice."""
_ROWS_MADE: Final = 3000
"""Rows up to here that a sheet leaves out count as blank ones, since openpyxl makes objects of them; the
``MAX_ROWS`` of a sheet that is read whole."""
_LONGEST_LETTERS = 20
"""Letters of a column that are quoted; chosen by us, the last column has three."""
_CONTENT = frozenset(("v", "t", "f"))
_OTHER_WEIGHT = 4
"""Of elements in other parts, as said of ``_WEIGHTS``; measured with openpyxl."""
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<", b" ", b"\t", b"\r", b"\n")


class PartsTooLarge(ValueError):
    """A part holds more than the bounds allow."""


class DocumentType(ValueError):
    """A part declares a document type, and with it perhaps entities."""


class OutOfOrder(ValueError):
    """Rows or cells do not ascend; of two with the same place the reader would drop one."""


class CellsBeyond(NamedTuple):
    """The cells with content of one sheet that lie outside the extent that is read."""

    cells: int
    first: str
    """Address of the first one, e.g. ``A3001``."""


class Extent(NamedTuple):
    """The rows and columns of each sheet that are read."""

    rows: int
    columns: int


WHOLE_SHEET: Final = Extent(MAX_ROW, MAX_ROW_CELLS)
"""The rows and columns that Excel itself has."""


class _Part:
    """Counts one part as its elements begin and end."""

    def __init__(self, room: int, extent: Extent) -> None:
        self.used = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = _refuse_document_type
        self._extent = extent
        self.beyond = CellsBeyond(0, "")
        self._row = self._column = 0
        self._letters = ""
        self._root = ""
        self._is_counted = False
        self._has_dimension = False
        self._room = room
        self._weight = 0
        self._depth = 0
        self._cells: int | None = None
        self._listed: set[str] = set()
        self._targets: set[str] = set()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._root = self._root or local
        # The first element of a part decides, its root.
        self._weight = self._weight or _WEIGHTS.get(local, _OTHER_WEIGHT)
        self._depth += 1
        self.used += self._weight
        if self.used > self._room or self._depth > _MAX_DEPTH:
            raise PartsTooLarge
        if self._cells is not None:
            self._cells += 1
            # A cell has up to three elements in it (formula, value, text), which are counted with it.
            if self._cells > 4 * MAX_ROW_CELLS:
                raise PartsTooLarge
        judge = _JUDGES.get(local)
        if judge is not None:
            judge(self, attributes)
        elif local in _CONTENT and self._cells is not None and self._is_beyond():
            # Set only for content outside the extent: a handler in Python for every text would cost time.
            self.parser.CharacterDataHandler = self.text

    def end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2]
        if local == "row":
            self._cells = None
        elif local in _CONTENT:
            self.parser.CharacterDataHandler = None

    def text(self, data: str) -> None:
        """Count a cell outside the extent when it has text; each cell once."""
        if data.strip() and not self._is_counted:
            self._is_counted = True
            first = self.beyond.first or f"{self._letters or _letters(self._column)}{self._row}"
            self.beyond = CellsBeyond(self.beyond.cells + 1, first)

    def _is_beyond(self) -> bool:
        return self._row > self._extent.rows or self._column > self._extent.columns

    def dimension(self, attributes: Mapping[str, str]) -> None:
        self._has_dimension = "xmlns" not in attributes

    def sheet_data(self, _: Mapping[str, str]) -> None:
        if not self._has_dimension:
            self._weight *= _WITHOUT_DIMENSION
        if self._root != "worksheet":  # what is kept of another workbook has one for each of its sheets
            self._row = 0

    def row(self, attributes: Mapping[str, str]) -> None:
        """Rows that are left out count as well: each becomes a row of blank cells."""
        self._cells, self._column = 0, 0
        number = attributes.get("r", "").strip()
        if len(number) > len(str(MAX_ROW)) or (number.isdecimal() and int(number) > MAX_ROW):
            raise PartsTooLarge
        last, self._row = self._row, int(number) if number.isdecimal() else self._row + 1
        if self._row <= last:
            raise OutOfOrder
        made_up = _ROWS_MADE if self._extent == WHOLE_SHEET else self._extent.rows
        self.used += max(0, min(self._row, made_up) - last - 1)

    def cell(self, attributes: Mapping[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        # As written, also where no column has such letters; by its beginning a longer one is found.
        self._letters = letters[:_LONGEST_LETTERS] if letters.isascii() and letters.isalpha() else ""
        last, self._column = self._column, _column(letters) if letters else self._column + 1
        self._is_counted = False
        if self._cells is not None and self._column <= last:
            raise OutOfOrder

    def sheet(self, attributes: Mapping[str, str]) -> None:
        """Raise for a sheet that is listed twice, in whatever spelling."""
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
    "dimension": _Part.dimension,
    "sheetData": _Part.sheet_data,
    "row": _Part.row,
    "c": _Part.cell,
    "sheet": _Part.sheet,
    "Relationship": _Part.relationship,
}


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """Number of a column by its letters; beyond the last column where they name none."""
    if len(letters) > len("XFD") or not (letters.isascii() and letters.isalpha()):
        return MAX_ROW_CELLS + 1
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def require_bounded(archive: zipfile.ZipFile, extent: Extent = WHOLE_SHEET) -> dict[str, CellsBeyond]:
    """Check that the parts of a workbook stay within bounds; one that is no XML is read as far as it goes.

    Args:
        archive: the workbook, whose sizes are bounded already.
        extent: what is read of each sheet.

    Returns:
        By name of the part, what stands outside the extent; parts without such content are left out.

    Raises:
        PartsTooLarge: one of the bounds is passed.
        OutOfOrder: rows of a sheet, or cells of a row, do not ascend.
        DocumentType: a part has one, which no office program writes.
        zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError: damaged, encrypted, or
            packed in a way that is not read.
    """
    room, found = MAX_WORK, {}
    for info in archive.infolist():
        part = _Part(room, extent)
        # One account for all parts: a thousand parts, each just below the bound, are as much work.
        room -= _used_by(archive, info, part)
        if part.beyond.cells:
            found[info.filename] = part.beyond
    return found


def _used_by(archive: zipfile.ZipFile, info: zipfile.ZipInfo, part: _Part) -> int:
    parser, fed = part.parser, 0
    with archive.open(info) as file:
        chunk = file.read(_CHUNK)
        # Pictures and the like, which no library here parses.
        if not chunk.startswith(_XML_STARTS):
            return 0
        while chunk:
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                break
            fed += len(chunk)
            # The parser keeps a tag until it ends; one that never ends would grow to the size of the part.
            if fed - parser.CurrentByteIndex > _MAX_TAG_BYTES:
                raise PartsTooLarge
            chunk = file.read(_CHUNK)
    return part.used


def _refuse_document_type(*_: object) -> None:
    raise DocumentType
