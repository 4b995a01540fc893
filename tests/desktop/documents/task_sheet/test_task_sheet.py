"""The task sheet: what stands on it, for a plan and for a unit, on paper and in Excel."""

from dataclasses import replace
from io import BytesIO
from itertools import accumulate

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils.escape import unescape as unescaped

from desktop.documents.paper.typesetting import as_drawn
from desktop.documents.task_sheet.lines import BY_HAND, NONE, TITLE, task_sheet
from desktop.documents.task_sheet.sheet import render_task_pdf, render_task_workbook
from desktop.documents.task_sheet.workbook import HEAD_ROW
from tests.builders import form, indicator, item, plan, target
from tests.desktop.documents.drawn import pages
from tests.desktop.documents.office import printed, words

PRESET = "责任单位为预设，尚未确认"
UNITS = [
    {"code": "health", "name": "区卫生健康局", "full_name": "测试区卫生健康局"},
    {"code": "school", "name": "区委党校", "full_name": "中国共产党测试区委员会党校"},
    {"code": "idle", "name": "区闲置局", "full_name": "测试区闲置局"},
]


def duties(lead, *joint):
    return [{"unit": lead, "role": "lead"}, *({"unit": unit, "role": "joint"} for unit in joint)]


def sample(**changes):
    goals = [
        {"no": 1, "title": "目标甲", "units": duties("health", "school")},
        {"no": 3, "title": "目标乙", "units": duties("school")},
    ]
    start = {
        "units": UNITS,
        "domains": [{"no": 1, "title": "妇女与健康", "goals": goals}],
        "strategies": [{"domain": 1, "no": 2, "title": "措施甲", "units": duties("school", "health")}],
        "items": [item("part"), item("whole")],
        "indicators": [indicator("rate", ["part"], ["whole"], name="检查率")],
        "targets": [target(None, item=1), target(">=", 90, item=1), target(">=", 80, item=1, year=2025)],
        "forms": [form(["part", "whole", "=rate"], title="健康表")],
    }
    return plan(**(start | changes))


def texts(sheet):
    return [line.texts for line in sheet.lines if not line.is_heading]


def test_each_goal_and_measure_stands_with_indicator_target_units_form_and_row():
    sheet = task_sheet(sample())
    assert (sheet.count, sheet.is_confirmed, sheet.standing) == (3, False, PRESET)
    assert texts(sheet) == [
        ("目标（一）1", "目标甲", "检查率（%）", "≥90\n2025年 ≥80", "区卫生健康局", "区委党校",
         "区卫生健康局《健康表》03 行"),
        ("目标（一）1", "", NONE, BY_HAND, "", "", NONE),
        ("目标（一）3", "目标乙", NONE, NONE, "区委党校", NONE, NONE),
        ("措施（一）2", "措施甲", NONE, NONE, "区委党校", "区卫生健康局", NONE),
    ]  # fmt: skip
    assert [line.texts[1] for line in sheet.lines if line.is_heading] == ["1　妇女与健康"]


def test_a_demand_without_figure_says_how_it_is_judged():
    fewer = target("decrease", item=3, indicator=None)
    near = target("exists", 15, item=3, indicator=None, unit="分钟")
    demands = [texts[3] for texts in texts(task_sheet(sample(targets=[fewer, near])))]
    assert f"降低，{BY_HAND}\n≥15 分钟，{BY_HAND}" in demands


def test_a_unit_sees_what_it_leads_what_it_joins_and_what_it_only_reports():
    sheet = task_sheet(sample(), "school")
    assert sheet.unit_name == "中国共产党测试区委员会党校"
    assert [(t[0], t[1]) for t in texts(sheet) if t[1]] == [
        ("目标（一）1", "参加"),
        ("目标（一）3", "牵头"),
        ("措施（一）2", "牵头"),
    ]
    without = sample(domains=[{"no": 1, "title": "健康", "goals": [{"no": 1, "title": "甲"}]}], strategies=[])
    assert [t[:3] for t in texts(task_sheet(without, "health")) if t[1]] == [("目标（一）1", "填报", "甲")]
    assert task_sheet(sample(), "idle").lines == ()


