"""The office's commands: its file, people, keys, plan, register and earlier figures."""

import json
import shutil
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.services.demonstration.county import make_county
from forms.codes.office import OfficeCode
from tests.desktop.cli.schemas import require_schema

PASSPHRASE = "演示 口令 demo 2026"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A small invented county."""
    folder = tmp_path_factory.mktemp("county")
    make_county(folder, "liuhe", lambda *_: None, most_units=3, years=(2025,))
    return folder


@pytest.fixture(scope="module")
def _made_office(tmp_path_factory, county):
    path = tmp_path_factory.mktemp("office") / "o.db"
    assert main(["office", "init", "--office", str(path), "--plan", str(county / "plan.json")]) == 0
    return path


@pytest.fixture
def office(_made_office, tmp_path):
    """A copy of its own."""
    return Path(shutil.copy(_made_office, tmp_path))


@pytest.fixture
def answer(tmp_path, monkeypatch, capsys):
    """Runs a command in a folder of its own and gives its JSON."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, expect=0, **environment):
        capsys.readouterr()
        with monkeypatch.context() as patched:
            for name, value in environment.items():
                patched.setenv(name, value)
            code = main([*map(str, arguments), "--json"])
        printed = capsys.readouterr()
        assert code == expect, printed.out + printed.err
        document = json.loads(printed.out)
        require_schema(document)
        return document

    return run


def test_an_office_is_made_once(answer, county, tmp_path):
    path = tmp_path / "新" / "o.db"
    made = answer("office", "init", "--office", path, "--plan", county / "plan.json", "--by", "王芳")
    assert (made["region"], made["name"]) == ("220524", "柳河县统计局")
    assert answer("office", "init", "--office", path, "--plan", "liuhe", expect=3)["code"] == "E-DB-010"


def test_the_register_in_a_real_process(tianbao, county, office):
    listed = ("--fingerprints", county / "fingerprints.txt")
    done = tianbao("office", "register", "--office", office, county / "certificates", *listed, "--by", "李敏")
    assert "登记 3 份" in done.stdout
    register = json.loads(tianbao("office", "register", "--office", office, "--json").stdout)["certificates"]
    assert {one["registered_by"] for one in register} == {"李敏"}


def test_a_typed_fingerprint_is_for_one_certificate(answer, county, office):
    files = sorted((county / "certificates").glob("*.cer.pem"))
    typed = ("--fingerprint", "F" * 64)
    told = answer("office", "register", "--office", office, *files, *typed, expect=1)
    assert told["code"] == OfficeCode.ONE_AT_A_TIME
    one = answer("office", "register", "--office", office, files[0], *typed, expect=1)
    assert one["files"][0]["code"] == OfficeCode.FINGERPRINT_DIFFERS


def test_people_once_listed_are_the_only_ones_who_write(answer, county, office):
    def people(*arguments, expect=0):
        return answer("office", "people", *arguments, "--office", office, expect=expect)

    assert people("list")["people"] == []
    assert people("set", "王芳", "组长")["changed"]
    assert people("set", "李敏", "监测员", expect=1)["code"] == OfficeCode.NOT_AN_OFFICER
    assert people("set", "李敏", "监测员", "--by", "王芳")["changed"]
    assert not people("set", "李敏", "监测员", "--by", "王芳")["changed"]
    assert people("set", "赵雷", "只读", "--by", "李敏", expect=1)["code"] == OfficeCode.HEAD_WANTED
    people("set", "赵雷", "只读", "--by", "王芳")
    assert people("remove", "王芳", "--by", "王芳", expect=1)["code"] == OfficeCode.LAST_HEAD
    assert people("set", "王芳", "只读", "--by", "王芳", expect=1)["code"] == OfficeCode.LAST_HEAD
    assert people("remove", "张三", "--by", "王芳", expect=1)["code"] == OfficeCode.NO_SUCH_PERSON
    assert people("set", "", "只读", "--by", "王芳", expect=1)["code"] == OfficeCode.NO_SUCH_PERSON
    assert people("set", "\u202e甲", "只读", "--by", "王芳", expect=1)["code"] == "E-TEXT-001"
    table = county / "history.csv"
    denied = answer("office", "history", "--office", office, table, "--by", "赵雷", expect=1)
    assert denied["code"] == OfficeCode.READER
    listed = people("remove", "赵雷", "--by", "王芳")["people"]
    assert sorted((one["name"], one["role"]) for one in listed) == [("李敏", "officer"), ("王芳", "head")]


def test_the_published_series_is_taken_over_and_wrong_rows_are_named(answer, county, office, tmp_path):
    def take(table, *given, expect=0):
        return answer("office", "history", "--office", office, table, *given, expect=expect)

    table = tmp_path / "往年.csv"
    lines = (county / "history.csv").read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    lines[1] = ",".join([*cells[:-1], "约三百"])
    lines.append(",".join(["no-such-item", *lines[2].split(",")[1:]]))
    table.write_text("\n".join(lines), encoding="utf-8")
    preview = take(table, "--dry-run", expect=1)
    assert preview["changes"]
    taken = take(table, "--reason", "2019、2020 年统计公报", expect=1)
    assert taken["changes"] == preview["changes"]
    assert [problem["code"] for problem in taken["refused"]] == ["E-HISTORY-002", "E-HISTORY-001"]
    assert "2" in taken["refused"][0]["place"]
    assert len(take(county / "history.csv")["changes"]) == 1  # the cell that could not be read before
    assert take(county / "plan.json", expect=1)["code"] == "E-KIND-003"


