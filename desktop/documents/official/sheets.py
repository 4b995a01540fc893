"""Sheets of the official workbook: the printed table again, in cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.official.content import PrintContent
from desktop.documents.official.printed import (
    DRAFT_TEXT,
    LAW,
    SENSITIVE_TEXT,
    PrintedCell,
    PrintedForm,
    PrintedRow,
    cover_fields,
    log_text,
    print_forms,
    printed_check_code,
    series_title,
    signature_line,
    submission_text,
)
from desktop.documents.official.printed_list import TITLES, PrintedList, printed_lists
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress, merge
from desktop.documents.workbook.heights import BODY_SIZE, height_of_lines, line_count, pieces, row_height

COVER = "封面"
_POINTS_PER_CHARACTER = 5
"""Width of a spreadsheet column in characters against its width on paper in points; our own choice, about the
digit of 10 points by which Excel measures."""
_BODY_TOP = 10
"""First row of figures; our own choice, the head of the table stands in rows 7 to 9."""


_BESIDE = Alignment(horizontal="left")
"""Of a text that runs on over the empty cells beside it."""


@cache
def _indented(depth: int) -> Alignment:
    """Of the name of a row; one object for each depth, by which ``dress`` knows it again."""
    return Alignment(horizontal="left", vertical="center", wrap_text=True, indent=depth)


def build_workbook(content: PrintContent) -> bytes:
    """Bytes of the official workbook."""
    forms = print_forms(content)
    workbook = Workbook()
    titles = book.sheet_titles([f.title for f in forms], [COVER, *TITLES])
    cover = workbook.active
    assert isinstance(cover, Worksheet)
    _draw_cover(cover, content, forms)
    for title, form in zip(titles, forms, strict=True):
        _FormSheet(workbook.create_sheet(title), content, form).draw()
    for listed in printed_lists(content):
        _draw_list(workbook.create_sheet(listed.title), listed)
    for sheet in workbook.worksheets:
        _set_page(sheet, content)
        # Without a password: it keeps from typing over a print by mistake, not from changing it on purpose;
        # the check code does that.
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
    properties = workbook.properties
    properties.title = f"{series_title(content)} {content.year} 年 {submission_text(content)}"
    properties.creator = properties.lastModifiedBy = content.unit_name
    return book.workbook_bytes(workbook, content.report_date)


def _set_page(sheet: Worksheet, content: PrintContent) -> None:
    code = printed_check_code(content)
    marks = [DRAFT_TEXT if content.is_draft else submission_text(content)]
    marks += [SENSITIVE_TEXT] if content.sensitive else []
    book.set_page(
        sheet,
        head="　".join(marks),
        foot_left=f"校验码 {code}" if code else "校验码：定稿后生成",
    )


def _line(
    sheet: Worksheet,
    row: int,
    widths: Sequence[float],
    text: str,
    font: Font = book.BODY_FONT,
    align: Alignment = book.LEFT,
) -> None:
    """One text over the whole width of a sheet, whose columns are so many characters wide."""
    _across(sheet, (row, 1), widths, text, font, align)


def _across(
    sheet: Worksheet,
    place: tuple[int, int],
    widths: Sequence[float],
    text: str,
    font: Font,
    align: Alignment,
) -> None:
    """One text over several columns of given widths, in a row that is high enough for it.

    Its place is the row and the first column. No program makes a row higher by itself for what stands in
    merged cells.
    """
    row, first = place
    merge(sheet, row, first, row, first + len(widths) - 1)
    dress(book.put_text(sheet.cell(row, first), text), font, align)
    size = font.size or BODY_SIZE
    lines = line_count(text, sum(widths), size)
    if lines > 1:
        _raise_row(sheet, row, height_of_lines(lines, size))


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Make the columns so many characters wide."""
    for i, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = width


def _fit_row(
    sheet: Worksheet, row: int, texts: Mapping[int, str], widths: Sequence[float], least: float = 0.0
) -> None:
    """Make a row high enough for texts of body size, given by column; not every program does it by itself.

    Args:
        sheet: with the row.
        row: its number.
        texts: by the number of the column.
        widths: of all columns of the sheet, in characters.
        least: height in points that it has in any case.
    """
    needed = max(row_height(text, widths[column - 1]) for column, text in texts.items())
    _raise_row(sheet, row, max(least, needed))


