"""What only SQLite understands, and SQLAlchemy Core has no words for: all plain SQL of the program is here.

Pragmas, transactions of our own, the schema as the file keeps it, and the triggers that protect rows. The
scripts that bring older files up to date are the exception: they are frozen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that sees one state of the file."""
    connection.execute("BEGIN")


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that holds the write lock from its first moment."""
    connection.execute("BEGIN IMMEDIATE")


def commit(connection: sqlite3.Connection) -> None:
    """Store what the transaction changed."""
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """Take everything back; SQLite may have done so by itself already (disk full)."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def pragma(connection: sqlite3.Connection, name: str) -> Any:
    """What a pragma says; None where it says nothing."""
    found = connection.execute(f"PRAGMA {name}").fetchone()
    return None if found is None else found[0]


def set_pragma(connection: sqlite3.Connection, name: str, value: str | int) -> None:
    """Set a pragma; whether SQLite took it is another question."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()


def is_intact(connection: sqlite3.Connection) -> bool:
    """Whether the structure of the file is sound, its indices and constraints included."""
    return bool(pragma(connection, "integrity_check(1)") == "ok")


def is_readable(connection: sqlite3.Connection) -> bool:
    """Whether the structure of the file is sound, as far as that can be told quickly."""
    return bool(pragma(connection, "quick_check(1)") == "ok")


def has_dangling_references(connection: sqlite3.Connection) -> bool:
    """Whether a row refers to one that is not there."""
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


def read_schema(connection: sqlite3.Connection) -> int:
    """Make SQLite read the schema, and the file for it; returns the number of objects."""
    return int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def objects(connection: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
    """Kind, name, table and statement of everything in the schema; no statement for what SQLite adds."""
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()


def kind_and_statement(connection: sqlite3.Connection, name: str) -> tuple[str, str] | None:
    """What a name stands for, and the statement that made it."""
    statement = "SELECT type, sql FROM sqlite_schema WHERE name = ?"
    found: tuple[str, str] | None = connection.execute(statement, (name,)).fetchone()
    return found


def column_names(connection: sqlite3.Connection, table: str) -> set[str]:
    """Columns that a table has in this file; none where there is no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return {row[0] for row in found}


def execute_all(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    """Execute statements that were made elsewhere: a schema, or what :class:`db.file.spare.Spare` noted."""
    for statement in statements:
        connection.execute(statement)


def protecting_triggers(table: str) -> dict[str, str]:
    """Name and statement of the triggers that refuse to change or remove rows of a table."""
    return {
        f"tr_{table}_no_{event.lower()}": (
            f"CREATE TRIGGER tr_{table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        for event in ("UPDATE", "DELETE")
    }
