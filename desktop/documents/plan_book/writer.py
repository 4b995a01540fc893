"""Writes the plan workbook.

Measures are our own choice.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.plan_book.columns import AID, MISSING, Document, Naming, SheetColumn, Written
from desktop.documents.plan_book.records import flatten, get_field, key_fields, naming
from desktop.documents.plan_book.sheets import (
    FIRST_ROW,
    FORMAT,
    HEAD_ROW,
    HELP_MARK,
    HELP_ROW,
    HELP_SHEET,
    MAX_ROWS,
    META_SHEET,
    SHEETS,
    SINGLE_HEADS,
    Sheet,
)
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress
from forms.codes.plan import PlanCode
from forms.errors import UserInputError
from forms.plan.catalogue import plan_document
from forms.plan.pack import Plan

_HEAD_FILL = PatternFill("solid", start_color="DCE6F1")
_MUST_FILL = PatternFill("solid", start_color="FCE4D6")
_HELP_FONT = Font(name="宋体", size=9, italic=True, color="595959")
_AID_FONT = Font(name="宋体", size=10, color="7F7F7F")
_TOP = Alignment(vertical="top", wrap_text=True)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CELL_LIMIT = 32_000
"""Excel keeps 32767 characters in a cell."""
_HELP = (
    "一、每张工作表写一类内容，一行一条。第一行是栏名，第二行是说明，从第三行起填写。",
    "二、橙色栏名必须填，蓝色栏名可以空着。把鼠标放在栏名上可以看到怎样填。",
    "三、有下拉箭头的格子请从中选择。引用指标、数据、单位时填代码；填唯一的名称也可以。",
    "四、带“（对照）”的灰色栏只供阅读，编译时不读取，重新写出工作簿时会更新。",
    "五、公式写成：分子、分母两栏填数据代码，用前后有空格的 + 和 - 连接；组写在方括号里，如 members[女]。",
    "六、不要在格子里写 Excel 公式，不要引用别的工作簿，不要用宏；编译时会逐格指出并拒绝。",
    "七、可以调整列的次序、宽度，加栏（栏名以 * 开头）和工作表（名字以 # 开头），不读取；别的名字不要改。",
    "八、每次修改后，请在“规划”表换一个新的版本号。",
    "九、填好后先检查：tianbao plan check 工作簿；再编译：tianbao plan compile 工作簿 -o 数据包。",
    "十、检查一次列出问题（最多 500 处）：哪一格、什么问题、为什么、怎么改。原文没有说清的，请写进“假设”。",
)


def build_plan_workbook(plan: Plan) -> bytes:
    """Bytes of the workbook."""
    document = plan_document(plan)
    names = naming(document)
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    _draw_help(first, plan)
    for sheet in SHEETS:
        drawn = workbook.create_sheet(sheet.title)
        if sheet.single:
            _draw_single(drawn, sheet, flatten(document, sheet.path)[0])
        else:
            _draw_table(drawn, sheet, flatten(document, sheet.path), names)
    meta = workbook.create_sheet(META_SHEET)
    for i, pair in enumerate((("format", FORMAT), ("plan", plan.id), ("version", plan.version)), start=1):
        for j, text in enumerate(pair, start=1):
            book.put_text(meta.cell(i, j), text)
    meta.sheet_state = "veryHidden"
    workbook.properties.title = plan.shown_title
    workbook.properties.creator = workbook.properties.lastModifiedBy = plan.office
    return book.workbook_bytes(workbook, None)


def _draw_help(sheet: Worksheet, plan: Plan) -> None:
    sheet.title = HELP_SHEET
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    title = f"{plan.shown_title}　数据包 {plan.version}"
    dress(book.put_text(sheet["A1"], title), book.TITLE_FONT, book.LEFT)
    for i, sentence in enumerate(_HELP, start=3):
        dress(book.put_text(sheet.cell(i, 1), sentence), book.BODY_FONT, book.LEFT)
    start = 4 + len(_HELP)
    for i, described in enumerate(SHEETS, start=start):
        text = f"《{described.title}》　{described.about}"
        dress(book.put_text(sheet.cell(i, 1), text), book.BODY_FONT, book.LEFT)


def _draw_single(sheet: Worksheet, described: Sheet, record: Document) -> None:
    """One record: a line for each field, with its explanation beside."""
    for i, (title, width) in enumerate(zip(SINGLE_HEADS, (20, 44, 70), strict=True), start=1):
        cell = book.put_text(sheet.cell(HEAD_ROW, i), title)
        dress(cell, book.HEAD_FONT, book.CENTRE, book.GRID).fill = _HEAD_FILL
        sheet.column_dimensions[get_column_letter(i)].width = width
    _explain(sheet, described)
    for row, column in enumerate(described.columns, start=FIRST_ROW):
        name = dress(book.put_text(sheet.cell(row, 1), column.title), book.BODY_FONT, _TOP, book.GRID)
        name.fill = _fill(column)
        value = sheet.cell(row, 2)
        if column.kind.is_text:
            value.number_format = "@"
        _put(value, column.kind.write(get_field(record, column.path)))
        dress(value, book.BODY_FONT, _TOP, book.GRID)
        dress(book.put_text(sheet.cell(row, 3), column.help), _HELP_FONT, _TOP, book.GRID)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    book.set_page(sheet, head="", foot_left=described.title)


def _explain(sheet: Worksheet, described: Sheet) -> None:
    cell = book.put_text(sheet.cell(HELP_ROW, 1), f"{HELP_MARK}{described.about}")
    dress(cell, _HELP_FONT, Alignment(vertical="center"))


def _fill(column: SheetColumn) -> PatternFill:
    return _MUST_FILL if column.blank is MISSING else _HEAD_FILL


def _draw_table(sheet: Worksheet, described: Sheet, records: list[Document], names: Naming) -> None:
    for i, column in enumerate(described.columns, start=1):
        _draw_head(sheet, i, column)
    _explain(sheet, described)
    for row, record in enumerate(records, start=FIRST_ROW):
        for i, column in enumerate(described.columns, start=1):
            cell = sheet.cell(row, i)
            if column.aid is not None:
                dress(book.put_text(cell, column.aid(record, names)), _AID_FONT, _TOP)
                continue
            if column.kind.is_text:
                cell.number_format = "@"
            _put(cell, column.kind.write(get_field(record, column.path)))
            dress(cell, book.BODY_FONT, _TOP)
    fixed = 3 if key_fields(described.path) else 2
    sheet.freeze_panes = f"{get_column_letter(fixed)}{FIRST_ROW}"
    last = get_column_letter(len(described.columns))
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{max(FIRST_ROW, FIRST_ROW + len(records) - 1)}"
    book.set_page(sheet, head="", foot_left=described.title)


def _draw_head(sheet: Worksheet, index: int, column: SheetColumn) -> None:
    cell = book.put_text(sheet.cell(HEAD_ROW, index), column.title)
    dress(cell, book.HEAD_FONT, book.CENTRE, book.GRID).fill = _fill(column)
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].width = column.width
    if column.kind.is_text and column.kind is not AID:
        sheet.column_dimensions[letter].number_format = "@"
    must = "必填。" if column.blank is MISSING else ""
    choices = f"\n可填：{'、'.join(column.kind.choices)}" if column.kind.choices else ""
    note = Comment(f"{must}{column.help}{choices}", "tianbao")
    note.width, note.height = 280, 90
    cell.comment = note
    _offer(sheet, letter, column)


def _offer(sheet: Worksheet, letter: str, column: SheetColumn) -> None:
    """A drop-down list: Chinese words, or the codes of another sheet."""
    formula = ""
    if column.kind.choices:
        formula = f'"{",".join(column.kind.choices)}"'
    elif column.refers and column.kind.stand_in != ():
        formula = _code_range(column.refers)
    if not formula:
        return
    offered = DataValidation(type="list", formula1=formula, allow_blank=True)
    offered.showErrorMessage = bool(column.kind.choices)
    offered.errorTitle, offered.error = "请从下拉列表中选择", column.help
    offered.add(f"{letter}{FIRST_ROW}:{letter}{MAX_ROWS}")
    sheet.add_data_validation(offered)


def _code_range(path: str) -> str:
    """Cells of another sheet that hold its codes."""
    sheet = next(s for s in SHEETS if s.path == path)
    keys = key_fields(path)
    assert keys is not None
    index = next(i for i, c in enumerate(sheet.columns, start=1) if c.path == keys[0])
    letter = get_column_letter(index)
    return f"'{sheet.title}'!${letter}${FIRST_ROW}:${letter}${MAX_ROWS}"


def _put(cell: Any, value: Written) -> None:
    """Write a value exactly; text never becomes a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    if not value:
        return
    # This is how a workbook writes an underscore before such letters: a text of its own could not come back.
    if len(value) > _CELL_LIMIT or "x005F_" in value:
        raise UserInputError(
            PlanCode.TEXT_TOO_LONG,
            f"这段文字放不进 Excel 的一格，请在数据包里缩短后再写出工作簿：{value[:40]}…",
        )
    cell.value = _ESCAPE.sub(lambda m: f"_x005F{m.group()}", value)
    cell.data_type = "s"
    cell.quotePrefix = value[0] in "=+-@"
