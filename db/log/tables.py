"""The tables that every store has: its identity, its change log, and the log's length and head."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    select,
)

from db.column_types import UtcDateTime
from db.description import Logged, alone, described, digest_check, new_metadata, stored
from db.file.schema import schema_revision


def _store_meta(metadata: MetaData) -> Table:
    """Facts about the file by name: its random id, the unit, when it was made, the plan in force."""
    return described(
        "store_meta",
        metadata,
        Column("name", Text, primary_key=True),
        Column("value", Text, nullable=False, info=alone("{name}:")),
        is_keyed=True,
    )


def _change_log(metadata: MetaData) -> Table:
    """All changes since the file was made, append-only, each row with its hash (:mod:`db.log.chain`)."""
    return described(
        "change_log",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("at", UtcDateTime, nullable=False),
        Column("actor", Text, nullable=False),
        Column("year", Integer),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("old", Text),
        Column("new", Text),
        Column("reason", Text, nullable=False),
        Column("hash", Text, nullable=False),
        digest_check("hash"),
        Index(None, "year", "subject"),
        log=Logged(is_append_only=True),
    )


def _log_state(metadata: MetaData) -> Table:
    """Length and head of the change log, in a single row.

    Without it rows removed from the end would leave a shorter log whose hashes are all right.
    """
    return described(
        "log_state",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("entries", Integer, nullable=False),
        Column("head", Text, nullable=False),
        CheckConstraint("id = 1", name="single"),
        digest_check("head"),
    )


def add_common_tables(metadata: MetaData) -> None:
    """Add the tables that every store has to those of one kind of store."""
    for make in (_store_meta, _change_log, _log_state, schema_revision):
        make(metadata)


_COMMON = new_metadata()
STORE_META = _store_meta(_COMMON)
CHANGE_LOG = _change_log(_COMMON)
LOG = stored(CHANGE_LOG)
"""The change log as it is stored: what is hashed are these texts."""
STATE = stored(_log_state(_COMMON))
POSITION = select(STATE.c.entries, STATE.c.head)
"""Length and head of the change log, as the store notes them."""
