"""The survey sheet: which figures stand on it, what its plan says of them, and where all of it stands."""

from dataclasses import replace

import pytest

from desktop.documents.sheets.survey_lines import SurveyLine, SurveySheet, survey_sheet
from desktop.documents.sheets.survey_sheet import render_survey_sheet
from forms.reporting.layout import lay_out
from tests.builders import form, indicator, item, plan
from tests.desktop.documents.builders import page_texts
from tests.desktop.documents.drawn import pages

HOW = {"sampling": "按街道分层抽取 600 户", "method": "入户问卷", "error": "95% 置信区间 ±3%"}
NAME = "鄂温克族自治旗住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）"
LINE = SurveyLine(name="知晓率", unit="%", place="《健康表》02 行", **HOW)
SHEET = SurveySheet(
    "测试区妇女发展规划（2021—2030年）", "测试区卫生健康局", 2025, (LINE, replace(LINE, name="参与率"))
)


def sample():
    return plan(
        items=[
            item("births"),
            item("aware", "知晓人数"),
            item("asked", "调查人数"),
            item("joined", "参与人数"),
        ],
        indicators=[
            indicator("rate", ["aware"], ["asked"], special_survey=HOW),
            indicator("part", ["joined"], ["asked"], basis="survey"),
            indicator("usual", ["births"]),
        ],
        forms=[form(["births", "aware", "asked", "joined", "=rate", "=part"], title="健康表")],
    )


def sheet_of(made):
    return survey_sheet(made, lay_out(made, "health"), 2025)


def test_what_a_sample_gives_stands_on_it_and_nothing_that_is_counted_or_computed():
    sheet = sheet_of(sample())
    assert (sheet.plan_title, sheet.unit_name, sheet.year) == (sample().shown_title, "测试区卫生健康局", 2025)
    assert [(line.name, line.place, line.sampling, line.method, line.error) for line in sheet.lines] == [
        ("知晓人数", "《健康表》02 行", *HOW.values()),
        ("调查人数", "《健康表》03 行", *HOW.values()),
        ("参与人数", "《健康表》04 行", "", "", ""),
    ]


def test_a_unit_without_samples_has_no_lines():
    assert sheet_of(plan(items=[item("births")], forms=[form(["births"])])).lines == ()


SHEETS = {
    "usual": SHEET,
    "one": replace(SHEET, lines=(LINE,)),
    "many": replace(SHEET, lines=(LINE,) * 37),
    "long names": replace(SHEET, unit_name=NAME * 2, plan_title=NAME * 2),
    "names beyond measure": replace(SHEET, unit_name=NAME * 9, plan_title=NAME * 9, lines=(LINE,) * 12),
    "long texts": replace(SHEET, lines=(replace(LINE, method=NAME * 20, sampling="A" * 300), LINE)),
    "all long": replace(SHEET, lines=(replace(LINE, name=NAME * 9, place=NAME * 9, error=NAME * 9),) * 9),
}


@pytest.fixture(scope="module", params=SHEETS, ids=list(SHEETS))
def drawn(request):
    sheet = SHEETS[request.param]
    return sheet, render_survey_sheet(sheet)


def test_nothing_lies_over_anything_else_or_beyond_the_page(drawn):
    for page in pages(drawn[1]):
        assert page.collisions() == []
        assert page.outside() == []


def test_every_page_has_year_head_and_number_and_the_last_has_the_signatures(drawn):
    found = ["".join(text.split()) for text in page_texts(drawn[1])]
    for number, text in enumerate(found, start=1):
        assert f"第{number}页共{len(found)}页" in text
        assert "2025年" in text
        assert "调查指标" in text
        assert ("调查负责人" in text) == (number == len(found))


def test_all_that_it_says_can_be_read(drawn):
    sheet, pdf = drawn
    columns = (("name", 0, 118), ("place", 162, 254), ("sampling", 254, 372), ("method", 500, 618))
    for field, left, right in columns:
        said = "".join(getattr(line, field) for line in sheet.lines)
        assert _column(pdf, 48 + left, 48 + right) == sorted("".join(said.split()))


def _column(pdf, left, right):
    """Characters of the table between two edges; a tall line goes on below the head of the next page."""
    shown = []
    for page in pages(pdf):
        head = min(text.bottom for text in page.texts if text.text in ("调查指标", "计量单位"))
        notes = [text.top for text in page.texts if text.text.startswith("1．报表上标")]
        shown += [
            text.text
            for text in page.texts
            if left < text.left < right and (notes[0] if notes else 45) < text.bottom < head - 8
        ]
    return sorted("".join("".join(shown).split()))


def test_the_numbers_are_left_to_the_hand():
    """The columns for sample, time and result are blank on each line."""
    pdf = render_survey_sheet(SHEET)
    assert _column(pdf, 48 + 372, 48 + 500) == _column(pdf, 48 + 618, 48 + 674) == []


def test_the_same_sheet_is_the_same_file():
    assert render_survey_sheet(SHEET) == render_survey_sheet(SHEET)
