"""Whether a file is one state of a store, or parts of two, as a copy is that was made inside a commit.

It is asked at every opening and has to be quick. So it checks what a torn copy cannot have right all at
once: the structure, the noted length and head of the change log, the last value that the log has of each
subject against the tables, the newest bytes against their digests. It does not compute the hashes of the
log: a file that was altered on purpose is found by :func:`db.log.proof.verify`, which reads everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from sqlalchemy import MetaData, func, select

from db.description import stored
from db.file import sqlite_only
from db.file.kind import Degree, Examined
from db.file.schema import Schema, revision_of
from db.file.session import Executes, Session
from db.log.chain import noted_position, once_stood
from db.log.facts import present_facts, stored_bytes
from db.log.tables import LOG, STORE_META
from forms.canonical import digest_of

_IDENTITY = select(stored(STORE_META).c.value).where(stored(STORE_META).c.name == "store_id")
_EXTENT = select(func.count(), func.max(LOG.c.seq)).select_from(LOG)
# The last row of each subject is chosen by SQLite: to read the whole log here would take as long as
# verifying it.
_NEWEST = select(func.max(LOG.c.seq)).group_by(LOG.c.year, LOG.c.subject)
_LAST_VALUES = select(LOG.c.year, LOG.c.subject, LOG.c.new).where(LOG.c.seq.in_(_NEWEST))

Further = Callable[[Session], Iterator[str]]
"""Yields what else of one kind of store differs in a torn copy, in the log's words."""


def identity(session: Executes) -> str | None:
    """Random id of the store, the same in all copies and backups; None where the file has none."""
    row = session.execute(_IDENTITY).fetchone()
    return None if row is None else str(row[0])


def examine(connection: sqlite3.Connection, schema: Schema, further: Further) -> Examined:
    """Check an open file; damage of any kind is a result and not an error.

    Raises:
        sqlite3.OperationalError: the file is busy or cannot be reached.
    """
    try:
        return _examine(connection, schema, further)
    except sqlite3.OperationalError as error:
        # SQLITE_ERROR is the answer to a table or column that is not there, so it is about the file. The
        # other codes (busy, cannot open, disk) are about the moment, and the file may be whole. Extended
        # codes have the primary one in their lowest byte.
        if (getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF) == sqlite3.SQLITE_ERROR:
            return Examined(degree=Degree.BROKEN)  # no such table, or text that is none
        raise
    except (sqlite3.Error, ValueError, ArithmeticError, LookupError, TypeError):
        return Examined(degree=Degree.BROKEN)


def _examine(connection: sqlite3.Connection, schema: Schema, further: Further) -> Examined:
    session = Session(connection)
    if not sqlite_only.is_intact(connection):
        return Examined(degree=Degree.BROKEN)
    store, noted = identity(session), noted_position(session)
    # Number of rows and greatest number must both be the noted length: a row lost in the middle changes
    # only the first, a row with a wrong number only the second.
    count, last = session.execute(_EXTENT).fetchone()
    if store is None or noted is None or count != noted[0] or (last or 0) != noted[0]:
        return Examined(degree=Degree.BROKEN)
    # The state and the last row are on different pages of the file: of a torn copy one of them is older.
    if noted[0] and not once_stood(session, *noted):
        return Examined(degree=Degree.BROKEN)
    # A file that is not migrated yet has other tables than the descriptions; of it only the log is judged.
    is_current = revision_of(connection) == schema.head
    differing = (*_differing(session, schema.metadata), *further(session)) if is_current else ()
    return Examined(
        degree=Degree.DIFFERING if differing else Degree.WHOLE,
        store=store,
        entries=noted[0],
        head=str(noted[1]),
        differing=differing,
    )


def _differing(session: Executes, metadata: MetaData) -> Iterator[str]:
    known = {(year, subject): new for year, subject, new in session.execute(_LAST_VALUES) if new is not None}
    present = dict(present_facts(session, metadata))
    for year, subject in sorted(
        {fact for fact, _ in present.items() ^ known.items()},
        # Subjects of the whole unit have no year, and None cannot be compared with one.
        key=lambda fact: (fact[0] or 0, fact[1]),
    ):
        yield f"{year or ''} {subject}".strip()
    for digest, data in stored_bytes(session, metadata, only_newest=True):
        if digest_of(data) != digest:
            yield f"blob:{digest}"
