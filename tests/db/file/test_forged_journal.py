"""A journal that somebody made up is never applied, and never goes without a word."""

import shutil
import sqlite3
import struct
from contextlib import closing

import pytest

from db.file.journal import Journal
from db.unit.store import open_store
from tests.db.samples import NOW, fill_everything, new_store


@pytest.fixture
def filled_path(path, own_data):
    with new_store(path) as store:
        fill_everything(store)
    return path


def made_up(content, *, count=1, page=None, number=1, checksum=0, tail=b"", sizes=(512, 4096)):
    """A journal that counts pages of the file, as nobody but a forger leaves it."""
    pages = len(content) // 4096
    header = struct.pack(">8s5I", bytes.fromhex("d9d505f920a163d7"), count, 7, pages, *sizes)
    record = struct.pack(">I", number) + (content[:4096] if page is None else page)
    return header.ljust(512, b"\0") + record + struct.pack(">I", checksum) + tail


def summed(page):
    return 7 + sum(page[4096 - 200 : 0 : -200])


FORGED = {
    "a wrong checksum": made_up,
    "more pages counted than there are": lambda c: made_up(c, count=9, checksum=summed(c[:4096])),
    "a page of no number": lambda c: made_up(c, number=0),
    "a piece of a page": lambda c: made_up(c, count=0xFFFFFFFF, checksum=summed(c[:4096]), tail=b"x"),
    "another journal named": lambda c: made_up(
        c, page=bytes(4096), checksum=7, tail=b"gone" * 4 + bytes.fromhex("d9d505f920a163d7")
    ),
    "nothing before a text": lambda _: bytes(8) + b"what somebody wrote" * 99,
    "sizes that no file has": lambda c: bytes(12) + made_up(c, sizes=(5, 4097))[12:],
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_journal_that_sqlite_would_drop_without_a_word_is_set_aside_and_named(filled_path, own_data, kind):
    before = filled_path.read_bytes()
    journal = filled_path.with_name(filled_path.name + "-journal")
    content = FORGED[kind](before)
    journal.write_bytes(content)
    with open_store(filled_path, now=NOW) as store:
        assert "-journal" in store.warnings[0]
        assert store.verify_log().ok
    assert filled_path.read_bytes() == before
    assert not journal.exists()
    assert [f.read_bytes() for f in filled_path.with_name("另存").glob("*.journal")] == [content]


def test_a_page_beyond_the_file_does_not_hide_the_next_one(filled_path, own_data):
    before = filled_path.read_bytes()
    evil = before[:60] + b"evil" + before[64:4096]  # the number that an application keeps for its schema
    first = made_up(before, count=2, number=0x7FFFFFF0)
    record = struct.pack(">I", 1) + evil + struct.pack(">I", summed(evil))
    journal = filled_path.with_name(filled_path.name + "-journal")
    journal.write_bytes(first + record)
    assert Journal.read(journal.read_bytes()).before == {1: evil}
    shutil.copy(filled_path, filled_path.with_name("x"))
    shutil.copy(journal, filled_path.with_name("x-journal"))
    with closing(sqlite3.connect(filled_path.with_name("x"))) as connection:
        connection.execute("SELECT * FROM sqlite_schema").fetchall()
    assert filled_path.with_name("x").read_bytes()[:4096] == evil, "so does SQLite"
    with open_store(filled_path, now=NOW) as store:
        assert store.verify_log().ok
    assert not journal.exists()
    assert filled_path.read_bytes() == before


@pytest.mark.parametrize(
    "start", [b"", bytes(5), bytes(512), bytes(20) + struct.pack(">2I", 512, 4096) + bytes(9000)]
)
def test_a_journal_that_sqlite_had_not_marked_yet_goes_without_a_word(filled_path, own_data, start):
    journal = filled_path.with_name(filled_path.name + "-journal")
    journal.write_bytes(start)
    with open_store(filled_path, now=NOW) as store:
        assert not store.warnings
    assert not journal.exists()
