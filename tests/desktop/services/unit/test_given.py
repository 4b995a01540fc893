"""Given figures and special surveys in a real store: counted, said on paper, and no obstacle to 定稿."""

import io

import openpyxl
import pypdfium2
import pytest

from desktop.services.unit.filing.finalising import finalise, obstacles
from desktop.services.unit.printing import official_pdf, official_workbook
from desktop.services.unit.year import open_year
from forms.filing.state import YearState
from tests.desktop.sourced import PEOPLE, PLACES, SLEEP, sourced_desk

PEOPLE_NAMED = {"head": "周岚", "statistician": "许文静", "filler": "韩雪", "phone": "1"}


@pytest.fixture
def year(tmp_path):
    with sourced_desk(tmp_path) as desk:
        desk.name_people(**PEOPLE_NAMED)
        yield open_year(desk, 2025)


def paper(year):
    """Text of all pages, as another program reads it."""
    document = pypdfium2.PdfDocument(official_pdf(year))
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def sheet_texts(year):
    book = openpyxl.load_workbook(io.BytesIO(official_workbook(year)))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def test_paper_says_what_is_given_and_that_it_was_typed(year):
    assert "统计局提供" in paper(year)
    assert "手工录入" not in paper(year)
    year.enter({PEOPLE: "900"}, sources={PEOPLE: "统计局 2026 年 3 月 5 日的函"})
    for texts in ([paper(year)], sheet_texts(year)):
        assert any("统计局提供（手工录入）；统计局 2026 年 3 月 5 日的函" in text for text in texts)


def test_a_year_without_a_survey_is_whole(year):
    form = year.layout.forms[0]
    assert year.progress(form).total == 3
    year.enter({PEOPLE: "900", PEOPLE._replace(breakdown="SEX=F"): "450", PLACES: "30"})
    assert [f.code for f in year.report.blocking] == ["TB-ORIGIN-001"]
    year.annotate(PEOPLE, source="统计局 3 月 5 日函")
    progress = year.progress(form)
    assert (progress.filled, progress.total) == (3, 3)
    assert obstacles(year) == []
    assert "没有调查的年份不填" in paper(year)
    year.enter({SLEEP: "431.5"})
    assert (year.progress(form).total, [f.code for f in year.report.blocking]) == (4, ["TB-ORIGIN-002"])
    year.undo()
    assert finalise(year) == 1


def test_a_unit_of_surveys_alone_files_a_year_without_one(tmp_path):
    with sourced_desk(tmp_path, rows=("sleep",)) as desk:
        desk.name_people(**PEOPLE_NAMED)
        year = open_year(desk, 2025)
        assert year.state is YearState.EMPTY
        assert obstacles(year) == []
        assert finalise(year) == 1
        assert year.state is YearState.FINAL


def test_emptied_again_such_a_year_is_still_ready(tmp_path):
    with sourced_desk(tmp_path, rows=("sleep",)) as desk:
        year = open_year(desk, 2025)
        year.enter({SLEEP: "431.5"}, sources={SLEEP: "2025-10"})
        year.undo()
        assert year.figures.observations == {}
        assert year.state is YearState.READY
