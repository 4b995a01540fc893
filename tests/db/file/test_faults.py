"""Files, disks and permissions that are not as they should be: our own error, and nothing lost."""

import logging
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert

from db import errors
from db.errors import (
    DiskFull,
    IsAFolder,
    NameUnusable,
    NotAStore,
    PathTooLong,
    StoreBusy,
    StoreCorrupt,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
)
from db.translation import translate, translated
from db.unit.store import open_store
from db.unit.tables import PERSON
from forms.codes.code import ErrorCode
from forms.errors import EnvironmentFault, TianbaoError
from tests.db.samples import NOW, YEAR, fill_everything, key, new_store, put, typed

# --- what is not a store -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x00" * 4096,
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + b"x" * 4096,
        b"PK\x03\x04" * 999,
    ],
)
def test_another_file_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises((NotAStore, StoreCorrupt)):
        open_store(path, now=NOW)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_another_program_is_refused(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()
    with pytest.raises(NotAStore, match="E-DB-007"):
        open_store(path, now=NOW)


def test_a_missing_file_or_folder_is_said_to_be_missing(path):
    for missing in (path, path / "deeper" / "a.sqlite"):
        with pytest.raises(StoreMissing, match="E-DB-009"):
            open_store(missing, now=NOW)
        assert not missing.exists()


def test_a_folder_is_not_a_store(tmp_path):
    with pytest.raises(IsAFolder):
        open_store(tmp_path, now=NOW)


def test_a_store_cannot_be_made_where_a_file_is_in_the_way(path):
    path.write_bytes(b"x")
    with pytest.raises(TianbaoError):
        new_store(path / "a.sqlite")
    with pytest.raises(EnvironmentFault, match="E-DB-010"):
        new_store(path)
    assert path.read_bytes() == b"x"


# --- names ---------------------------------------------------------------------------------------------

ON_WINDOWS = sys.platform == "win32"
NOT_ON_WINDOWS = pytest.mark.skipif(ON_WINDOWS, reason="Windows takes no such name")


@pytest.mark.parametrize(
    "name",
    [
        "with space.sqlite",
        "望花区 卫生健康局（2025）.sqlite",
        "100%.sqlite",
        "a#b&mode=ro.sqlite",
        "%41.sqlite",
        "'quoted'.sqlite",
        pytest.param("a#b?c&mode=ro.sqlite", marks=NOT_ON_WINDOWS),
        pytest.param('"quoted".sqlite', marks=NOT_ON_WINDOWS),
        "é.sqlite",
        "no ending",
        "局" * 55 + ".sqlite",
    ],
)
def test_any_name_will_do(tmp_path, name):
    path = tmp_path / "填报 数据" / name
    with new_store(path) as store:
        put(store, typed("1"))
        backup = store.backup(tmp_path / "备份 1", "每日", NOW)
    assert [p.name for p in path.parent.iterdir()] == [name]
    for file in (path, backup):
        with open_store(file, now=NOW) as store:
            assert store.observations(YEAR)[key()].reading.value == 1
            assert store.verify_log().ok


@pytest.mark.skipif(not ON_WINDOWS, reason="other systems take such names")
@pytest.mark.parametrize("name", ["a?b.sqlite", "甲乙:丙.sqlite", '"a".sqlite', "f*/a.sqlite"])
def test_a_name_that_windows_keeps_for_itself_is_refused(tmp_path, name):
    with pytest.raises(NameUnusable, match="E-DB-024"):
        new_store(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_paths_of_more_than_two_hundred_characters(tmp_path):
    """A copy's name is longer; on Windows it still has to stay below 260."""
    folder = tmp_path / ("文" * 20 + "a" * (165 - len(str(tmp_path))))
    path = folder / "望花区 2025.sqlite"
    assert 200 < len(str(path)) < 210
    with new_store(path) as store:
        put(store, typed("1"))
        store.backup(folder / "b", "x", NOW)
    with open_store(path, now=NOW) as store:
        assert store.observations(YEAR)


def test_a_name_that_is_too_long_for_the_file_system_is_an_environment_fault(tmp_path):
    for path in (
        tmp_path / ("a" * 300 + ".sqlite"),
        tmp_path / ("a" * 250),
        tmp_path.joinpath(*["文" * 60] * 8, "a"),
    ):
        with pytest.raises(PathTooLong, match="E-DB-020"):
            new_store(path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_relative_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    new_store(Path("a.sqlite")).close()
    with open_store("a.sqlite", now=NOW) as store:
        assert store.verify_log().ok


# --- write protection ----------------------------------------------------------------------------------


def as_root(*command):
    """Run a command that needs rights; skip where there are none."""
    tool = shutil.which(command[0])
    if tool is None or not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip(f"{command[0]} is not available here")
    finished = subprocess.run([tool, *map(str, command[1:])], capture_output=True, text=True, check=False)
    if finished.returncode:
        pytest.skip(finished.stderr.strip())


def opens_for_writing(path):
    try:
        path.open("r+b").close()
    except PermissionError:
        return False
    return True


@pytest.fixture(params=["file", "folder", "medium"])
def protected(request, path, tmp_path):
    """A closed store whose file, folder or medium cannot be written."""
    if request.param == "medium":
        mount = tmp_path / "USB"
        mount.mkdir()
        as_root("mount", "-t", "tmpfs", "none", mount)
        try:
            target = mount / "a.sqlite"
            with new_store(target) as store:
                put(store, typed("1"))
            as_root("mount", "-o", "remount,ro", mount)
            yield target
        finally:
            as_root("umount", mount)
        return
    with new_store(path) as store:
        put(store, typed("1"))
    target = path if request.param == "file" else path.parent
    if ON_WINDOWS and target == path:
        path.chmod(stat.S_IREAD)
        if opens_for_writing(path):
            pytest.skip("this system lets a write-protected file be written to")
        yield path
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
        return
    as_root("chattr", "+i", target)
    try:
        yield path
    finally:
        as_root("chattr", "-i", target)
        for left in path.parent.glob("*.sqlite-*"):
            left.unlink()


def test_a_write_protected_store_can_be_read_and_says_what_it_is(protected, tmp_path_factory):
    with open_store(protected, now=NOW) as store:
        assert store.read_only
        assert store.holder == ""
        assert store.observations(YEAR)[key()].reading.value == 1
        assert store.verify_log().ok
        with pytest.raises(StoreReadOnly, match="E-DB-002"):
            put(store, typed("2"))
        backup = store.backup(tmp_path_factory.mktemp("b"), "copy", NOW)
    with open_store(backup, now=NOW) as copy:
        assert copy.observations(YEAR)[key()].reading.value == 1


@pytest.mark.parametrize("protected", ["medium"], indirect=True)
def test_a_store_cannot_be_made_on_a_write_protected_medium(protected):
    with pytest.raises(StoreReadOnly):
        new_store(protected.with_name("b.sqlite"))
    with pytest.raises(StoreReadOnly), open_store(protected, now=NOW) as store:
        store.backup(protected.parent, "x", NOW)


# --- full disk -----------------------------------------------------------------------------------------


def limit_pages(store, extra):
    driver = store._session.driver
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages + extra}")


@pytest.mark.parametrize("extra", [0, 1, 2, 5, 9])
def test_when_the_file_cannot_grow_nothing_is_half_stored(store, extra):
    put(store, typed("1"))
    limit_pages(store, extra)
    stored, number = 1, 2
    with pytest.raises(DiskFull, match="E-DB-004"):  # noqa: PT012 - the whole block is what must fail
        while True:
            put(store, typed(str(number), number, note="x" * 500))
            stored, number = number, number + 1
    assert len(store.observations(YEAR)) == stored
    assert store.verify_log().ok
    limit_pages(store, 10_000)
    put(store, typed("1", number))
    assert len(store.observations(YEAR)) == stored + 1
    assert store.verify_log().ok


@pytest.fixture
def small_disk(tmp_path):
    mount = tmp_path / "disk"
    mount.mkdir()
    as_root("mount", "-t", "tmpfs", "-o", "size=1m", "none", mount)
    try:
        yield mount
    finally:
        as_root("umount", mount)


def test_a_disk_that_is_really_full(small_disk, tmp_path):
    path = small_disk / "a.sqlite"
    with new_store(path) as store:
        count = 0
        with pytest.raises(DiskFull):  # noqa: PT012 - the whole block is what must fail
            while True:
                put(store, typed(str(count), count % 50, note="备注" * 300))
                count += 1
        last = store.observations(YEAR)[key((count - 1) % 50)]
        assert last.reading.value == count - 1
        assert count > 20
        with pytest.raises(DiskFull):
            store.backup(small_disk, "x", NOW)
        store.backup(tmp_path / "elsewhere", "x", NOW)
    assert not list(small_disk.glob("*.part"))
    with pytest.raises(DiskFull):
        new_store(small_disk / "b.sqlite")
    assert not list(small_disk.glob("b.sqlite*"))
    with open_store(tmp_path / "elsewhere" / "a.20260115T083005Z.x.bak", now=NOW) as store:
        assert store.observations(YEAR)[key((count - 1) % 50)] == last
        assert store.verify_log().ok


# --- other programs ------------------------------------------------------------------------------------


def test_a_foreign_writer_makes_us_wait_and_then_say_so(store, path):
    put(store, typed("1"))
    store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="E-DB-001"):
            put(store, typed("2"))
        assert store.observations(YEAR)[key()].reading.value == 1
    put(store, typed("2"))


# --- damage --------------------------------------------------------------------------------------------


def everything(store):
    """All that the store gives out."""
    years = store.years()
    return (
        store.identity(),
        store.current_plan(),
        store.plans(),
        store.people(),
        store.year_records(),
        store.history(),
        store.definition_changes(),
        store.log_entries(),
        [store.observations(year) for year in years],
        [store.explanations(year) for year in years],
        [(a, store.attachment_data(a.digest)) for year in years for a in store.attachments(year)],
        [(r, store.documents(r.year, r.number)) for year in years for r in store.revisions(year)],
        [store.packages(year) for year in years],
        [store.letters(year) for year in years],
        [store.change_log(year, key(1)) for year in years],
    )


def test_a_flipped_bit_is_detected_or_harmless(tmp_path):
    path, damaged = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    with new_store(path) as store:
        fill_everything(store)
        put(store, typed("约 5"), typed("-1", 2), year=2024)
        wanted = everything(store)
    original = path.read_bytes()
    chance = random.Random(7)
    outcomes = {"refused": 0, "found": 0, "harmless": 0}
    for _ in range(int(os.environ.get("TIANBAO_FLIPS", "100"))):
        content = bytearray(original)
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(content)
        outcomes[what_comes_of(damaged, wanted)] += 1
        for left in tmp_path.glob("b.sqlite*"):
            left.unlink()
    assert all(outcomes.values()), outcomes


def what_comes_of(path, wanted):
    try:
        with open_store(path, now=NOW) as store:
            verification = store.verify_log()
            try:
                found = everything(store)
            except TianbaoError:
                assert not verification.ok
                return "refused"
    except EnvironmentFault:
        return "refused"
    if not verification.ok:
        return "found"
    assert found == wanted
    return "harmless"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_file_is_detected(path, keep):
    with new_store(path) as store:
        fill_everything(store)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    try:
        with open_store(path, now=NOW) as store:
            assert not store.verify_log().ok
    except EnvironmentFault as error:
        assert error.code in {"E-DB-006", "E-DB-007", "E-DB-025"}  # noqa: PT017 - either way out is right


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE observation SET value = '1.50'",
        "UPDATE observation SET value = 'abc'",
        "UPDATE observation SET entered_at = 'yesterday'",
        "UPDATE observation SET text = CAST(x'ff41' AS TEXT)",
    ],
)
def test_a_value_that_cannot_be_read_is_damage_and_not_a_crash(store, behind, damage):
    put(store, typed("1"))
    behind(damage)
    with pytest.raises(StoreCorrupt, match="E-DB-006"):
        store.observations(YEAR)
    assert not store.verify_log().ok


