"""Tables, constraints, triggers, and what opening a store costs."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, select

from db.file.schema import present_objects
from db.unit.kind import UNIT_STORE
from db.unit.tables import METADATA, OBSERVATION
from tests.db.added_rows import adding
from tests.db.samples import FROZEN_TABLES, HEAD, NOW, fill_everything, new_store, put, run_python, typed

SCHEMA = UNIT_STORE.schema


def upgraded(path):
    """An empty file brought to the newest schema by the migrations alone."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCHEMA.scripts))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def test_a_new_store_and_a_migrated_one_have_the_same_schema(store, path, tmp_path):
    upgraded(tmp_path / "migrated.sqlite")
    with (
        closing(sqlite3.connect(tmp_path / "migrated.sqlite")) as migrated,
        closing(sqlite3.connect(path)) as new,
    ):
        assert present_objects(migrated) == present_objects(new) == SCHEMA.expected_objects(), (
            "the steps in db/unit/migrations/versions do not lead to db/unit/tables.py: "
            "follow db/unit/migrations/README.md"
        )
        assert migrated.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_the_known_revisions_are_those_of_the_scripts():
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(SCHEMA.scripts))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == SCHEMA.revisions, (
        "the names in db/unit/migrations/versions begin with the revisions, oldest first"
    )


def test_every_table_is_strict_and_every_constraint_is_named(store, path):
    with closing(sqlite3.connect(path)) as connection:
        loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
        names = {row[0] for row in connection.execute(loose)}
        assert names == {"alembic_version", "sqlite_schema", "sqlite_temp_schema"}
    for table in METADATA.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert all(index.name for index in table.indexes)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE observation SET value = 5, missing = 'not_collected'", "one_reading"),
        ("UPDATE observation SET missing = 'forgotten', value = NULL", "ck_observation_missing"),
        ("UPDATE observation SET year = 2099", "FOREIGN KEY"),
        ("UPDATE observation SET text = NULL", "NOT NULL"),
        ("UPDATE report_year SET revision = 'two'", "cannot store TEXT"),
        ("UPDATE report_year SET state = 'lost'", "ck_report_year_state"),
        ("UPDATE report_year SET year = 25", "ck_report_year_year"),
        (adding("log_state", "2, 0, ''"), "ck_log_state"),
        ("UPDATE undo_step SET undone = 2", "ck_undo_step_undone"),
        ("INSERT INTO observation SELECT * FROM observation", "UNIQUE"),
        (adding("blob", "'short', x'00'"), "ck_blob_digest"),
        (adding("history_value", "2020, 'a', '_T', NULL, ''"), "NOT NULL"),
    ],
)
def test_the_file_itself_refuses_what_must_not_be(store, statement, what):
    put(store, typed("1"))
    with pytest.raises(sqlite3.IntegrityError, match=re.escape(what)):
        store._session.driver.execute(statement)


@pytest.mark.parametrize("table", FROZEN_TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_what_is_frozen_can_be_neither_changed_nor_removed(store, table, change):
    fill_everything(store)
    driver = store._session.driver
    assert driver.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        driver.execute(change.format(table))


def test_the_settings_of_a_connection(store):
    driver = store._session.driver
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }
    assert {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert driver.isolation_level is None


def test_figures_are_text_and_times_have_one_length(store, path):
    put(store, typed("12345678901234.5678"))
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(
            "SELECT typeof(value), value, length(entered_at) FROM observation"
        ).fetchone()
    assert row == ("text", "12345678901234.5678", 27)


def test_sqlalchemy_reads_the_same_values(store, path):
    """Our own session executes the same statements; both must understand what is stored."""
    put(store, typed("12345678901234.5678"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        theirs = connection.execute(select(OBSERVATION)).one()
        with store._read() as session:
            assert session.execute(select(OBSERVATION)).fetchall() == [tuple(theirs)]
    assert (str(theirs.value), theirs.entered_at) == ("12345678901234.5678", NOW)
    engine.dispose()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM observation WHERE year = 2025 ORDER BY code, breakdown",
        "SELECT * FROM change_log WHERE year = 2025 AND subject = 'cell:a/_T' ORDER BY seq",
        "SELECT * FROM explanation WHERE year = 2025",
        "SELECT * FROM attachment WHERE year = 2025",
        "SELECT * FROM undo_step WHERE year = 2025 AND undone = 0 ORDER BY id DESC LIMIT 1",
        "SELECT * FROM package WHERE year = 2025",
        "SELECT * FROM slip WHERE year = 2025",
        "SELECT * FROM revision WHERE year = 2025 ORDER BY number DESC LIMIT 1",
        "SELECT * FROM revision_document WHERE year = 2025 AND revision = 1 ORDER BY position",
    ],
)
def test_a_year_is_found_without_reading_the_others(store, query):
    driver = store._session.driver
    plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any(step.startswith("SEARCH") for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)


def modules_after(program, *arguments):
    process = run_python(f"import sys, json\n{program}\nprint(json.dumps(sorted(sys.modules)))", *arguments)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return set(json.loads(output.splitlines()[-1]))


def test_importing_the_package_its_records_and_its_errors_brings_no_database_library():
    loaded = modules_after("import db, db.unit.records, db.errors")
    assert not loaded & {"sqlalchemy", "alembic"}


def test_opening_a_current_store_does_not_bring_the_migration_library(path):
    new_store(path).close()
    program = (
        "from datetime import datetime, UTC\nfrom db.unit.store import open_store\n"
        "open_store(sys.argv[1], now=datetime.now(UTC)).close()"
    )
    loaded = modules_after(program, path)
    assert "sqlalchemy" in loaded
    assert not loaded & {"sqlalchemy.orm", "alembic", "mako", "PySide6"}
