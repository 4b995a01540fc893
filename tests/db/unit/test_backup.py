"""Backups are sound, few and useful; restoring loses nothing."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BackupFailed, BackupMissing, BackupUnsound, NotAStore, StoreReadOnly
from db.file.drive import is_on_network
from db.store import backup as backups
from db.store.backup import list_backups, restore, superfluous
from db.unit.kind import UNIT_STORE
from db.unit.records import YearDifference, YearState
from db.unit.store import open_store
from forms.errors import EnvironmentFault
from tests.db.crashes import end_inside_a_commit
from tests.db.samples import NOW, YEAR, fill_everything, key, later, new_store, put, typed


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "备份"


def test_a_backup_of_a_store_in_use_is_complete_and_a_single_file(store, folder):
    fill_everything(store)
    with store.transaction():
        put(store, typed("9", 9), year=2024)
        target = store.backup(folder, "before-export", NOW)
    assert (
        [p.name for p in folder.iterdir()] == [target.name] == ["卫健局.20260115T083005Z.before-export.bak"]
    )
    with open_store(target, now=NOW) as copy:
        assert copy.identity() == store.identity()
        assert copy.observations(YEAR) == store.observations(YEAR)
        assert copy.observations(2024) == {}  # what was not yet committed is not in it
        assert copy.verify_log().ok


def test_two_backups_in_one_second_and_strange_reasons(store, folder):
    names = [store.backup(folder, reason, NOW).name for reason in ("a", "a", "../b\\c:*", "", "局" * 50)]
    assert len(set(names)) == 5
    assert {p.name for p in folder.iterdir()} == set(names)
    assert [path.name for _, path in list_backups(folder, "卫健局")] == sorted(
        names, key=lambda name: int(name.split("Z")[1].lstrip("-").split(".")[0] or 1), reverse=True
    )


def test_an_unsound_copy_does_not_stay(store, folder, monkeypatch):
    import db.file.copying

    def damage(connection, target):
        raise db.file.copying.fault(db.file.copying.StoreCorrupt, target)

    monkeypatch.setattr(db.file.copying, "quick_check", damage)
    with pytest.raises(BackupFailed, match="E-DB-012"):
        store.backup(folder, "x", NOW)
    assert list(folder.iterdir()) == []


def test_a_store_that_was_tampered_with_is_backed_up_but_not_silently(store, folder, behind):
    put(store, typed("1"))
    old = store.backup(folder, "good", NOW - timedelta(days=400))
    store.backup(folder, "good", NOW - timedelta(days=401))
    behind("UPDATE observation SET value = '2'")
    with pytest.raises(BackupFailed, match="E-DB-019") as caught:
        store.backup(folder, "x", NOW)
    assert Path(caught.value.details["path"]).exists()
    assert old.exists()


def test_a_backup_folder_that_cannot_be_made(store, path):
    with pytest.raises(EnvironmentFault):
        store.backup(path / "under a file", "x", NOW)


def test_rotation_keeps_days_months_and_the_newest(store, folder):
    for hours in range(0, 24 * 3, 2):
        store.backup(folder, "x", NOW + timedelta(hours=hours))
    taken = [moment for moment, _ in list_backups(folder, "卫健局")]
    assert len([moment for moment in taken if taken[0] - moment < timedelta(days=1)]) == 10
    assert {moment.day for moment in taken} == {15, 16, 17, 18}
    (folder / "readme.txt").write_text("x")
    store.backup(folder, "x", NOW + timedelta(days=90))
    left = list_backups(folder, "卫健局")
    assert [(moment.month, moment.day) for moment, _ in left] == [(4, 15), (1, 18)]
    assert (folder / "readme.txt").exists()


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(moments, unique=True, max_size=60))
def test_rotation_never_takes_a_month_a_recent_day_or_the_newest(times):
    listed = [(moment, Path(str(moment))) for moment in sorted(times, reverse=True)]
    gone = set(superfluous(listed, NOW))
    left = [moment for moment, path in listed if path not in gone]
    assert {(m.year, m.month) for m in left} == {(m.year, m.month) for m in times}
    recent = NOW - timedelta(days=backups.KEPT_DAYS)
    assert {m.date() for m in times if m > recent} == {m.date() for m in left if m > recent}
    assert left[:1] == [moment for moment, _ in listed[:1]]
    today = [m for m in left if timedelta() <= NOW - m < timedelta(days=1)]
    assert len(today) <= backups.KEPT_OF_LAST_DAY + 2


def test_comparing_says_what_would_change(store, folder):
    put(store, typed("1"), typed("2", 2))
    put(store, typed("7"), year=2024)
    target = store.backup(folder, "x", NOW)
    same = store.compare(target)
    assert (same.years, same.is_ancestor, same.entries_here) == ((), True, same.entries_there)
    put(store, typed("5"), typed("6", 6))
    put(store, typed("", 2))
    store.set_state(YEAR, "ready", 0, "", "a", later())
    changed = store.compare(target)
    assert changed.years == (
        YearDifference(
            year=YEAR,
            differing=1,
            only_here=1,
            only_there=1,
            state_here=YearState.READY,
            state_there=YearState.DRAFT,
        ),
    )
    assert changed.is_ancestor
    assert changed.last_change_there == NOW


@pytest.mark.parametrize(
    ("table", "columns"),
    [("observation", ["year"]), ("report_year", ["year", "state"]), ("change_log", ["seq", "at"])],
)
def test_a_backup_in_which_a_view_bears_the_name_of_a_table_is_not_read(store, folder, table, columns):
    """It could run for ever."""
    put(store, typed("1"))
    target = store.backup(folder, "x", NOW)
    shown = ", ".join(f"max(i) AS {name}" for name in columns)
    endless = f"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT {shown} FROM n"
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        for (trigger,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            copy.execute(f'DROP TRIGGER "{trigger}"')
        copy.execute("PRAGMA foreign_keys = 0")
        copy.execute(f"DROP TABLE {table}")
        copy.execute(f"CREATE VIEW {table} AS {endless}")
    with pytest.raises(EnvironmentFault):
        store.compare(target)


def test_a_backup_of_another_store_is_no_ancestor(store, folder, tmp_path):
    put(store, typed("1"))
    with new_store(tmp_path / "b.sqlite") as other:
        target = other.backup(folder, "x", NOW)
    assert not store.compare(target).is_ancestor


def test_restoring_keeps_what_was_there(path, folder):
    with new_store(path) as store:
        put(store, typed("1"))
        target = store.backup(folder, "x", NOW)
        put(store, typed("2"))
        head = store.log_head()
    before = target.read_bytes()
    kept = restore(target, path, UNIT_STORE, actor="王芳", now=later())
    assert target.read_bytes() == before
    with open_store(path, now=NOW) as store:
        assert store.observations(YEAR)[key()].reading.value == 1
        last = store.log_entries(newest=1)[0]
        assert (last.kind, last.old, last.actor) == ("restore", head, "王芳")
        assert target.name in last.reason
        assert store.verify_log().ok
        put(store, typed("3"))
    with open_store(kept, now=NOW) as store:
        assert store.observations(YEAR)[key()].reading.value == 2
        assert store.log_head() == head
    assert sorted(p.name for p in path.parent.iterdir() if p.is_file()) == sorted([path.name, kept.name])


def test_restoring_after_a_crash_does_not_mix_the_two(path, folder):
    """A journal that a crash left behind belongs to the old file and must not be applied."""
    with new_store(path) as store:
        put(store, typed("1"))
        target = store.backup(folder, "x", NOW)
        put(store, typed("2"))
    end_inside_a_commit(path)
    kept = restore(target, path, UNIT_STORE, actor="王芳", now=later())
    with open_store(path, now=NOW) as store:
        assert store.observations(YEAR)[key()].reading.value == 1
        assert store.verify_log().ok
    with open_store(kept, now=NOW) as store:
        assert store.observations(YEAR)[key()].reading.value == 2


def test_restoring_in_the_place_of_a_damaged_or_missing_file(path, folder):
    with new_store(path) as store:
        put(store, typed("1"))
        target = store.backup(folder, "x", NOW)
    path.write_bytes(b"rubbish" * 1000)
    kept = restore(target, path, UNIT_STORE, actor="王芳", now=later())
    assert kept.read_bytes() == b"rubbish" * 1000
    assert kept.name.endswith(".damaged")
    path.unlink()
    assert restore(target, path, UNIT_STORE, actor="王芳", now=later()) is None
    with open_store(path, now=NOW) as store:
        assert store.observations(YEAR)[key()].reading.value == 1


def test_restoring_is_refused_while_somebody_has_the_store_open(store, folder):
    target = store.backup(folder, "x", NOW)
    with pytest.raises(StoreReadOnly):
        restore(target, store.path, UNIT_STORE, actor="王芳", now=NOW)
    put(store, typed("1"))
    assert store.verify_log().ok


@pytest.mark.parametrize("kind", ["tampered", "cut", "rubbish", "missing"])
def test_a_bad_backup_is_refused_and_the_store_left_alone(path, folder, kind):
    with new_store(path) as store:
        put(store, typed("1"))
        target = store.backup(folder, "x", NOW)
    if kind == "tampered":
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("UPDATE observation SET value = '2'")
            connection.commit()
    elif kind == "cut":
        target.write_bytes(target.read_bytes()[:-8192])
    elif kind == "rubbish":
        target.write_bytes(b"x" * 9999)
    else:
        target.unlink()
    before = path.read_bytes()
    refused = {"rubbish": NotAStore, "missing": BackupMissing}.get(kind, BackupUnsound)
    with pytest.raises(refused) as caught:
        restore(target, path, UNIT_STORE, actor="王芳", now=NOW)
    assert "已删除" not in caught.value.message
    assert target.name in caught.value.message
    assert path.read_bytes() == before
    with open_store(path, now=NOW) as store, pytest.raises(refused):
        store.compare(target)
    assert [p.name for p in path.parent.iterdir() if p.is_file()] == [path.name]


def test_no_backups_yet(tmp_path):
    assert list_backups(tmp_path / "none", "a") == []


MOUNTS = "/dev/sda1 / ext4 rw 0 0\n//srv/x /mnt/共享\\040盘 cifs rw 0 0\nbroken\nsrv:/h /data nfs4 rw 0 0\n"


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/data/a/b", True), ("/mnt/共享 盘/a", True), ("/database/a", False), ("/mnt/a", False), ("/", False)],
)
def test_network_drives_are_suspected_by_the_table_of_mounts(path, answer):
    assert is_on_network(Path(path), MOUNTS) is answer


def test_a_store_on_a_network_drive_warns(path, monkeypatch):
    new_store(path).close()
    monkeypatch.setattr("db.file.surroundings.is_network_drive", lambda _: True)
    with open_store(path, now=NOW) as store:
        assert "网络盘" in store.warnings[0]
        put(store, typed("1"))


def test_what_a_killed_program_left_unfinished_is_removed_after_a_while(store, path, tmp_path):
    folder = tmp_path / "b"
    folder.mkdir()
    old, fresh, other = (
        folder / name
        for name in (f"{path.stem}.1.x.bak.part", f"{path.stem}.2.x.bak.part", "other.1.x.bak.part")
    )
    for file in (old, fresh, other):
        file.write_bytes(b"x")
    for file in (old, other):
        os.utime(file, (NOW.timestamp() - 7200,) * 2)
    os.utime(fresh, (NOW.timestamp() - 60,) * 2)
    made = store.backup(folder, "x", NOW)
    assert set(folder.iterdir()) == {made, fresh, other}
