"""The text of one cell of a foreign workbook, or why it cannot be used."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from forms.codes.document import DocumentCode
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen

_TEXT_LIMIT = 500
"""Characters of a text that is read as a figure or code; chosen far above both."""
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_EXCEL_DIGITS = 15
"""Significant digits that Excel keeps of a number."""


class RawCell(NamedTuple):
    """What openpyxl found in a cell, detached from the workbook."""

    value: object = None
    data_type: str = "n"
    """openpyxl's letter: n number, s text, f formula, e error, b logical, d date."""
    number_format: str = ""


@frozen
class CellReading:
    """Text of a cell, or the code and the sentence why it is refused."""

    text: str
    code: str = ""
    advice: str = ""
    """Completes 《sheet》C7 ...; empty when the text can be used."""


def is_kept_exactly(value: Decimal) -> bool:
    """Whether a cell keeps every digit of a number; a longer one is written as text."""
    digits = canonical_decimal(value).replace("-", "").replace(".", "").strip("0")
    return len(digits) <= _EXCEL_DIGITS


def read_cell(cell: RawCell, longest: int = _TEXT_LIMIT) -> CellReading:
    """Read a cell of a workbook opened without cached values.

    A formula is refused even where Excel cached a result: a result of another file's cells or of a
    function that differs in WPS is not what the clerk saw.

    Args:
        cell: the cell.
        longest: characters of a text that is taken; of a figure or code by default.
    """
    value = cell.value
    if value is None:
        return CellReading("")
    if cell.data_type == "f":
        shown = _shorten(getattr(value, "text", None) or value)
        return CellReading(shown, DocumentCode.CELL_FORMULA, "是公式，请复制后用“选择性粘贴—数值”粘贴为数值")
    if cell.data_type == "e":
        return CellReading(_shorten(value), DocumentCode.CELL_ERROR, f"是错误值 {_shorten(value)}，请改正")
    if isinstance(value, bool):
        shown = "TRUE" if value else "FALSE"
        return CellReading(shown, DocumentCode.CELL_LOGICAL, f"是逻辑值 {shown}，请改填数字")
    if isinstance(value, date | datetime | time | timedelta):
        return CellReading(
            _shorten(value), DocumentCode.CELL_DATE, "是日期或时间，请把单元格格式改为“常规”后重新填写数字"
        )
    if isinstance(value, int | float | Decimal):
        return _read_number(value, cell.number_format)
    return _read_text(value, longest)


def _read_text(value: object, longest: int) -> CellReading:
    text = _ESCAPED.sub("_", str(value)).strip()
    if len(text) > longest:
        return CellReading(
            _shorten(text), DocumentCode.CELL_TOO_LONG, f"有 {len(text)} 个字符，不像一个数，请重新填写"
        )
    return CellReading(text)


def _read_number(value: float | Decimal, number_format: str) -> CellReading:
    """Exact text of a number, as it was typed.

    Excel keeps fifteen significant digits of what is typed and stores the nearest binary double;
    its file then says 8.6999999999999993 for 8.7, or 95.40000000000001 for a pasted result that it
    shows as 95.4. Fifteen digits bring back what was typed, always: every decimal of up to fifteen
    digits survives the way through a double.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return CellReading(str(value), DocumentCode.CELL_NUMBER, "不是一个有限的数，请重新填写")
    exact = Decimal(f"{value:.{_EXCEL_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    if exact.adjusted() > 2 * _EXCEL_DIGITS or (exact.adjusted() < -2 * _EXCEL_DIGITS and exact != 0):
        return CellReading(_shorten(exact), DocumentCode.CELL_NUMBER, "的数大小不合理，请核对后重新填写")
    if "%" in _unquoted(number_format):
        return CellReading(f"{canonical_decimal(exact * 100)}%")
    return CellReading(canonical_decimal(exact))


def _unquoted(number_format: str) -> str:
    """A number format without its quoted and escaped parts: ``0"%"`` does not multiply by 100."""
    kept = "".join(number_format.split('"')[::2])
    return kept.replace("\\%", "").split(";")[0]


def _shorten(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
