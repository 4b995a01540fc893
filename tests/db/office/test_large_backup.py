"""Backups of a large store are fewer and copy only what came since; each is a whole store all the same."""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta

import pytest

from db.file import sqlite_only
from db.file.unfinished import clear_unfinished
from db.office.kind import OFFICE_STORE
from db.office.records import DecisionKind
from db.office.store import open_office
from db.store.backup import list_backups, require_restorable, restore
from tests.db.office.samples import package, take_in
from tests.db.office.test_behind import fill
from tests.db.office.test_large import PAGE, no_guards
from tests.db.samples import NOW

BY = {"actor": "李娜"}


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one."""
    monkeypatch.setattr(type(OFFICE_STORE), "whole_up_to", 0)


@pytest.fixture
def office(in_file, large):
    fill(in_file)
    for number in range(30):
        take_in(in_file, package(b"%d" % number * 9000), now=NOW)
    return in_file


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "备份"


def day(number):
    return NOW + timedelta(days=number)


def comes(office, number):
    """What one day brings: a package, a decision, an officer and a setting that change."""
    take_in(office, package(b"day %d" % number * 900), now=day(number))
    office.decide(DecisionKind.PAPER, "health", 2025, reason=f"第 {number} 天", now=day(number), **BY)
    office.set_officer("李娜", ("组长", "监测员")[number % 2], now=day(number), **BY)


def rows(path):
    """Every row of every table, with its number."""
    with closing(sqlite3.connect(path)) as raw:
        tables = raw.execute("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name")
        return {
            table: raw.execute(f"SELECT {'' if wr else 'rowid,'} * FROM {table} ORDER BY 1, 2").fetchall()
            for table, wr in tables.fetchall()
            if not table.startswith("sqlite_")
        }


def blocks(data):
    return [data[i : i + PAGE] for i in range(0, len(data), PAGE)]


def test_only_what_came_since_is_written_and_each_is_a_whole_store(office, path, folder, tmp_path):
    states = {}
    for number in range(6):
        comes(office, number)
        before = {found: (found.stat().st_ino, blocks(found.read_bytes())) for found in backups(folder)}
        made = office.backup(folder, "daily", day(number))
        states[made] = rows(path)
        assert rows(made) == states[made]
        require_restorable(made, OFFICE_STORE)
        followed = [old for inode, old in before.values() if inode == made.stat().st_ino]
        assert bool(followed) is (number >= 2), "a superfluous one became the new one"
        if followed:
            new = blocks(made.read_bytes())
            same = sum(one == other for one, other in zip(new, followed[0], strict=False))
            assert same > len(new) * 0.8
    assert {found: rows(found) for found in backups(folder)} == {
        found: state for found, state in states.items() if found.exists()
    }
    office.close()
    restore(backups(folder)[0], path, OFFICE_STORE, actor="李娜", now=day(7))
    with open_office(path, now=day(7)) as again:
        assert again.verify_log().ok
        assert len(again.packages()) == len(states[backups(folder)[0]]["received_package"])
        again.backup(folder, "daily", day(8))


def backups(folder):
    return [path for _, path in list_backups(folder, "统计局")] if folder.exists() else []


def test_fewer_are_kept(office, folder):
    for number in range(0, 400, 10):
        comes(office, number)
        office.backup(folder, "daily", day(number))
    kept = [moment for moment, _ in list_backups(folder, "统计局")]
    months = sorted({f"{moment:%Y%m}" for moment in (day(n) for n in range(0, 400, 10))})
    assert len(kept) <= 6
    assert kept[:2] == [day(390).replace(microsecond=0), day(380).replace(microsecond=0)]
    assert {f"{moment:%Y%m}" for moment in kept} >= set(months[-3:])
    assert {moment.year for moment in kept} == {day(0).year, day(390).year}


def test_one_of_another_history_is_not_used_and_a_damaged_one_neither(office, path, folder, tmp_path):
    office.backup(folder, "daily", day(0))
    other = shutil.copy(path, tmp_path / "别的.db")
    for number in (1, 2):
        comes(office, number)
        office.backup(folder, "daily", day(number))
    with open_office(other, now=day(1)) as elsewhere:
        comes(elsewhere, 9)
    first = min(backups(folder))
    shutil.copy(other, first)
    comes(office, 3)
    made = office.backup(folder, "daily", day(3))
    assert rows(made) == rows(path)
    damaged = min(backups(folder))
    with closing(sqlite3.connect(damaged, isolation_level=None)) as raw:
        changed = "UPDATE received_file SET data = x'00' WHERE rowid = 2"
        no_guards(raw, "received_file", lambda: raw.execute(changed))
    comes(office, 4)
    made = office.backup(folder, "daily", day(4))
    assert rows(made) == rows(path)
    require_restorable(made, OFFICE_STORE)


def test_where_nothing_came_none_is_needed(office, folder):
    made = office.backup(folder, "daily", day(0))
    assert office.is_backed_up(made)
    comes(office, 1)
    assert not office.is_backed_up(made)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_killed_while_it_follows_the_others_are_whole_and_nothing_is_left(office, path, folder, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(path.parent / "own"))
    for number in range(3):
        comes(office, number)
        office.backup(folder, "daily", day(number))
    comes(office, 3)
    office.close()
    if not (pid := os.fork()):
        sqlite_only.roll_back = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        with open_office(path, now=day(3)) as again:
            again.backup(folder, "daily", day(3))
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    for kept in backups(folder):
        require_restorable(kept, OFFICE_STORE)
    clear_unfinished()
    assert {one.suffix for one in folder.iterdir()} == {".bak"}
    with open_office(path, now=day(4)) as again:
        assert rows(again.backup(folder, "daily", day(4))) == rows(path)
