"""Files as a program leaves them that ended inside a commit, made by SQLite itself."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

BEGINNING = ("UPDATE change_log SET reason = reason || 'x'", "UPDATE observation SET note = 'half'")


def end_inside_a_commit(path, *statements):
    """Leave a file as after a kill inside a commit: some pages are new, and the journal lies beside it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN")
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements or BEGINNING:
                connection.execute(statement)
            connection.execute(
                "CREATE TABLE room AS SELECT a.*, b.hash AS second FROM change_log a, change_log b"
            )
            shutil.copy(copy, path)
            shutil.copy(copy.with_name(copy.name + "-journal"), path.with_name(path.name + "-journal"))
            connection.execute("ROLLBACK")
    assert path.with_name(path.name + "-journal").stat().st_size


def with_an_old_log(path, *statements):
    """Leave a file as a killed program of the first release: the newest state stands in the log beside it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            for statement in statements:
                statement(connection) if callable(statement) else connection.execute(statement)
            shutil.copy(copy, path)
            shutil.copy(copy.with_name(copy.name + "-wal"), path.with_name(path.name + "-wal"))
