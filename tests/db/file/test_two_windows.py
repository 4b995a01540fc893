"""Two programs on one file: the second looks on and knows who writes; threads take turns."""

import json
import os
import threading
from datetime import timedelta

import pytest

from db.errors import StoreReadOnly
from db.file import lock as lock_module
from db.file.lock import Held, StoreLock
from db.unit.records import UnitProfile
from db.unit.store import create_store, open_store
from forms.errors import EnvironmentFault
from tests.db.samples import NOW, PLAN, YEAR, key, new_store, put, run_python, typed

HOLD = """
import sys
from datetime import datetime, UTC
from db.unit.store import open_store
with open_store(sys.argv[1], now=datetime.now(UTC)) as store:
    print("read-only" if store.read_only else "writing", store.holder, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(path):
    """Another process that has the store open."""
    new_store(path).close()
    process = run_python(HOLD, path)
    assert process.stdout.readline().split()[0] == "writing"
    yield process
    if process.poll() is None:
        process.communicate("\n", timeout=30)
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def test_the_second_process_reads_and_knows_who_writes(other, path):
    with open_store(path, now=NOW) as store:
        assert store.read_only
        assert str(other.pid) in store.holder
        assert store.observations(YEAR) == {}
        with pytest.raises(StoreReadOnly, match=f"E-DB-002.*{other.pid}"):
            put(store, typed("1"))
        with pytest.raises(StoreReadOnly):
            store.set_people(UnitProfile(head="b"), actor="a", now=NOW)
        assert store.verify_log().ok


def test_when_the_first_is_gone_the_next_one_writes(other, path):
    other.communicate("\n", timeout=30)
    with open_store(path, now=NOW) as store:
        assert not store.read_only
        put(store, typed("1"))


def test_a_killed_program_does_not_hold_the_file(other, path):
    other.kill()
    other.wait(30)
    assert path.with_name(path.name + ".lock").exists()
    with open_store(path, now=NOW) as store:
        assert not store.read_only
        put(store, typed("1"))
    assert not path.with_name(path.name + ".lock").exists()


@pytest.mark.slow
def test_the_third_process_is_refused_too(store, path):
    first, second = run_python(HOLD, path), run_python(HOLD, path)
    for process in (first, second):
        assert process.stdout.readline().startswith("read-only 电脑")
        _, errors = process.communicate("\n", timeout=30)
        assert process.returncode == 0, errors
    put(store, typed("1"))


def test_the_looking_window_sees_what_the_writing_one_stores(store, path):
    with open_store(path, now=NOW) as looking:
        put(store, typed("1"))
        assert looking.observations(YEAR)[key()].reading.value == 1
        put(store, typed("2"))
        assert looking.observations(YEAR)[key()].reading.value == 2


def test_closing_the_looking_window_leaves_the_writing_one_alone(store, path):
    for _ in range(3):
        open_store(path, now=NOW).close()
    put(store, typed("1"))
    with open_store(path, now=NOW) as again:
        assert again.read_only


@pytest.mark.slow
def test_many_starting_at_once_have_one_writer(path):
    new_store(path).close()
    processes = [run_python(HOLD, path) for _ in range(5)]
    answers = [process.stdout.readline().split()[0] for process in processes]
    for process in processes:
        process.communicate("\n", timeout=30)
    assert sorted(answers) == ["read-only"] * 4 + ["writing"]


def test_a_store_that_is_being_made_is_not_made_twice(path):
    lock = StoreLock.acquire(path)
    with pytest.raises(EnvironmentFault, match="E-DB-010"):
        new_store(path)
    lock.release()
    new_store(path).close()


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"host":1}', b"\xff\xff", b'{"host":"' + b"x" * 9999])
def test_a_senseless_lock_file_is_only_a_nameless_holder(tmp_path, text):
    path = tmp_path / "a.sqlite"
    lock = StoreLock.acquire(path)
    path.with_name("a.sqlite.lock").write_bytes(text)
    held = StoreLock.acquire(path)
    assert held == Held("另一个窗口")
    lock.release()


def test_the_lock_file_names_the_process_and_goes_away(tmp_path):
    path = tmp_path / "a.sqlite"
    lock = StoreLock.acquire(path)
    assert json.loads(path.with_name("a.sqlite.lock").read_bytes())["pid"] == os.getpid()
    lock.release()
    lock.release()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove an open file")
def test_a_lock_file_that_was_removed_in_between_is_not_the_lock(tmp_path, monkeypatch):
    """The former holder removes its file after we opened it and before we locked it."""
    path, calls, really = tmp_path / "a.sqlite", [], lock_module.try_lock

    def locked_too_late(file):
        calls.append(1)
        if len(calls) == 1:
            path.with_name("a.sqlite.lock").unlink()
        return really(file)

    monkeypatch.setattr(lock_module, "try_lock", locked_too_late)
    lock = StoreLock.acquire(path)
    assert isinstance(StoreLock.acquire(path), Held)
    lock.release()


def test_threads_take_turns(store):
    errors = []

    def work(number):
        try:
            for i in range(25):
                put(store, typed(str(i), number))
                assert store.observations(YEAR)[key(number)].reading.text == str(i)
        except BaseException as error:  # noqa: BLE001 - shown by the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert {o.reading.text for o in store.observations(YEAR).values()} == {"24"}
    assert store.verify_log().ok


def test_an_existing_file_is_never_overwritten(store, path):
    put(store, typed("1"))
    with pytest.raises(EnvironmentFault, match="E-DB-010"):
        create_store(path, plan_bytes=PLAN, plan_id="a", plan_version="1", unit="u", actor="a", now=NOW)
    assert store.observations(YEAR)


@pytest.mark.parametrize("ending", [".lock", "-shm", "-wal", "-journal"])
@pytest.mark.parametrize("kind", ["folder", "full folder", "pipe"])
def test_what_is_no_file_is_moved_out_of_the_way_and_the_file_opened_for_writing(path, ending, kind):
    with new_store(path) as store:
        put(store, typed("1"))
    odd = path.with_name(path.name + ending)
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.mkdir()
        if kind == "full folder":
            (odd / "x.txt").write_text("x", encoding="utf-8")
    with open_store(path, now=NOW) as store:
        assert not store.read_only
        [told] = store.warnings
        assert odd.name in told
        assert "只读" not in told
        put(store, typed("2"))
    [kept] = [one for one in path.parent.rglob("*不是本程序的*") if one.name in told]
    assert kind != "full folder" or (kept / "x.txt").read_text(encoding="utf-8") == "x"


def test_a_clock_behind_is_told_again_after_something_was_written_by_it(path):
    with new_store(path) as store:
        put(store, typed("1"))
    behind = NOW - timedelta(days=400)
    for _ in range(2):
        with open_store(path, now=behind) as store:
            assert any("比数据文件的最后一条记录" in said for said in store.warnings)
            store.set_people(UnitProfile(filler=f"王{len(store.log_entries())}"), actor="王", now=behind)