def _raise_row(sheet: Worksheet, row: int, least: float) -> None:
    """Make a row at least so many points high."""
    dimension = sheet.row_dimensions[row]
    dimension.height = max(dimension.height or 0.0, least)


def _draw_cover(sheet: Worksheet, content: PrintContent, forms: tuple[PrintedForm, ...]) -> None:
    sheet.title = COVER
    sheet.sheet_view.showGridLines = False
    widths = (16, 44, 60)
    _set_widths(sheet, widths)
    _line(sheet, 2, widths, content.plan.shown_title, Font(name="黑体", size=22), book.CENTRE)
    _line(sheet, 3, widths, "监测统计年报表", book.TITLE_FONT, book.CENTRE)
    _line(sheet, 4, widths, f"{content.year} 年度　　{submission_text(content)}", book.BODY_FONT, book.CENTRE)
    _raise_row(sheet, 2, 40)
    _raise_row(sheet, 3, 28)
    fields = list(cover_fields(content))
    fields += [(p.label, p.text) for p in signature_line(content)]
    if content.content_digest:
        fields += [("校验码", printed_check_code(content)), ("内容摘要", content.content_digest)]
    if content.log is not None:
        fields += [("变更记录", log_text(content))]
    for i, (label, text) in enumerate(fields, start=6):
        dress(book.put_text(sheet.cell(i, 1), f"{label}："), book.BODY_FONT, book.RIGHT)
        dress(book.put_text(sheet.cell(i, 2), text), book.BODY_FONT, book.LEFT)
        _fit_row(sheet, i, {1: label, 2: text}, widths)
    dress(book.put_text(sheet.cell(6, 3), "目录"), book.HEAD_FONT, book.LEFT)
    for i, form in enumerate(forms, start=1):
        entry = f"{i}．{form.title}"
        dress(book.put_text(sheet.cell(6 + i, 3), entry), book.BODY_FONT, book.LEFT)
        _fit_row(sheet, 6 + i, {3: entry}, widths)
    bottom = 6 + max(len(fields), len(forms) + 1) + 1
    _line(sheet, bottom, widths, "（单位公章）", book.BODY_FONT, book.CENTRE)
    for i, sentence in enumerate(
        ("《中华人民共和国统计法》（2024 年修正）规定的责任（大意）：", *LAW), start=1
    ):
        _line(sheet, bottom + i, widths, sentence, book.SMALL_FONT)


