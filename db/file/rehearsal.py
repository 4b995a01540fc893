"""Running the migration scripts where nothing is at stake: does this installation have them, whole?

A current file never needs them, so that a program without them would look sound until the day on which
it meets a file of an older one.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from db.file.engine import connect
from db.file.migrate import PRESENT
from db.unit.schema import expected_objects, present_objects, revision_of


def rehearse_migrations(path: Path) -> list[str]:
    """Make an empty file by the scripts alone, from the first schema to the present one.

    Args:
        path: a file that is not there yet.

    Returns:
        What differs from the schema that the program itself makes; empty when all is well.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(PRESENT.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine("sqlite://", creator=lambda: connect(path, "rwc"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, PRESENT.head)
    finally:
        engine.dispose()
    with closing(connect(path)) as connection:
        differing = expected_objects() ^ present_objects(connection)
        if revision_of(connection) != PRESENT.head:
            differing.add(f"revision {revision_of(connection)}")
    return sorted(differing)
