"""A plan goes into Excel and comes back as it was; every mistake is named with its cell."""

from __future__ import annotations

import contextlib
import dataclasses
import typing
import zipfile
from copy import copy
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.utils.cell import coordinate_to_tuple

from desktop.documents.errors import WorkbookRefused
from desktop.documents.plan_book.sheets import HELP_SHEET, META_SHEET, SHEETS
from desktop.documents.plan_book.workbook import read_plan_workbook, render_plan_workbook
from forms.errors import CatalogueError, UserInputError
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.definitions import Formula, Indicator, Item
from forms.plan.duties import OwnersConfirmed
from forms.plan.pack import Assumption, Form, KnownValue, Parameters, Plan, Relation, Row, Unit
from forms.plan.survey import SpecialSurvey
from forms.plan.targets import Domain, Goal, Proxy, Reference, Strategy, Target
from forms.text.typed import REFUSED
from tests.builders import indicator, item
from tests.examples import examples
from tests.forms.plan.test_catalogue import full_pack
from tests.plans import small


def sample():
    """A small plan that uses every kind of field."""
    document = full_pack()
    survey = {"sample_size": 1200, "date": "2025-11", "method": "分层抽样，入户询问"}
    document["indicators"] += [
        indicator("surveyed", ["asked"], special_survey=survey, note="每五年一次"),
        indicator("marked", ["whole/SEX=F", "part"], ["whole"], special_survey={}, proxy_for="rate",
                  proxy_reason="没有部门登记"),
        indicator("negative", ["whole"], multiplier=Decimal("0.001")),
    ]  # fmt: skip
    document["indicators"][-1]["formula"]["numerator"].insert(
        0, {"item": "part", "breakdown": "SEX=F;RES=U", "sign": -1}
    )
    gap = indicator("gap", ["part"], ["whole"])
    gap["formula"] |= {"years": 5, "compare": "gap", "parts": ["RES=U", "RES=R"]}
    document["indicators"] += [gap]
    document["items"] += [item("districts", breakdown=["AREA=210202", "RES=U"], maximum=Decimal("0.5"))]
    document["targets"].append({**document["targets"][7], "words": "合理比例"})
    document["areas"] = {"210202": "中山区"}
    document["assumptions"] += [
        {"code": "b", "text": "t", "reason": "r", "domain": 1, "goal": 2, "unit": "health"}
    ]
    return read_plan(document)


SAMPLE = sample()
WORKBOOK = render_plan_workbook(SAMPLE)


@cache
def loaded(workbook):
    """The workbook as openpyxl sees it, kept: loading takes as long as reading it as a plan."""
    return openpyxl.load_workbook(BytesIO(workbook))


def changed(*cells, workbook=WORKBOOK):
    """The workbook with some cells set, each as ``sheet!cell`` and value."""
    book = loaded(workbook)
    places = [(book[sheet], cell) for sheet, _, cell in (address.partition("!") for address, _ in cells)]
    before = [(sheet, dict(sheet._cells)) for sheet in dict.fromkeys(sheet for sheet, _ in places)]
    try:
        for (sheet, cell), (_, value) in zip(places, cells, strict=True):
            at = coordinate_to_tuple(cell)
            sheet._cells[at] = copy(sheet._cells[at]) if at in sheet._cells else Cell(sheet, *at)
            sheet[cell] = value
        return saved(book)
    finally:
        for sheet, kept in before:
            sheet._cells = kept


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def mistakes(data):
    reading = read_plan_workbook(data)
    assert (reading.plan is None) == bool(reading.problems)
    return [(p.code, p.place) for p in reading.problems]


# --- the way out and back --------------------------------------------------------------------------


def test_every_kind_of_field_comes_back():
    reading = read_plan_workbook(WORKBOOK)
    assert reading.problems == ()
    assert reading.plan == SAMPLE
    assert reading.plan.indicator_by_code["marked"].special_survey == SpecialSurvey()


