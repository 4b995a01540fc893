"""Task sheets and owners of a plan through the real command line."""

import json

import pypdfium2
import pytest

PRESET = "责任单位为预设，尚未确认"


def answer(done):
    return json.loads(done.stdout)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_the_sheet_of_a_plan_and_of_a_unit_without_forms(tianbao, tmp_path, ending):
    whole, own = tmp_path / f"全部{ending}", tmp_path / f"党校{ending}"
    told = answer(tianbao("plan", "tasks", "liuhe", "-o", whole, "--json"))
    assert (told["unit"], told["owners_confirmed"], told["bytes"]) == (None, False, whole.stat().st_size)
    unit = answer(tianbao("plan", "tasks", "liuhe", "--unit", "party-school", "-o", own, "--json"))
    assert 0 < unit["assignments"] < told["assignments"]
    if ending == ".pdf":
        assert PRESET in text_of(own)
        assert "中国共产党柳河县委员会党校" in text_of(own)
    assert PRESET in tianbao("plan", "tasks", "liuhe", "-o", whole).stdout


def test_what_cannot_be_written_is_said(tianbao, tmp_path):
    asked = ("plan", "tasks", "liuhe", "-o", tmp_path / "a.pdf")
    assert "E-PLAN-063" in tianbao(*asked, "--unit", "nobody", expect=1).stderr
    assert "E-FILE-010" in tianbao("plan", "tasks", "liuhe", "-o", tmp_path / "a.docx", expect=1).stderr


def test_a_unit_without_forms_gets_no_store_and_is_told_of_its_tasks(tianbao, tmp_path):
    made = tianbao(
        "init", "--store", tmp_path / "a.db", "--plan", "liuhe", "--unit", "party-school", expect=1
    )
    assert "E-PLAN-087" in made.stderr
    assert "tianbao plan tasks liuhe --unit party-school" in made.stderr
    assert not (tmp_path / "a.db").exists()
