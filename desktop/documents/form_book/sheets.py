"""Writes the Excel form to fill in."""

from __future__ import annotations

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.form_book import marks
from desktop.documents.official.content import PrintContent
from desktop.documents.official.printed import print_last_year, series_title
from desktop.documents.official.wording import target_lines
from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import AnyCell, dress
from desktop.documents.workbook.heights import row_height
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.reporting.given import is_from_base
from forms.reporting.layout import GIVEN, GIVEN_BY_HAND, SURVEYED, Cell, CellKind, FormLayout, LayoutRow

_ENTRY_FILL = PatternFill("solid", start_color="FFF9E5")
_OPEN = Protection(locked=False)
_LOCKED_ROW = f"{GIVEN}，已锁定"
_SOURCE_WIDTH = 30
"""Characters; chosen by us: 台账 and page fit in."""
_AS_TYPED = "@"
"""The format 文本: a date in a source stays as it was written."""
_MARK_ROW, _TITLE_ROW, _PLACE_ROW, _HEAD_ROW, _FIRST_ROW = 1, 2, 3, 4, 5
_MARK_COLUMN, _CODE, _NAME, _UNIT, _FIRST_VALUE = 1, 2, 3, 4, 5
"""Both lines, of rows and of columns, are our own choice; a released workbook is read by its marks and not by
these numbers."""
_WRITING = (
    "一、只填浅黄色格子；灰色格子是自动计算、不分组或上年数，不能填，填了也不采用。",
    "二、没有数据的填代码：-2 表示未开展，-1 表示未收集；也可以填“不适用”。确实为零的填 0，不要留空。",
    "三、只填数字，不带单位；百分比填 95.4，不填 0.954，也不要把格子设成百分比格式。",
    "四、不要填公式；从别的表复制时，请用“选择性粘贴—数值”。",
    "五、不要删除、拆分或合并行和列。可以改工作表名称、调整列宽；工作表保护没有密码。",
    "六、比率由程序按基础数据计算，导入后显示；上年数只供对照。",
)
_OF_THE_OFFICE = "标“统计局提供（手工录入）”的行填统计局给的数，不自己推算"
_OF_SURVEYS = "标“专项调查”的行没有调查的年份空着"
_BACK_IN = (
    "填好后保存为 .xlsx，在“妇女发展规划监测填报”程序中导入；导入前会逐格预览，有疑问的格子会指明位置。"
)
_NUMERALS = "七八九十"


@frozen
class _Place:
    """Where a cell of the form, or the source of a row, stands in the workbook."""

    address: str
    sheet: str
    coordinate: str
    kind: str = "cell"