def test_a_confirmed_sheet_says_by_whom_instead():
    confirmed = sample(
        indicators=[indicator("rate", ["part"], ["whole"], owner_is_default=False)],
        owners_confirmed={"by": "测试区妇儿工委办公室", "date": "2026-12-01"},
    )
    sheet = task_sheet(confirmed)
    assert (sheet.is_confirmed, sheet.standing) == (
        True,
        "责任单位已由测试区妇儿工委办公室于 2026-12-01 确认",
    )
    assert PRESET not in "".join(_page_texts(render_task_pdf(sheet)))


def _page_texts(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def _long():
    goals = [
        {"no": n, "title": "名字很长的目标" * (n % 4 + 1), "units": duties("health", "school", "idle")}
        for n in range(1, 60)
    ]
    return sample(domains=[{"no": 1, "title": "妇女与健康", "goals": goals}])


NAME = "鄂温克族自治旗住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）"
ODD = "，甲&乙<丙>“丁”$A$1 &P_x0041_　戊"


def odd_sheets():
    """Sheets with what is long or strange somewhere, by what that is."""
    usual = task_sheet(_long(), "health")
    heading, line, *others = usual.lines

    def with_texts(**changed):
        names = [column.name for column in usual.columns]
        texts = tuple(changed.get(name, text) for name, text in zip(names, line.texts, strict=True))
        return replace(usual, lines=(heading, replace(line, texts=texts), *others))

    named = tuple("" if text == "" else f"1　{NAME * 12}" for text in heading.texts)
    return {
        "usual": usual,
        "nothing": replace(usual, lines=(), count=0),
        "long names": replace(
            usual, plan_title=NAME * 2, unit_name=NAME * 2, standing=f"责任单位已由{NAME}确认"
        ),
        "names beyond measure": replace(
            usual, plan_title=NAME * 9, unit_name=NAME * 9, standing=NAME * 9, is_confirmed=True
        ),
        "a goal of pages": with_texts(**{"主要目标、策略措施": NAME * 40}),
        "many units": with_texts(参加单位="、".join([NAME] * 30), 牵头单位=NAME),
        "one word": with_texts(目标值="A" * 300, 编号="目标（一）" * 6),
        "many targets": with_texts(目标值="\n".join(f"{year}年 ≥{year}" for year in range(1990, 2060))),
        "a heading of pages": replace(usual, lines=(replace(heading, texts=named), line, *others)),
        "marks": with_texts(**{"主要目标、策略措施": f"={ODD}", "监测指标（计量单位）": f"+{ODD}"}),
        "no font draws": with_texts(**{"主要目标、策略措施": "\u0f5a\u0f7a目标\U0001f600"}),
    }


SHEETS = odd_sheets()


@pytest.fixture(scope="module", params=SHEETS, ids=list(SHEETS))
def odd(request):
    sheet = SHEETS[request.param]
    return sheet, render_task_pdf(sheet)


def test_nothing_lies_over_anything_else_or_beyond_the_page(odd):
    for page in pages(odd[1]):
        assert page.collisions() == []
        assert page.outside() == []


def test_all_that_a_sheet_says_can_be_read_on_its_pages(odd):
    """Column by column, because a tall line goes on below the head of the next page."""
    sheet, pdf = odd
    drawn = [[] for _ in sheet.columns]
    for page in pages(pdf):
        heads = [page.find(column.name) for column in sheet.columns]
        table = [text for text in page.texts if 52 < text.bottom < heads[0].bottom - 4]
        edges = _edges(sheet)
        for text in sorted(table, key=lambda text: -text.top):
            middle = (text.left + text.right) / 2
            drawn[next(n for n, edge in enumerate(edges) if middle < edge)].append(text.text)
    for n, texts in enumerate(drawn):
        said = "".join(as_drawn(line.texts[n]) for line in sheet.lines)
        assert sorted("".join("".join(texts).split())) == sorted("".join(said.split()))


def _edges(sheet):
    whole = sum(column.share for column in sheet.columns)
    shares = accumulate(column.share for column in sheet.columns)
    return [48 + 745.89 * share / whole for share in shares]


def test_a_heading_has_a_line_below_it_on_its_page():
    """However many lines stand above it, and also where a tall line follows."""
    heading, line = task_sheet(_long()).lines[:2]
    tall = replace(line, texts=(*line.texts[:1], NAME * 4, *line.texts[2:]))
    counts = set()
    for above in range(9, 18):
        found = pages(render_task_pdf(replace(task_sheet(_long()), lines=(*[line] * above, heading, tall))))
        counts.add(len(found))
        for page in found:
            shown = [text.text for text in page.texts]
            assert ("1　妇女与健康" in shown) == any(text.startswith("鄂温克") for text in shown)
    assert counts == {1, 2}


def test_names_that_fit_stand_whole_in_head_and_title():
    sheet = SHEETS["long names"]
    first, *others = _page_texts(render_task_pdf(sheet))
    assert sheet.plan_title + TITLE in first
    assert f"单位：{sheet.unit_name}" in first
    assert all(text.count(sheet.plan_title) and sheet.standing in text for text in (first, *others))


def test_a_name_beyond_measure_ends_with_dots():
    for text in _page_texts(render_task_pdf(SHEETS["names beyond measure"])):
        assert "…" in text


def test_the_workbook_keeps_every_text_as_text(odd):
    sheet, _ = odd
    page = openpyxl.load_workbook(BytesIO(render_task_workbook(sheet))).active
    rows = list(page.iter_rows(min_row=HEAD_ROW + 1))
    assert [tuple(unescaped(cell.value or "") for cell in row) for row in rows] == [
        line.texts for line in sheet.lines
    ]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert not [
        cell.value for row in rows for cell in row if cell.data_type == "n" and cell.value is not None
    ]
    assert all((height.height or 0) <= 409.5 for height in page.row_dimensions.values())


def test_every_page_has_the_head_the_mark_and_its_number_and_nothing_runs_over():
    pdf = render_task_pdf(task_sheet(_long()))
    found = _page_texts(pdf)
    assert len(found) > 2
    for number, text in enumerate(found, start=1):
        assert "牵头单位" in text
        assert PRESET in text
        assert f"第{number}页共{len(found)}页" in text
    assert all(f"目标（一）{n}" in "".join(found) for n in range(1, 60))
    for page in pages(pdf):
        assert (round(page.width), round(page.height)) == (842, 595)
        assert page.outside() == []
    assert render_task_pdf(task_sheet(_long())) == pdf


def test_the_workbook_says_the_same_with_its_head_on_each_page():
    sheet = task_sheet(_long(), "health")
    page = openpyxl.load_workbook(BytesIO(render_task_workbook(sheet))).active
    rows = [tuple(cell or "" for cell in row) for row in page.iter_rows(min_row=HEAD_ROW, values_only=True)]
    assert rows == [tuple(c.name for c in sheet.columns), *(line.texts for line in sheet.lines)]
    assert page.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert page.page_setup.orientation == "landscape"
    assert PRESET in page["A2"].value


def test_calc_prints_every_text_of_the_workbook(tmp_path):
    sheet = task_sheet(_long())
    (pdf,) = printed(tmp_path, {"sheet": render_task_workbook(sheet)}).values()
    shown = "".join(words(pdf))
    wanted = {"".join(text.split()) for line in sheet.lines for text in line.texts}
    assert {text for text in wanted if text not in shown} == set()
