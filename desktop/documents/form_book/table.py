"""One form's sheet in a filled-in workbook: which row and column is which, and what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from desktop.documents.form_book import marks
from desktop.documents.form_book.outside import FormPlaces, cells_beyond, cells_outside
from desktop.documents.form_book.reading import Refusal
from desktop.documents.paper.characters import storable
from desktop.documents.workbook.cell import read_cell
from desktop.documents.workbook.grid import SheetCells
from forms.codes.code import ErrorCode
from forms.codes.desk import TextCode
from forms.codes.document import DocumentCode
from forms.errors import Problem
from forms.figures.quantity import parse_quantity
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow
from forms.text.typed import read_text, refusal

_LABEL_COLUMNS = (marks.CODE_COLUMN, marks.NAME_COLUMN, marks.LAST_YEAR_COLUMN, marks.SOURCE_COLUMN)
_LOCKED_TEXTS = {CellKind.DERIVED: marks.DERIVED_TEXT, CellKind.CLOSED: marks.CLOSED_TEXT}


@dataclass
class TableReading:
    """What one sheet gave."""

    cells: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    outside: int = 0


def read_table(sheet: SheetCells) -> SheetTable | None:
    """Find the mark of a form; None for a sheet that is no form."""
    for i, row in enumerate(sheet.rows):
        if i and row is sheet.rows[i - 1]:  # rows without content are one object
            continue
        for j, cell in enumerate(row):
            if isinstance(cell.value, str) and cell.value.startswith(marks.FORM_MARK):
                return SheetTable(sheet, cell.value.removeprefix(marks.FORM_MARK), i, j)
    return None


class SheetTable:
    """A sheet with the mark of a form."""

    def __init__(self, sheet: SheetCells, form: str, mark_row: int, mark_column: int) -> None:
        self.title = sheet.title
        self.form = form
        """Code of the form, as the sheet says."""
        self._rows = sheet.rows
        self._beyond = sheet.beyond
        self._mark_row = mark_row
        self._mark_column = mark_column
        self._out = TableReading()

    def read(self, layout: FormLayout, meta: Mapping[str, str]) -> TableReading:
        """Assign the cells of the sheet to the cells of the form.

        Args:
            layout: the form in the plan version in force.
            meta: facts of the hidden sheet, among them last year's figures as written.
        """
        self._out = TableReading()
        columns = self._columns(layout)
        if columns is None:
            return self._out
        keyed = self._keyed_rows()
        # Rows are found by their hidden keys and not by place: people insert, sort and hide rows.
        copies = Counter(key for key, _ in keyed)
        at = dict(keyed)
        for row in layout.rows:
            key = f"{marks.ROW_MARK}{self.form}/{row.code}"
            if key not in at:
                self._problem(
                    DocumentCode.ROW_MISSING,
                    f"{row.code}行",
                    f"没有 {row.code} 行“{row.name}”，其中的数没有读取",
                )
            elif copies[key] > 1:
                self._refuse_row(
                    [n for k, n in keyed if k == key],
                    columns,
                    DocumentCode.ROW_DUPLICATED,
                    f"{row.code} 行重复出现",
                )
            # The hidden key alone is not enough: sorting a part of the columns leaves it beside the figures
            # of another row.
            elif not self._is_row(at[key], columns, row):
                advice = f"本行的代码或名称与 {row.code} 行“{row.name}”不符，可能错行"
                self._refuse_row([at[key]], columns, DocumentCode.ROW_MOVED, advice)
            else:
                self._read_row(at[key], columns, layout, row)
                self._read_source(at[key], columns, row)
                self._check_last_year(
                    at[key], columns, meta.get(f"{marks.LAST_YEAR_FACT}{self.form}/{row.code}")
                )
        self._report_strangers(layout, columns)
        self._report_outside(layout, columns)
        return self._out

    def _columns(self, layout: FormLayout) -> dict[str, int] | None:
        """Index of each marked column; None when a column cannot be told with certainty."""
        found: list[tuple[str, int]] = []
        for j, cell in enumerate(self._rows[self._mark_row]):
            if isinstance(cell.value, str) and cell.value.startswith(marks.COLUMN_MARK):
                found.append((cell.value.removeprefix(marks.COLUMN_MARK), j))
        names = Counter(name for name, _ in found)
        needed = (marks.CODE_COLUMN, marks.NAME_COLUMN, *layout.form.columns)
        # A column of figures that is missing or there twice makes the others doubtful too, so nothing of the
        # sheet is read.
        wrong = [name for name in needed if names[name] != 1]
        if wrong:
            self._problem(
                DocumentCode.COLUMN_MOVED, "", "有列被删除、复制或改动，无法判断各列的含义，整张表没有读取"
            )
            return None
        columns = dict(found)
        head = self._head_texts(columns)
        for breakdown, name in zip(layout.form.columns, layout.column_names, strict=True):
            # Cut and inserted elsewhere, a column takes its mark along, but not always its heading.
            if name not in head[breakdown]:
                self._problem(
                    DocumentCode.COLUMN_MOVED, "", f"“{name}”栏的位置或标题与导出时不符，整张表没有读取"
                )
                return None
        return columns

    def _head_texts(self, columns: dict[str, int]) -> dict[str, set[str]]:
        """Texts above the first keyed row of each marked column."""
        first = min((n for _, n in self._keyed_rows()), default=len(self._rows))
        # Several rows, since a wide form has headings of two levels, and people insert rows there.
        rows = self._rows[self._mark_row + 1 : first]
        return {
            name: {str(row[j].value).strip() for row in rows if row[j].value is not None}
            for name, j in columns.items()
        }

    def _keyed_rows(self) -> list[tuple[str, int]]:
        keyed = []
        for i, row in enumerate(self._rows):
            value = row[self._mark_column].value
            if isinstance(value, str) and value.startswith(marks.ROW_MARK):
                keyed.append((value, i))
        return keyed

    def _is_row(self, at: int, columns: dict[str, int], row: LayoutRow) -> bool:
        """Whether visible code and name belong to the hidden key; not after some columns were sorted."""
        code, name = (self._text(at, columns[c]) for c in (marks.CODE_COLUMN, marks.NAME_COLUMN))
        # Excel turns a code such as 01 into the number 1.
        is_code = code == row.code or (code.isdigit() and row.code.isdigit() and int(code) == int(row.code))
        return is_code and name == storable(row.label).strip()

    def _text(self, at: int, column: int) -> str:
        value = self._rows[at][column].value
        return "" if value is None else str(value).strip()

    def _read_row(self, at: int, columns: dict[str, int], layout: FormLayout, row: LayoutRow) -> None:
        for breakdown, cell in zip(layout.form.columns, row.cells, strict=True):
            column = columns[breakdown]
            reading = read_cell(self._rows[at][column])
            if cell.kind is not CellKind.ENTRY:
                self._check_locked(at, column, cell, reading.text)
            elif reading.advice:
                self._refuse(at, column, cell.address, reading.text, reading.code, reading.advice)
            else:
                self._take(at, column, cell, reading.text, row.unit)

    def _read_source(self, at: int, columns: dict[str, int], row: LayoutRow) -> None:
        column = columns.get(marks.SOURCE_COLUMN)
        if column is None or not row.needs_source:
            return
        reading, address = read_cell(self._rows[at][column]), row.cells[0].address
        if reading.advice:
            self._refuse(at, column, address, reading.text, reading.code, reading.advice)
            return
        typed = read_text(reading.text)
        if typed.refused:
            advice = refusal("数据来源", typed)
            self._refuse(at, column, address, storable(reading.text), TextCode.REFUSED, advice)
        elif typed.text:
            self._out.sources.append((address, typed.text))

    def _take(self, at: int, column: int, cell: Cell, text: str, unit: str) -> None:
        """Take a text over if it is a figure or a reason, so that 见附件 does not replace a figure."""
        understood = parse_quantity(text, unit)
        if understood.problem is not None:
            self._refuse(at, column, cell.address, text, understood.problem, understood.message)
        else:
            self._out.cells.append((cell.address, text))

    def _check_locked(self, at: int, column: int, cell: Cell, text: str) -> None:
        # A locked cell as the program wrote it, or emptied, is nothing to be told.
        if text in ("", _LOCKED_TEXTS[cell.kind]):
            return
        why = "由程序自动计算" if cell.kind is CellKind.DERIVED else "本行不分组，不用填"
        self._refuse(
            at, column, cell.address, text, DocumentCode.CELL_LOCKED, f"{why}，填的“{text[:20]}”没有采用"
        )

    def _check_last_year(self, at: int, columns: dict[str, int], written: str | None) -> None:
        column = columns.get(marks.LAST_YEAR_COLUMN)
        if column is None or written is None:
            return
        text = read_cell(self._rows[at][column]).text
        if text != written:
            advice = f"是上年数，只供对照，改成的“{text[:20]}”没有采用；上年数有误请在程序中更正"
            self._refuse(at, column, "", text, DocumentCode.CELL_LOCKED, advice)

    def _refuse_row(self, at: Sequence[int], columns: dict[str, int], code: ErrorCode, why: str) -> None:
        # Each figure that is not taken is named by its cell: somebody typed it and has to find it.
        values = [j for name, j in columns.items() if name not in _LABEL_COLUMNS]
        places = "、".join(f"第 {n + 1} 行" for n in at)
        self._problem(code, places, f"{why}，其中的数没有读取，请重新导出填报表后填写")
        for n in at:
            for j in values:
                text = read_cell(self._rows[n][j]).text
                if text and text not in _LOCKED_TEXTS.values():
                    self._refuse(n, j, "", text, code, f"没有采用：{why}")

    def _report_strangers(self, layout: FormLayout, columns: dict[str, int]) -> None:
        """Report figures in rows without a key of this form: inserted rows are not assigned by guess."""
        known = {f"{marks.ROW_MARK}{self.form}/{row.code}" for row in layout.rows}
        keyed = self._keyed_rows()
        first = min((n for _, n in keyed), default=len(self._rows))
        own = {n for key, n in keyed if key in known}
        # Above the first row with a key stand title and heads, which are nobody's figures.
        for n in range(first, len(self._rows)):
            if n not in own:
                for j in (columns[b] for b in layout.form.columns):
                    text = read_cell(self._rows[n][j]).text
                    if text and text not in _LOCKED_TEXTS.values():
                        self._refuse(
                            n,
                            j,
                            "",
                            text,
                            DocumentCode.ROW_UNKNOWN,
                            "所在的行不是填报表原有的行，没有采用，请填到原有的行",
                        )

    def _report_outside(self, layout: FormLayout, columns: dict[str, int]) -> None:
        """What stands beside, above or below the form, or too far from it."""
        keyed = self._keyed_rows()
        # Cells of these columns below the head are taken, refused as locked, or reported as strangers; told
        # here again they would count twice.
        judged = {columns[breakdown] for breakdown in layout.form.columns}
        beside = (marks.LAST_YEAR_COLUMN, marks.SOURCE_COLUMN)
        last = {columns[name] for name in beside if name in columns}
        labels = {columns[name] for name in (marks.CODE_COLUMN, marks.NAME_COLUMN)}
        places = FormPlaces(
            mark_row=self._mark_row,
            first_row=min((n for _, n in keyed), default=len(self._rows)),
            rows={n for _, n in keyed},
            columns={self._mark_column, *columns.values()},
            judged=judged,
            looked_at={*judged, *last, *labels},
        )
        for count, told in (
            cells_outside(self.title, self._rows, places),
            cells_beyond(self.title, self._beyond),
        ):
            self._out.outside += count
            self._out.problems += told

    def _refuse(self, at: int, column: int, address: str, text: str, code: str, advice: str) -> None:
        coordinate = f"{get_column_letter(column + 1)}{at + 1}"
        message = f"《{self.title}》{coordinate} {advice}"
        self._out.refused.append(
            Refusal(sheet=self.title, cell=coordinate, address=address, text=text, code=code, message=message)
        )

    def _problem(self, code: ErrorCode, place: str, message: str) -> None:
        self._out.problems.append(Problem(code, f"《{self.title}》{place}", message))