# --- translation ---------------------------------------------------------------------------------------


CODES = {name: getattr(sqlite3, name) for name in dir(sqlite3) if name.startswith("SQLITE_")}


@pytest.mark.parametrize("code", range(1, 27))
def test_every_result_code_of_sqlite_has_a_sentence(code):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode, error.sqlite_errorname = code | 0x100, "X"
    ours = translate(error, Path("a.sqlite"))
    assert isinstance(ours, TianbaoError)
    assert ours.code.startswith("E-DB-")
    assert "。" in ours.message


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "x"), DiskFull),
        (PermissionError(13, "x"), StoreUnreachable),
        (FileNotFoundError(2, "x"), StoreMissing),
        (OSError(30, "x"), StoreReadOnly),
        (OSError("no number"), StoreUnreachable),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "x"), StoreCorrupt),
    ],
)
def test_errors_of_the_operating_system_are_translated(error, kind):
    with pytest.raises(kind), translated(Path("a.sqlite")):
        raise error


def test_other_errors_pass_unchanged():
    with pytest.raises(KeyError), translated(Path("a.sqlite")):
        raise KeyError("a bug")


def test_codes_are_documented_and_used_once():
    used = [code for code, _ in errors._SENTENCES.values()]
    assert len(used) == len(set(used))
    assert all(isinstance(code, ErrorCode) for code in used)