def test_a_workbook_saved_by_excel_comes_back_too():
    assert read_plan_workbook(changed()).plan == SAMPLE


def test_the_same_plan_gives_the_same_bytes():
    assert render_plan_workbook(SAMPLE) == WORKBOOK


LINES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff\u0085"),
    min_size=1, max_size=40,
).map(str.strip).filter(lambda t: t and "x005F_" not in t and not REFUSED.search(t))  # fmt: skip
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12).filter(
    lambda value: abs(value.adjusted()) <= 30  # what the catalogue takes for a number of sensible size
)


@examples(40)
@given(st.lists(LINES, min_size=12, max_size=12), NUMBERS, NUMBERS, st.lists(LINES, max_size=3))
def test_any_text_and_number_comes_back(texts, value, maximum, notes):
    document = full_pack()
    document["title"], document["items"][0]["definition"], document["items"][0]["source"] = texts[:3]
    document["indicators"][0]["name"], document["indicators"][0]["note"] = texts[3:5]
    document["indicators"][0]["formula"]["text"] = texts[5]
    document["targets"][0]["note"], document["targets"][4]["bodies"] = texts[6], texts[7:9]
    document["assumptions"][0]["text"], document["assumptions"][0]["reason"] = texts[9:11]
    document["history"][0]["source"], document["history"][0]["value"] = texts[11], value
    document["items"][0]["maximum"], document["forms"][0]["notes"] = maximum, notes
    plan = read_plan(document)
    assert read_plan_workbook(render_plan_workbook(plan)).plan == plan


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "_x0041_", "00123", "1e5", "TRUE", "#N/A", "'x", "2025-11", "说明：x"],
)
def test_texts_that_excel_would_take_for_something_else_come_back(text):
    plan = dataclasses.replace(SAMPLE, office=text, title=text)
    assert read_plan_workbook(render_plan_workbook(plan)).plan == plan


def test_what_a_cell_cannot_hold_is_said():
    form = dataclasses.replace(SAMPLE.forms[0], notes=("长" * 2000,) * 20)
    with pytest.raises(UserInputError) as caught:
        render_plan_workbook(dataclasses.replace(SAMPLE, forms=(form,)))
    assert caught.value.code == "E-PLAN-079"


def test_every_field_of_the_pack_has_a_column():
    """A field that is added to the pack but not to the workbook would be lost on the way."""
    described = {sheet.path: {c.path for c in sheet.columns if c.path} for sheet in SHEETS}
    for path, cls, nested in (
        ("", Plan, {"period[0]", "period[1]"} | _fields(OwnersConfirmed, "owners_confirmed")),
        ("domains", Domain, set()),
        ("domains.goals", Goal, {"domain"}), ("strategies", Strategy, set()),
        ("units", Unit, set()), ("items", Item, set()),
        *((path, Indicator, _fields(Formula, "formula")
           | _fields(SpecialSurvey, "special_survey") | {"special_survey"})
          for path in ("indicators", "county_indicators")),
        ("targets", Target,
         _fields(Reference, "reference") | _fields(Proxy, "proxy")),
        ("forms", Form, set()),
        ("forms.rows", Row, {"form"}), ("relations", Relation, set()),
        ("history", KnownValue, set()), ("parameters", Parameters, set()),
        ("assumptions", Assumption, set()),
    ):  # fmt: skip
        own = {f.name for f in dataclasses.fields(cls)}
        elsewhere = {p.rpartition(".")[2] for p in described if p.rpartition(".")[0] == path}
        grouped = {n.partition(".")[0].partition("[")[0] for n in nested}
        assert described[path] == (own - elsewhere - grouped) | nested, path


def _fields(cls, name):
    return {f"{name}.{f.name}" for f in dataclasses.fields(cls)}


