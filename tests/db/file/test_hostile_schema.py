"""A file that is only dressed as a store is refused before anything in it runs."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy.schema import CreateTable

from db.file.engine import MAX_VALUE_BYTES, connect
from db.file.schema import SCHEMA_REVISION, revision_of
from db.unit.kind import APPLICATION_ID
from db.unit.store import open_store
from forms.errors import EnvironmentFault

ENDLESS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i)"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE VIEW alembic_version AS {ENDLESS} AS version_num FROM n",
        "CREATE TABLE alembic_version (a, version_num AS (hex(zeroblob(400000000))))",
        "CREATE TABLE alembic_version (version_num /* " + "x" * 1_000_000 + " */)",
    ],
    ids=["view", "generated", "long"],
)
def test_what_would_run_for_ever_is_not_asked(tmp_path, statement):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute(statement)
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if "VIEW" not in statement:
            made.execute(
                f"INSERT INTO alembic_version ({'a' if 'hex' in statement else 'version_num'}) VALUES (1)"
            )
        made.commit()
    with pytest.raises(EnvironmentFault):
        open_store(path, now=NOW)


def test_our_own_statement_is_short_enough():
    with closing(sqlite3.connect(":memory:")) as made:
        statement = str(CreateTable(SCHEMA_REVISION))
        made.execute(statement)
        assert revision_of(made) == ""
    assert len(statement) < 150


def test_no_value_is_longer_than_its_bound(tmp_path):
    with closing(connect(tmp_path / "b.db", "rwc")) as connection:
        longest = f"SELECT length(zeroblob({MAX_VALUE_BYTES}))"
        assert connection.execute(longest).fetchone() == (MAX_VALUE_BYTES,)
        with pytest.raises(sqlite3.DataError):
            connection.execute(f"SELECT length(hex(zeroblob({MAX_VALUE_BYTES})))").fetchone()
