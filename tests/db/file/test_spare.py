"""The open file is replaced or written over, then the program is killed: what was typed is kept and named."""

import shutil
import sys
from pathlib import Path

import pytest

from db.errors import StoreReplaced
from db.file.unfinished import clear_unfinished, unfinished
from db.unit.store import create_store, open_store
from desktop.__main__ import main
from tests.db.samples import NOW, PLAN, YEAR, key, later, new_store, put, run_python, typed

TYPE = """
import sys
from datetime import datetime, UTC
from db.unit.store import open_store
from forms.figures.breakdown import SeriesKey
from forms.reporting.entry import Observation
from forms.figures.quantity import parse_quantity
now = datetime.now(UTC)
store = open_store(sys.argv[1], now=now)
def put(text, numbers):
    reading = parse_quantity(text)
    cells = [Observation(SeriesKey("item-%03d" % n), reading, note="备注 '引号'") for n in numbers]
    store.record(2025, cells, actor="b", now=now)
put("41", [1])
put("约 42", [2, 3])
store.add_attachment(2025, SeriesKey("item-001"), "a.bin", "x/y", bytes(range(256)) * 40, now=now)
store.undo(2025, "b", now)
print("ready", flush=True)
if sys.argv[2] == "inside":
    driver = store._session.driver
    driver.execute("PRAGMA cache_size = 1")
    driver.execute("PRAGMA cache_spill = 1")
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("CREATE TABLE room AS SELECT a.*, b.hash AS other FROM change_log a, change_log b")
    driver.execute("UPDATE observation SET note = 'half'")
    driver.execute("INSERT INTO room SELECT * FROM room")
    print("inside", flush=True)
sys.stdin.read()
"""


def replaced(content, path):
    arrived = path.with_name("arrived")
    arrived.write_bytes(content)
    arrived.replace(path)


def written_over(content, path):
    path.write_bytes(content)


def newer_copy(path, tmp_path):
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    with open_store(copy, now=NOW) as store:
        put(store, *[typed(str(n), n) for n in range(50, 80)], year=2026)
    return copy.read_bytes()


def older_backup(path, tmp_path):
    return (tmp_path / "older").read_bytes()


def another_unit(path, tmp_path):
    other = tmp_path / "other.sqlite"
    more = {"plan_id": "wanghua", "plan_version": "1.0.0", "unit": "education", "actor": "李", "now": NOW}
    with create_store(other, plan_bytes=PLAN, **more) as store:
        put(store, typed("5"))
    return other.read_bytes()


def start(path, how):
    process = run_python(TYPE, path, how)
    assert process.stdout.readline() == "ready\n", process.communicate()
    if how == "inside":
        assert process.stdout.readline() == "inside\n"
    return process


@pytest.fixture
def typed_into(path, tmp_path, own_data):
    with new_store(path) as store:
        put(store, typed("1"))
    shutil.copy(path, tmp_path / "older")
    with open_store(path, now=NOW) as store:
        put(store, *[typed(str(n), n) for n in range(4, 40)], year=2024)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")
@pytest.mark.parametrize("newcomer", [newer_copy, older_backup, another_unit])
@pytest.mark.parametrize("put_in_place", [replaced, written_over])
@pytest.mark.parametrize("how", ["idle", "inside"])
@pytest.mark.slow
def test_what_was_typed_is_kept_when_the_file_is_replaced_and_the_program_killed(
    typed_into, tmp_path, own_data, newcomer, put_in_place, how
):
    content = newcomer(typed_into, tmp_path)
    process = start(typed_into, how)
    put_in_place(content, typed_into)
    process.kill()
    process.communicate(timeout=30)
    with open_store(typed_into, now=later(9)) as store:
        assert store.verify_log().ok
        told = [sentence for sentence in store.warnings if "本窗口所填" in sentence]
    assert typed_into.read_bytes() == content
    (kept,) = typed_into.with_name("另存").glob("*本窗口所填*")
    assert str(kept) in told[0]
    with open_store(kept, now=later(9)) as store:
        assert store.verify_log().ok
        found = store.observations(YEAR)
        assert found[key(1)].reading.text == "41"
        assert found[key(1)].note == "备注 '引号'"
        assert store.attachment_data(store.attachments(YEAR)[0].digest) == bytes(range(256)) * 40
        assert key(2) not in found  # it was undone
        assert store.redo_label(YEAR)
    assert not list((own_data / "填写中").iterdir())
    assert not list(typed_into.parent.glob("*-journal"))
    with open_store(typed_into, now=later(9)) as store:
        assert not [sentence for sentence in store.warnings if "本窗口所填" in sentence]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")