class _FormSheet:
    """Draws one form on its sheet."""

    def __init__(self, sheet: Worksheet, content: PrintContent, form: PrintedForm) -> None:
        self._sheet = sheet
        self._content = content
        self._form = form
        self._count = len(form.columns)
        self._width = self._count + 7
        self._widths = (38, 12, 7, *([12] * self._count), 12, 20, 13, 20)

    def draw(self) -> None:
        """Head, table, signature line and notes."""
        _set_widths(self._sheet, self._widths)
        self._draw_title()
        self._draw_table_head()
        for i, row in enumerate(self._form.rows):
            self._draw_row(_BODY_TOP + i, row)
        bottom = _BODY_TOP + len(self._form.rows)
        people = "　　".join(f"{p.label}：{p.text}" for p in signature_line(self._content))
        _line(self._sheet, bottom, self._widths, f"{people}　　（单位公章）")
        _raise_row(self._sheet, bottom, 26)
        _line(self._sheet, bottom + 1, self._widths, "说明：", book.SMALL_FONT)
        room = sum(self._widths)
        numbered = [f"{i}．{note}" for i, note in enumerate(self._form.notes, start=1)]
        for i, text in enumerate((piece for note in numbered for piece in pieces(note, room)), start=2):
            _line(self._sheet, bottom + i, self._widths, text, book.SMALL_FONT)
        self._sheet.print_title_rows = f"7:{_BODY_TOP - 1}"
        self._sheet.freeze_panes = f"D{_BODY_TOP}"

    def _draw_title(self) -> None:
        form = self._form
        _line(self._sheet, 1, self._widths, form.series, book.BODY_FONT, book.CENTRE)
        _line(self._sheet, 2, self._widths, form.title, book.TITLE_FONT, book.CENTRE)
        _raise_row(self._sheet, 2, 26)
        for i, (label, text) in enumerate(form.head):
            first, room = self._width - 1, self._widths[-2:]
            _across(self._sheet, (3 + i, first), room, f"{label}：{text}", book.BODY_FONT, book.LEFT)
        texts = {5: f"统计期间：{form.period}", 6: f"综合机关名称（填报单位）：{form.unit_name}"}
        for row, text in texts.items():
            _across(self._sheet, (row, 1), self._widths[:3], text, book.BODY_FONT, book.LEFT)
        year = self._sheet.cell(6, 4)
        dress(book.put_text(year, f"{self._content.year} 年"), book.BODY_FONT, _BESIDE)

    def _draw_table_head(self) -> None:
        names = [
            "指标名称",
            "计量单位",
            "代码",
            *(["本年"] * self._count),
            "上年",
            "规划目标",
            "评价",
            "备注",
        ]
        marks = ["甲", "乙", "丙", *(str(n) for n in range(1, self._width - 2))]
        for i, (name, mark) in enumerate(zip(names, marks, strict=True), start=1):
            is_value = 3 < i <= 3 + self._count
            lower = self._form.columns[i - 4] if is_value and self._count > 1 else ""
            dress(book.put_text(self._sheet.cell(7, i), name), book.HEAD_FONT, book.CENTRE, book.TOP_RULE)
            dress(book.put_text(self._sheet.cell(8, i), lower), book.HEAD_FONT, book.CENTRE, book.GRID)
            dress(book.put_text(self._sheet.cell(9, i), mark), book.HEAD_FONT, book.CENTRE, book.GRID)
            if not lower:
                # A column without a second name has one cell over both rows of the head.
                merge(self._sheet, 7, i, 8, i)
        if self._count > 1:
            merge(self._sheet, 7, 4, 7, 3 + self._count)

    def _draw_row(self, at: int, row: PrintedRow) -> None:
        indent = _indented(row.depth)
        texts = {1: row.name, 2: row.unit, 3: row.code}
        last = 4 + self._count
        texts |= {last + 1: "\n".join(row.target), last + 2: row.verdict, last + 3: row.remark}
        for column, text in texts.items():
            align = indent if column == 1 else book.LEFT if column == last + 3 else book.CENTRE
            cell = self._sheet.cell(at, column)
            book.put_text(cell, text)
            dress(cell, book.BODY_FONT, align, book.GRID)
        for i, printed in enumerate((*row.cells, row.last_year)):
            self._draw_figure(at, 4 + i, printed)
        _fit_row(self._sheet, at, texts, self._widths, least=18)

    def _draw_figure(self, at: int, column: int, printed: PrintedCell) -> None:
        cell = self._sheet.cell(at, column)
        if printed.value is None:
            book.put_text(cell, printed.text)
        else:
            book.put_number(cell, Decimal(printed.text.replace(",", "")), printed.decimals)
        dress(cell, book.BODY_FONT, book.CENTRE if printed.is_closed else book.RIGHT, book.GRID)


def _draw_list(sheet: Worksheet, listed: PrintedList) -> None:
    widths = [max(6, column.share / _POINTS_PER_CHARACTER) for column in listed.columns]
    _set_widths(sheet, widths)
    _line(sheet, 1, widths, listed.heading, book.TITLE_FONT, book.CENTRE)
    for i, column in enumerate(listed.columns, start=1):
        dress(book.put_text(sheet.cell(2, i), column.name), book.HEAD_FONT, book.CENTRE, book.TOP_RULE)
    rows = (part for texts in listed.rows for part in _in_rows(texts, widths))
    for n, texts in enumerate(rows, start=3):
        for i, (column, text) in enumerate(zip(listed.columns, texts, strict=True), start=1):
            cell = book.put_text(sheet.cell(n, i), text)
            dress(cell, book.BODY_FONT, book.CENTRE if column.is_centred else book.LEFT, book.GRID)
        _fit_row(sheet, n, dict(enumerate(texts, start=1)), widths)
    sheet.print_title_rows = "2:2"
    sheet.freeze_panes = "A3"


def _in_rows(texts: tuple[str, ...], widths: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """A row of a list, or several where a text is longer than the tallest row that Excel takes."""
    return zip_longest(*map(pieces, texts, widths), fillvalue="")
