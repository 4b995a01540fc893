"""RFC 4180 tables: rows of text to bytes and back, in one form.

UTF-8 without byte order mark, a header row, CRLF after every row, an empty field for null. A field
is quoted only where it must be (comma, quote, CR, LF), so a table has exactly one sequence of bytes
and the reader refuses any other.

Text that begins with ``=``, ``+``, ``-``, ``@`` or a tab stays exactly as it is. This is data that is
signed and exchanged between programs, not a sheet to be opened by double click: a guard character
would change what the unit said, and would turn -1.5 into text. Whoever puts such text into a
workbook has to store it there as text (``desktop.documents`` does).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.submission.errors import TableError
from forms.codes.package import PackageCode

MAX_FIELD: Final = 100_000
"""Longest field in characters. Chosen below the limit of the reader of Python, 131,072."""

MAX_LINES: Final = 20_000
"""Most lines of a table, those within quoted fields counted. Chosen far above the some 1,500 that a unit of a
hundred items needs for ten years."""

MAX_TABLE_BYTES: Final = 8_000_000
"""Largest table in bytes. Chosen so that it fits a package (``MAX_PACKAGE_BYTES``) with the rest."""

_QUOTED: Final = frozenset(',"\r\n')
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def write_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write a table.

    Args:
        columns: field names in order, at least two.
        rows: one text per column, empty for null; no other keys.

    Raises:
        TableError: a row has other keys than the columns, a text cannot be stored, or the table is
            larger than the bounds above.
    """
    lines = [_line(columns)]
    expected = set(columns)
    for number, row in enumerate(rows, start=1):
        if set(row) != expected:
            odd = "、".join(sorted(expected ^ set(row)))
            raise TableError(PackageCode.TABLE_REFUSED, f"表格第 {number} 行的栏目不符：{odd}。")
        for name in columns:
            _require_storable(row[name], number, name)
        lines.append(_line([row[name] for name in columns]))
    data = "".join(lines).encode("utf-8")
    _require_bounds(data)
    return data


def _require_bounds(data: bytes) -> None:
    """Refuse what the reader would not read, before any of it is taken apart."""
    if len(data) > MAX_TABLE_BYTES or data.count(b"\n") > MAX_LINES:
        message = f"表格超过 {MAX_LINES} 行或 {MAX_TABLE_BYTES // 1_000_000} MB，远多于一个单位的数据。"
        raise TableError(PackageCode.TABLE_REFUSED, message)


def _line(fields: Sequence[str]) -> str:
    """Write one record."""
    return ",".join(map(_field, fields)) + "\r\n"


def _field(text: str) -> str:
    """Quote a field if RFC 4180 demands it."""
    if _QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _require_storable(text: str, number: int, name: str) -> None:
    """Refuse text that UTF-8 cannot hold, a NUL, or a field of absurd length."""
    if len(text) > MAX_FIELD or _UNSTORABLE.search(text):
        message = f"表格第 {number} 行“{name}”的文字过长或含有无法保存的字符，请修改后重试。"
        raise TableError(PackageCode.TABLE_REFUSED, message)


def read_table(data: bytes, columns: Sequence[str], *, or_more: bool = False) -> list[dict[str, str]]:
    """Read a table that ``write_table`` wrote.

    Args:
        data: the file; nothing about it is trusted.
        columns: the field names it must have, in order.
        or_more: whether further columns at the end are taken, as a later program may add them.

    Returns:
        One mapping per row, empty text for null; further columns are in it too.

    Raises:
        TableError: larger than the bounds above, not UTF-8, other columns, rows of other length, or
            another form than the one this module writes (line ends, needless quotes, byte order mark).
    """
    _require_bounds(data)
    try:
        text = data.decode("utf-8")
        named = _with_more(text, columns) if or_more else columns
        rows = list(_rows(text, named))
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(PackageCode.TABLE_REFUSED, "表格不是 UTF-8 编码的 CSV，或引号不配对。") from error
    # The reader of Python is lenient; what it forgave (quotes, line ends) is noticed by writing it again.
    if write_table(named, rows) != data:
        message = "表格的写法与规定格式（CRLF 换行、无多余引号、无 BOM）不逐字节一致。"
        raise TableError(PackageCode.TABLE_REFUSED, message)
    return rows


def _with_more(text: str, columns: Sequence[str]) -> Sequence[str]:
    """The names in the header row, where it begins with the columns and goes on with other names."""
    named = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    is_longer = named[: len(columns)] == list(columns) and all(named) and len(set(named)) == len(named)
    return named if is_longer else columns


def _rows(text: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Read row by row, so that the first wrong one ends it."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    if next(records, None) != list(columns):
        raise TableError(PackageCode.TABLE_REFUSED, "表格的栏目与规定不符。")
    for number, record in enumerate(records, start=1):
        if len(record) != len(columns):
            message = f"表格第 {number} 行有 {len(record)} 栏，应为 {len(columns)} 栏。"
            raise TableError(PackageCode.TABLE_REFUSED, message)
        yield dict(zip(columns, record, strict=True))
