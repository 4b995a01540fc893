"""Shared parts of the workbooks that this program writes: safe cells, names, page setup, same bytes.

Measures are our own choice, fonts those of Chinese office documents.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.paper.characters import storable
from desktop.documents.workbook.cell import is_kept_exactly
from desktop.documents.workbook.dressing import AnyCell
from desktop.documents.workbook.saving import workbook_parts
from forms.figures.quantity import canonical_decimal

BODY_FONT = Font(name="宋体", size=10)
SMALL_FONT = Font(name="宋体", size=9)
HEAD_FONT = Font(name="黑体", size=10)
TITLE_FONT = Font(name="黑体", size=16)
GREY_FILL = PatternFill("solid", start_color="E7E6E6")
_THIN, _THICK = Side(style="thin", color="808080"), Side(style="medium", color="000000")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TOP_RULE = Border(left=_THIN, right=_THIN, top=_THICK, bottom=_THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
_TITLE_LIMIT = 31
"""Characters that Excel allows in the name of a sheet."""
_FOOT_LIMIT = 110
"""Characters of one text in a head or foot. Chosen so that two of them and the page number stay below the 255
that Excel allows."""
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNIX = 3
"""The system on which an entry says that it was packed (APPNOTE.TXT 4.4.2.2); the same wherever it is, since
forms are compared byte for byte."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time of every entry, so that two runs give the same bytes: the first that a zip can hold (APPNOTE.TXT
4.4.6)."""
_UNDATED = date(2000, 1, 1)
"""Date inside a workbook without one of its own, for the same reason; chosen by us."""
_CORE = "docProps/core.xml"
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def put_text(cell: AnyCell, text: str) -> AnyCell:
    """Write text as text: what begins with ``=`` or ``+`` never becomes a formula.

    Line ends between lines of our own are kept; other control characters are dropped.
    """
    assert isinstance(cell, Cell)
    if text:
        kept = "\n".join(map(storable, text.split("\n"))) if "\n" in text else storable(text)
        # Excel shows ``_x0041_`` as A (ECMA-376 part 1, ST_Xstring), which is another text.
        cell.value = _ESCAPE.sub("_x005F_", kept) if "_x" in kept else kept
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell


def put_number(cell: AnyCell, value: Decimal, decimals: int) -> AnyCell:
    """Write an exact decimal, shown with thousands separators and ``decimals`` digits.

    It is a number where a cell keeps all of its digits, else the text that would be shown.
    """
    assert isinstance(cell, Cell)
    if not is_kept_exactly(value):
        return put_text(cell, f"{value:,.{decimals}f}")
    cell.value = value
    cell.number_format = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return cell


def put_exactly(cell: AnyCell, value: Decimal) -> AnyCell:
    """Write an exact decimal as somebody would type it, to be read again."""
    assert isinstance(cell, Cell)
    if not is_kept_exactly(value):
        return put_text(cell, canonical_decimal(value))
    cell.value = value
    return cell


def put_told(cell: AnyCell, value: str | int | None) -> AnyCell:
    """Write a text or a count of a list that is only read; None leaves the cell empty."""
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        return put_text(cell, value)
    if value is not None:
        cell.value = value
    return cell


def sheet_titles(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Sheet names that Excel accepts: at most 31 characters, no special ones, all different."""
    used = {t.casefold() for t in taken}
    titles = []
    for name in names:
        plain = _FORBIDDEN_IN_TITLE.sub("－", storable(name)).strip() or "表"
        title, number = _cut(plain, _TITLE_LIMIT), 2
        while title.casefold() in used:
            suffix = f"({number})"
            title, number = _cut(plain, _TITLE_LIMIT - len(suffix)) + suffix, number + 1
        used.add(title.casefold())
        titles.append(title)
    return titles


def _cut(text: str, most: int) -> str:
    """The beginning of a text as Excel counts: a character beyond the basic plane is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").strip()


def set_page(sheet: Worksheet, *, head: str, foot_left: str) -> None:
    """A4 landscape, as wide as the page, with running head and foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.right = _HeaderFooterPart(_escape_footer(head) or None)
    sheet.oddFooter.left = _HeaderFooterPart(_escape_footer(foot_left) or None)
    sheet.oddFooter.center = _HeaderFooterPart("第 &P 页　共 &N 页")


def _escape_footer(text: str) -> str:
    escaped = _cut(storable(text).replace("&", "&&"), _FOOT_LIMIT)
    # Half of a doubled ampersand would make a code of what stands behind it.
    is_halved = (len(escaped) - len(escaped.rstrip("&"))) % 2
    return escaped[:-1] if is_halved else escaped


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    return entry


def workbook_bytes(workbook: Workbook, when: date | None) -> bytes:
    """Save with fixed dates and entry order, so that the same content gives the same bytes."""
    stamp = f"{when or _UNDATED:%Y-%m-%d}T00:00:00Z".encode("ascii")
    target = BytesIO()
    parts = workbook_parts(workbook)
    parts[_CORE] = _STAMPS.sub(lambda m: m[1] + stamp + m[2], parts[_CORE])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            out.writestr(_entry(name), parts[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()