def build_workbook(content: PrintContent, plan_digest: str) -> bytes:
    """Bytes of the entry workbook."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    _draw_help(first, content)
    names = [layout.form.title for layout in content.forms]
    titles = book.sheet_titles(names, [marks.HELP_SHEET, marks.META_SHEET])
    places: list[_Place] = []
    last_year: dict[str, str] = {}
    for title, layout in zip(titles, content.forms, strict=True):
        sheet = _EntrySheet(workbook.create_sheet(title), content, layout)
        places += sheet.draw()
        last_year |= sheet.last_year
    facts = {
        "format": marks.FORMAT,
        "plan": content.plan.id,
        "plan_digest": plan_digest,
        "unit": content.unit,
        "year": str(content.year),
        "program": content.program_version,
        **{f"{marks.LAST_YEAR_FACT}{key}": text for key, text in last_year.items()},
    }
    _write_meta(workbook.create_sheet(marks.META_SHEET), facts, places)
    workbook.active = 1 if content.forms else 0
    workbook.properties.title = f"{series_title(content)} {content.year} 年 填报表"
    workbook.properties.creator = workbook.properties.lastModifiedBy = content.unit_name
    return book.workbook_bytes(workbook, None)


def _draw_help(sheet: Worksheet, content: PrintContent) -> None:
    sheet.title = marks.HELP_SHEET
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    title = f"{series_title(content)}　{content.year} 年　填报表"
    dress(book.put_text(sheet["A1"], title), book.TITLE_FONT, book.LEFT)
    unit = f"填报单位：{content.unit_name}　　报送：{content.plan.office}"
    dress(book.put_text(sheet["A2"], unit), book.BODY_FONT, book.LEFT)
    for i, sentence in enumerate(_help(content), start=4):
        dress(book.put_text(sheet.cell(i, 1), sentence), book.BODY_FONT, book.LEFT)
        sheet.row_dimensions[i].height = 20
    sheet.protection.sheet = True
    book.set_page(sheet, head="", foot_left=marks.HELP_SHEET)


def _help(content: PrintContent) -> list[str]:
    """How the forms are filled in; of rows that they do not have nothing is said."""
    rows = [row for layout in content.forms for row in layout.rows]
    kinds = {
        GIVEN: (_OF_THE_OFFICE, any(row.is_given for row in rows)),
        SURVEYED: (_OF_SURVEYS, any(row.is_of_survey for row in rows)),
    }
    there = {kind: words for kind, (words, is_there) in kinds.items() if is_there}
    last = [f"{'；'.join(there.values())}。"] if there else []
    if any(row.needs_source for row in rows):
        named = "和".join(f"“{kind}”" for kind in there)
        last.append(f"标{named}的行填了数，同一行的“数据来源”必填。")
    numbered = zip(_NUMERALS, (*last, _BACK_IN), strict=False)
    return [*_WRITING, *(f"{number}、{words}" for number, words in numbered)]


def _write_meta(sheet: Worksheet, facts: dict[str, str], places: list[_Place]) -> None:
    """Hidden facts: what the workbook is, and where each cell stood when it was written."""
    rows: list[tuple[str, ...]] = [
        *facts.items(),
        *((p.kind, p.address, p.sheet, p.coordinate) for p in places),
    ]
    for i, texts in enumerate(rows, start=1):
        for j, text in enumerate(texts, start=1):
            book.put_text(sheet.cell(i, j), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


class _EntrySheet:
    """Draws one form to fill in."""

    def __init__(self, sheet: Worksheet, content: PrintContent, layout: FormLayout) -> None:
        self._sheet = sheet
        self._content = content
        self._layout = layout
        self._last = _FIRST_VALUE + len(layout.column_names)
        # A column of its own only where a figure has to say where it comes from.
        self._source = self._last + 1 if any(row.needs_source for row in layout.rows) else None
        self._target = self._last + (1 if self._source is None else 2)
        source = () if self._source is None else (_SOURCE_WIDTH,)
        self._widths = (7, 40, 12, *([13] * len(layout.column_names)), 13, *source, 20, 70)
        self.last_year: dict[str, str] = {}
        """Last year's figures as written, by form and row."""

    def draw(self) -> list[_Place]:
        """Marks, head and rows; returns where the entry cells stand."""
        self._draw_marks()
        self._draw_head()
        places = []
        for i, row in enumerate(self._layout.rows):
            places += self._draw_row(_FIRST_ROW + i, row)
        self._add_validation(places)
        self._sheet.freeze_panes = f"{get_column_letter(_FIRST_VALUE)}{_FIRST_ROW}"
        self._sheet.print_title_rows = f"{_TITLE_ROW}:{_HEAD_ROW}"
        self._sheet.protection.sheet = True
        self._sheet.protection.formatColumns = self._sheet.protection.formatRows = False
        book.set_page(self._sheet, head="草表 · 供填写，不作为报送依据", foot_left=self._layout.form.title)
        return places

    def _draw_marks(self) -> None:
        sheet, form = self._sheet, self._layout.form
        book.put_text(sheet.cell(_MARK_ROW, _MARK_COLUMN), f"{marks.FORM_MARK}{form.code}")
        named = {_CODE: marks.CODE_COLUMN, _NAME: marks.NAME_COLUMN, self._last: marks.LAST_YEAR_COLUMN}
        named |= {_FIRST_VALUE + i: breakdown for i, breakdown in enumerate(form.columns)}
        if self._source is not None:
            named[self._source] = marks.SOURCE_COLUMN
        for column, name in named.items():
            book.put_text(sheet.cell(_MARK_ROW, column), f"{marks.COLUMN_MARK}{name}")
        sheet.row_dimensions[_MARK_ROW].hidden = True
        sheet.column_dimensions[get_column_letter(_MARK_COLUMN)].hidden = True

    def _draw_head(self) -> None:
        sheet, content, form = self._sheet, self._content, self._layout.form
        title = sheet.cell(_TITLE_ROW, _CODE)
        dress(book.put_text(title, form.title), book.TITLE_FONT, Alignment(vertical="center"))
        period = form.period.describe(content.year)
        place = f"填报单位：{content.unit_name}　　{content.year} 年　　统计期间：{period}"
        line = book.put_text(sheet.cell(_PLACE_ROW, _CODE), place)
        dress(line, book.BODY_FONT, Alignment(vertical="center"))
        sheet.row_dimensions[_TITLE_ROW].height, sheet.row_dimensions[_HEAD_ROW].height = 26, 24
        names = ["代码", "指标名称", marks.UNIT_HEAD, *self._layout.column_names]
        source = [] if self._source is None else [marks.SOURCE_HEAD]
        names += ["上年（合计）", *source, marks.TARGET_HEAD, marks.MEANING_HEAD]
        for i, (name, width) in enumerate(zip(names, self._widths, strict=True), start=_CODE):
            cell = book.put_text(sheet.cell(_HEAD_ROW, i), name)
            dress(cell, book.HEAD_FONT, book.CENTRE, book.GRID)
            sheet.column_dimensions[get_column_letter(i)].width = width

    def _draw_row(self, at: int, row: LayoutRow) -> list[_Place]:
        sheet = self._sheet
        key = f"{marks.ROW_MARK}{self._layout.form.code}/{row.code}"
        book.put_text(sheet.cell(at, _MARK_COLUMN), key)
        seen = (self._content.figures.observations.get(cell.key) for cell in row.cells)
        from_base = any(one is not None and is_from_base(one.source) for one in seen)
        meaning = _meaning(row, from_base=from_base)
        texts = {_CODE: row.code, _NAME: row.label, _UNIT: row.unit}
        texts |= {self._target: "\n".join(target_lines(self._content.plan, row)), self._target + 1: meaning}
        for column, text in texts.items():
            align = book.LEFT if column in (_NAME, self._target + 1) else book.CENTRE
            font = book.SMALL_FONT if column == self._target + 1 else book.BODY_FONT
            dress(book.put_text(sheet.cell(at, column), text), font, align, book.GRID)
        self._draw_last_year(at, row)
        source = self._draw_source(at, row)
        needed = max(row_height(text, self._widths[column - _CODE]) for column, text in texts.items())
        sheet.row_dimensions[at].height = max(20.0, needed)
        cells = [self._draw_cell(at, _FIRST_VALUE + i, c) for i, c in enumerate(row.cells)]
        return [place for place in (*cells, source) if place is not None]

    def _draw_cell(self, at: int, column: int, cell: Cell) -> _Place | None:
        target = self._sheet.cell(at, column)
        dress(target, book.BODY_FONT, book.RIGHT, book.GRID)
        if cell.kind is not CellKind.ENTRY:
            text = marks.DERIVED_TEXT if cell.kind is CellKind.DERIVED else marks.CLOSED_TEXT
            dress(book.put_text(target, text), book.SMALL_FONT, book.CENTRE, book.GRID)
            target.fill = book.GREY_FILL
            return None
        observation = self._content.figures.observations.get(cell.key)
        if observation is not None and is_from_base(observation.source):
            target.fill = book.GREY_FILL
        else:
            target.fill, target.protection = _ENTRY_FILL, _OPEN
        value = observation.reading.value if observation is not None else None
        if value is not None:
            book.put_exactly(target, value)
        elif observation is not None:
            missing = observation.reading.missing
            _put_entry(target, missing.printed if missing else observation.reading.text)
        return _Place(cell.address, self._sheet.title, target.coordinate)

    def _draw_last_year(self, at: int, row: LayoutRow) -> None:
        cell = self._sheet.cell(at, self._last)
        printed = print_last_year(self._content, row, row.cells[0])
        if printed.value is not None:
            shown = Decimal(printed.text.replace(",", ""))
            book.put_number(cell, shown, printed.decimals)
            self.last_year[f"{self._layout.form.code}/{row.code}"] = canonical_decimal(shown)
        dress(cell, book.BODY_FONT, book.RIGHT, book.GRID)
        cell.fill = book.GREY_FILL

    def _draw_source(self, at: int, row: LayoutRow) -> _Place | None:
        if self._source is None:
            return None
        cell = self._sheet.cell(at, self._source)
        dress(cell, book.SMALL_FONT, book.LEFT, book.GRID)
        if not row.needs_source:
            dress(book.put_text(cell, marks.CLOSED_TEXT), book.SMALL_FONT, book.CENTRE, book.GRID)
            cell.fill = book.GREY_FILL
            return None
        seen = (self._content.figures.observations.get(c.key) for c in row.cells)
        source = next((o.source for o in seen if o is not None and o.source.strip()), "")
        book.put_text(cell, source)
        if is_from_base(source):
            cell.fill = book.GREY_FILL
        else:
            cell.fill, cell.protection = _ENTRY_FILL, _OPEN
        cell.number_format = _AS_TYPED
        return _Place(row.cells[0].address, self._sheet.title, cell.coordinate, marks.SOURCE_FACT)

    def _add_validation(self, places: list[_Place]) -> None:
        """Excel asks before it takes something else; the words for missing figures stay possible."""
        if not places:
            return
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="-2", allow_blank=True)
        rule.errorStyle = "warning"
        rule.errorTitle, rule.error = (
            "请核对",
            "这里应填数字；没有数据填 -2（未开展）、-1（未收集）或“不适用”。",
        )
        rule.promptTitle, rule.prompt = "填写", "只填数字；没有数据填 -2、-1 或“不适用”。"
        rule.showErrorMessage = True
        for place in places:
            if place.kind == "cell":
                rule.add(place.coordinate)
        self._sheet.add_data_validation(rule)


def _put_entry(cell: AnyCell, text: str) -> None:
    """The codes -2 and -1 as numbers, everything else as text."""
    if text in ("-2", "-1"):
        cell.value = int(text)
    else:
        book.put_text(cell, text)


def _meaning(row: LayoutRow, *, from_base: bool) -> str:
    """Definition and source of what stands in a row, and the formula of a computed one.

    Args:
        row: the row.
        from_base: whether base figures of the statistics office give figures of it.
    """
    subject = row.item if row.item is not None else row.indicator
    if subject is None:
        return ""
    parts = [subject.definition.strip().rstrip("。"), f"来源：{subject.source}" if subject.source else ""]
    if row.is_given or row.is_surveyed:
        given = _LOCKED_ROW if from_base else GIVEN_BY_HAND
        parts.insert(0, given if row.is_given else marks.SURVEYED_TEXT)
    if row.item is None and row.indicator is not None:
        parts.insert(0, f"计算：{row.indicator.formula.text}")
    if row.item is not None and row.item.maximum is not None:
        parts.append(f"最大 {canonical_decimal(row.item.maximum)}")
    return "；".join(p for p in parts if p)
