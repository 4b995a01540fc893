"""The office's commands: its file, people, keys, plan, register and earlier figures."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.services.demonstration.county import make_county
from desktop.services.office.desk import open_office_desk
from forms.canonical import digest_of
from forms.codes.office import OfficeCode
from tests.desktop.cli.receiving.commands import run
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


def test_the_register_in_a_real_process(program, county, office):
    listed = ("--fingerprints", county / "fingerprints.txt")
    done = program("office", "register", "--office", office, county / "certificates", *listed, "--by", "李敏")
    assert "登记 3 份" in done.stdout
    (first, *_) = sorted((county / "certificates").iterdir())
    lacking = program("office", "register", "--office", office, first, *listed, "--by", "李敏").stdout
    assert len(re.findall(r"清单里柳河县\S+的一个指纹（清单第 \d 行）没有对应的证书文件", lacking)) == 2
    register = json.loads(program("office", "register", "--office", office, "--json").stdout)["certificates"]
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
    cells = lines[2].split(",")
    lines[2] = ",".join([*cells[:-1], "约三百"])
    lines.append(",".join(["no-such-item", *lines[3].split(",")[1:]]))
    table.write_text("\n".join(lines), encoding="utf-8")
    preview = take(table, "--dry-run", expect=1)
    assert preview["changes"]
    taken = take(table, "--reason", "2019、2020 年统计公报", expect=1)
    assert taken["changes"] == preview["changes"]
    assert [problem["code"] for problem in taken["refused"]] == ["E-HISTORY-002", "E-HISTORY-001"]
    assert "3" in taken["refused"][0]["place"]
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
    listed = answer("office", "plan", "--office", office)["versions"]
    assert [one["version"] for one in listed] == [pack["version"], "2099.1", pack["version"]][: len(listed)]
    assert (listed[-1]["version"], listed[-1]["first_year"]) == ("2099.1", taken["from_year"])
    assert (listed[0]["version"], listed[0]["last_year"]) == (pack["version"], taken["from_year"] - 1)
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
    with open_office_desk(office) as desk:
        logged = [one for one in desk.store.log_entries() if one.kind == "remember"]
        assert desk.store.verify_log().ok
    assert len(logged) == 2, "where the keys lie is what an officer did, and in the log"
    Path(signing["key"]).unlink()
    assert key("show", expect=1)["code"] == OfficeCode.KEY_WANTED


def test_a_stolen_key_of_the_office_is_revoked_under_its_name(answer, office, tmp_path):
    secret = tmp_path / "口令.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    made = answer("office", "key", "new", "--office", office, "--passphrase-file", secret)
    which = ("--fingerprint", made["fingerprint"], "--since", "2026-03-02", "--reason", "密钥被盗")
    assert "已注销“柳河县统计局”的证书" in run("office", "revoke", "--office", office, *which)


def test_existing_keys_are_imported_by_what_they_are_for(answer, county, office, tmp_path):
    secret = {"TIANBAO_PASSPHRASE": (county / "passphrase.txt").read_text(encoding="utf-8").strip()}

    def take(name, *arguments, expect=0, **environment):
        given = ("office", "key", "import", county / "keys" / name, "--office", office, *arguments)
        return answer(*given, expect=expect, **(environment or secret))

    assert take("office.p12")["purpose"] == "signing"
    assert take("office-receiving.p12")["purpose"] == "receiving"
    assert take("education.p12", expect=1)["code"] == OfficeCode.OTHER_KEY
    first = take("office.p12")
    with open_office_desk(office) as desk:
        position = desk.store.log_position()
    assert take("office.p12") == first, "the same key again is harmless"
    with open_office_desk(office) as desk:
        assert desk.store.log_position() == position
    other = tmp_path / "another.p12"
    answer(
        "office",
        "key",
        "new",
        "--office",
        office,
        "--key",
        other,
        TIANBAO_PASSPHRASE=secret["TIANBAO_PASSPHRASE"],
    )
    before = other.read_bytes()
    assert take("office.p12", "--key", other, expect=1)["code"] == "E-KEY-020"
    assert other.read_bytes() == before
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


@pytest.fixture
def kept(answer, office, tmp_path):
    """A backup of the office's file, after which somebody was listed."""
    path = Path(answer("backup", "--office", office, "-o", tmp_path / "备份盘")["path"])
    answer("office", "people", "set", "王芳", "组长", "--office", office)
    return path