def test_every_choice_of_the_pack_has_a_word():
    offered = {choice for sheet in SHEETS for column in sheet.columns for choice in column.kind.choices}
    assert all(offered)
    for cls in (Item, Indicator, Target, Relation):
        for hint in typing.get_type_hints(cls).values():
            for kind in (hint, *typing.get_args(hint)):
                if isinstance(kind, type) and issubclass(kind, StrEnum):
                    assert _columns_offering(len(kind)), kind


def _columns_offering(count):
    return [c for s in SHEETS for c in s.columns if len(c.kind.choices) == count]


def test_the_workbook_helps_whoever_fills_it_in():
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    assert book.sheetnames == [HELP_SHEET, *(sheet.title for sheet in SHEETS), META_SHEET]
    targets = book["规划目标"]
    heads = {cell.value: cell for cell in targets[1]}
    assert "不低于" in heads["要求"].comment.text
    assert targets.freeze_panes == "B3"
    lists = {v.formula1 for v in targets.data_validations.dataValidation}
    assert '"底线,力争"' in lists
    assert "'监测指标'!$A$3:$A$3000" in lists
    assert heads["指标（对照）"].column - heads["指标"].column == 1
    indicators = book["监测指标"]
    formula = next(c.column for c in indicators[1] if c.value == "公式（对照）")
    assert indicators.cell(3, formula).value == "(part) ÷ (whole) × 100".replace(
        "(part) ÷ (whole)", "((part) ÷ (whole))"
    )


# --- mistakes --------------------------------------------------------------------------------------


def cell_of(sheet, title, row=3):
    [column] = [
        i for i, c in enumerate(next(s for s in SHEETS if s.title == sheet).columns) if c.title == title
    ]
    return f"{sheet}!{openpyxl.utils.get_column_letter(column + 1)}{row}"


MISTAKES = [
    ("基础数据", "小数位数", "两位", "E-PLAN-002"),
    ("基础数据", "小数位数", 9, "E-PLAN-017"),
    ("基础数据", "小数位数", True, "E-PLAN-077"),
    ("基础数据", "名称", None, "E-PLAN-003"),
    ("基础数据", "名称", "两\n行", "E-PLAN-002"),
    ("基础数据", "数据代码", "Part", "E-PLAN-013"),
    ("基础数据", "责任单位", "nobody", "E-PLAN-024"),
    ("基础数据", "分组", "女、外星人", "E-PLAN-016"),
    ("基础数据", "最大值", "一百", "E-PLAN-002"),
    ("基础数据", "最大值", "=50+50", "E-PLAN-073"),
    ("监测指标", "分子", None, "E-PLAN-003"),
    ("监测指标", "分子", "nothing", "E-PLAN-021"),
    ("监测指标", "分子", "whole[外星人]", "E-PLAN-016"),
    ("监测指标", "分母", "whole + + part", "E-PLAN-002"),
    ("监测指标", "分母", "whole[外星人]", "E-PLAN-016"),
    ("监测指标", "合计年数", 0, "E-PLAN-028"),
    ("监测指标", "分组比较", "取差距", "E-PLAN-028"),
    ("监测指标", "替代指标", "nothing", "E-PLAN-021"),
    ("监测指标", "替代理由", "没有替代谁", "E-PLAN-027"),
    ("监测指标", "调查时间", "明年", "E-PLAN-027"),
    ("监测指标", "好的方向", "越多越好", "E-PLAN-002"),
    ("规划目标", "条目", 77, "E-PLAN-030"),
    ("规划目标", "目标值", "95%", "E-PLAN-002"),
    ("基础数据", "与它相同", "nothing", "E-PLAN-021"),
    ("基础数据", "属于", "nothing", "E-PLAN-021"),
    ("规划目标", "目标值", None, "E-PLAN-033"),
    ("规划目标", "目标年", 2031, "E-PLAN-031"),
    ("规划目标", "类型", "定性", "E-PLAN-032"),
    ("规划目标", "阶数", 3, "E-PLAN-035"),
    ("规划目标", "指标", "nothing", "E-PLAN-021"),
    ("报表", "栏", "女、合计", "E-PLAN-044"),
    ("报表", "填报单位", "nobody", "E-PLAN-024"),
    ("报表", "领域", 7, "E-PLAN-030"),
    ("报表行", "报表", "nothing", "E-PLAN-021"),
    ("报表行", "行代码", "第一行", "E-PLAN-041"),
    ("报表行", "基础数据", "nothing", "E-PLAN-021"),
    ("报表行", "指标", "rate", "E-PLAN-042"),
    ("报表行", "其中", "09", "E-PLAN-043"),
    ("审核关系", "级别", "随便", "E-PLAN-002"),
    ("审核关系", "基础数据", "whole", "E-PLAN-050"),
    ("历史数据", "指标", "nothing", "E-PLAN-021"),
    ("历史数据", "年份", 20, "E-PLAN-053"),
    ("假设", "指标", "nothing", "E-PLAN-021"),
    ("假设", "目标", 99, "E-PLAN-030"),
    ("下级地区", "地区代码", "中山", "E-PLAN-010"),
    ("主要目标", "领域", 5, "E-PLAN-021"),
]


