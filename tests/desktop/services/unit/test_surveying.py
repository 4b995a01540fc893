"""The survey sheet of a unit: every figure that a sample gives, numbers blank."""

import pypdfium2
import pytest

from desktop.cli.main import run
from desktop.cli.parser import build_parser
from desktop.documents.sheets.survey_lines import survey_sheet
from desktop.services.plans.packs import bundled_ids
from desktop.services.unit.surveying import has_surveys, survey_pdf
from desktop.services.unit.year import open_year
from forms.errors import UserInputError
from forms.reporting.layout import lay_out
from tests.desktop.sourced import SLEEP, sourced_desk
from tests.resources.packs import load_plan


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_numbers_are_for_the_hand_and_the_rest_is_printed(tmp_path):
    with sourced_desk(tmp_path) as desk:
        year = open_year(desk, 2025)
        year.enter({SLEEP: "431.5"}, sources={SLEEP: "2025-10"})
        text = text_of(survey_pdf(year))
    for wanted in (
        "抽样调查表",
        "测试区卫生健康局",
        "睡眠时间",
        "《测试表》03 行",
        "分层抽样",
        "睡眠日志",
        "每年都要填",
    ):
        assert wanted in text
    assert "431.5" not in text
    assert "演示" not in text
    assert "常住人口数" not in text


def test_the_same_sheet_gives_the_same_bytes(tmp_path):
    with sourced_desk(tmp_path) as desk:
        year = open_year(desk, 2025)
        assert survey_pdf(year) == survey_pdf(year)


def test_a_unit_without_samples_has_no_sheet(tmp_path):
    with sourced_desk(tmp_path, rows=("places", "people")) as desk:
        year = open_year(desk, 2025)
        assert not has_surveys(year)
        with pytest.raises(UserInputError) as refused:
            survey_pdf(year)
        assert refused.value.code == "E-PRINT-004"


@pytest.mark.parametrize("name", bundled_ids())
def test_each_result_of_a_survey_stands_on_one_sheet_of_its_plan(name):
    plan = load_plan(name)
    sheets = [survey_sheet(plan, lay_out(plan, unit.code), 2025) for unit in plan.units]
    listed = [line.name for sheet in sheets for line in sheet.lines]
    assert len(listed) == len(set(listed))
    assert {plan.item_by_code[code].name for code in plan.survey_results} <= set(listed)
    assert not [name for name in listed if name.endswith("样本量")]


def test_the_command_writes_it(tmp_path, capsys):
    with sourced_desk(tmp_path) as desk:
        store = desk.path
    place = tmp_path / "sheet.pdf"
    options = ["print", "--survey", "--store", str(store), "--year", "2025", "-o", str(place)]
    assert run(build_parser().parse_args(options)) == 0
    assert "抽样调查表" in capsys.readouterr().out
    assert "抽样调查表" in text_of(place.read_bytes())
    assert run(build_parser().parse_args([*options[:-1], str(tmp_path / "sheet.xlsx")])) == 1
