"""The official form as texts: the text of every cell, shared by paper and workbook.

Everything that both must show equally is decided here: rounding, codes for missing figures, the marked blanks
for 表号 and 文号, footnotes for long remarks. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from desktop.documents.official.content import PrintContent, row_key
from desktop.documents.official.printed_list import printed_lists
from desktop.documents.official.relations import column_texts
from desktop.documents.official.wording import formula_texts, relation_texts, target_lines
from forms.canonical import check_code, format_check_code, grouped_head
from forms.figures.quantity import Missing, decimal_places, format_quantity
from forms.frozen import frozen
from forms.reporting.given import is_from_base
from forms.reporting.layout import GIVEN_BY_HAND, Cell, CellKind, FormLayout, LayoutRow
from forms.reporting.measured import Gap, Measured

TO_BE_FILLED = "（由统计局填写）"
"""Printed where the pack has no 表号, 制定机关, 文号 or 有效期, which are never invented."""
SIGNATURES = "签字栏"
CLOSED_MARK = "—"
UNREADABLE_MARK = "填写有误"
REMARK_LIMIT = 24
"""Characters of a remark that are printed in its column; longer ones become numbered notes below the table.
Chosen for a column of 92 points: three lines of nine characters."""
DRAFT_TEXT = "草稿 · 未定稿，不作为报送依据 · 未公布数据，注意保密"
SENSITIVE_TEXT = "含少量个案数据，可能识别到个人，注意保密"
LAW = (
    "第八条：填报单位要如实、准确、完整、按时提供统计资料，不得虚报、瞒报，也不得迟报、拒报。",
    "第十一条：经手统计资料的机构和人员，对知悉的国家秘密、工作秘密、商业秘密、个人隐私和个人信息负有保密责任。",
)
"""Own short wording of the duties in 统计法 (2024) articles 8 and 11."""


@frozen
class PrintedCell:
    """One cell as printed."""

    text: str
    value: Decimal | None = None
    """Exact figure behind the text, None for anything else."""
    decimals: int = 0
    is_closed: bool = False


@frozen
class PrintedRow:
    """One row as printed."""

    code: str
    name: str
    depth: int
    unit: str
    cells: tuple[PrintedCell, ...]
    last_year: PrintedCell
    target: tuple[str, ...]
    """One line per target."""
    verdict: str
    remark: str


@frozen
class PrintedForm:
    """One form as printed."""

    code: str
    title: str
    series: str
    """Title of the whole report, above that of the form."""
    head: tuple[tuple[str, str], ...]
    """Label and text of the block at the top right: 表号, 制定机关, 文号, 有效期至."""
    unit_name: str
    period: str
    columns: tuple[str, ...]
    """Names of the value columns."""
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    """Sentences of 说明, without numbers."""
    table_no: str
    """表号 for the foot of each page, empty when there is none."""


@frozen
class PrintedPerson:
    """One field of the signature line."""

    label: str
    text: str


def print_forms(content: PrintContent) -> tuple[PrintedForm, ...]:
    """All forms of a print as texts."""
    return tuple(_print_form(content, layout) for layout in content.forms)


def signature_line(content: PrintContent) -> tuple[PrintedPerson, ...]:
    """Each role with its text, and then 报出日期."""
    when = content.report_date
    date_text = f"{when.year}年{when.month}月{when.day}日" if when else "　　年　　月　　日"
    return (
        *(PrintedPerson(role.label, text) for role, text in content.people.by_role()),
        PrintedPerson("报出日期", date_text),
    )


def cover_fields(content: PrintContent) -> tuple[tuple[str, str], ...]:
    """Labels and texts of unit and office on the cover, above the signature line."""
    return (("填报单位", content.unit_name), ("报送单位", content.plan.office))


def series_title(content: PrintContent) -> str:
    """Title of the whole report; 规划 or 纲要 is the pack's word."""
    return f"{content.plan.shown_title}监测统计年报表"


