"""A file of many gigabytes is not read whole when it is opened; what came last is compared all the same."""

import sqlite3
from contextlib import closing

import pytest

from db.errors import EnvironmentFault, StoreTorn
from db.office.kind import OFFICE_STORE
from db.office.store import open_office
from tests.db.added_rows import adding
from tests.db.office.samples import package, take_in
from tests.db.office.test_behind import fill
from tests.db.samples import NOW, later

PAGE = 4096


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one."""
    monkeypatch.setattr(type(OFFICE_STORE), "whole_up_to", 0)


def opened(path):
    """What opening says: an error's name, or the warnings."""
    try:
        with open_office(path, now=NOW) as office:
            return office.warnings
    except EnvironmentFault as error:
        return type(error).__name__


def fill_with(office, count):
    for number in range(count):
        take_in(office, package(b"%d" % number * 500), now=later(number))


@pytest.fixture
def filled(in_file, path, large):
    fill(in_file)
    fill_with(in_file, 20)
    in_file.close()
    return path


def test_a_sound_file_opens_without_a_word(filled):
    assert opened(filled) == ()


def test_only_what_came_last_is_read(filled, monkeypatch):
    """The whole is not asked for: what was changed long ago is left to verification."""
    with closing(sqlite3.connect(filled, isolation_level=None)) as raw:
        no_guards(
            raw, "received_file", lambda: raw.execute("UPDATE received_file SET data = x'00' WHERE rowid = 2")
        )
    assert opened(filled) == ()
    with open_office(filled, now=NOW) as office:
        assert not office.verify_log().ok
        with pytest.raises(EnvironmentFault):
            office.backup(filled.parent / "backups", "daily", NOW)
    monkeypatch.setattr(type(OFFICE_STORE), "whole_up_to", None)
    assert opened(filled) == ()  # likewise: of stored bytes only the newest are compared


def no_guards(raw, table, change):
    """Make a change behind the guards, and put them back."""
    texts = [
        text for text in OFFICE_STORE.schema.statements() if text.startswith(f"CREATE TRIGGER tr_{table}_no")
    ]
    for event in ("update", "delete", "replace"):
        raw.execute(f"DROP TRIGGER tr_{table}_no_{event}")
    change()
    for text in texts:
        raw.execute(text)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        (
            "received_file",
            "UPDATE received_file SET data = x'00' WHERE rowid = (SELECT max(rowid) FROM received_file)",
        ),
        (
            "received_file",
            "UPDATE received_file SET size = 1 WHERE rowid = (SELECT max(rowid) FROM received_file)",
        ),
        ("judgement", "DELETE FROM judgement WHERE id = (SELECT max(id) FROM judgement)"),
        (
            "judgement",
            adding("judgement", "id + 1, package, engine, facts, at", "judgement WHERE id = 21"),
        ),
        ("decision", "UPDATE decision SET reason = 'x'"),
        (
            "received_package",
            "DELETE FROM received_package WHERE content = (SELECT max(content) FROM received_package)",
        ),
    ],
)
def test_what_differs_among_the_newest_rows_is_told(filled, table, statement):
    with closing(sqlite3.connect(filled, isolation_level=None)) as raw:
        no_guards(raw, table, lambda: raw.execute(statement))
        raw.execute("PRAGMA foreign_keys = OFF")
    found = opened(filled)
    assert any("对不上" in warning for warning in found) or found == "StoreTorn"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change_log WHERE seq = (SELECT max(seq) FROM change_log)",
        "DELETE FROM change_log WHERE seq = (SELECT max(seq) FROM change_log) - 3",
        "UPDATE change_log SET reason = 'x' WHERE seq = (SELECT max(seq) FROM change_log) - 3",
        "UPDATE log_state SET entries = entries - 1",
        "UPDATE log_state SET head = '0000' || substr(head, 5)",
    ],
)
def test_a_log_that_does_not_end_as_noted_is_refused(filled, statement):
    with closing(sqlite3.connect(filled, isolation_level=None)) as raw:
        no_guards(raw, "change_log", lambda: raw.execute(statement))
    assert opened(filled) == "StoreTorn"


@pytest.mark.parametrize("change", [-PAGE, PAGE, -1, 1])
def test_a_file_of_another_size_is_refused(filled, change):
    with filled.open("r+b") as file:
        file.truncate(filled.stat().st_size + change)
    with pytest.raises(StoreTorn):
        open_office(filled, now=NOW)


@pytest.mark.slow
def test_no_copy_that_was_made_across_a_commit_is_taken_for_whole(filled, tmp_path):
    """Copied from its beginning or from its end, while a commit was being written at any page."""
    before = filled.read_bytes()
    with open_office(filled, now=NOW) as office:
        take_in(office, package(b"z" * 9000), now=later(99))
    after = filled.read_bytes()
    silent = []
    for cut in range(PAGE, len(after), PAGE):
        for torn in (before[:cut] + after[cut:], after[:cut] + before[cut:]):
            if torn in (before, after):
                continue
            copy = tmp_path / "copy.db"
            copy.write_bytes(torn)
            if opened(copy) == ():
                silent.append(cut // PAGE)
            copy.unlink()
    assert silent == []
