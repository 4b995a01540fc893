"""Running the migration scripts on an empty file, to see that the installation has all of them.

A current file never needs them. A program that was packed without them would work until it is given a file
of an older program.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from db.file.engine import connect
from db.file.migrate import run_scripts
from db.file.schema import Schema, present_objects, revision_of


def rehearse_migrations(path: Path, schema: Schema) -> list[str]:
    """Make an empty file by the scripts alone, from the first schema to the present one.

    Args:
        path: name of the file that is made; it must not exist.
        schema: the schemas, and the scripts.

    Returns:
        Statements of the objects that differ from those the program itself makes, and the revision where
        it is another; empty when nothing differs.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path, "rwc"))
    try:
        with engine.begin() as connection:
            run_scripts(connection, schema)
    finally:
        engine.dispose()
    with closing(connect(path)) as connection:
        differing = schema.expected_objects() ^ present_objects(connection)
        if revision_of(connection) != schema.head:
            differing.add(f"revision {revision_of(connection)}")
    return sorted(differing)
