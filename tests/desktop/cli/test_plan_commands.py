"""Writing, checking, compiling and importing a plan as an office and a unit do it."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import resources
from desktop.submission.container.reader import read
from tests.desktop.cli.schemas import require_schema
from tests.plans import wanghua_file

PLANS = ("wanghua", "luzhai", "jinan", "liuhe", "dalian")
CELL = "maternal-health/01/_T"


def answer(done):
    return json.loads(done.stdout, parse_float=Decimal)


def edit(path, *cells):
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)


@pytest.fixture
def workbook(tianbao, tmp_path):
    """The workbook of a pack of program 0.1, with the full names that it did not have."""
    path = tmp_path / "望花区 规划.xlsx"
    found = answer(tianbao("plan", "workbook", wanghua_file(), "-o", path, "--json"))
    assert (found["id"], found["bytes"]) == ("wanghua", path.stat().st_size)
    book = openpyxl.load_workbook(path)
    for row in book["责任单位"].iter_rows(min_row=3):
        row[2].value = f"抚顺市{row[1].value}"
    book.save(path)
    return path


@pytest.fixture
def key(tianbao, tmp_path):
    """A key of the plan office."""
    secret = tmp_path / "口令.txt"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    office, path = tmp_path / "office.db", tmp_path / "office.p12"
    tianbao("init", "--store", office, "--plan", wanghua_file(), "--unit", "statistics")
    tianbao("key", "new", "--store", office, "--key", path, "--passphrase-file", secret)
    return path, secret, tmp_path / "office.cer.pem"


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_bundled_plan_compiles(tianbao, tmp_path, plan_id):
    path = tmp_path / "plan.xlsx"
    tianbao("plan", "workbook", plan_id, "-o", path)
    made = answer(tianbao("plan", "compile", path, "-o", tmp_path, "--json"))
    assert (made["signed"], made["approved_by"]) == (False, None)
    pack = Path(made["path"])
    assert pack.name == f"{plan_id}-{made['version']}.wdpplan"
    checked = answer(tianbao("plan", "check", pack, "--json"))
    assert (checked["kind"], checked["compilable"], checked["counts"]["unexplained"]) == ("pack", True, 0)
    shown = tianbao("plan", "show", pack, "--json").stdout
    assert shown == tianbao("plan", "show", plan_id, "--json").stdout


def test_a_bundled_plan_is_checked_by_its_id(tianbao):
    found = answer(tianbao("plan", "check", "dalian", "--json"))
    looser = [f for f in found["findings"] if f["code"] == "TB-PLAN-031"]
    assert {f["explained_by"] for f in looser} == {"mortality-baseline"}
    assert "可以编译" in tianbao("plan", "check", "dalian").stdout
    assert "E-PLAN-060" in tianbao("plan", "check", "nowhere", expect=1).stderr


def test_all_mistakes_of_a_workbook_are_told_with_their_cells(tianbao, workbook, tmp_path):
    edit(workbook, ("基础数据", "H3", "两位"), ("规划", "B6", "21"), ("规划目标", "I5", 2099))
    found = answer(tianbao("plan", "check", workbook, "--json", expect=1))
    assert not found["compilable"]
    assert {"基础数据!H3", "规划!B6", "规划目标!I5"} == {f["place"] for f in found["findings"]}
    pack = tmp_path / "x.wdpplan"
    refused = tianbao("plan", "compile", workbook, "-o", pack, "--json", expect=1)
    assert {p["place"] for p in answer(refused)["problems"]} >= {"基础数据!H3", "规划!B6"}
    assert answer(refused)["code"] == "E-PLAN-080"
    assert "基础数据!H3" in refused.stderr
    assert not pack.exists()


def test_a_gap_is_not_compiled_until_it_is_explained(tianbao, workbook, tmp_path):
    book = openpyxl.load_workbook(workbook)
    sheet = book["责任单位"]
    sheet.append(["new-unit", "区新单位", "抚顺市区新单位"])
    book.save(workbook)
    found = answer(tianbao("plan", "compile", workbook, "-o", tmp_path, "--json", expect=1))
    assert [(p["code"], p["place"]) for p in found["problems"]] == [
        ("TB-PLAN-020", f"责任单位!A{sheet.max_row}")
    ]
    book["假设"].append(["new-unit", "区新单位今年起参加，暂无填报内容。", "机构改革刚完成。"])
    unit = next(c.column for c in book["假设"][1] if c.value == "单位")
    book["假设"].cell(book["假设"].max_row, unit).value = "区新单位"
    book.save(workbook)
    assert answer(tianbao("plan", "compile", workbook, "-o", tmp_path, "--json"))["gaps"] > 0


def test_a_pack_is_signed_and_imported_without_losing_figures(tianbao, workbook, key, tmp_path):
    store = tmp_path / "卫健局.db"
    tianbao("init", "--store", store, "--plan", wanghua_file(), "--unit", "health")
    tianbao("set", "--store", store, "--year", 2025, CELL, "2036")
    births = _row_of(workbook, "基础数据", "live-births")
    edit(workbook, ("规划", "B9", "2026.9"), ("基础数据", f"B{births}", "活产婴儿数"))
    path, secret, certificate = key
    made = answer(
        tianbao("plan", "compile", workbook, "-o", tmp_path, "--key", path, "--passphrase-file", secret,
                "--approved-by", "张三", "--replaces", "2026.1", "--json")
    )  # fmt: skip
    assert (made["signed"], made["approved_by"], made["replaces"]) == (True, "张三", "2026.1")
    pack = made["path"]
    checked = answer(tianbao("plan", "check", pack, "--trust", certificate, "--json"))
    assert checked["facts"]["signer"]["status"] == "registered"
    dry = answer(tianbao("plan", "import", pack, "--store", store, "--dry-run", "--json"))
    assert not dry["imported"]
    taken = answer(tianbao("plan", "import", pack, "--store", store, "--trust", certificate, "--json"))
    assert (taken["imported"], taken["from_version"], taken["to_version"]) == (True, "2026.1", "2026.9")
    assert ("item", "renamed") in {(d["kind"], d["change"]) for d in taken["differences"]}
    assert Path(taken["backup"]).exists()
    assert answer(tianbao("get", "--store", store, "--year", 2025, CELL, "--json"))["value"] == 2036
    again = answer(tianbao("plan", "import", pack, "--store", store, "--json"))
    assert not again["imported"]
    _require_approval(Path(pack))
    assert "活产婴儿数" in tianbao("plan", "show", pack, "--json").stdout
    tianbao("init", "--store", tmp_path / "new.db", "--plan", pack, "--unit", "education")


def _row_of(path, sheet, code):
    book = openpyxl.load_workbook(path)
    return next(row[0].row for row in book[sheet].iter_rows(max_col=1) if row[0].value == code)


def _require_approval(pack):
    [data] = [e.data for e in read(pack.read_bytes()).entries if e.name == "approval.json"]
    schema = json.loads(resources.read_text("schemas/plan-approval-1.json"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(data))
    require_schema(json.loads(data))


def test_what_is_refused_changes_nothing(tianbao, workbook, key, tmp_path):
    store = tmp_path / "卫健局.db"
    tianbao("init", "--store", store, "--plan", wanghua_file(), "--unit", "health")
    before = store.read_bytes()
    path, secret, certificate = key
    tianbao("plan", "compile", workbook, "-o", tmp_path)
    [pack] = tmp_path.glob("*.wdpplan")
    whole = pack.read_bytes()
    for data, code in (
        (whole[:-1], "E-PLAN-064"), (whole[:5000], "E-PLAN-064"), (b"", "E-PLAN-062"),
        (b"{}", "E-PLAN-003"), (workbook.read_bytes(), "E-PLAN-068"),
    ):  # fmt: skip
        pack.write_bytes(data)
        assert code in tianbao("plan", "import", pack, "--store", store, expect=1).stderr
    pack.write_bytes(whole)
    done = tianbao("plan", "import", pack, "--store", store, "--trust", certificate, expect=1)
    assert "E-PLAN-066" in done.stderr
    other = tmp_path / "liuhe.xlsx"
    tianbao("plan", "workbook", "liuhe", "-o", other)
    tianbao("plan", "compile", other, "-o", tmp_path / "l.wdpplan")
    assert (
        "E-PLAN-081" in tianbao("plan", "import", tmp_path / "l.wdpplan", "--store", store, expect=1).stderr
    )
    assert store.read_bytes() == before
    signing = ("plan", "compile", workbook, "--key", path, "--passphrase-file", secret)
    assert "E-PLAN-085" in tianbao(*signing, "-o", tmp_path, expect=1).stderr
    assert "E-PLAN-086" in tianbao("plan", "compile", workbook, "-o", tmp_path / "x.zip", expect=1).stderr


def test_a_hostile_workbook_is_a_sentence(tianbao, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    done = tianbao("plan", "check", path, "--json", expect=1)
    assert answer(done)["code"] == "E-DOC-011"
    assert "Traceback" not in done.stderr