def test_a_further_version_of_the_plan_is_put_in_force(answer, county, office, tmp_path):
    pack = json.loads((county / "plan.json").read_text(encoding="utf-8"))
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({**pack, "version": "2099.1"}, ensure_ascii=False), encoding="utf-8")
    same = answer("office", "plan", county / "plan.json", "--office", office)
    assert (same["imported"], same["backup"]) == (False, None)
    taken = answer("office", "plan", newer, "--office", office)
    assert (taken["from_version"], taken["to_version"]) == (pack["version"], "2099.1")
    assert taken["imported"]
    assert Path(taken["backup"]).exists()
    assert answer("office", "plan", "wanghua", "--office", office, expect=1)["code"] == OfficeCode.OTHER_PLAN
    moved = tmp_path / "moved.json"
    moved.write_text(json.dumps({**pack, "region_code": "350111"}, ensure_ascii=False), encoding="utf-8")
    assert answer("office", "plan", moved, "--office", office, expect=1)["code"] == OfficeCode.OTHER_REGION


def test_the_offices_keys_are_made_remembered_and_shown(answer, office, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def key(verb, *arguments, expect=0):
        given = ("--office", office, "--passphrase-file", secret)
        return answer("office", "key", verb, *arguments, *given, expect=expect)

    assert key("show", expect=1)["code"] == OfficeCode.KEY_WANTED
    signing, receiving = key("new"), key("new", "--for", "receiving")
    assert (signing["purpose"], receiving["purpose"]) == ("signing", "receiving")
    assert signing["unit_name"] == "柳河县统计局"
    assert key("show")["fingerprint"] == signing["fingerprint"]
    assert key("show", "--for", "receiving")["fingerprint"] == receiving["fingerprint"]
    assert key("new", expect=1)["code"] == "E-KEY-020"
    for purpose in ("signing", "receiving"):
        sheet = tmp_path / f"{purpose}.pdf"
        key("sheet", "--for", purpose, "-o", sheet)
        assert sheet.read_bytes().startswith(b"%PDF")
    register = answer("office", "register", "--office", office)["certificates"]
    assert {one["unit"] for one in register} == {"office"}
    assert str(tmp_path).encode() not in office.read_bytes()  # the key's place is relative to the file
    Path(signing["key"]).unlink()
    assert key("show", expect=1)["code"] == OfficeCode.KEY_WANTED


def test_existing_keys_are_imported_by_what_they_are_for(answer, county, office, tmp_path):
    secret = {"TIANBAO_PASSPHRASE": (county / "passphrase.txt").read_text(encoding="utf-8").strip()}

    def take(name, *arguments, expect=0, **environment):
        given = ("office", "key", "import", county / "keys" / name, "--office", office, *arguments)
        return answer(*given, expect=expect, **(environment or secret))

    assert take("office.p12")["purpose"] == "signing"
    assert take("office-receiving.p12")["purpose"] == "receiving"
    assert take("education.p12", expect=1)["code"] == OfficeCode.OTHER_KEY
    assert take("office.p12", expect=1)["code"] == "E-KEY-020"
    wrong = take("office.p12", "--key", tmp_path / "x.p12", expect=1, TIANBAO_PASSPHRASE="falsch 错的口令")
    assert wrong["code"] == "E-KEY-002"
    assert take("office.p12", "--key", county / "keys" / "office.p12")["key"].endswith("keys/office.p12")


@pytest.mark.parametrize(
    "command",
    [
        ("office", "people", "list"),
        ("office", "register"),
        ("office", "key", "new"),
        ("office", "plan", "liuhe"),
        ("office", "history", "x.csv"),
        ("office", "revoke", "--unit", "health", "--since", "2026-03-02", "--reason", "来函注销"),
    ],
)
def test_a_units_file_given_as_the_offices_is_not_touched(answer, county, tmp_path, command):
    unit = Path(shutil.copy(next((county / "stores").glob("*.db")), tmp_path / "unit.db"))
    before = (unit.read_bytes(), unit.stat().st_mtime_ns, sorted(tmp_path.iterdir()))
    assert answer(*command, "--office", unit, expect=3)["code"] == OfficeCode.OTHER_STORE
    assert (unit.read_bytes(), unit.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before


@pytest.mark.parametrize(
    "command", [("check", "--year", "2025"), ("log", "--verify"), ("people",), ("backup", "-o", "b")]
)
def test_an_offices_file_given_as_a_units_is_not_touched(answer, office, tmp_path, command):
    before = (office.read_bytes(), office.stat().st_mtime_ns, sorted(tmp_path.iterdir()))
    assert answer(*command, "--store", office, expect=3)["code"] == OfficeCode.OTHER_STORE
    assert (office.read_bytes(), office.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before