@pytest.mark.slow
def test_what_cannot_be_kept_now_is_told_and_kept_at_a_later_start(typed_into, tmp_path, own_data):
    content = older_backup(typed_into, tmp_path)
    process = start(typed_into, "idle")
    replaced(content, typed_into)
    process.kill()
    process.communicate(timeout=30)
    (notes,) = (own_data / "填写中").iterdir()
    out_of_reach = (notes / "store.db").rename(tmp_path / "out of reach")
    for _ in range(2):
        with open_store(typed_into, now=later(9)) as store:
            (told,) = [sentence for sentence in store.warnings if "没能另存" in sentence]
        assert str(notes) in told
    out_of_reach.rename(notes / "store.db")
    with open_store(typed_into, now=later(9)) as store:
        assert [sentence for sentence in store.warnings if "本窗口所填" in sentence]
    (kept,) = typed_into.with_name("另存").glob("*本窗口所填*")
    with open_store(kept, now=later(9)) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "41"
    assert not list((own_data / "填写中").iterdir())


@pytest.mark.parametrize("how", ["idle", "inside"])
@pytest.mark.slow
def test_after_an_ordinary_kill_nothing_is_left_and_nothing_is_said(typed_into, own_data, how):
    process = start(typed_into, how)
    process.kill()
    process.communicate(timeout=30)
    assert list((own_data / "填写中").iterdir())
    with open_store(typed_into, now=later(9)) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "41"
        assert store.verify_log().ok
        assert not [s for s in store.warnings if "时间" not in s]
    assert not list((own_data / "填写中").iterdir())
    assert not typed_into.with_name("另存").exists()


@pytest.mark.parametrize("place", ["renamed.sqlite", "moved/unit.sqlite"])
@pytest.mark.slow
def test_a_file_that_was_renamed_or_moved_after_a_kill_holds_everything_and_nothing_is_said(
    typed_into, own_data, place
):
    process = start(typed_into, "idle")
    process.kill()
    process.communicate(timeout=30)
    elsewhere = typed_into.parent / place
    elsewhere.parent.mkdir(exist_ok=True)
    typed_into.rename(elsewhere)
    with open_store(elsewhere, now=later(9)) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "41"
        assert not [s for s in store.warnings if "时间" not in s]
    assert not list((own_data / "填写中").iterdir())
    assert not typed_into.with_name("另存").exists()


@pytest.mark.slow
def test_what_a_file_held_that_is_gone_is_kept_when_another_is_opened(typed_into, own_data, tmp_path):
    new_store(tmp_path / "other.sqlite").close()
    process = start(typed_into, "idle")
    process.kill()
    process.communicate(timeout=30)
    typed_into.rename(tmp_path / "renamed")
    with open_store(tmp_path / "other.sqlite", now=later(9)) as store:
        (told,) = [sentence for sentence in store.warnings if "本窗口所填" in sentence]
    assert "不在原处" in told
    assert "替换" not in told
    (kept,) = typed_into.with_name("另存").glob("*本窗口所填*")
    with open_store(kept, now=later(9)) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "41"


@pytest.mark.slow
def test_notes_of_a_window_that_is_open_are_left_alone(typed_into, own_data, tmp_path):
    process = start(typed_into, "idle")
    with new_store(tmp_path / "b.sqlite") as other:
        put(other, typed("1"))
        assert len(list((own_data / "填写中").iterdir())) == 2
    with open_store(typed_into, now=later(9)) as looking:
        assert looking.read_only
        assert not [s for s in looking.warnings if "本窗口所填" in s]
    assert len(list((own_data / "填写中").iterdir())) == 1
    process.kill()
    process.communicate(timeout=30)


def test_an_orderly_end_leaves_nothing(typed_into, own_data):
    with open_store(typed_into, now=NOW) as store:
        put(store, typed("2"))
        assert list((own_data / "填写中").iterdir())
    assert not list((own_data / "填写中").iterdir())


