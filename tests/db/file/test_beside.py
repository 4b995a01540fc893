"""A journal beside a file is applied only where it is that file's; any other goes aside under a name."""

import os
import shutil
import sqlite3
import struct
import sys
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StoreTorn
from db.file.beside import connect_for_looking
from db.file.journal import Header, Journal, _sums, log_applied
from db.unit.kind import UNIT_STORE
from db.unit.store import create_store, open_store
from tests.db.crashes import end_inside_a_commit, with_an_old_log
from tests.db.samples import NOW, PLAN, ROOT, YEAR, fill_everything, key, new_store, put, typed


@pytest.fixture
def filled_path(path, own_data):
    with new_store(path) as store:
        fill_everything(store)
        put(store, *[typed(str(number), number) for number in range(1, 60)], year=2024)
    return path


def newer(path, tmp_path):
    with open_store(path, now=NOW) as store:
        put(store, *[typed(str(number), number) for number in range(60, 90)], year=2026)


def one_commit_newer(path, tmp_path):
    with open_store(path, now=NOW) as store:
        put(store, typed("77", 77), year=2026)


def older(path, tmp_path):
    shutil.copy(tmp_path / "older", path)


def of_another_unit(path, tmp_path):
    path.unlink()
    more = {"plan_id": "wanghua", "plan_version": "1.0.0", "unit": "education", "actor": "李", "now": NOW}
    with create_store(path, plan_bytes=PLAN, **more) as store:
        put(store, typed("5"))


NEWCOMERS = [newer, one_commit_newer, older, of_another_unit]


def kept(path, ending):
    return sorted(path.with_name("另存").glob(f"*{ending}"))


def test_a_commit_that_was_cut_short_is_taken_back(filled_path, own_data):
    before = filled_path.read_bytes()
    end_inside_a_commit(filled_path)
    assert filled_path.read_bytes() != before
    with open_store(filled_path, now=NOW) as store:
        assert store.verify_log().ok
        assert not store.warnings
    assert filled_path.read_bytes() == before
    assert list(filled_path.parent.glob("*sqlite*")) == [filled_path]
    assert not kept(filled_path, "")


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_a_journal_is_not_laid_over_a_file_that_took_the_place_of_its_own(
    filled_path, tmp_path, own_data, newcomer
):
    with new_store(tmp_path / "older") as store:
        put(store, typed("1"))
    arrived = tmp_path / "arrived"
    shutil.copy(filled_path, arrived)
    newcomer(arrived, tmp_path)
    content = arrived.read_bytes()
    end_inside_a_commit(filled_path)
    journal = filled_path.with_name(filled_path.name + "-journal")
    left = journal.read_bytes()
    arrived.replace(filled_path)
    with open_store(filled_path, now=NOW) as store:
        assert store.verify_log().ok
        assert str(kept(filled_path, ".journal")[0]) in store.warnings[0]
    assert filled_path.read_bytes() == content
    assert kept(filled_path, ".journal")[0].read_bytes() == left
    assert not journal.exists()


def test_a_copy_made_inside_a_commit_says_so(filled_path):
    end_inside_a_commit(filled_path)
    filled_path.with_name(filled_path.name + "-journal").unlink()
    before = filled_path.read_bytes()
    with pytest.raises(StoreTorn, match="E-DB-025"):
        open_store(filled_path, now=NOW)
    assert filled_path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change_log WHERE seq = (SELECT max(seq) FROM change_log)",
        "UPDATE log_state SET entries = entries - 1",
        "UPDATE observation SET value = '17', text = '17' WHERE year = 2024 AND code = 'item-007'",
        "DELETE FROM observation WHERE year = 2024 AND code = 'item-009'",
        "UPDATE blob SET data = x'00'",
        "UPDATE undo_step SET changes = replace(changes, '\"3\"', '\"4\"')",
    ],
)
def test_parts_of_two_states_are_noticed_at_opening(filled_path, behind, statement):
    with open_store(filled_path, now=NOW) as store:
        put(store, typed("1", 7), typed("2", 8), year=2024)
        put(store, typed("3", 7), year=2024)
    for name in ("change_log_no_delete", "blob_no_update"):
        behind(f"DROP TRIGGER tr_{name}")
    behind(statement)
    try:
        with open_store(filled_path, now=NOW) as store:
            assert any("对不上" in sentence for sentence in store.warnings)
    except StoreTorn as error:
        assert "不完整" in error.message  # noqa: PT017 - either way out is right


