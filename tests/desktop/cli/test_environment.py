"""Faults of disks, folders and files, and what looks after the store, as the command line shows them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from tests.desktop.cli.running import answered, done_here, started
from tests.meta.checkout import ROOT
from tests.plans import wanghua_file

CELL = "maternal-health/01/_T"


def program(*arguments, expect=0, **environment):
    """A command in a process of its own: here faults of disks and other programs meet it."""
    return answered(started(*arguments, folder=ROOT, **environment), arguments, expect)


def answer(*arguments, expect=0):
    """The JSON document of a command."""
    return json.loads(program(*arguments, "--json", expect=expect).stdout)


def here(*arguments, expect=0):
    """The JSON document of a command in this process."""
    return json.loads(answered(done_here(*arguments, "--json"), (*arguments, "--json"), expect).stdout)


def made_for(path):
    """How a unit's file is made."""
    return ("init", "--store", path, "--plan", wanghua_file(), "--unit", "health")


def typed(path, text):
    """How a figure is typed."""
    return ("set", "--store", path, "--year", 2025, CELL, text)


def init(path, **given):
    return program(*made_for(path), **given)


def make(path):
    """A file with one figure, in this process."""
    here(*made_for(path))
    here(*typed(path, "2036"))
    return path


def type_in(path, text, expect=0, **environment):
    return program(*typed(path, text), expect=expect, **environment)


def shown(path):
    return here("get", "--store", path, "--year", 2025, CELL)["text"]


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("one figure") / "卫健局.db")


@pytest.fixture
def store(_made, tmp_path):
    """A file with one figure."""
    return Path(shutil.copy(_made, tmp_path))


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk):
    store, ballast = make(small_disk / "a.db"), small_disk / "ballast"
    room = os.statvfs(small_disk)
    ballast.write_bytes(b"x" * room.f_bavail * room.f_frsize)
    done = type_in(store, "2037", expect=3)
    assert "E-DB-004" in done.stderr
    assert "以前保存的都在" in done.stderr
    ballast.unlink()
    assert shown(store) == "2036"
    type_in(store, "2037")
    assert answer("log", "--verify", "--store", store)["ok"]


def test_a_write_protected_medium(small_disk):
    store = make(small_disk / "a.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "只读" in type_in(store, "2037", expect=3).stderr
    assert shown(store) == "2036"
    document = answer("set", "--store", store, "--year", 2025, CELL, "2037", expect=3)
    assert document["code"] == "E-STATE-003"


def test_another_program_writes_to_the_file(store):
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "E-DB-001" in type_in(store, "2037", expect=3).stderr
    assert shown(store) == "2036"


def test_a_second_window(store):
    with open_desk(store) as desk:
        done = type_in(store, "2037", expect=3)
        assert f"进程 {os.getpid()}" in done.stderr
        assert "E-STATE-003" in done.stderr
        assert shown(store) == "2036"
        assert open_year(desk, 2025).report is not None
    type_in(store, "2037")


def test_a_file_of_a_newer_version(store):
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = store.read_bytes()
    assert "新版本" in type_in(store, "2037", expect=3).stderr
    assert store.read_bytes() == before


@pytest.mark.parametrize("keep", [0, 100, 5000])
def test_a_cut_file(store, keep):
    store.write_bytes(store.read_bytes()[:keep])
    assert type_in(store, "2037", expect=3).stderr.split("（")[-1][:8] in {"E-DB-025", "E-DB-007"}


def test_a_figure_changed_on_the_medium(store):
    content = store.read_bytes()
    assert content.count(b"2036") >= 2
    store.write_bytes(content.replace(b"2036", b"2063", 1))
    found = answer("log", "--verify", "--store", store, expect=1)
    assert "请停止填写" in found["sentence"]


def test_no_such_file_and_another_file(tmp_path):
    assert "E-DB-009" in type_in(tmp_path / "none.db", "1", expect=3).stderr
    (tmp_path / "photo.db").write_bytes(b"\xff\xd8" * 3000)
    assert "E-DB-007" in type_in(tmp_path / "photo.db", "1", expect=3).stderr


LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        pytest.param("round/a.db", "E-DB-022", marks=LINKS),
        pytest.param("nowhere/a.db", "E-DB-022", marks=LINKS),
        (f"{'x' * 300}/a.db", "E-DB-020"),
        (f"{'年' * 75}.db", "E-DB-020"),
        (f"{'a/' * 1500}a.db", "E-DB-020"),
        ("letter.txt/a.db", "E-DB-022"),
        (".", "E-DB-023"),
    ],
)
def test_a_store_is_not_made_where_none_can_be(tianbao, tmp_path, place, code):
    (tmp_path / "letter.txt").write_text("Dear Sir")
    if sys.platform != "win32":
        (tmp_path / "round").symlink_to("round")
        (tmp_path / "nowhere").symlink_to("is/not/there")
    told = tianbao(*made_for(tmp_path / place), expect=3)
    assert code in told.stderr
    assert "文件夹" in told.stderr


def test_a_folder_where_a_file_is_meant(tianbao, store, tmp_path):
    folder = tmp_path / "二〇二五"
    folder.mkdir()
    assert "E-DB-023" in tianbao(*typed(folder, "1"), expect=3).stderr
    for command in (("template", "--store", store, "--year", 2025, "-o"), ("verify",)):
        told = tianbao(*command, folder, expect=3).stderr
        assert "E-FILE-006" in told
        assert str(folder) in told


