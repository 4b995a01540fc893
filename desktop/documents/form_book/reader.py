"""Reads a filled-in Excel form; the bytes may be anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desktop.documents.errors import WorkbookRefused
from desktop.documents.form_book import marks
from desktop.documents.form_book.reading import FormIdentity, Refusal, WorkbookReading
from desktop.documents.form_book.table import SheetTable, read_table
from desktop.documents.workbook.file import sheet_titles
from desktop.documents.workbook.grid import MAX_COLUMNS, MAX_ROWS, Grid, SheetCells, read_sheets
from desktop.documents.workbook.own_book import OwnBook, another_book, tops_of
from desktop.documents.workbook.parts import Extent
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.reporting.layout import FormLayout, UnitLayout

_PLACES = ("cell", marks.SOURCE_FACT)
_NOT_OURS = "这不是本程序导出的填报表，或者隐藏的标识表已被删除。请从程序重新导出填报表，把数字填进去再导入。"
_LONGEST_TITLE = 60
"""Characters of the title that are shown; chosen by us, ours are shorter."""
_ROOM = 100
"""Rows and columns beyond those of the forms within which a cell is still read. Chosen by us: who adds some
writes beside the form."""


def read_workbook(data: bytes, layout: UnitLayout, expected: FormIdentity) -> WorkbookReading:
    """See :func:`desktop.documents.form_book.workbook.read_entry_workbook`."""
    sheets = read_sheets(data, _extent(layout))
    meta = dict(fact for sheet in sheets if sheet.title == marks.META_SHEET for fact in _facts(sheet.rows))
    problems = _check_identity(sheets, meta, expected)
    return _assign([s for s in sheets if s.title != marks.META_SHEET], layout, meta, problems)


def _extent(layout: UnitLayout) -> Extent:
    """How much of each sheet is read: the size of the largest form or of the hidden sheet, and 100 more.

    Rows and columns that a person inserts move the form; content beyond the extent is reported.
    """
    rows = sum(len(form.rows) for form in layout.forms) + len(layout.cell_by_address)
    columns = max((len(form.column_names) for form in layout.forms), default=0)
    return Extent(max(MAX_ROWS, rows + _ROOM), max(MAX_COLUMNS, columns + _ROOM))


def _facts(rows: Grid) -> Iterator[tuple[str, str]]:
    for row in rows:
        # Rows that begin so say where a cell of the form was written: there are many, and none is a fact.
        if len(row) > 1 and isinstance(row[0].value, str) and row[0].value not in _PLACES:
            yield row[0].value, str(row[1].value if row[1].value is not None else "")


def _check_identity(sheets: list[SheetCells], meta: dict[str, str], expected: FormIdentity) -> list[Problem]:
    if meta.get("format") != marks.FORMAT:
        told = another_book(tops_of((sheet.title, sheet.rows) for sheet in sheets), OwnBook.FORM)
        raise WorkbookRefused(DocumentCode.NOT_OUR_FORM, told or _NOT_OURS)
    if meta.get("plan") != expected.plan_id:
        stated = _title(sheets) or _shown(meta, "plan")
        own = expected.plan_title or expected.plan_id
        raise WorkbookRefused(
            DocumentCode.WRONG_PLAN,
            f"这份填报表属于另一个规划（“{stated}”），当前的是“{own}”，没有导入。请核对文件。",
        )
    if meta.get("unit") != expected.unit:
        stated = _shown(meta, "unit")
        other = expected.unit_names.get(stated, stated)
        own = expected.unit_names.get(expected.unit, expected.unit)
        raise WorkbookRefused(
            DocumentCode.WRONG_UNIT, f"这份填报表是“{other}”的，当前单位是“{own}”，没有导入。请核对文件。"
        )
    if meta.get("year") != str(expected.year):
        raise WorkbookRefused(
            DocumentCode.WRONG_YEAR,
            f"这份填报表是 {_shown(meta, 'year')} 年的，当前填报 {expected.year} 年，没有导入。请核对年份。",
        )
    # Another version of the same plan is no reason to refuse: rows that still agree are read, and the others
    # are told one by one.
    if meta.get("plan_digest") == expected.plan_digest:
        return []
    message = "填报表是按另一版规划数据包导出的；行代码和名称都对得上的格照常读取，对不上的已列出。"
    return [Problem(DocumentCode.OTHER_PLAN_VERSION, marks.META_SHEET, message)]


def _title(sheets: list[SheetCells]) -> str:
    """What the sheet with advice says at its top: the plan and the year."""
    tops = (s.rows[0][0].value for s in sheets if s.title == marks.HELP_SHEET and s.rows and s.rows[0])
    return " ".join(str(next(tops, None) or "").split())[:_LONGEST_TITLE]


def _shown(meta: dict[str, str], key: str) -> str:
    return meta.get(key, "")[:40] or "未注明"


def _assign(
    sheets: list[SheetCells], layout: UnitLayout, meta: dict[str, str], problems: list[Problem]
) -> WorkbookReading:
    """Assign each sheet to its form by its mark, whatever its name and place."""
    tables = [t for sheet in sheets if (t := read_table(sheet)) is not None]
    copies = Counter(t.form for t in tables)
    # Of two copies of a sheet none is read: which of them is filled in could only be guessed.
    by_form = {t.form: t for t in tables if copies[t.form] == 1}
    unmarked = {sheet.title for sheet in sheets} - {t.title for t in tables}
    cells: list[tuple[str, str]] = []
    sources: list[tuple[str, str]] = []
    refused: list[Refusal] = []
    outside = 0
    for form in layout.forms:
        table = by_form.get(form.form.code)
        if table is None:
            problems.append(_absent(form, tables, unmarked))
            continue
        read = table.read(form, meta)
        cells += read.cells
        sources += read.sources
        refused += read.refused
        problems += read.problems
        outside += read.outside
    known = {form.form.code for form in layout.forms}
    problems += [_unknown(table) for table in tables if table.form not in known]
    return WorkbookReading(
        cells=tuple(cells),
        refused=tuple(refused),
        problems=tuple(problems),
        outside=outside,
        sources=tuple(sources),
    )


def _absent(form: FormLayout, tables: list[SheetTable], unmarked: set[str]) -> Problem:
    copies = [t.title for t in tables if t.form == form.form.code]
    if copies:
        message = (
            f"《{form.form.title}》有 {len(copies)} 张工作表，无法判断用哪一张，都没有读取。请只保留一张。"
        )
        return Problem(DocumentCode.SHEET_DUPLICATED, "、".join(copies), message)
    title = sheet_titles([form.form.title], [])[0]
    if title in unmarked:
        message = (
            "隐藏的标识行、列已被删除或离得太远，认不出各行各列，整张表没有读取。请重新导出填报表后填写。"
        )
        return Problem(DocumentCode.COLUMN_MOVED, f"《{title}》", message)
    message = "工作簿里没有这张表，其中的数没有变动。需要填写时请重新导出填报表。"
    return Problem(DocumentCode.SHEET_MISSING, form.form.title, message)


def _unknown(table: SheetTable) -> Problem:
    message = "这张表不在本单位当前的报表里（可能来自另一版规划数据包），整张表没有读取。"
    return Problem(DocumentCode.SHEET_UNKNOWN, f"《{table.title}》", message)