def test_an_unfinished_journal_of_another_program_is_set_aside_and_an_empty_one_goes(filled_path, own_data):
    journal = filled_path.with_name(filled_path.name + "-journal")
    journal.write_bytes(b"nonsense" * 99)
    with open_store(filled_path, now=NOW) as store:
        assert "-journal" in store.warnings[0]
    assert kept(filled_path, ".journal")[0].read_bytes() == b"nonsense" * 99
    journal.write_bytes(b"\0" * 512)
    with open_store(filled_path, now=NOW) as store:
        assert not store.warnings
        assert not journal.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_a_journal_is_not_followed(filled_path, tmp_path, own_data):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    filled_path.with_name(filled_path.name + "-journal").symlink_to(victim)
    with open_store(filled_path, now=NOW) as store:
        put(store, typed("1"), year=2024)
    assert victim.read_bytes() == b"precious"


@pytest.mark.skipif(sys.platform == "win32", reason="a file there is a file or a folder")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_what_is_no_file_in_the_place_of_a_journal_is_set_aside(filled_path, own_data, make, ending):
    make(filled_path.with_name(filled_path.name + ending))
    with open_store(filled_path, now=NOW) as store:
        assert ending in store.warnings[0]
        put(store, typed("1"), year=2024)
    assert kept(filled_path, ending.replace("-", "."))


MADE_UP = [(0xFFFFFFFF, 65536), (100_000, 65536), (0xFFFFFFFF, 4096), (0, 4096)]


@pytest.mark.parametrize(("pages", "size"), MADE_UP)
def test_a_size_that_a_journal_made_up_is_not_filled(filled_path, own_data, pages, size):
    before = filled_path.read_bytes()
    header = struct.pack(">8s5I", bytes.fromhex("d9d505f920a163d7"), 0xFFFFFFFF, 1, pages, 512, size)
    filled_path.with_name(filled_path.name + "-journal").write_bytes(header.ljust(512, b"\0"))
    with open_store(filled_path, now=NOW) as store:
        assert "-journal" in store.warnings[0]
    assert filled_path.read_bytes() == before
    assert kept(filled_path, ".journal")


def test_a_size_that_a_log_made_up_is_not_filled(filled_path):
    page = filled_path.read_bytes()[:4096]
    start, frame = struct.pack(">6I", 0x377F0682, 3007000, 4096, 0, 1, 2), struct.pack(">2I", 1, 0x7FFFFFFF)
    sums = _sums(start, (0, 0), "little")
    log = start + struct.pack(">2I", *sums)
    sums = _sums(page, _sums(frame, sums, "little"), "little")
    log += frame + struct.pack(">4I", 1, 2, *sums) + page
    assert log_applied(page, log) is None


def test_a_journal_far_larger_than_its_file_is_not_read(filled_path, own_data):
    journal = filled_path.with_name(filled_path.name + "-journal")
    with journal.open("wb") as file:
        file.write(bytes.fromhex("d9d505f920a163d7ffffffff") + bytes(8) + b"\0\0\x02\0\0\0\x10\0")
        file.truncate(3_000_000_000)
    with open_store(filled_path, now=NOW) as store:
        assert "-journal" in store.warnings[0]
    assert kept(filled_path, ".journal")[0].stat().st_size == 3_000_000_000


def test_a_new_store_is_not_touched_by_what_a_former_one_left(filled_path, own_data):
    end_inside_a_commit(filled_path)
    filled_path.unlink()
    with new_store(filled_path) as store:
        assert store.verify_log().ok
        assert store.log_position().entries < 10
    assert kept(filled_path, ".journal")


@pytest.mark.parametrize("readable_only", [True, False])
def test_a_reader_sees_the_state_before_without_writing(filled_path, tmp_path, readable_only):
    before = list(sqlite3.connect(filled_path).execute("SELECT * FROM change_log"))
    end_inside_a_commit(filled_path)
    content = filled_path.read_bytes()
    with closing(connect_for_looking(filled_path, UNIT_STORE)) as connection:
        assert connection.execute("SELECT * FROM change_log").fetchall() == before
    assert filled_path.read_bytes() == content
    assert filled_path.with_name(filled_path.name + "-journal").exists()


# --- what the first release left --------------------------------------------------------------------------


