"""Sheets of the exported change log, written row by row: a log may have many thousands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from desktop.documents.log_book.log_sheet import LogSheet, Row
from desktop.documents.workbook import file as book
from desktop.documents.workbook.saving import add_streamed_sheet

_Sheet: TypeAlias = Any
"""A write-only sheet; its published types lack half of it."""
COLUMNS = (
    ("序号", 8),
    ("时间（UTC）", 28),
    ("操作人", 12),
    ("年度", 7),
    ("种类", 10),
    ("对象", 36),
    ("原内容", 48),
    ("新内容", 48),
    ("理由", 30),
    ("校验值", 68),
)
"""Heading and width in characters; the widths are our own choice, that of the hash shows its 64 digits."""
MOST_ROWS = 1_000_000
"""Rows of a sheet below its head. Chosen below the 1,048,576 that Excel takes."""
_MOST_TEXT = 32_000
"""Chosen below the 32,767 characters that Excel takes in a cell, where one beyond the basic plane is two."""
_KINDS = (
    ("create", "建立数据文件"),
    ("entry paste fill import clear accept", "填写、粘贴、填充、导入、清除、采纳建议"),
    ("undo redo", "撤销、重做"),
    ("set", "改人员或期限"),
    ("state", "年度状态变化"),
    ("explain", "说明审核问题"),
    ("attach detach define", "附件、移除附件、口径变动"),
    ("freeze", "定稿"),
    ("export receive", "导出报送包、收到回执或退回单"),
    ("migrate restore clock", "升级、恢复备份、电脑时间往回走"),
)
_HOW_TO_CHECK = (
    "盖章的纸质报表最后一页写着定稿时的条数 N 和末条校验值：这里序号 N 的校验值必须与它相同，交接单也一样。"
    "每条的校验值是 SHA-256，取自前一条的校验值与本条各栏按次序组成的 JSON 数组（UTF-8，不加空格，"
    "空栏为 null，“理由”等文字栏没有内容时为空文字；第一条的前一条是 64 个 0）。"
    "数据文件只能证明自己前后一致：整本重写过的记录，要与纸质报表或报送包核对才看得出来。"
)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def build_log_workbook(sheet: LogSheet) -> bytes:
    """Bytes of the workbook."""
    workbook = Workbook(write_only=True)
    _write_notes(add_streamed_sheet(workbook, "说明"), sheet)
    rows = iter(sheet.rows)
    number = 0
    for first in rows:
        number += 1
        title = "变更记录" if number == 1 else f"变更记录{number}"
        _write_rows(add_streamed_sheet(workbook, title), chain([first], islice(rows, MOST_ROWS - 1)))
    workbook.active = min(1, number)
    return book.workbook_bytes(workbook, None)


def _write_notes(target: _Sheet, sheet: LogSheet) -> None:
    target.column_dimensions["A"].width, target.column_dimensions["B"].width = 40, 100
    lines = [
        ("填报单位", sheet.unit_name),
        ("数据文件", sheet.store_name),
        ("条数", str(sheet.entries)),
        ("末条校验值", sheet.head),
        (
            "怎样核对",
            _HOW_TO_CHECK,
        ),
        ("种类", ""),
        *_KINDS,
    ]
    for label, text in lines:
        target.append([_cell(target, label, book.HEAD_FONT), _cell(target, text, book.BODY_FONT)])


def _write_rows(target: _Sheet, rows: chain[Row]) -> None:
    for number, (_, width) in enumerate(COLUMNS, start=1):
        target.column_dimensions[get_column_letter(number)].width = width
    target.freeze_panes = "A2"
    target.append([_cell(target, heading, book.HEAD_FONT) for heading, _ in COLUMNS])
    for row in rows:
        target.append(_cells(target, row))


def _cells(target: _Sheet, row: Row) -> Sequence[Cell | int | None]:
    return [text if not isinstance(text, str) else _cell(target, text, book.SMALL_FONT) for text in row]


def _cell(target: _Sheet, text: str, font: Font) -> Cell:
    cell = WriteOnlyCell(target)
    if 2 * len(text) > _MOST_TEXT and len(units := text.encode("utf-16-le", "replace")) > 2 * _MOST_TEXT:
        # Half of a pair at the cut is dropped.
        kept = units[: 2 * _MOST_TEXT].decode("utf-16-le", "ignore")
        text = f"{kept}……（共 {len(text)} 字，后面略去）"
    book.put_text(cell, text)
    cell.font, cell.alignment = font, _WRAPPED
    return cell
