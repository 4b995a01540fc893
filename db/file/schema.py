"""The schema of one kind of store: made in a new file, read from an existing one.

The revision is read by a plain query, so that opening a current file does not import Alembic.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cached_property
from pathlib import Path

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from db.description import alone, key_names, log_of, new_metadata
from db.file import sqlite_only
from db.file.session import Session
from forms.canonical import digest_of
from forms.frozen import frozen


def schema_revision(metadata: MetaData) -> Table:
    """The table with the revision of the schema, by the name and columns that Alembic uses."""
    return Table(
        "alembic_version",
        metadata,
        Column("version_num", String(32), nullable=False, info=alone("schema:")),
        PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    )


SCHEMA_REVISION = schema_revision(new_metadata())
_REVISION = select(SCHEMA_REVISION.c.version_num)

_QUOTED_NAME = re.compile(r'^CREATE TABLE "(\w+)"')
_LONGEST_STATEMENT = 200
"""Bound for the statement of :data:`SCHEMA_REVISION`, in characters. Chosen above what every version of this
program wrote (:func:`revision_of`)."""
_SCRIPT = re.compile(r"(\d+)_\w+\.py")
_DIGEST = re.compile(r'^SCHEMA_DIGEST = "([0-9a-f]{64})"$', re.MULTILINE)
_STATISTICS = {
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""Tables that SQLite adds after ``ANALYZE``, which any tool may have run; they change no result."""

Objects = dict[tuple[str, str, str], str]
"""Statement of each object of the schema, normalised by :func:`even_out`, by kind, name and table."""


@frozen
class Schema:
    """The schemas of one kind of store that a program knows.

    Attributes:
        application: application id in SQLite's header, which marks the files.
        metadata: the tables of the newest schema.
        scripts: folder of the scripts that lead from each schema to the next.
        refuses_replacing: whether append-only tables also refuse ``REPLACE``. Not those of a store with a
            spare (:mod:`db.file.spare`), whose notes are applied over rows that are there.
    """

    application: int
    metadata: MetaData
    scripts: Path
    refuses_replacing: bool = False

    @cached_property
    def _files(self) -> dict[str, Path]:
        found = sorted((self.scripts / "versions").iterdir())
        return {match[1]: path for path in found if (match := _SCRIPT.fullmatch(path.name))}

    @property
    def revisions(self) -> tuple[str, ...]:
        """Numbers of all schemas, oldest first: the names of the scripts begin with them."""
        return tuple(self._files)

    @property
    def head(self) -> str:
        """Number of the newest schema."""
        return self.revisions[-1]

    def digest(self, revision: str) -> str:
        """Digest of the objects of a revision, as its script states it; empty where it states none.

        It is written down because an older schema cannot be made any more to compare a file with it.
        """
        path = self._files.get(revision)
        stated = None if path is None else _DIGEST.search(path.read_text(encoding="utf-8"))
        return "" if stated is None else stated[1]

    def statements(self) -> list[str]:
        """SQL that makes all tables, indices and triggers of the newest schema."""
        dialect = sqlite.dialect()
        statements = []
        triggers: dict[str, str] = {}
        for table in self.metadata.sorted_tables:
            statements.append(str(CreateTable(table).compile(dialect=dialect)))
            statements += [
                str(CreateIndex(index).compile(dialect=dialect))
                for index in sorted(table.indexes, key=lambda index: str(index.name))
            ]
            if log_of(table).is_append_only:
                keys = _unique_keys(table) if self.refuses_replacing else ()
                triggers |= sqlite_only.protecting_triggers(table.name, keys)
        return [*statements, *triggers.values()]

    def create(self, connection: sqlite3.Connection) -> None:
        """Make all objects in an empty file and note revision and application id; the caller commits."""
        sqlite_only.execute_all(connection, self.statements())
        Session(connection).execute(insert(SCHEMA_REVISION), {"version_num": self.head})
        sqlite_only.set_pragma(connection, "application_id", self.application)

    def expected_objects(self) -> set[str]:
        """What :func:`present_objects` returns for a file of the newest schema."""
        return {even_out(statement) for statement in self.statements()}

    def made_now(self) -> Objects:
        """The objects of a new file, made in memory by the SQLite that runs now."""
        with closing(sqlite3.connect(":memory:")) as fresh:
            self.create(fresh)
            return objects_of(fresh)


def _unique_keys(described_table: Table) -> list[tuple[str, ...]]:
    """Columns of every key that SQLite holds unique: the primary key, others, a row number of its own."""
    further = [
        tuple(found.name for found in one.columns)
        for one in described_table.constraints
        if isinstance(one, UniqueConstraint)
    ]
    further += [tuple(found.name for found in one.columns) for one in described_table.indexes if one.unique]
    primary = described_table.primary_key.columns.values()
    # SQLite takes a single INTEGER primary key for the row number itself, which is then a key already.
    is_row_number = len(primary) == 1 and isinstance(primary[0].type, Integer)
    if described_table.dialect_options["sqlite"]["with_rowid"] and not is_row_number:
        further.append(("rowid",))
    return [key_names(described_table), *sorted(further)]


def application_id(connection: sqlite3.Connection) -> int:
    """Application id in SQLite's header; 0 where no program has set one."""
    return int(sqlite_only.pragma(connection, "application_id"))


def revision_of(connection: sqlite3.Connection) -> str:
    """Schema revision of an open file; sqlite3.Error where there is no such table.

    The kind of the object is checked before it is queried: a hostile file could have a view of this name
    that never ends.
    """
    found = sqlite_only.kind_and_statement(connection, SCHEMA_REVISION.name)
    if found is None or found[0] != "table" or len(found[1]) > _LONGEST_STATEMENT:
        raise sqlite3.DatabaseError("no table of the schema revision")
    row = Session(connection).execute(_REVISION).fetchone()
    return "" if row is None else str(row[0])


def present_objects(connection: sqlite3.Connection) -> set[str]:
    """Statements of tables, indices and triggers of the file, normalised by :func:`even_out`."""
    return {even_out(sql) for _, _, _, sql in sqlite_only.objects(connection) if sql is not None}


def objects_of(connection: sqlite3.Connection) -> Objects:
    """All objects of the schema of an open file; damaged values that are no text, as ``str`` gives them."""
    rows = ((kind, name, table, sql or "") for kind, name, table, sql in sqlite_only.objects(connection))
    texts = [tuple(map(str, row)) for row in rows]
    return {(kind, name, table): even_out(sql) for kind, name, table, sql in texts if sql not in _STATISTICS}


def digest_of_objects(objects: Objects) -> str:
    """SHA-256 over the objects in order of kind, name and table, hexadecimal."""
    text = "\n".join("\0".join((*key, sql)) for key, sql in sorted(objects.items()))
    return digest_of(text.encode())


def even_out(statement: str) -> str:
    """A statement with blanks made even and without the quotes that a rebuilt table gets around its name."""
    text = _QUOTED_NAME.sub(r"CREATE TABLE \1", " ".join(statement.split()))
    return text.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
