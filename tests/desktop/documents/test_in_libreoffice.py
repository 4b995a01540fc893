"""Our workbooks opened by another program: whatever stands in a cell is whole on paper, and comes back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from desktop.documents.form_book.workbook import read_entry_workbook, render_entry_workbook
from desktop.documents.official.printed import LAW, print_forms
from desktop.documents.official.workbook import render_official_workbook
from desktop.documents.plan_book.workbook import read_plan_workbook, render_plan_workbook
from forms.canonical import check_code, format_check_code
from forms.filing.people import People
from tests.builders import form, item, plan
from tests.desktop.documents.builders import (
    DIGEST,
    FIGURES,
    FINDING,
    IDENTITY,
    PLAN_DIGEST,
    content,
    draft,
    figures_of,
    layout,
    small_plan,
)
from tests.desktop.documents.office import printed, saved_by_calc, words
from tests.plans import small

LONG_UNIT = "住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）"
LONG_PLAN = small_plan(
    title="呼伦贝尔市鄂温克族自治旗妇女发展规划（2021-2030年）",
    place="鄂温克族自治旗",
    units=[{"code": "health", "name": LONG_UNIT}],
    forms=[
        form(["births", "girls"], "births", title="孕产妇和婴幼儿健康、生育服务与家庭教育情况" * 2,
             issuer="呼伦贝尔市鄂温克族自治旗统计局、卫生健康委员会", period="health"),
    ],
)  # fmt: skip
LONG_PEOPLE = People(
    "阿不都克里木·买买提依明·阿布都热合曼" * 3, "许㛃䶮", "韩𠅤" * 40, "024-00000000 转 8001"
)
SENTENCES = 1_200
SAID = "".join(f"第{n}句说明。" for n in range(SENTENCES))
NAME = "按统计口径应当计入的妇女发展指标名称"
DEEP_PLAN = plan(items=[item("a", NAME * 6), item("b", "指标")], forms=[form(["a", "b"], title="表")])

PRINTED = {
    "official": render_official_workbook(content(sensitive=True)),
    "draft": render_official_workbook(draft()),
    "long": render_official_workbook(
        content(figures_of({}, {}, LONG_PLAN), people=LONG_PEOPLE, verdicts={}, notes={}, findings=[])
    ),
    "explained": render_official_workbook(content(findings=[FINDING, replace(FINDING, explanation=SAID)])),
    "deep": render_official_workbook(
        content(figures_of({}, {}, DEEP_PLAN), verdicts={}, notes={}, findings=[])
    ),
    "to fill in": render_entry_workbook(
        draft(figures_of({}, {}, DEEP_PLAN)), PLAN_DIGEST
    ),
}  # fmt: skip
SAVED = {
    "to fill in": render_entry_workbook(draft(), PLAN_DIGEST),
    "plan": render_plan_workbook(small().plan),
    "official": render_official_workbook(content(figures_of(FIGURES | {"births": "2036.125"}))),
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Text of each page that Calc prints, without blanks."""
    made = printed(tmp_path_factory.mktemp("printed"), PRINTED)
    return {name: words(pdf) for name, pdf in made.items()}


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The workbooks as Calc saves them."""
    return saved_by_calc(tmp_path_factory.mktemp("saved"), SAVED)


def plain(text: str) -> str:
    return "".join(text.split())


# --- on paper ----------------------------------------------------------------------------------------


def test_each_form_has_its_page_with_every_text_of_the_printed_table(papers) -> None:
    made = content(sensitive=True)
    cover, *pages = papers["official"]
    assert all(plain(sentence) in cover for sentence in LAW)
    for one, page in zip(print_forms(made), pages[:2], strict=True):
        columns = one.columns if len(one.columns) > 1 else ("本年",)
        for text in (one.title, one.series, *columns, *one.notes, *(f"{a}：{b}" for a, b in one.head)):
            assert plain(text) in page, text
        for row in one.rows:
            for text in (
                row.name,
                row.unit,
                row.code,
                *(c.text for c in row.cells),
                *row.target,
                row.verdict,
            ):
                assert plain(text) in page, (row.code, text)


def test_head_and_foot_are_on_every_page_and_pages_are_counted(papers) -> None:
    pages, code = papers["official"], format_check_code(check_code(DIGEST))
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert plain(f"校验码 {code}") in page
        assert "第1次报送含少量个案数据，可能识别到个人，注意保密" in page
    assert all("校验码：定稿后生成" in page and "草稿·未定稿" in page for page in papers["draft"])


def test_long_names_are_whole_on_cover_and_form(papers) -> None:
    cover, first = papers["long"]
    for text in (LONG_PLAN.shown_title, LONG_UNIT, *LONG_PEOPLE.document().values()):
        assert plain(text) in cover, text
        assert plain(text) in first, text
    one = LONG_PLAN.forms[0]
    assert f"制定机关：{one.issuer}" in first
    assert plain(one.title) in first


def test_an_explanation_of_any_length_is_whole(papers) -> None:
    """Calc and Excel take no row above 409 points; what has no room in one was not on paper at all."""
    listed = "".join(papers["explained"][3:])
    assert listed.count("句说明。") >= SENTENCES - 60  # where a page ends, one may be parted
    assert listed.count("句") == SENTENCES
    assert "第0句说明。" in listed
    assert f"第{SENTENCES - 1}句说明。" in listed
    assert listed.count("孕产妇死亡人数本年1，上年0。") == 2


@pytest.mark.parametrize("name", ["deep", "to fill in"])
def test_a_long_name_of_an_indicator_is_whole(papers, name) -> None:
    assert any(NAME * 6 in page for page in papers[name])


# --- saved by it -------------------------------------------------------------------------------------


def test_a_form_that_calc_saved_is_read_as_it_was_written(again) -> None:
    reading = read_entry_workbook(again["to fill in"], layout(), IDENTITY)
    assert reading.cells == read_entry_workbook(SAVED["to fill in"], layout(), IDENTITY).cells
    assert (reading.refused, reading.problems) == ((), ())


def test_a_plan_that_calc_saved_is_the_same_plan(again) -> None:
    reading = read_plan_workbook(again["plan"])
    assert reading.problems == ()
    assert reading.plan == small().plan


def test_entry_cells_stay_the_only_ones_that_can_be_typed_into(again) -> None:
    ours, theirs = (
        openpyxl.load_workbook(BytesIO(data)) for data in (SAVED["to fill in"], again["to fill in"])
    )
    for sheet in ours.worksheets:
        same = theirs[sheet.title]
        assert same.protection.sheet == sheet.protection.sheet
        assert same.sheet_state == "hidden" if sheet.sheet_state == "veryHidden" else "visible"
        opened = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
        assert {c.coordinate for row in same.iter_rows() for c in row if not c.protection.locked} == opened


def test_figures_of_the_official_form_are_numbers_to_calc(again) -> None:
    ours, theirs = (openpyxl.load_workbook(BytesIO(data)) for data in (SAVED["official"], again["official"]))
    for sheet in ours.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                same = theirs[sheet.title][cell.coordinate]
                assert (same.value, same.data_type) == (cell.value, cell.data_type), cell.coordinate
                if cell.data_type == "n" and cell.value is not None:
                    assert same.number_format == cell.number_format
    assert ours["孕产妇健康"]["D10"].value == 2036.125