def submission_text(content: PrintContent) -> str:
    """``第 1 次报送``, ``第 2 次报送（更正）`` or the words for a draft or a blank form."""
    if content.blank:
        return "空白表"
    if content.revision is None:
        return "草稿（未定稿）"
    return f"第 {content.revision} 次报送" + ("（更正）" if content.revision > 1 else "")


def printed_check_code(content: PrintContent) -> str:
    """校验码 in groups of four; empty for a draft."""
    return format_check_code(check_code(content.content_digest)) if content.content_digest else ""


def log_text(content: PrintContent) -> str:
    """Length and head of the change log at 定稿, the head in groups of eight; empty for a draft."""
    if content.log is None:
        return ""
    return f"定稿时变更记录共 {content.log.count} 条，末条校验值 {grouped_head(content.log.head)}"


def printed_texts(content: PrintContent, forms: tuple[PrintedForm, ...]) -> Iterator[tuple[str, str]]:
    """Every printed text with its place, for the search for characters that no font draws."""
    plan = content.plan
    yield "封面 规划名称", plan.shown_title
    yield from ((f"封面 {label}", text) for label, text in cover_fields(content))
    yield from ((f"{SIGNATURES} {p.label}", p.text) for p in signature_line(content))
    for form in forms:
        yield f"{form.title} 标题", form.title
        yield from ((f"{form.title} {label}", text) for label, text in form.head)
        yield from ((f"{form.title} 说明", note) for note in form.notes)
        yield from ((f"{form.title} 栏目", name) for name in form.columns)
        for row in form.rows:
            place = f"{form.title} {row.code}行"
            texts = (row.name, row.unit, *(c.text for c in row.cells), *row.target, row.verdict, row.remark)
            yield from ((place, text) for text in texts)
    for listed in printed_lists(content):
        yield from ((f"{listed.title} 第 {row[0]} 条", text) for row in listed.rows for text in row)


def _print_form(content: PrintContent, layout: FormLayout) -> PrintedForm:
    form = layout.form
    footnotes: list[str] = []
    rows = tuple(_print_row(content, layout, row, footnotes) for row in layout.rows)
    head = (
        ("表号", form.table_no),
        ("制定机关", form.issuer),
        ("文号", form.approval_no),
        ("有效期至", form.valid_until),
    )
    return PrintedForm(
        code=form.code,
        title=form.title,
        series=series_title(content),
        head=tuple((label, text or TO_BE_FILLED) for label, text in head),
        unit_name=content.unit_name,
        period=form.period.describe(content.year),
        columns=layout.column_names,
        rows=rows,
        notes=(*_notes(content, layout, rows), *footnotes),
        table_no=form.table_no or "",
    )


def _print_row(content: PrintContent, layout: FormLayout, row: LayoutRow, footnotes: list[str]) -> PrintedRow:
    origin = _origin(content, row)
    remark = "；".join(part for part in (origin, _remark(content, row)) if part)
    if len(remark) > REMARK_LIMIT:
        footnotes.append(f"{row.code}行备注：{remark}")
        remark = origin or "见说明"
    total = row.cells[0]
    return PrintedRow(
        code=row.code,
        name=f"{'其中：' if row.depth else ''}{row.name}",
        depth=row.depth,
        unit=row.unit,
        cells=tuple(print_cell(content, row, cell) for cell in row.cells),
        last_year=print_last_year(content, row, total),
        target=target_lines(content.plan, row),
        verdict=content.verdicts.get(row_key(layout.form.code, row.code), ""),
        remark=remark,
    )


def _origin(content: PrintContent, row: LayoutRow) -> str:
    """Word of a row that the unit does not count itself; that a given figure was typed by hand is said."""
    seen = (content.figures.observations.get(c.key) for c in row.cells if c.kind is CellKind.ENTRY)
    typed = [one for one in seen if one is not None and one.reading.value is not None]
    is_typed = any(not is_from_base(one.source) for one in typed)
    return GIVEN_BY_HAND if row.is_given and is_typed else row.origin