@pytest.mark.parametrize(("sheet", "title", "value", "code"), MISTAKES)
def test_each_mistake_is_named_with_its_cell(sheet, title, value, code):
    cell = cell_of(sheet, title)
    found = mistakes(changed((cell, value)))
    if code == "E-PLAN-042":
        cell = cell_of(sheet, "基础数据")
    if (title, code) == ("分组比较", "E-PLAN-028"):
        cell = cell_of(sheet, "比较的分组")
    if code == "E-PLAN-032":
        cell = cell_of(sheet, "要求")
    assert (code, cell) in found


def test_all_mistakes_are_named_at_once_and_without_their_consequences():
    cells = [
        (cell_of("基础数据", "小数位数"), "两位"), (cell_of("规划目标", "目标年"), 2099),
        (cell_of("报表行", "指标", 5), "nothing"), ("规划!B6", "21"),
        (cell_of("监测指标", "分子"), "nothing"),
    ]  # fmt: skip
    found = mistakes(changed(*cells))
    assert {place for _, place in found} == {address for address, _ in cells}


@pytest.mark.parametrize(
    ("value", "code"), [("nothing", "E-PLAN-021"), ("rate", "E-PLAN-036")], ids=["unknown", "its own"]
)
def test_a_mistake_in_a_group_of_fields_is_named_with_the_field_that_is_meant(value, code):
    cell = cell_of("规划目标", "参照指标", 7)
    assert (code, cell) in mistakes(changed((cell, value)))


def test_doubles_and_circles_are_named():
    second = cell_of("基础数据", "数据代码", 4)
    assert ("E-PLAN-014", second) in mistakes(changed((second, "part")))
    circle = cell_of("监测指标", "替代指标", 3)
    assert ("E-PLAN-026", circle) in mistakes(changed((circle, "asked")))
    domain = [("发展领域!A4", 1), ("发展领域!B4", "又一个")]
    assert ("E-PLAN-015", "发展领域!A4") in mistakes(changed(*domain))
    goal = cell_of("主要目标", "编号", 4)
    assert ("E-PLAN-015", goal) in mistakes(changed((goal, 1)))


def test_names_are_understood_in_place_of_codes():
    plan = small().plan
    at = next(i for i, t in enumerate(plan.indicators) if t.code == "mortality") + 3
    cells = [
        (cell_of("监测指标", "分母", at), "活产数"), (cell_of("监测指标", "责任单位", at), "县卫生健康局"),
        (cell_of("规划目标", "领域"), "妇女与健康"),
    ]  # fmt: skip
    assert read_plan_workbook(changed(*cells, workbook=render_plan_workbook(plan))).plan == plan


def test_columns_may_be_moved_and_remarks_added():
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    sheet = book["责任单位"]
    sheet.insert_cols(1)
    sheet["A1"], sheet["A3"] = "*备忘", "问一下"
    assert read_plan_workbook(saved(book)).plan == SAMPLE


