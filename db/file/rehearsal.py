"""Running the migration scripts where nothing is at stake: does this installation have them, whole?

A current file never needs them, so that a program without them would look sound until the day on which
it meets a file of an older one.
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
        path: a file that is not there yet.
        schema: the schemas, and the scripts.

    Returns:
        What differs from the schema that the program itself makes; empty when all is well.
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
