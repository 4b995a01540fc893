"""The task of a year on the command line, from the office's key to the unit's package."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from desktop.__main__ import main
from desktop.services.plans.files import Approval, build_plan_file
from desktop.services.plans.packs import read_pack
from desktop.submission.package import inspect
from tests.desktop.cli.schemas import require_schema
from tests.desktop.services.county import shared_county


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    return shared_county(tmp_path_factory)


@pytest.fixture
def run(county, capsys, monkeypatch, tmp_path):
    """Runs a command with the county's passphrase; its JSON answer."""
    monkeypatch.setenv("TIANBAO_PASSPHRASE", (county / "passphrase.txt").read_text(encoding="utf-8").strip())
    monkeypatch.chdir(tmp_path)

    def run_(*words, expect=0):
        assert main([*map(str, words), "--json"]) == expect, capsys.readouterr()
        document = json.loads(capsys.readouterr().out)
        require_schema(document)
        return document

    return run_


@pytest.fixture
def office(run, county):
    """An office with its own key, and one unit's file."""
    run("office", "init", "--office", "o.db", "--plan", county / "plan.json")
    run("office", "key", "import", county / "keys" / "office.p12", "--office", "o.db")
    shutil.copy(county / "stores" / "health.db", "u.db")
    return ("--office", "o.db", "--year", "2025")


def test_a_task_goes_out_and_is_opened_by_the_fingerprint_on_paper(run, office, county, tmp_path, capsys):
    listed = run("office", "deadline", *office)
    assert (listed["all"], listed["sent"]) == (None, False)
    assert run("office", "deadline", *office, "2026-04-30")["changed"]
    own = run("office", "deadline", *office, "2026-05-10", "--unit", "health")
    assert own["units"] == [{"unit": "health", "deadline": "2026-05-10"}]
    assert run("office", "deadline", *office, "2026-05-11", "--unit", "education")["changed"]
    assert run("office", "deadline", *office, "--remove", "--unit", "education")["changed"]
    (tmp_path / "通知.txt").write_text("请按时报送", encoding="gb18030")
    run("office", "key", "new", "--for", "receiving", "--office", "o.db")
    made = run("office", "task", *office, "--notice-file", "通知.txt", "--waive-paper", "-o", "t")
    assert (made["n"], made["new"], made["notice"], made["waives_paper"]) == (1, True, True, True)
    assert made["path"].endswith("wdp-220524-task-2025-1.asice")
    assert {one["deadline"] for one in made["units"]} == {None, "2026-04-30", "2026-05-10"}
    assert run("office", "deadline", *office)["sent"]
    again = run("office", "task", *office, "-o", "t")
    assert (again["n"], again["new"], again["digest"]) == (1, False, made["digest"])

    assert run("open", "--store", "u.db", made["path"], expect=1)["code"] == "E-OPEN-010"
    other = "0" * 64
    told = run("open", "--store", "u.db", made["path"], "--office-fingerprint", other, expect=1)
    assert told["code"] == "E-OPEN-011"
    opened = run("open", "--store", "u.db", made["path"], "--office-fingerprint", made["signing"])
    assert (opened["kind"], opened["applied"], opened["trusted"]) == ("task", True, made["signing"])
    assert run("open", "--store", "u.db", made["path"], expect=1)["code"] == "E-OPEN-017"
    kept = run("exchange", "--store", "u.db", "--year", "2025")
    assert (kept["deadline"], kept["task"]["notice"]) == ("2026-05-10", "请按时报送")
    assert (kept["task"]["digest"], kept["task"]["receiving"]) == (made["digest"], made["receiving"])
    assert main(["exchange", "--store", "u.db", "--year", "2025"]) == 0
    assert "报送截止 2026-05-10" in capsys.readouterr().out

    key = ("--store", "u.db", "--year", "2025", "--key", next((county / "keys").glob("health*.p12")))
    sealed = run("export", *key, "-o", "out", "--encrypt")
    assert [one["fingerprint"] for one in sealed["encrypted"]["receivers"]] == [made["receiving"]]
    assert sealed["offered"] is None
    plain = run("export", *key, "-o", "out2")
    assert (plain["encrypted"], plain["offered"]) == (None, made["receiving"])
    assert main([*map(str, ["export", *key, "-o", "out2"])]) == 0
    assert "要加密的加 --encrypt" in capsys.readouterr().out


def test_a_stolen_key_ends_on_the_command_line(run, office, county):
    made = run("office", "task", *office, "-o", "t")
    run("open", "--store", "u.db", made["path"], "--office-fingerprint", made["signing"])
    run("office", "revoke", "--office", "o.db", "--fingerprint", made["signing"], "--since", "2026-03-20",
        "--reason", "密钥文件被盗，已报案")  # fmt: skip
    assert run("office", "task", *office, "-o", "t", expect=1)["code"] == "E-DECIDE-013"
    run("office", "key", "new", "--office", "o.db", "--key", "new.p12")
    new = run("office", "task", *office, "-o", "t")
    assert (new["n"], new["former"]) == (2, [])
    assert new["cautions"]
    words = ("open", "--store", "u.db", new["path"], "--office-fingerprint", new["signing"])
    assert run(*words, "--distrust-from", "2199-01-01", expect=1)["code"] == "E-OPEN-019"
    opened = run(*words, "--distrust-from", "2026-03-20")
    assert (opened["trusted"], opened["distrusted"]) == (new["signing"], [made["signing"]])


def test_what_is_wrong_with_a_task_is_said_before_anything_is_written(run, office, tmp_path, county):
    (tmp_path / "通知.docx").write_bytes(b"PK\x03\x04\x00\x00")
    told = run("office", "task", *office, "--notice-file", "通知.docx", "-o", "t", expect=1)
    assert told["code"] == "E-ASSIGN-003"
    assert run("office", "deadline", *office, "2035-01-01", expect=1)["code"] == "E-ASSIGN-002"
    run("office", "init", "--office", "other.db", "--plan", "liuhe")
    key = county / "keys" / "office.p12"
    words = ("office", "task", "--office", "other.db", "--year", "2025", "-o", "t")
    assert run(*words, expect=1)["code"] == "E-OFFICE-027"
    assert run(*words, "--key", key, expect=1)["code"] == "E-ASSIGN-001"
    assert not (tmp_path / "t").exists()


def test_a_compiled_plan_goes_out_as_it_was_handed_over(run, county, tmp_path):
    pack = read_pack((county / "plan.json").read_bytes())
    approval = Approval(approved_by="周主任", approved_at=datetime(2026, 1, 6, tzinfo=UTC), office="妇儿工委")
    (tmp_path / "柳河.wdpplan").write_bytes(build_plan_file(pack, approval, None))
    run("office", "init", "--office", "o.db", "--plan", "柳河.wdpplan")
    run("office", "key", "import", county / "keys" / "office.p12", "--office", "o.db")
    made = run("office", "task", "--office", "o.db", "--year", "2025", "-o", "t")
    files = {one.name: one.data for one in inspect((tmp_path / made["path"]).read_bytes()).payload}
    assert files["plan/pack.wdpplan"] == (tmp_path / "柳河.wdpplan").read_bytes()
    assert made["plan"]["digest"] == pack.digest
