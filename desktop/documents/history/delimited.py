"""From the bytes of a text with separated fields to its rows; the bytes may be anything."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from desktop.documents.errors import WorkbookRefused
from desktop.documents.workbook.head import CODE
from forms.codes.document import DocumentCode

_DELIMITERS = (",", "\t", ";")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # as Excel saves "Unicode text"
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ("utf-8-sig", "gb18030")
"""UTF-8 first: text in GBK is hardly ever sound UTF-8, whereas the reverse often passes."""
_MOST_LOOSE = 3000
"""Lines with text behind a closing mark; chosen by us as many as a table has rows."""
_UNMARKED_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def delimited_rows(data: bytes) -> Iterator[list[str]]:
    """The fields of each row, as they stand between separators.

    The text is in UTF-8, GBK, UTF-16 or UTF-32, with a mark at its beginning or without.

    Raises:
        WorkbookRefused: no text in one of these encodings, or a quotation mark that begins a field has no
            counterpart.
    """
    text = _text(data).rstrip("\r\n")  # spreadsheets write many empty lines below a table
    lines, delimiter = io.StringIO(text, newline="").readlines(), _delimiter(text)
    # Strict, to be told where a field goes on behind its closing mark: over several lines that means that
    # marks are paired wrongly, and figures would be read into the row of another item.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    loose = 0
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            loose += 1
            if reader.line_num > first or loose > _MOST_LOOSE:
                raise _unpaired(first) from None
            row = _read_leniently(lines[first - 1], delimiter, first)
        if row is None:
            return
        yield row


def _read_leniently(line: str, delimiter: str, number: int) -> list[str]:
    """The fields of one line that has text behind a closing mark, as in ``"全县"人数``."""
    reader = csv.reader([line, ""], delimiter=delimiter)
    try:
        row = next(reader)
    except csv.Error:
        raise _unpaired(number) from None
    if reader.line_num > 1:  # it looked for the closing mark below
        raise _unpaired(number)
    return row


def _text(data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    # A table of text has no NUL, and in UTF-16 its separators and digits have one each.
    unmarked = _UNMARKED_WIDE if b"\0" in data else _UNMARKED
    for encoding in unmarked if marked is None else (marked,):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Read in the wrong order of bytes there is no separator either.
        if "\0" not in text and (encoding not in _UNMARKED_WIDE or any(d in text for d in _DELIMITERS)):
            return text
    raise WorkbookRefused(
        DocumentCode.NOT_A_WORKBOOK,
        "这不是 .xlsx；当作 CSV 文本读，文字编码也认不出（不是 UTF-8、GBK、UTF-16）。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
    )


def _delimiter(text: str) -> str:
    """The separator of the fields: the candidate that is most frequent in the head row."""
    head = next((line for line in text.splitlines() if CODE in line), "")
    return max(_DELIMITERS, key=head.count)


def _unpaired(line: int) -> WorkbookRefused:
    return WorkbookRefused(
        DocumentCode.NOT_A_WORKBOOK,
        f'CSV 文件从第 {line} 行起双引号不成对：这一行有一格以双引号（"）开头，'
        "却没有在格末用双引号结束，后面的行会被当成这一格的内容，所以整个文件没有读取。"
        "请用记事本打开，删去多余的双引号或补上缺的，或者另存为 .xlsx 后再导入。",
    )
