"""Checks the zip container of a workbook before anything inside is parsed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from desktop.documents.errors import WorkbookRefused
from desktop.documents.workbook.parts import (
    WHOLE_SHEET,
    CellsBeyond,
    DocumentType,
    Extent,
    OutOfOrder,
    PartsTooLarge,
    require_bounded,
)
from forms.codes.document import DocumentCode

MAX_BYTES = 20 * 1024 * 1024
"""Largest workbook that is looked at. Chosen by us; ``tests/benchmarks/fuzz.py`` measures time and memory at
the bounds (README)."""
MAX_EXPANDED = 32 * 1024 * 1024
"""Bytes of all parts together; chosen by us, measured likewise (README)."""
MAX_ENTRIES = 2000
"""Parts of a workbook. Chosen far above one of ours, which has some dozen."""
_ENTRY_MARK = b"PK\x01\x02"
_PACKED_AS_USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_RATIO_FROM = 1024 * 1024
"""Small parts may compress as well as they like: from 1 MB on it matters. Chosen by us."""
_MAX_RATIO = 150
"""How much smaller than its contents a larger part may be. Chosen above XML of a form, which compresses about
tenfold, and below the thousandfold that deflate makes of one repeated byte."""
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_CONTENT_TYPES = "[Content_Types].xml"
_FOREIGN_PARTS = ("xl/externallinks/", "xl/connections", "xl/embeddings/", "xl/querytables/", "xl/activex/")


def check_container(data: bytes, extent: Extent = WHOLE_SHEET) -> Mapping[str, CellsBeyond]:
    """Check that a file is an xlsx within bounds.

    Args:
        data: the file.
        extent: what is read of each sheet.

    Returns:
        By name of the sheet's part, what stands outside the extent: the caller refuses or names it.

    Raises:
        WorkbookRefused: too large, not an xlsx, expands beyond its bound, holds more than any form,
            carries macros, or no office program wrote it.
    """
    if len(data) > MAX_BYTES:
        raise WorkbookRefused(
            DocumentCode.WORKBOOK_TOO_LARGE,
            f"文件有 {len(data) >> 20} MB，超过 {MAX_BYTES >> 20} MB，不像填报表，没有读取。",
        )
    if data.startswith(_OLE_MAGIC):
        raise WorkbookRefused(
            DocumentCode.NOT_A_WORKBOOK,
            "这是旧版 .xls 文件或加了打开密码的文件。请去掉密码，另存为 .xlsx 后再导入。",
        )
    if data.count(_ENTRY_MARK) > 2 * MAX_ENTRIES:  # before a list is made of them
        raise _bomb()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            _check_kind(archive, entries)
            return require_bounded(archive, extent)
    except PartsTooLarge as error:
        raise _bomb() from error
    except (DocumentType, OutOfOrder) as error:
        raise damaged() from error
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        LookupError,
        zlib.error,
    ) as error:
        raise WorkbookRefused(
            DocumentCode.NOT_A_WORKBOOK,
            "这不是完好的 .xlsx 文件，可能没有传完或已损坏。请重新索取或另存为 .xlsx。",
        ) from error


def refuse_beyond(found: Mapping[str, CellsBeyond], extent: Extent) -> None:
    """Refuse a workbook with content that would not be read.

    Args:
        found: what :func:`check_container` found.
        extent: what is read of each sheet.

    Raises:
        WorkbookRefused: there is such content (E-DOC-027).
    """
    for beyond in found.values():
        raise WorkbookRefused(
            DocumentCode.CONTENT_BEYOND,
            f"有一张工作表在 {beyond.first} 格还有内容，超出能读的范围"
            f"（{extent.rows} 行、{extent.columns} 列），"
            "整个文件没有读取。请删去或移走范围以外的内容再导入。",
        )


def check_foreign_parts(data: bytes) -> None:
    """Refuse a workbook that draws on other files; call it after :func:`check_container`.

    Raises:
        WorkbookRefused: it has links to other workbooks, data connections or embedded objects.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = [n for n in archive.namelist() if n.casefold().startswith(_FOREIGN_PARTS)]
    if found:
        raise WorkbookRefused(
            DocumentCode.WORKBOOK_LINKED,
            "这个工作簿引用了别的文件（外部链接、数据连接或嵌入对象），出于安全不读取。"
            "请在 Excel 里断开链接、删去嵌入对象后另存再试。",
        )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    # As stated in the directory: zipfile reads no more of a part than is stated there.
    expanded = sum(e.file_size for e in entries)
    steep = [
        e for e in entries if e.file_size > _RATIO_FROM and e.file_size > _MAX_RATIO * max(1, e.compress_size)
    ]
    if len(entries) > MAX_ENTRIES or expanded > MAX_EXPANDED or steep:
        raise _bomb()
    if any(e.compress_type not in _PACKED_AS_USUAL for e in entries):
        raise zipfile.BadZipFile("packed in another way")


def damaged() -> WorkbookRefused:
    """The error of a damaged workbook."""
    return WorkbookRefused(
        DocumentCode.WORKBOOK_DAMAGED,
        "这个 Excel 文件已损坏或不是由 Excel、WPS 保存的，读不出来。请打开后另存为新的 .xlsx 再导入。",
    )


def _bomb() -> WorkbookRefused:
    return WorkbookRefused(
        DocumentCode.WORKBOOK_BOMB,
        "这个文件展开后异常庞大，不是正常的填报表，出于安全没有打开。"
        "请重新索取填报表；如果它是一个大工作簿，请只留要导入的那张表，另存后再试。",
    )


def _check_kind(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = {e.filename for e in entries}
    if _CONTENT_TYPES not in names:
        raise WorkbookRefused(
            DocumentCode.NOT_A_WORKBOOK, "这个压缩文件不是 Excel 工作簿。请选择填好的 .xlsx 填报表。"
        )
    # By its part and by its declared type: each is enough for Excel.
    has_macro_part = any(n.casefold().rpartition("/")[2] in _MACRO_PARTS for n in names)
    if has_macro_part or b"macroenabled" in archive.read(_CONTENT_TYPES).lower():
        raise WorkbookRefused(
            DocumentCode.WORKBOOK_MACRO,
            "这个工作簿带有宏，出于安全不读取。请另存为“Excel 工作簿（.xlsx）”后再导入。",
        )