def test_missing_sheets_and_columns_are_named():
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    del book["报表行"]
    book["责任单位"]["B1"] = "单位的名字"
    book["规划"]["A4"] = "名字"
    book["基础数据"]["Z9"] = "?"
    found = mistakes(saved(book))
    assert ("E-PLAN-070", "报表行!A1") in found
    assert ("E-PLAN-071", "责任单位!A1") in found
    assert ("E-PLAN-072", "责任单位!B1") in found
    assert ("E-PLAN-072", "规划!A4") in found
    assert ("E-PLAN-071", "规划!A1") in found
    assert ("E-PLAN-072", "基础数据!Z9") in found


@pytest.mark.parametrize("row", [3001, 40_000])
def test_endless_sheets_are_refused(row):
    assert ("E-PLAN-074", f"责任单位!A{row}") in mistakes(changed((f"责任单位!A{row}", "x")))


@pytest.mark.parametrize(
    ("sheet", "cell", "code", "place"),
    [
        ("自己的", "C5", "E-PLAN-071", "自己的!A1"),  # under no head
        ("规划", "D1", "E-PLAN-072", "规划!D1"),
        ("规划", "D9", "E-PLAN-072", "规划!D9"),
        ("责任单位", "B2", "E-PLAN-072", "责任单位!B2"),
        ("责任单位", "BZ1", "E-PLAN-072", "责任单位!BZ1"),
        ("责任单位", "BZ7", "E-PLAN-072", "责任单位!BZ7"),
    ],
)
def test_content_that_is_no_field_is_named(sheet, cell, code, place):
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    if sheet not in book:
        book.create_sheet(sheet)
    book[sheet][cell] = "x"
    assert (code, place) in mistakes(saved(book))


def test_a_sheet_after_many_of_ones_own_is_read():
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    for i in range(60):
        book.create_sheet(f"#{i}", 0)["A1"] = "备忘"
    assert read_plan_workbook(saved(book)).plan == SAMPLE
    book.create_sheet("第六十一张")["A1"] = "x"
    assert ("E-PLAN-071", "第六十一张!A1") in mistakes(saved(book))


def test_a_million_blank_rows_are_refused():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (i, i) for i in range(2_000, 600_000))

    def fill(name, data):
        return data.replace(b"</sheetData>", rows + b"</sheetData>") if name.endswith("sheet4.xml") else data

    with pytest.raises(WorkbookRefused) as caught:
        read_plan_workbook(rezipped(fill))
    assert caught.value.code == "E-DOC-012"


def test_dates_and_errors_in_cells_are_named():
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    book["规划"]["B12"] = datetime(2026, 4, 30)  # noqa: DTZ001 - Excel knows no zones
    book["责任单位"]["B3"] = "#REF!"
    book["责任单位"]["B3"].data_type = "e"
    found = mistakes(saved(book))
    assert ("E-PLAN-077", "规划!B12") in found
    assert ("E-PLAN-077", "责任单位!B3") in found


# --- what is no plan workbook ----------------------------------------------------------------------


def rezipped(change, extra=()):
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(WORKBOOK)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            out.writestr(name, change(name, source.read(name)))
        for name, data in extra:
            out.writestr(name, data)
    return target.getvalue()


def _plain(name, data):
    return data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-DOC-011"),
        (WORKBOOK[:-200], "E-DOC-011"),
        (rezipped(_plain, [("xl/vbaProject.bin", b"x")]), "E-DOC-013"),
        (rezipped(_plain, [("xl/externalLinks/externalLink1.xml", b"<x/>")]), "E-DOC-037"),
        (rezipped(_plain, [("xl/embeddings/oleObject1.bin", b"x")]), "E-DOC-037"),
        (rezipped(_plain, [("xl/media/x.bin", b"\0" * 40_000_000)]), "E-DOC-012"),
        (rezipped(lambda n, d: d[: len(d) // 2] if n == "xl/workbook.xml" else d), "E-DOC-014"),
        (rezipped(lambda _, d: d.replace(b"tianbao-plan-workbook", b"x")), "E-DOC-038"),
    ],
)  # fmt: skip
def test_what_is_no_plan_workbook_is_refused(data, code):
    with pytest.raises(WorkbookRefused) as caught:
        read_plan_workbook(data)
    assert caught.value.code == code


@examples(100)
@given(st.data())
def test_mutated_bytes_raise_only_our_own_error(data):
    damaged = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(damaged[: data.draw(st.none() | st.integers(0, len(damaged)))]))


