"""Pages of the official form as PDFium sees them: nothing over anything else, nothing over the edge."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop.documents.official.by_hand import left_blank, paper_note
from desktop.documents.official.content import PrintedWarning
from desktop.documents.official.form import render_official_pdf
from forms.canonical import check_code, format_check_code
from forms.filing.people import People
from forms.reporting.layout import lay_out
from tests import plans
from tests.builders import form, item, plan, target
from tests.desktop.documents.builders import (
    DIGEST,
    FIGURES,
    FINDING,
    content,
    draft,
    figures_of,
    page_texts,
    small_plan,
)
from tests.desktop.documents.drawn import Page, pages
from tests.desktop.documents.qr_reader import read_qr

LONG_PLAN = small_plan(
    title="呼伦贝尔市鄂温克族自治旗妇女发展规划（2021-2030年）",
    place="鄂温克族自治旗",
    units=[
        {
            "code": "health",
            "name": "住房和城乡建设局",
            "full_name": "鄂温克族自治旗住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）",
        }
    ],
    office="鄂温克族自治旗人民政府妇女儿童工作委员会办公室（统计监测组）",
)
LONG_NAMES = People(
    "阿不都克里木·买买提依明·阿布都热合曼", "许㛃䶮", "韩𠅤", "024-00000000 转 8001、13900000000"
)
TIBETAN = "".join(map(chr, range(0xF40, 0xF80)))
MONGOLIAN = "".join(map(chr, range(0x1820, 0x1870)))
LOUD = [replace(FINDING, explanation=TIBETAN, sentence=MONGOLIAN)] * 6
WARNING = PrintedWarning(
    kind="未达标", indicator="孕产妇死亡率", target="2025 年 ≤10.5", basis="58.8 > 10.5", need="每年再降 3.2"
)
DEEP_PLAN = plan(items=[item("a", "妇女发展指标名称很长" * 30)], forms=[form(["a"], title="单行表")])

PRINTS = {
    "final": content(),
    "sensitive draft": draft(sensitive=True),
    "corrected": content(revision=12, sensitive=True),
    "long names": content(figures_of(of_plan=LONG_PLAN), people=LONG_NAMES, sensitive=True),
    "long draft": draft(figures_of(of_plan=LONG_PLAN), people=LONG_NAMES, sensitive=True),
    "a name of two hundred": content(people=People("王" * 200, "李", "张" * 60, "1")),
    "by hand": content(people=People("李𠮷", "ཚེ་རིང", "ئابلىز", "1"), findings=LOUD),
    "one by hand beside long names": content(people=replace(LONG_NAMES, filler="李𠮷")),
    "warned": content(warnings=[WARNING] * 40),
    "tall": content(figures_of({}, {}, DEEP_PLAN), findings=[], verdicts={}, notes={}),
}
"""Contents that once drew texts over each other, and the usual ones."""


@pytest.fixture(scope="module", params=PRINTS, ids=list(PRINTS))
def print_of(request):
    made = PRINTS[request.param]
    pdf = render_official_pdf(made)
    return made, pdf, pages(pdf)


def test_no_text_lies_over_another_or_over_the_edge(print_of) -> None:
    for page in print_of[2]:
        assert page.collisions() == []
        assert page.outside() == []


def test_the_same_content_is_the_same_file(print_of) -> None:
    made, pdf, _ = print_of
    assert render_official_pdf(made) == pdf


def test_every_page_is_numbered_and_bears_code_and_digest_or_the_draft_mark(print_of) -> None:
    made, pdf, seen = print_of
    texts = page_texts(pdf)
    annex = [text for text in texts if text.startswith("附件　") or "\n附件　预警清单" in text][1:]
    assert bool(annex) == bool(made.warnings)
    assert texts[len(texts) - len(annex) :] == annex, "the annex comes last"
    for part in (texts[: len(texts) - len(annex)], annex):
        for number, text in enumerate(part, start=1):
            assert f"第 {number} 页　共 {len(part)} 页" in text
    witness = [number for number, text in enumerate(texts, start=1) if "定稿时变更记录共" in text]
    assert witness == ([] if made.is_draft else [len(texts)]), "once, on the last page, also of an annex"
    for number, text in enumerate(texts, start=1):
        assert "tianbao" not in text
        assert ("草　稿" in text) == ("校验码：定稿后生成" in text) == made.is_draft
        assert (format_check_code(check_code(DIGEST)) in text) != made.is_draft
        assert ("可能识别到个人" in text) == made.sensitive
        assert read_qr(pdf, number - 1) == (None if made.is_draft else DIGEST)
    assert all((page.width, page.height) == seen[0][:2] for page in seen)
    assert seen[0].width / seen[0].height == pytest.approx(297 / 210, abs=0.001)


def test_the_contents_name_the_page_on_which_each_part_begins(print_of) -> None:
    made, pdf, _ = print_of
    cover, *texts = page_texts(pdf)
    titles = [f.form.title for f in made.forms]
    titles += ["审核情况说明"] * bool(made.findings)
    assert bool(re.search("^附件　预警清单$", cover, re.MULTILINE)) == bool(made.warnings)
    for title in titles:
        (page,) = re.findall(rf"^{title}\s*(\d+)$", cover, re.MULTILINE)
        begun = texts[int(page) - 2]
        assert title in begun
        assert f"{title}（续" not in begun


def test_a_long_name_is_whole_on_cover_and_forms() -> None:
    pdf = render_official_pdf(PRINTS["long names"])
    cover, first, *_ = ("".join(text.split()) for text in page_texts(pdf))
    for text in (*LONG_NAMES.document().values(), LONG_PLAN.office, LONG_PLAN.units[0].official_name):
        assert "".join(text.split()) in cover
    for text in (*LONG_NAMES.document().values(), LONG_PLAN.units[0].official_name):
        assert "".join(text.split()) in first


def test_fields_of_the_signature_line_are_even_where_no_name_is_long() -> None:
    first = pages(render_official_pdf(content(people=People("王", "李", "张", "024"))))[1]
    starts = [
        one.left for one in first.texts if one.text.rstrip("： ") in ("统计负责人", "填表人", "联系电话")
    ]
    assert len(starts) == 3
    assert starts[1] - starts[0] == pytest.approx(starts[2] - starts[1], abs=1)


def test_the_note_about_blanks_names_as_many_codes_as_a_name_has_and_counts_the_others() -> None:
    note = paper_note(left_blank(PRINTS["by hand"]))
    listed = [place.count("U+") for place in note.split("；")]
    assert max(listed) == 24
    assert "等 144 个字符" in note or re.search(r"等 \d+ 个字符", note)
    assert "审核情况说明 第 1 条" in note
    assert note.endswith("处")


# Where columns and rows stand.

FIRST = pages(render_official_pdf(content(findings=[], notes={})))[1]


def column(page: Page, head: str) -> tuple[float, float]:
    found = page.find(head)
    return found.left, found.right


def row_texts(page: Page, code: str) -> list[str]:
    """Texts on the line of a row code, from left to right."""
    line = page.find(code)
    middle = (line.bottom + line.top) / 2
    found = [one for one in page.texts if one.bottom - 2 < middle < one.top + 2]
    return [one.text.strip() for one in sorted(found, key=lambda one: one.left)]


def test_each_row_has_its_figures_from_left_to_right() -> None:
    assert row_texts(FIRST, "01")[2:7] == ["01", "2,036", "1,702", "334", "2,141"]
    assert row_texts(FIRST, "02")[2:6] == ["02", "990", "—", "—"]
    assert row_texts(FIRST, "04")[2:7] == ["04", "49.1", "58.8", "0.0", "0.0"]


def test_figures_end_at_one_edge_of_their_column_below_its_name() -> None:
    for name, figures in {"合计": ("2,036", "990", "49.1"), "城市": ("1,702", "58.8")}.items():
        left, right = column(FIRST, name)
        ends = [FIRST.find(text).right for text in figures]
        assert max(ends) - min(ends) < 1
        assert all(end > (left + right) / 2 for end in ends)
        assert all(FIRST.find(text).top < FIRST.find(name).bottom for text in figures)


def test_a_part_of_a_whole_stands_indented_below_it() -> None:
    whole, part = FIRST.find("活产数"), next(one for one in FIRST.texts if one.text.startswith("其中："))
    assert part.left == pytest.approx(whole.left + 11, abs=1)
    assert part.top < whole.bottom


def test_the_marks_of_the_columns_count_through() -> None:
    line = [text for text in row_texts(FIRST, "甲") if text]
    assert line == ["甲", "乙", "丙", "1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("unit", [unit.code for unit in plans.small().plan.units])
def test_a_whole_county_prints_without_collision(unit: str) -> None:
    county = plans.small().plan
    forms = lay_out(county, unit).forms
    if not forms:
        pytest.skip("this unit has no form")
    printed = draft(figures_of({}, {}, county), unit=unit, forms=forms, findings=[], verdicts={}, notes={})
    for page in pages(render_official_pdf(printed)):
        assert page.collisions() == []
        assert page.outside() == []


def test_targets_stand_on_a_line_each() -> None:
    many = [target("<=", str(n), year=2021 + n, indicator="mortality") for n in range(9)]
    page = pages(
        render_official_pdf(content(figures_of(FIGURES, {}, small_plan(targets=many)), findings=[]))
    )[1]
    heights = [page.find(f"{no}{2021 + n}年 ≤{n}").bottom for n, no in enumerate("①②③④⑤⑥⑦⑧⑨")]
    assert heights == sorted(heights, reverse=True)
    assert page.collisions() == []