def put_the_old_way(value):
    def change(connection):
        from db.log.chain import row_hash

        entries, head = connection.execute("SELECT entries, head FROM log_state").fetchone()
        fields = (
            entries + 1,
            "2026-01-15T08:30:06.000000Z",
            "a",
            None,
            "people",
            "people:head",
            None,
            value,
            "",
        )
        head = row_hash(head, *fields)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO change_log VALUES (?,?,?,?,?,?,?,?,?,?)", (*fields, head))
        connection.execute("UPDATE log_state SET entries = ?, head = ?", (entries + 1, head))
        connection.execute("INSERT OR REPLACE INTO person VALUES ('head', ?)", (value,))
        connection.execute("COMMIT")

    return change


def test_the_log_beside_a_file_of_the_first_release_is_its_own(filled_path, own_data):
    with_an_old_log(filled_path, put_the_old_way("李"), put_the_old_way("王"))
    with open_store(filled_path, now=NOW) as store:
        assert store.people().head == "王"
        assert store.verify_log().ok
        assert not store.warnings
        assert [p.name for p in filled_path.parent.glob(filled_path.name + "-*")] == []
    with closing(sqlite3.connect(filled_path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_an_old_log_is_not_laid_over_a_file_that_took_the_place_of_its_own(
    filled_path, tmp_path, own_data, newcomer
):
    with new_store(tmp_path / "older") as store:
        put(store, typed("1"))
    arrived = tmp_path / "arrived"
    shutil.copy(filled_path, arrived)
    newcomer(arrived, tmp_path)
    with_an_old_log(filled_path, put_the_old_way("李"))
    content = arrived.read_bytes()
    arrived.replace(filled_path)
    with open_store(filled_path, now=NOW) as store:
        assert store.verify_log().ok
        assert str(kept(filled_path, ".wal")[0]) in store.warnings[0]
    assert filled_path.read_bytes() == content


def test_an_old_log_is_not_laid_over_a_newer_file_of_the_first_release(filled_path, tmp_path, own_data):
    arrived = tmp_path / "arrived"
    shutil.copy(filled_path, arrived)
    with_an_old_log(filled_path, put_the_old_way("李"))
    newer(arrived, tmp_path)
    with closing(sqlite3.connect(arrived)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    arrived.replace(filled_path)
    with open_store(filled_path, now=NOW) as store:
        assert store.verify_log().ok
        assert kept(filled_path, ".wal")
        assert len(store.observations(2026)) == 30


@given(st.binary(max_size=3000))
def test_any_bytes_can_be_read_as_journal_or_log(content):
    Header.read(content)
    found = Journal.read(content)
    if found is not None:
        found.applied(b"x" * 5000)
    log_applied(b"x" * 5000, content)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_a_damaged_journal_header_never_breaks_the_reading(place, noise):
    content = bytearray(
        bytes.fromhex("d9d505f920a163d7ffffffff") + bytes(8) + b"\0\0\x02\0\0\0\x10\0" + bytes(9000)
    )
    content[place : place + len(noise)] = noise
    found = Journal.read(bytes(content))
    assert found is None or isinstance(found.before, dict)


def test_our_reading_of_a_journal_is_what_sqlite_does(filled_path):
    before = filled_path.read_bytes()
    end_inside_a_commit(filled_path)
    journal = Journal.read(filled_path.with_name(filled_path.name + "-journal").read_bytes())
    assert journal.applied(filled_path.read_bytes()) == before
    assert journal.header == Header.read(before)


def test_our_reading_of_a_log_is_what_sqlite_does(filled_path, tmp_path):
    with_an_old_log(
        filled_path,
        put_the_old_way("李"),
        "CREATE TABLE x AS SELECT * FROM change_log",
        put_the_old_way("王"),
    )
    applied = log_applied(
        filled_path.read_bytes(), filled_path.with_name(filled_path.name + "-wal").read_bytes()
    )
    with closing(sqlite3.connect(filled_path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert applied == filled_path.read_bytes()


def test_a_figure_survives_the_way_through_all_this(filled_path):
    with open_store(filled_path, now=NOW) as store:
        assert store.observations(YEAR)[key(1)].reading.text == "1"


def test_a_released_store_with_the_log_of_its_killed_program_is_taken_over(path, own_data):
    shutil.copy(ROOT / "tests" / "stores" / "0001.sqlite", path)
    with_an_old_log(path, put_the_old_way("李"))
    with open_store(path, now=NOW) as store:
        assert store.people().head == "李"
        assert store.verify_log().ok
    beside = {p.name for p in path.parent.glob(f"{path.name}*")}
    assert {name for name in beside if not name.endswith(".bak")} == {path.name}, (
        "a backup if it was brought up"
    )
    assert Header.read(path.read_bytes()).has_log is False
