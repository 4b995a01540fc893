"""Task sheets and owners of a plan through the real command line."""

import json

import openpyxl
import pypdfium2
import pytest

from desktop.services.plans.packs import load_bundled

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


@pytest.fixture
def listed(tianbao, tmp_path):
    path = tmp_path / "责任单位.xlsx"
    told = answer(tianbao("plan", "owners", "liuhe", "export", "-o", path, "--json"))
    assert (told["owners_confirmed"], told["bytes"]) == (False, path.stat().st_size)
    return path


def edit(path, *cells):
    book = openpyxl.load_workbook(path)
    for cell, value in cells:
        book["责任单位清单"][cell] = value
    book.save(path)


def confirm(tianbao, listed, output, *more, expect=0):
    by = ("--by", "柳河县妇儿工委办公室", "--date", "2026-12-01")
    return tianbao(
        "plan", "owners", "liuhe", "confirm", listed, *by, "-o", output, *more, "--json", expect=expect
    )


def test_one_list_confirms_all_owners_in_a_signed_pack(tianbao, tmp_path, listed):
    secret, office, key = tmp_path / "口令.txt", tmp_path / "office.db", tmp_path / "office.p12"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    tianbao("init", "--store", office, "--plan", "liuhe", "--unit", "statistics")
    tianbao("key", "new", "--store", office, "--key", key, "--passphrase-file", secret)
    edit(listed, ("D4", "县教育局"), ("E4", "县卫生健康局"))
    before = answer(tianbao("plan", "show", "liuhe", "--json"))
    made = answer(confirm(tianbao, listed, tmp_path, "--key", key, "--passphrase-file", secret))
    assert (made["signed"], made["changed"], made["replaces"]) == (True, 1, before["version"])
    assert made["version"] == f"{before['version']}-1"
    pack = made["path"]
    shown = answer(tianbao("plan", "show", pack, "--json"))
    assert shown["owners_confirmed"] == {"by": "柳河县妇儿工委办公室", "date": "2026-12-01"}
    assert shown["domains"][0]["goals"][0]["units"] == [
        {"unit": "education", "role": "lead"},
        {"unit": "health", "role": "joint"},
    ]
    assert not any(one["owner_is_default"] for one in shown["indicators"])
    checked = answer(tianbao("plan", "check", pack, "--trust", tmp_path / "office.cer.pem", "--json"))
    assert (checked["compilable"], checked["signed"]) == (True, True)
    assert "TB-PLAN-015" not in {found["code"] for found in checked["findings"]}
    tianbao("plan", "tasks", pack, "-o", tmp_path / "a.pdf")
    assert PRESET not in text_of(tmp_path / "a.pdf")
    assert "已由柳河县妇儿工委办公室于" in text_of(tmp_path / "a.pdf")
    told = tianbao("plan", "import", pack, "--store", office)
    assert "责任单位已由柳河县妇儿工委办公室于 2026-12-01 确认" in told.stdout


def test_until_confirmed_the_program_says_so(tianbao, tmp_path):
    assert PRESET in tianbao("plan", "show", "liuhe").stdout
    assert tianbao("plan", "check", "liuhe").stdout.count(PRESET) == 1


def test_a_list_with_mistakes_writes_nothing_and_names_each_cell(tianbao, tmp_path, listed):
    edit(listed, ("D4", "没有的局"), ("E5", "=1+1"), ("D6", None))
    told = answer(confirm(tianbao, listed, tmp_path / "a.wdpplan", expect=1))
    assert told["code"] == "E-PLAN-095"
    assert [problem["place"] for problem in told["problems"]] == [
        f"责任单位清单!{cell}" for cell in ("D4", "E5", "D6")
    ]
    assert not (tmp_path / "a.wdpplan").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--new-version", load_bundled("liuhe").plan.version), "E-PLAN-089"),
        (("--new-version", "二"), "E-PLAN-001"),
        (("--date", "12月1日"), "E-PLAN-001"),
        (("--by", "\u202e"), "E-TEXT-001"),
    ],
)
def test_what_cannot_be_a_confirmation_is_said(tianbao, tmp_path, listed, more, code):
    told = answer(confirm(tianbao, listed, tmp_path / "a.wdpplan", *more, expect=1))
    assert told["code"] == code
    assert not (tmp_path / "a.wdpplan").exists()


def test_other_files_are_no_list(tianbao, tmp_path, listed):
    other = tmp_path / "规划.xlsx"
    tianbao("plan", "workbook", "liuhe", "-o", other)
    assert answer(confirm(tianbao, other, tmp_path / "a.wdpplan", expect=1))["code"] == "E-PLAN-090"
    again = tianbao(
        "plan", "owners", "wanghua", "confirm", listed, "--by", "a", "--date", "2026-12-01",
        "-o", tmp_path / "a.wdpplan", expect=1,
    )  # fmt: skip
    assert "E-PLAN-090" in again.stderr
    pdf = tmp_path / "表.pdf"
    tianbao("plan", "tasks", "liuhe", "-o", pdf)
    assert answer(confirm(tianbao, pdf, tmp_path / "a.wdpplan", expect=1))["code"].startswith("E-KIND")