PARTS = sorted(n for n in zipfile.ZipFile(BytesIO(WORKBOOK)).namelist() if n.endswith((".xml", ".rels")))
FOUND = (b'"1"', b"<v>", b'"n"', b'"s"', b"A1", b"A3", b"C5", b"</row>", b"row", b"<c ", b"rId1", b"</t>")
PUT = (b"", b'"-1"', b"<v>1e999", b"<v>nan", b"ZZZZ9999999", b"\xff", b"<f>x</f><v>", b'<c t="d"', b"\x00",
       b"<v>" + b"9" * 5000, b"</t><t>x")  # fmt: skip


@examples(150)
@given(st.sampled_from(PARTS), st.sampled_from(FOUND), st.sampled_from(PUT), st.integers(1, 40))
def test_mutated_parts_raise_only_our_own_error(part, old, new, count):
    _read_or_refuse(rezipped(lambda n, d: d.replace(old, new, count) if n == part else d))


def _read_or_refuse(data):
    with contextlib.suppress(UserInputError):
        reading = read_plan_workbook(data)
        assert (reading.plan is None) == bool(reading.problems)


CELLS = st.sampled_from([cell_of(s.title, c.title) for s in SHEETS if not s.single for c in s.columns])
VALUES = st.none() | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | LINES


@examples(60)
@given(st.lists(st.tuples(CELLS, VALUES), min_size=1, max_size=4))
def test_any_content_is_a_plan_or_a_list_of_reasons(cells):
    with contextlib.suppress(ValueError, UserInputError):
        reading = read_plan_workbook(changed(*cells))
        assert (reading.plan is None) == bool(reading.problems)
        assert all("!" in p.place for p in reading.problems)
        if reading.plan is not None:
            with contextlib.suppress(CatalogueError):
                assert read_plan(plan_document(reading.plan)) == reading.plan


def test_a_workbook_of_an_older_program_is_read_without_what_was_added():
    """The columns and sheets that came later are missing in it; nothing else may be."""
    book = openpyxl.load_workbook(BytesIO(WORKBOOK))
    del book["全县指标"]
    for title, head in (("责任单位", "单位全称"), ("主要目标", "责任单位"), ("策略措施", "原文")):
        sheet = book[title]
        column = next(cell.column for cell in sheet[1] if cell.value == head)
        sheet.delete_cols(column)
    reading = read_plan_workbook(saved(book))
    assert reading.problems == ()
    assert {unit.full_name for unit in reading.plan.units} == {None}


def test_duties_confirmation_and_county_indicators_come_back_as_they_were():
    document = full_pack()
    document["units"] = [
        *document["units"],
        {"code": "school", "name": "教育局", "full_name": "测试区教育局"},
    ]
    duties = [{"unit": "health", "role": "lead"}, {"unit": "school", "role": "joint"}]
    document["domains"][0]["goals"][0] |= {"units": duties}
    document["strategies"][0] |= {"units": duties[:1], "text": "原文一句。"}
    document["owners_confirmed"] = {"by": "妇儿工委办公室", "date": "2026-11-29"}
    document["county_indicators"] = [indicator("of-the-county", ["part"], ["whole"])]
    for one in (*document["indicators"], *document["county_indicators"]):
        one["owner_is_default"] = False
    plan = read_plan(document)
    assert read_plan_workbook(render_plan_workbook(plan)).plan == plan
