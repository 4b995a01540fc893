"""A workbook without its styles: only the number formats are kept.

openpyxl refuses a whole workbook for one fill without content or one unknown font family. Styles do not
matter for reading figures; number formats do, since they tell dates and percentages.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_STYLES = "xl/styles.xml"
_PROPERTIES = "docProps/core.xml"
_MOST_FORMAT = 1000
"""Characters of a number format that is kept. Chosen above the 255 that Excel allows."""
_HEAD = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"""
_PLAIN = """<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>"""
_NO_PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def without_looks(data: bytes) -> BytesIO:
    """A workbook with the same cells and number formats, in which all cells look alike.

    Args:
        data: a workbook whose container was checked (``guard``).

    Raises:
        SyntaxError: the part with the styles is no XML (``ParseError``).
        zipfile.BadZipFile: the zip cannot be read.
    """
    target = BytesIO(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        styles = _number_formats(fromstring(archive.read(_STYLES))) if _STYLES in names else ""
    with zipfile.ZipFile(target, "a") as archive:  # of two entries of one name the later one counts
        if styles:
            archive.writestr(_STYLES, styles)
        if _PROPERTIES in names:
            archive.writestr(_PROPERTIES, _NO_PROPERTIES)
    target.seek(0)
    return target


def _number_formats(styles: Element) -> str:
    """A stylesheet with the number formats of another, in the same places."""
    formats = "".join(
        f"<numFmt numFmtId={quoteattr(str(_number(one)))} formatCode={quoteattr(one.get('formatCode', ''))}/>"
        for one in _children(styles, "numFmts")
        if len(one.get("formatCode", "")) <= _MOST_FORMAT
    )
    cells = "".join(f'<xf numFmtId="{_number(one)}"/>' for one in _children(styles, "cellXfs"))
    return f"{_HEAD}<numFmts>{formats}</numFmts>{_PLAIN}<cellXfs>{cells or '<xf/>'}</cellXfs></styleSheet>"


def _children(styles: Element, group: str) -> Iterator[Element]:
    """The entries of one group of a stylesheet, in whatever namespace."""
    for part in styles:
        if str(part.tag).rpartition("}")[2] == group:
            yield from part


def _number(style: Element) -> int:
    """The number of the format; the general one where it is none."""
    text = style.get("numFmtId", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
