"""Which of the workbooks that this program writes a workbook is, for the door that wants another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from desktop.documents.workbook.cell import RawCell
from desktop.documents.workbook.head import HEAD_ROWS, head_of, is_head, years_of

META_SHEET = "_tianbao"
Tops = Sequence[tuple[str, Sequence[Sequence[str]]]]
"""Titles of the sheets, and the texts of their first rows."""
_LONGEST = 100
"""Characters of a cell that are looked at; chosen by us."""


class OwnBook(Enum):
    """A workbook of this program: its name, and what to do with it."""

    FORM = "填报表", "填本年的数请用【从 Excel 导入】，命令行是 tianbao fill。"
    HISTORY = "往年数据表", "请用【往年数据】导入，命令行是 tianbao history import。"
    BASE = "基础数据表", "请在统计局用 tianbao office base 导入。"
    PLAN = "规划工作簿", "请用 tianbao plan check 检查，用 tianbao plan compile 编译。"
    OWNERS = "责任单位清单", "请用 tianbao plan owners 的 confirm 确认。"
    OFFICIAL = "打印、留存用的报表", "它不能导入：要导入的数请填在导出的填报表里。"
    TASKS = "目标任务分解表", "它只供查看，不能导入。"
    BOARD = "报送进度表", "它只供查看，不能导入。"
    EXCHANGE = "导出的往来记录", "它只供查看，不能导入。"
    LOG = "导出的变更记录", "它只供查看，不能导入。"

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return self.value[0]

    @property
    def step(self) -> str:
        """What to do with it."""
        return self.value[1]


_FORMATS = {
    "tianbao-entry-workbook/": OwnBook.FORM,
    "tianbao-plan-workbook/": OwnBook.PLAN,
    "tianbao-owner-list/": OwnBook.OWNERS,
}
"""What the hidden sheet states of those that are read again."""
_TITLED = {
    ("往来", "提问和答复"): OwnBook.EXCHANGE,
    ("基础数据",): OwnBook.BASE,
    ("目标任务分解表",): OwnBook.TASKS,
}
"""By the titles of all their sheets."""
_COVER, _SERIES, _LOG_HEAD = "封面", "监测统计年报表", ["序号", "时间（UTC）", "操作人"]
_BOARD = ("年报送进度", "年收件情况")
"""How the title of a board's sheet ends; the second in files of earlier versions."""


def own_book(tops: Tops) -> OwnBook | None:
    """Which of ours a workbook is; None where it is none that is known here."""
    formats = [rows[0][1] for title, rows in tops if title == META_SHEET and rows and len(rows[0]) > 1]
    if formats:
        # Titles may be typed by anybody; a book that states its format is that one, or none that is known.
        return next((book for start, book in _FORMATS.items() if formats[0].startswith(start)), None)
    titles = tuple(title for title, _ in tops)
    first = [list(row) for row in tops[0][1][:HEAD_ROWS]] if tops else []
    if titles[:1] == (_COVER,) and any(_SERIES in row for row in first):
        return OwnBook.OFFICIAL
    if titles in _TITLED:
        return _TITLED[titles]
    if titles and titles[0].endswith(_BOARD):
        return OwnBook.BOARD
    if any(list(row[:3]) == _LOG_HEAD for _, rows in tops for row in rows[:1]):
        return OwnBook.LOG
    return OwnBook.HISTORY if any(_has_past(rows) for _, rows in tops) else None


def _has_past(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet is a table of earlier years: the code and at least two years at the head of columns."""
    return any(
        is_head(row) and len(years_of([head_of(name) for name in row])) > 1 for row in rows[:HEAD_ROWS]
    )


def another_book(tops: Tops, wanted: OwnBook) -> str:
    """A sentence about another workbook of ours than the wanted one; empty for any other file."""
    found = own_book(tops)
    return "" if found in {None, wanted} else f"这是{found.label}，不是{wanted.label}。{found.step}"


def tops_of(sheets: Iterable[tuple[str, Sequence[Sequence[RawCell]]]]) -> Tops:
    """The texts of the first rows of sheets, from their cells."""
    return [(title, [[_text(cell) for cell in row] for row in rows[:HEAD_ROWS]]) for title, rows in sheets]


def _text(cell: RawCell) -> str:
    return "" if cell.value is None else str(cell.value)[:_LONGEST]