# --- discretion ----------------------------------------------------------------------------------------


def test_figures_appear_in_no_error_and_no_log_line(store, path, behind, caplog):
    caplog.set_level(logging.DEBUG)
    secret, second = "987654.321", "123456" + ".789"
    put(store, typed(secret))
    driver = store._session.driver
    caught = []
    for damage in (
        lambda: driver.execute(
            "CREATE TRIGGER t BEFORE INSERT ON undo_step BEGIN SELECT RAISE(ABORT, 'x'); END"
        ),
        lambda: driver.execute("DROP TABLE undo_step"),
        lambda: behind("UPDATE observation SET missing = NULL, value = value || 'x'"),
    ):
        damage()
        with pytest.raises(TianbaoError) as error:  # noqa: PT012 - the whole block is what must fail
            put(store, typed(second, 2))
            store.observations(YEAR)
        caught.append("".join(traceback.format_exception(error.value)) + str(error.value.details))
    assert len(caught) == 3
    for text in [*caught, caplog.text]:
        assert secret not in text
        assert second not in text


def test_people_appear_in_no_error(store):
    phone = "139" + "12345678"
    store._session.driver.execute("ALTER TABLE person RENAME TO persons")
    with pytest.raises(TianbaoError) as error, store._write() as work:
        work.execute(insert(PERSON), {"role": "phone", "value": phone})
    assert phone not in "".join(traceback.format_exception(error.value))