def _remark(content: PrintContent, row: LayoutRow) -> str:
    texts = []
    for cell in row.cells:
        observation = content.figures.observations.get(cell.key)
        if cell.kind is CellKind.ENTRY and observation is not None:
            texts += [observation.note.strip().rstrip("。；"), observation.source.strip().rstrip("。；")]
    return "；".join(dict.fromkeys(t for t in texts if t))


def print_cell(content: PrintContent, row: LayoutRow, cell: Cell) -> PrintedCell:
    """The printed text of a cell of this year."""
    figures = content.figures
    if cell.kind is CellKind.CLOSED:
        return PrintedCell(CLOSED_MARK, is_closed=True)
    if cell.kind is CellKind.DERIVED:
        return _print_measured(row, figures.measured(cell.key))
    observation = figures.observations.get(cell.key)
    if observation is None or observation.reading.is_blank:
        return PrintedCell("")
    reading = observation.reading
    if reading.missing is not None:
        return PrintedCell(reading.missing.printed)
    return PrintedCell(UNREADABLE_MARK) if reading.value is None else _figure(row, reading.value)


def print_last_year(content: PrintContent, row: LayoutRow, cell: Cell) -> PrintedCell:
    """The printed text of last year's figure; of the finished rate where its item is unknown."""
    year = content.year - 1
    if cell.kind is CellKind.CLOSED:
        return PrintedCell(CLOSED_MARK, is_closed=True)
    value = content.figures.value(cell.key, year) if cell.kind is CellKind.ENTRY else None
    if value is None and row.indicator is not None:
        key = cell.key if cell.kind is CellKind.DERIVED else None
        breakdown = cell.address.rpartition("/")[2]
        measured_key = key or cell.key._replace(code=row.indicator.code, breakdown=breakdown)
        value = content.figures.measured(measured_key, year).value
    return PrintedCell("") if value is None else _figure(row, value)


def _print_measured(row: LayoutRow, measured: Measured) -> PrintedCell:
    if measured.value is not None:
        return _figure(row, measured.value)
    if measured.gap is Gap.ZERO_DENOMINATOR:
        return PrintedCell(Missing.NOT_APPLICABLE.printed)
    return PrintedCell(measured.missing.printed if measured.missing else "")


def _figure(row: LayoutRow, value: Decimal) -> PrintedCell:
    """A printed figure; one typed with more decimals than planned keeps all of them."""
    decimals = row.decimals
    if row.item is not None and decimals < decimal_places(value):
        decimals = decimal_places(value)
    return PrintedCell(format_quantity(value, decimals), value, decimals)


def _notes(content: PrintContent, layout: FormLayout, rows: tuple[PrintedRow, ...]) -> Iterator[str]:
    """Sentences of 说明: scope, period, audit relations, formulas, signs, the pack's own notes."""
    form = layout.form
    own = "".join(form.notes)
    if "统计范围" not in own:
        yield f"统计范围：{content.plan.place}；统计期间：{form.period.describe(content.year)}。"
    yield from form.notes
    relations = (*column_texts(content.plan, layout), *relation_texts(content.plan, layout))
    if relations and "审核关系" not in own:
        yield f"审核关系：{'；'.join(relations)}。"
    formulas = formula_texts(layout)
    if formulas:
        yield f"计算关系（行代码）：{'；'.join(formulas)}。比率由程序按未取整的基础数据计算，四舍五入。"
    yield "符号：-2 未开展；-1 未收集；0 确实为零；“不适用”含分母为 0 的比率；“—”本行不分组，不填。"
    if any(c.text == UNREADABLE_MARK for row in rows for c in row.cells):
        yield "标“填写有误”的格须更正后才能定稿。"
    yield from content.notes.get(form.code, ())