def test_a_data_folder_that_cannot_be_written_stops_nobody(typed_into, own_data):
    (own_data.parent / "own").mkdir(parents=True)
    shutil.rmtree(own_data, ignore_errors=True)
    own_data.write_bytes(b"in the way")
    with open_store(typed_into, now=NOW) as store:
        put(store, typed("2"))
        assert store.observations(YEAR)[key(1)].reading.text == "2"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be written over")
def test_without_a_data_folder_nobody_is_told_that_nothing_was_saved(typed_into, own_data, tmp_path):
    shutil.rmtree(own_data, ignore_errors=True)
    own_data.write_bytes(b"in the way")
    store = open_store(typed_into, now=NOW)
    put(store, typed("2"))
    written_over(older_backup(typed_into, tmp_path), typed_into)
    with pytest.raises(StoreReplaced) as refused:
        put(store, typed("3"))
    store.close()
    assert "还没有保存过内容" not in refused.value.message
    assert not refused.value.details["nothing_typed"]
    assert refused.value.details["kept"] is None  # a copy would be of what was written over it
    assert not typed_into.with_name("另存").exists()


def test_many_statements_are_folded_into_a_new_copy(typed_into, own_data, monkeypatch, tmp_path):
    monkeypatch.setattr("db.file.spare._LARGEST", 3000)
    with open_store(typed_into, now=NOW) as store:
        for number in range(20):
            put(store, typed(str(number)))
        (folder,) = (own_data / "填写中").iterdir()
        assert (folder / "steps").stat().st_size < 9000
        kept = store._guard.spare.keep()
    with open_store(kept, now=NOW) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "19"


# --- files under provisional names ----------------------------------------------------------------------

LEAVE = """
import os, sys
from pathlib import Path
from db.file.unfinished import unfinished
with unfinished(Path(sys.argv[1])) as part:
    part.write_bytes(b"figures")
    part.with_name(part.name + "-journal").write_bytes(b"figures")
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
def test_what_a_killed_program_left_half_written_goes_at_the_next_start(path, tmp_path, own_data):
    new_store(path).close()
    left = tmp_path / "elsewhere" / "表.xlsx.part"
    left.parent.mkdir()
    with run_python(LEAVE, left) as process:
        assert process.stdout.readline() == "ready\n"
        clear_unfinished()
        assert left.exists()  # its program is still at it
        process.kill()
    open_store(path, now=NOW).close()
    assert not list(left.parent.iterdir())
    assert len(list((own_data / "未完成").iterdir())) <= 1


@pytest.mark.parametrize("command", [["plans"], ["verify", "none.asice"]])
@pytest.mark.slow
def test_it_goes_at_the_start_of_any_command(tmp_path, own_data, command):
    left = tmp_path / "解密.asice.tmp"
    with run_python(LEAVE, left) as process:
        assert process.stdout.readline() == "ready\n"
        process.kill()
    main(command)
    assert not list(tmp_path.glob("*.tmp*"))


def test_only_provisional_names_are_ever_removed(tmp_path, own_data):
    precious = tmp_path / "a.db"
    precious.write_bytes(b"x")
    (own_data / "未完成").mkdir(parents=True)
    (own_data / "未完成" / "1.list").write_bytes(str(precious).encode() + b"\0")
    clear_unfinished()
    assert precious.exists()


def test_a_finished_file_stays(tmp_path, own_data):
    with unfinished(tmp_path / "a.part") as part:
        part.write_bytes(b"x")
        part.replace(tmp_path / "a")
    clear_unfinished()
    assert (tmp_path / "a").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_lock_that_is_a_link_is_not_followed(typed_into, tmp_path, link):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    link(typed_into.with_name(typed_into.name + ".lock"), victim)
    with open_store(typed_into, now=NOW) as store:
        assert not store.read_only
        with open_store(typed_into, now=NOW) as second:
            assert second.read_only
    assert victim.read_bytes() == b"precious"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_lock_that_leads_nowhere_makes_no_file(typed_into, tmp_path):
    typed_into.with_name(typed_into.name + ".lock").symlink_to(tmp_path / "made")
    open_store(typed_into, now=NOW).close()
    assert not (tmp_path / "made").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_two_names_of_one_file_have_one_lock(typed_into, tmp_path):
    other = tmp_path / "other name.sqlite"
    other.symlink_to(typed_into)
    with open_store(other, now=NOW) as store, open_store(typed_into, now=NOW) as second:
        assert not store.read_only
        assert second.read_only
