"""The parts of a workbook as openpyxl writes them, kept in memory.

Openpyxl itself writes each sheet to a file of the system's temporary folder, where figures would lie about
after a kill, and from there into the archive.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element


def workbook_parts(workbook: Workbook) -> dict[str, bytes]:
    """The parts of a workbook by their names in its archive."""
    parts = _Parts()
    _Writer(workbook, parts).write_data()
    return parts.found


def add_streamed_sheet(workbook: Workbook, title: str) -> WriteOnlyWorksheet:
    """Add a sheet to a write-only workbook; its rows become bytes as they are appended."""
    sheet = _StreamedSheet(workbook, title)
    book: Any = workbook
    book._add_sheet(sheet)  # noqa: SLF001 - as create_sheet does with a sheet of its own class
    return sheet


class _Parts:
    """Stands where openpyxl expects the archive."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        """Keep a part, as ``ZipFile.writestr`` would store it."""
        self.found[name] = data.encode("utf-8") if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        """Names of the parts, by which openpyxl lists their types."""
        return list(self.found)


class _Sheet(BytesIO):
    """The bytes of a sheet; what could be read again would be looked through at each write."""

    def readable(self) -> bool:
        """Not while it is written."""
        return False


class _SheetWriter(WorksheetWriter):
    """Openpyxl's writer of a sheet, without making an object of each merged range that has one already."""

    def write_merged_cells(self) -> None:
        """Write the merged ranges."""
        sheet: Any = self.ws
        ranges = list(sheet.merged_cells)
        if not ranges:
            return
        listed = Element("mergeCells", {"count": str(len(ranges))})
        listed.extend([Element("mergeCell", {"ref": one.coord}) for one in ranges])
        self.xf.send(listed)


class _StreamedSheet(WriteOnlyWorksheet):
    """Openpyxl's write-only sheet, whose writer is made at the first row."""

    _writer: Any = None

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _SheetWriter(self, out=_Sheet())
            self._writer.write_top()


class _Writer(ExcelWriter):
    """Openpyxl's writer, which keeps the sheets in memory."""

    def __init__(self, workbook: Workbook, parts: Any) -> None:
        super().__init__(workbook, parts)
        self._parts = parts

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet, which has neither charts nor images here."""
        writer: Any
        if isinstance(ws, _StreamedSheet):
            if not ws.closed:
                ws.close()
            writer = ws._writer  # noqa: SLF001 - as openpyxl's own method does
        else:
            writer = _SheetWriter(ws, out=_Sheet())
            writer.write()
        ws._rels = writer._rels  # noqa: SLF001 - as openpyxl's own method does
        self._parts.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)
