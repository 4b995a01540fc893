"""The office's file in use: copied, replaced, written over, killed, backed up."""

import random
import shutil
import sys
import time

import pytest

from db.errors import StoreReplaced
from db.file.keeping_place import typing_folder
from db.office.kind import OFFICE_STORE
from db.office.store import open_office
from db.store.backup import restore
from tests.db.office.samples import BY, package, take_in
from tests.db.office.test_behind import fill
from tests.db.samples import NOW, later, run_python

ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")


def contents(path):
    with open_office(path, now=later(99)) as office:
        assert office.warnings == ()
        found = office.verify_log()
        assert found.ok, found
        return {office.file_bytes(one.digest) for one in office.packages()}


def test_a_copy_of_the_file_alone_holds_everything_at_any_time(in_file, path, tmp_path):
    for number in range(5):
        take_in(in_file, package(b"%d" % number), now=later(number))
        copy = tmp_path / f"{number}.db"
        shutil.copy(path, copy)
        assert contents(copy) == {b"%d" % n for n in range(number + 1)}


def test_nothing_of_what_came_is_written_a_second_time_elsewhere(in_file, own_data):
    fill(in_file)
    assert not typing_folder().exists() or not list(typing_folder().iterdir())


@ON_WINDOWS
def test_a_file_that_is_replaced_takes_nothing_with_it(in_file, path, tmp_path):
    other = tmp_path / "older.db"
    shutil.copy(path, other)
    fill(in_file)
    other.replace(path)
    with pytest.raises(StoreReplaced) as told:
        take_in(in_file, package(b"next"))
    assert contents(told.value.details["kept"]) == {b"package"}
    assert contents(path) == set()


def test_a_file_that_is_written_over_is_noticed_and_not_written_to(in_file, path, tmp_path):
    older = path.read_bytes()
    fill(in_file)
    path.write_bytes(older)
    with pytest.raises(StoreReplaced, match="请先不要关闭窗口") as told:
        take_in(in_file, package(b"next"))
    assert not told.value.details["nothing_typed"]
    assert path.read_bytes() == older


def test_a_window_that_stored_nothing_says_so(in_file, path, tmp_path):
    in_file.close()
    with open_office(path, now=NOW) as other:
        fill(other)
        newer = path.read_bytes()
    shutil.copy(path, tmp_path / "aside.db")
    office = open_office(path, now=NOW)
    path.write_bytes(newer[:-1] + b"\1")
    with pytest.raises(StoreReplaced) as told:
        take_in(office, package(b"next"))
    assert told.value.details["nothing_typed"]
    office.close()


def test_a_backup_is_verified_and_takes_the_place_of_the_file(in_file, path, tmp_path):
    fill(in_file)
    backup = in_file.backup(tmp_path / "backups", "daily", NOW)
    take_in(in_file, package(b"later"))
    in_file.close()
    replaced = restore(backup, path, OFFICE_STORE, actor="李娜", now=later(9))
    assert contents(path) == {b"package"}
    assert contents(replaced) == {b"package", b"later"}


RECEIVE = """
import sys
from pathlib import Path
from db.office.store import open_office
from tests.db.office.samples import package, stated, take_in
from tests.db.samples import later, NOW
office = open_office(sys.argv[1], now=NOW)
number = int(sys.argv[2])
while True:
    values = [stated(row, str(number)) for row in range(100)]
    take_in(office, package(b"%d " % number + bytes(20000), values=values), now=later(number))
    print(number, flush=True)
    number += 1
"""


@pytest.mark.slow
def test_a_program_that_is_killed_while_it_takes_in_leaves_no_half_package(in_file, path):
    in_file.close()
    chance, number = random.Random(20261130), 0
    for _ in range(8):
        process = run_python(RECEIVE, path, number)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        process.kill()
        number += 1 + process.stdout.read().count("\n")
        assert process.communicate(timeout=30)[1] == ""
        with open_office(path, now=NOW) as office:
            assert office.verify_log().ok
            found = office.packages()
            assert number <= len(found) <= number + 1
            number = len(found)
            assert {one.digest for one in found} == set(office.judgements())
            assert all(len(office.values(one.content)) == 100 for one in found)
            assert all(len(office.file_bytes(one.digest)) > 20000 for one in found)


def test_two_windows_one_writes(in_file, path):
    fill(in_file)
    with open_office(path, now=NOW) as second:
        assert second.read_only
        assert len(second.packages()) == 1
        take_in(in_file, package(b"meanwhile"), **{**BY, "now": later()})
        assert len(second.packages()) == 2
