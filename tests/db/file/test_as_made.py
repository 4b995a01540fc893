"""A file whose tables, triggers or views somebody changed is looked at and not written to."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from db.errors import StoreAltered
from db.file.schema import digest_of_objects, objects_of
from db.store.backup import restore
from db.unit.kind import UNIT_STORE
from db.unit.store import open_store
from tests.db.file.test_migration import STORED, next_program
from tests.db.samples import NOW, YEAR, fill_everything, key, new_store, put, typed

GUARD = "tr_revision_no_update"
ADDED = "CREATE TRIGGER extra AFTER INSERT ON observation BEGIN UPDATE observation SET value = '1'; END"
CHANGED = [
    ([f"DROP TRIGGER {GUARD}"], f"缺少触发器“{GUARD}”"),
    (
        [f"DROP TRIGGER {GUARD}", f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON revision BEGIN SELECT 1; END"],
        f"触发器“{GUARD}”被改动",
    ),
    ([ADDED], "多出触发器“extra”"),
    (["CREATE VIEW figures AS SELECT * FROM observation"], "多出视图“figures”"),
    (["CREATE TABLE extra (a)"], "多出表“extra”"),
    (["ALTER TABLE observation ADD COLUMN extra TEXT"], "表“observation”被改动"),
    (["DROP INDEX ix_change_log_year_subject"], "缺少索引“ix_change_log_year_subject”"),
    (["CREATE UNIQUE INDEX extra ON slip (kind)"], "多出索引“extra”"),
    (
        [
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'number >= 1', '1') WHERE name = 'revision'",
        ],
        "表“revision”被改动",
    ),
    *(
        (
            [
                "PRAGMA writable_schema = ON",
                f"UPDATE sqlite_schema SET {c} = CAST({c} AS BLOB) WHERE name = '{GUARD}'",
            ],
            what,
        )
        for c, what in (
            ("sql", f"触发器“{GUARD}”被改动"),
            ("name", f"缺少触发器“{GUARD}”"),
            ("type", "多出对象"),
        )
    ),
]


def alter(path, statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def closed(path):
    with new_store(path) as store:
        fill_everything(store)
    return path


@pytest.mark.parametrize(
    ("statements", "what"), CHANGED, ids=[f"{number} {what}" for number, (_, what) in enumerate(CHANGED)]
)
def test_an_altered_file_is_opened_for_looking_and_never_written_to(closed, statements, what):
    alter(closed, statements)
    before = closed.read_bytes()
    with open_store(closed, now=NOW) as store:
        assert store.read_only
        assert (what in store.warnings[0], "E-DB-041" in store.warnings[0]) == (True, True)
        with pytest.raises(StoreAltered, match="E-DB-041"):
            put(store, typed("7"), year=2024)
        assert store.observations(YEAR)[key()].reading.value == 1
        found = store.verify_log()
    assert not found.ok
    assert what in found.sentence
    assert closed.read_bytes() == before


def test_a_backup_takes_the_place_of_an_altered_file(closed, tmp_path):
    with open_store(closed, now=NOW) as store:
        backup = store.backup(tmp_path / "b", "x", NOW)
    alter(closed, [ADDED])
    kept = restore(backup, closed, UNIT_STORE, actor="王芳", now=NOW)
    with open_store(closed, now=NOW) as store:
        assert not store.read_only
        put(store, typed("7"), year=2024)
        assert store.verify_log().ok
    with closing(sqlite3.connect(kept)) as connection:
        assert (
            connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone()[0] == 1
        )


def test_an_altered_file_of_an_older_program_is_left_alone(closed, tmp_path, monkeypatch):
    alter(closed, [ADDED])
    before = closed.read_bytes()
    next_program(tmp_path, monkeypatch)
    with pytest.raises(StoreAltered, match=r"E-DB-041.*没有打开") as caught:
        open_store(closed, now=NOW)
    assert "extra" in caught.value.message
    assert closed.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".bak"] == []


def test_statistics_that_sqlite_keeps_are_no_alteration(closed):
    alter(closed, ["ANALYZE"])
    with open_store(closed, now=NOW) as store:
        assert not store.read_only
        assert store.verify_log().ok


def test_every_schema_is_known_by_its_digest(tmp_path):
    schema = UNIT_STORE.schema
    digest = digest_of_objects(schema.made_now())
    assert schema.digest(schema.head) == digest, (
        f"the script of revision {schema.head} in db/unit/migrations/versions states another schema than "
        "db/unit/tables.py has: follow db/unit/migrations/README.md; a new script states "
        f'SCHEMA_DIGEST = "{digest}"'
    )
    for stored in STORED:
        copy = shutil.copy(stored, tmp_path / stored.name)
        with closing(sqlite3.connect(copy)) as connection:
            assert digest_of_objects(objects_of(connection)) == schema.digest(stored.stem)