def test_an_office_is_restored_from_its_backup(answer, office, kept):
    preview = answer("restore", kept, "--office", office, "--dry-run")
    assert preview["is_ancestor"]
    assert preview["entries_here"] == preview["entries_there"] + 1
    assert answer("restore", kept, "--office", office, expect=1)["code"] == OfficeCode.NOT_AN_OFFICER
    done = answer("restore", kept, "--office", office, "--by", "王芳")
    assert answer("office", "people", "list", "--office", office)["people"] == []
    again = answer("restore", done["kept"], "--office", office)
    assert [one["name"] for one in answer("office", "people", "list", "--office", office)["people"]] == [
        "王芳"
    ]
    assert again["kept"] != done["kept"]


def test_a_backup_of_another_desk_replaces_nothing(answer, county, office, kept, tmp_path):
    unit = Path(shutil.copy(next((county / "stores").glob("*.db")), tmp_path / "unit.db"))
    other = tmp_path / "other.db"
    answer("office", "init", "--office", other, "--plan", "wanghua")
    before = (office.read_bytes(), unit.read_bytes())
    for backup, whose, code, exits in (
        (unit, ("--office", office), OfficeCode.OTHER_STORE, 3),
        (kept, ("--office", unit), OfficeCode.OTHER_STORE, 3),
        (kept, ("--store", unit), OfficeCode.OTHER_STORE, 3),
        (unit, ("--store", office), OfficeCode.OTHER_STORE, 3),
        (other, ("--office", office), OfficeCode.OTHER_REGION, 1),
        (office, ("--office", office), "E-DB-032", 1),
        (county / "plan.json", ("--office", office), "E-DB-007", 3),
    ):
        assert answer("restore", backup, *whose, "--by", "王芳", expect=exits)["code"] == code
    assert (office.read_bytes(), unit.read_bytes()) == before


def test_the_offices_log_is_verified_and_exported(answer, office, kept, tmp_path):
    found = answer("log", "--verify", "--office", office, "--by", "王芳")
    assert (found["ok"], found["mismatches"]) == (True, [])
    for ending in (".csv", ".xlsx"):
        count = answer("log", "--export", tmp_path / f"记录{ending}", "--office", office)["entries"]
        assert count == found["entries"]
    assert "王芳" in (tmp_path / "记录.csv").read_text(encoding="utf-8-sig")
    refused = answer("log", "--verify", "--office", office, "--package", "x.asice", expect=1)
    assert refused["code"] == OfficeCode.OF_UNITS


def test_a_changed_row_is_found_by_the_log(answer, office, kept):
    with closing(sqlite3.connect(office)) as driver, driver:
        driver.execute("UPDATE officer SET role = 'reader'")
    found = answer("log", "--verify", "--office", office, expect=1)
    assert not found["ok"]
    assert found["differing"] == ["officer:王芳"]


def test_the_desk_is_handed_over_by_a_sheet_and_a_copy(answer, county, office, kept, tmp_path):
    secret = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    key = ("office", "key", "import", county / "keys" / "office.p12", "--office", office, "--by", "王芳")
    signing = answer(*key, TIANBAO_PASSPHRASE=secret)
    sheet = tmp_path / "交接单.pdf"
    made = answer("handover", "--office", office, "-o", sheet, "--by", "王芳")
    assert sheet.read_bytes().startswith(b"%PDF")
    assert digest_of(Path(made["copy"]).read_bytes()) == made["digest"]
    assert made["people"] == [{"role": "组长", "name": "王芳"}]
    assert made["fingerprint"] == signing["fingerprint"].replace(" ", "").replace("\n", "").lower()
    assert made["years"] == []
    assert answer("handover", "--office", office, "-o", sheet, expect=1)["code"] == OfficeCode.NOT_AN_OFFICER
