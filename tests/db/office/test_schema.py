"""The schema of the office's file: made new and by its steps, and refused where it was altered."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine

from db.errors import NotAStore, StoreAltered, StoreTooNew
from db.file.schema import digest_of_objects, objects_of, present_objects
from db.office.kind import OFFICE_STORE
from db.office.store import open_office
from db.office.tables import METADATA
from db.unit.store import open_store
from tests.db.added_rows import adding
from tests.db.office.samples import BY, package, take_in
from tests.db.office.test_behind import fill
from tests.db.samples import NOW, new_store

SCHEMA = OFFICE_STORE.schema


def by_steps(path):
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
    return path


def test_a_new_file_and_one_made_by_its_steps_have_the_same_schema(in_file, path, tmp_path):
    with (
        closing(sqlite3.connect(by_steps(tmp_path / "steps.db"))) as steps,
        closing(sqlite3.connect(path)) as new,
    ):
        assert present_objects(steps) == present_objects(new) == SCHEMA.expected_objects(), (
            "the steps in db/office/migrations/versions do not lead to db/office/tables.py"
        )
        assert digest_of_objects(objects_of(new)) == SCHEMA.digest(SCHEMA.head), (
            f"SCHEMA_DIGEST of the newest step is {digest_of_objects(objects_of(new))}"
        )


def test_every_table_is_strict_and_every_constraint_is_named(in_file, path):
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
        (adding("received_file", "'short', x'00', 1"), "ck_received_file_digest"),
        (adding("judgement", "99, '0', 1, '{}', 'x'"), "FOREIGN KEY"),
        (
            adding("decision", "9, 'u', 2025, 'forget', '', '', '', '', 'a', 'x'"),
            "ck_decision_kind",
        ),
        (adding("decision", "9, 'u', 25, 'call', '', '', '', '', 'a', 'x'"), "ck_decision_year"),
        ("INSERT INTO received_value SELECT * FROM received_value", "append-only"),
        ("INSERT INTO received_package SELECT * FROM received_package", "append-only"),
        ("UPDATE deadline SET day = NULL", "NOT NULL"),
        ("UPDATE log_state SET id = 2", "ck_log_state"),
    ],
)
def test_the_file_itself_refuses_what_must_not_be(in_file, statement, what):
    from datetime import date

    take_in(in_file, package())
    in_file.set_deadline(2025, "", date(2026, 3, 31), **BY)
    with pytest.raises(sqlite3.IntegrityError, match=re.escape(what)):
        in_file._session.driver.execute(statement)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM received_package WHERE unit = 'health'",
        "SELECT * FROM received_package WHERE digest = 'a'",
        "SELECT * FROM received_package WHERE signer = 'a'",
        "SELECT * FROM received_value WHERE content = 'a' ORDER BY form, row, breakdown, year",
        "SELECT * FROM judgement WHERE package = 'a' ORDER BY id DESC LIMIT 1",
        "SELECT * FROM decision WHERE unit = 'health' AND year = 2025 ORDER BY id",
        "SELECT * FROM letter WHERE unit = 'health' AND year = 2025 ORDER BY number",
        "SELECT * FROM arrival WHERE digest = 'a' ORDER BY place",
        "SELECT min(mailed_at) FROM arrival WHERE file = 'a'",
        "SELECT max(id) FROM judgement",
    ],
)
def test_what_is_asked_for_is_found_without_reading_the_rest(in_file, query):
    plan = [row[3] for row in in_file._session.driver.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any(step.startswith("SEARCH") for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER tr_received_value_no_update",
        "CREATE TRIGGER extra AFTER INSERT ON received_value BEGIN DELETE FROM deadline; END",
        "CREATE VIEW figures AS SELECT * FROM received_value",
        "DROP INDEX ix_received_package_unit_year",
    ],
)
def test_an_altered_file_is_looked_at_and_never_written_to(in_file, path, statement):
    fill(in_file)
    in_file.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with open_office(path, now=NOW) as office:
        assert office.read_only
        assert len(office.packages()) == 1
        with pytest.raises(StoreAltered):
            take_in(office, package(b"another"))


def test_a_newer_file_and_a_units_are_told_apart(in_file, path, tmp_path):
    in_file.close()
    other = tmp_path / "卫健局.db"
    new_store(other).close()
    for wrong in ((lambda: open_office(other, now=NOW)), (lambda: open_store(path, now=NOW))):
        with pytest.raises(NotAStore):
            wrong()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        open_office(path, now=NOW)