def test_a_folder_that_is_gone_is_named(tmp_path):
    told = type_in(tmp_path / "去年" / "a.db", "1", expect=3).stderr
    assert "E-DB-009" in told
    assert str(tmp_path / "去年") in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_figures_are_for_their_owner_alone(tmp_path, own_data):
    store = make(tmp_path / "a.db")
    answer("backup", "--store", store, "-o", tmp_path / "备份")
    with open_desk(store) as desk:
        open_year(desk, 2025).enter({SeriesKey("live-births"): "2035"})
        made = [path for path in tmp_path.rglob("*") if path.suffix in {".db", ".bak"}]
        noted = [path for path in own_data.rglob("*") if path.is_file()]
        assert {path.name for path in noted} >= {"store.db", "steps"}
        made += noted
        assert {path.name: path.stat().st_mode & 0o777 for path in made} == {p.name: 0o600 for p in made}


def test_a_path_of_two_hundred_and_fifty_characters(tmp_path):
    folder = tmp_path
    while len(str(folder)) < 200:
        folder = folder / "填报 2025"
    path = folder / ("a" * (250 - len(str(folder)) - 4) + ".db")
    assert len(str(path)) == 250
    assert shown(make(path)) == "2036"


def test_a_chinese_user_in_a_chinese_folder(tmp_path):
    home = tmp_path / "用户" / "王芳"
    store = home / "我的文档" / "卫健局.db"
    init(store, LOGNAME="王芳", HOME=str(home))
    type_in(store, "2036", LOGNAME="王芳", USERNAME="王芳", HOME=str(home))
    table = tmp_path / "日志.csv"
    program("log", "--export", table, "--store", store)
    last = table.read_text(encoding="utf-8-sig").splitlines()[-1]
    assert "未署名" in last, "the account on the computer is nobody's signature"
    assert "王芳" not in last


def test_a_synchronised_folder_is_warned_of_and_the_answer_stays_clean(tmp_path):
    store = make(tmp_path / "OneDrive" / "a.db")
    done = program("get", "--store", store, "--year", 2025, CELL, "--json")
    assert "同步文件夹“OneDrive”" in done.stderr
    assert json.loads(done.stdout)["text"] == "2036"


def test_a_computed_cell_is_shown_with_its_formula(tianbao, store):
    rate = "maternal-health/03/_T"
    found = here("get", "--store", store, "--year", 2025, rate)
    assert (found["text"], found["value"]) == ("", None)
    assert "未填" in found["message"]
    tianbao("set", "--store", store, "--year", 2025, "maternal-health/02/_T", "1")
    found = here("get", "--store", store, "--year", 2025, rate)
    assert (found["text"], round(found["value"], 6)) == ("49.1", 49.115914)
    assert "孕产妇死亡" in found["formula"]
    shown = tianbao("get", "--store", store, "--year", 2025, rate).stdout
    assert shown.startswith(f"{rate} = 49.1\n  由程序计算：")
    assert "E-CELL-001" in tianbao("set", "--store", store, "--year", 2025, rate, "1", expect=1).stderr


# --- looking after the store -----------------------------------------------------------------------------


def test_the_log_is_proved_by_packages(demo):
    packages = [word for path in sorted(demo.glob("*.asice")) for word in ("--package", path)]
    [store] = demo.glob("*.db")
    found = here("log", "--verify", "--store", store, *packages)
    assert (found["ok"], found["packages"], found["mismatches"]) == (True, 2, [])
    frozen = [(one["year"], one["revision"]) for one in found["revisions"]]
    assert frozen == [(2025, 1), (2025, 2)]
    assert found["revisions"][0]["log_count"] < found["revisions"][1]["log_count"] < found["entries"]
    own = demo / "5-演示密钥.cer.pem"
    assert here("log", "--verify", "--store", store, *packages, "--trust", own)["ok"]
    other = make(demo / "other.db")
    assert not here("log", "--verify", "--store", other, *packages, expect=1)["ok"]


def test_a_past_submission_is_printed_again_byte_for_byte(tianbao, demo, tmp_path):
    [store] = demo.glob("*.db")
    for revision in (1, 2):
        out = tmp_path / f"r{revision}.pdf"
        found = here("past", "--store", store, "--year", 2025, "--revision", revision, "--print", out)
        assert out.read_bytes() == (demo / f"4-正式报表-第{revision}版.pdf").read_bytes()
        assert found["plan"]["version"]
        assert next(row for row in found["figures"] if row["cell"] == CELL)["text"]
    assert (
        "E-ARCHIVE-001" in tianbao("past", "--store", store, "--year", 2025, "--revision", 3, expect=1).stderr
    )


def test_restoring_is_shown_first_and_can_be_undone(tianbao, store, tmp_path):
    backup = here("backup", "--store", store, "-o", tmp_path / "备份")["path"]
    tianbao(*typed(store, "2037"))
    found = here("restore", "--store", store, backup, "--dry-run")
    assert [(year["year"], year["differing"]) for year in found["years"]] == [(2025, 1)]
    assert shown(store) == "2037"
    kept = here("restore", "--store", store, backup)["kept"]
    assert shown(store) == "2036"
    done = tianbao("restore", "--store", store, kept)
    assert "要撤销这次恢复" in done.stdout
    assert shown(store) == "2037"
    store.write_bytes(b"")
    assert not here("restore", "--store", store, backup, "--dry-run")["readable"]


def test_the_handover_sheet(tianbao, demo, tmp_path):
    [store], sheet = demo.glob("*.db"), tmp_path / "交接单.pdf"
    found = here("handover", "--store", store, "-o", sheet, "--key", demo / "5-演示密钥.p12")
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert len(found["fingerprint"]) == 64
    assert found["years"][0]["revision"] == 2
    assert (
        "E-FILE-004"
        in tianbao("handover", "--store", store, "-o", sheet, "--key", tmp_path / "none.p12", expect=3).stderr
    )
