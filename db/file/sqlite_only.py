"""Everything that SQLAlchemy Core cannot express: all plain SQL of the program is here.

Pragmas, transactions, the schema as the file keeps it, and the triggers that protect rows. Only the scripts
that bring older files up to date have SQL of their own: they are never changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any


def begin(connection: sqlite3.Connection) -> None:
    """Begin a reading transaction, which sees one state of the file."""
    connection.execute("BEGIN")


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that takes the write lock at once.

    A plain ``BEGIN`` takes it at the first change, when it may be too late to wait for another writer.
    """
    connection.execute("BEGIN IMMEDIATE")


def commit(connection: sqlite3.Connection) -> None:
    """Commit the transaction."""
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """Roll the transaction back, where there still is one: on a full disk SQLite has done so by itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def show_instead(connection: sqlite3.Connection, name: str, rows: str) -> None:
    """Let a table show other rows on this connection, for as long as it is open.

    A temporary view stands before the table of its name. It has no rows of its own: nothing is copied.

    Args:
        connection: the connection.
        name: of the table.
        rows: the query that gives the rows, in which the table itself is named with its schema.
    """
    connection.execute(f'CREATE TEMP VIEW "{name}" AS {rows}')


def pragma(connection: sqlite3.Connection, name: str) -> Any:
    """The value of a pragma; None where SQLite returns none."""
    found = connection.execute(f"PRAGMA {name}").fetchone()
    return None if found is None else found[0]


def set_pragma(connection: sqlite3.Connection, name: str, value: str | int) -> None:
    """Set a pragma. SQLite ignores a value that it does not take, so read it again where that matters."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()


def is_intact(connection: sqlite3.Connection) -> bool:
    """Whether SQLite's full check of the file finds nothing, indices and constraints included."""
    return bool(pragma(connection, "integrity_check(1)") == "ok")


def is_readable(connection: sqlite3.Connection) -> bool:
    """Whether SQLite's quick check finds nothing; it does not compare indices with their tables."""
    return bool(pragma(connection, "quick_check(1)") == "ok")


def has_dangling_references(connection: sqlite3.Connection) -> bool:
    """Whether a row refers to one that is not there."""
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


def size(connection: sqlite3.Connection) -> int:
    """Bytes of the database, as its header counts them; sqlite3.Error where the file is none."""
    return int(pragma(connection, "page_count")) * int(pragma(connection, "page_size"))


def file_of(connection: sqlite3.Connection) -> str:
    """The path of the file; empty for a database in memory."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def read_schema(connection: sqlite3.Connection) -> int:
    """Make SQLite read the schema, and the file for it; returns the number of objects."""
    return int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def objects(connection: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
    """Kind, name, table and statement of each object; the statement is None for those that SQLite adds."""
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()


def kind_and_statement(connection: sqlite3.Connection, name: str) -> tuple[str, str] | None:
    """Kind and statement of the object with this name; None where there is none."""
    statement = "SELECT type, sql FROM sqlite_schema WHERE name = ?"
    found: tuple[str, str] | None = connection.execute(statement, (name,)).fetchone()
    return found


def require_tables(driver: sqlite3.Connection, *names: str) -> None:
    """Refuse a file in which something else bears the name of a table: a view could run for ever."""
    for name in names:
        found = kind_and_statement(driver, name)
        if found is None or found[0] != "table":
            raise sqlite3.DatabaseError(f"no table {name}")


def column_names(connection: sqlite3.Connection, table: str) -> set[str]:
    """Names of the columns that a table has in this file; empty where there is no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return {row[0] for row in found}


def follow(copy: sqlite3.Connection, source: str) -> None:
    """Bring a copy of a database up to the present state of that, in one transaction.

    Of a table whose rows are never removed, the rows that are missing are added; every other one is written
    anew.

    Args:
        copy: an earlier state of the source, with the same tables; no transaction is open.
        source: URI of the file.
    """
    copy.execute("ATTACH DATABASE ? AS source", (source,))
    try:
        copy.execute("BEGIN")
        for table, has_no_rowid in _tables(copy):
            copy.execute(_following(copy, table, has_no_rowid=has_no_rowid))
        copy.execute("COMMIT")
    finally:
        roll_back(copy)
        copy.execute("DETACH DATABASE source")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, bool]]:
    """Name of each table, and whether its rows have no number."""
    statement = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    found = connection.execute(f"{statement} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
    return [(name, bool(wr)) for name, wr in found.fetchall()]


def _following(copy: sqlite3.Connection, table: str, *, has_no_rowid: bool) -> str:
    """The statement that adds the rows of a table which the copy lacks; what may change is emptied before."""
    about = copy.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
    keys = [name for name, _, pk in about if pk]
    is_numbered = [type_ for _, type_, pk in about if pk] == ["INTEGER"] and not has_no_rowid
    columns = [name for name, _, _ in about]
    if not has_no_rowid and not is_numbered:
        # Rows keep their numbers in the copy, as the next time what is missing is found by them.
        columns.insert(0, "rowid")
    named = ", ".join(f'"{name}"' for name in columns)
    missing = ""
    if kind_and_statement(copy, f"tr_{table}_no_delete") is None:
        copy.execute(f'DELETE FROM main."{table}"')  # noqa: S608 - a name of the schema
    elif has_no_rowid:
        same = " AND ".join(f'here."{name}" = there."{name}"' for name in keys)
        missing = f'WHERE NOT EXISTS (SELECT 1 FROM main."{table}" AS here WHERE {same})'  # noqa: S608
    else:
        missing = f'WHERE there.rowid > (SELECT coalesce(max(rowid), 0) FROM main."{table}")'  # noqa: S608
    return f'INSERT INTO main."{table}" ({named}) SELECT {named} FROM source."{table}" AS there {missing}'  # noqa: S608


def execute_all(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    """Execute statements of a schema, or those that :class:`db.file.spare.Spare` recorded."""
    for statement in statements:
        connection.execute(statement)


def protecting_triggers(table: str, keys: Collection[Sequence[str]] = ()) -> dict[str, str]:
    """Name and statement of the triggers that refuse to change, remove or replace rows of a table.

    Args:
        table: its name.
        keys: columns of each key of which no two rows have the same values, the row number among them; empty
            where rows may be replaced.
    """
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    events = {"update": f"BEFORE UPDATE ON {table}", "delete": f"BEFORE DELETE ON {table}"}
    if keys:
        # REPLACE removes the row in its way without a word to the trigger on DELETE.
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{name} = NEW.{name}' for name in key)})"  # noqa: S608
            for key in keys
        )
        events["replace"] = f"BEFORE INSERT ON {table} WHEN {same}"
    return {
        f"tr_{table}_no_{word}": f"CREATE TRIGGER tr_{table}_no_{word} {event} {refusal}"
        for word, event in events.items()
    }
