"""Making the tables of a new file, and telling what a file that is there contains.

The revision is read by a plain query, so that opening a current file never imports Alembic.
"""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from db.unit.models import Base, trigger_statements

REVISIONS = ("0001",)
"""Every released schema, oldest first."""
HEAD_REVISION = REVISIONS[-1]
"""The schema of :mod:`db.unit.models`."""
APPLICATION_ID = 0x7462616F
"""Marks our files in SQLite's header (``tbao``)."""

_QUOTED_NAME = re.compile(r'^CREATE TABLE "(\w+)"')
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


_LONGEST_STATEMENT = 200
"""Characters of :data:`_VERSION_TABLE` as any program of ours wrote it, and some more."""


def schema_statements() -> list[str]:
    """SQL that makes all tables, indices and triggers of the present version."""
    dialect = sqlite.dialect()
    statements = []
    for table in Base.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        statements += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return [*statements, *trigger_statements().values()]


def create_schema(connection: sqlite3.Connection) -> None:
    """Make all tables and stamp the revision; the caller holds the transaction."""
    for statement in [*schema_statements(), _VERSION_TABLE]:
        connection.execute(statement)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (HEAD_REVISION,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def application_id(connection: sqlite3.Connection) -> int:
    """Whose file this is, by SQLite's header."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def revision_of(connection: sqlite3.Connection) -> str:
    """Schema revision of an open file; sqlite3.Error where there is none.

    A view of that name could run for ever, so what the name stands for is asked first.
    """
    kind = connection.execute("SELECT type, sql FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    if kind is None or kind[0] != "table" or len(kind[1]) > _LONGEST_STATEMENT:
        raise sqlite3.DatabaseError("no table of the schema revision")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return "" if row is None else str(row[0])


def present_objects(connection: sqlite3.Connection) -> set[str]:
    """Tables, indices and triggers of the file as SQL text with blanks evened out."""
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {even_out(row[0]) for row in rows}


def expected_objects() -> set[str]:
    """The same for a file of the present version."""
    return {even_out(statement) for statement in [*schema_statements(), _VERSION_TABLE]}


def even_out(statement: str) -> str:
    """Blanks and the quotes that a rebuilt table gets around its name do not matter."""
    text = _QUOTED_NAME.sub(r"CREATE TABLE \1", " ".join(statement.split()))
    return text.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
