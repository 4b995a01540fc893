"""Whether a file is one state of a store, or parts of two, as a copy is that was made inside a commit.

It is asked at every opening and has to be quick. So it checks what a torn copy cannot have right all at
once: the structure, the noted length and head of the change log, the last value that the log has of each
subject against the tables, the newest bytes against their digests. It does not compute the hashes of the
log: a file that was altered on purpose is found by :func:`db.log.proof.verify`, which reads everything.

Of a file of gigabytes even that would take long (:func:`examine_newest`): what a torn copy has wrong is what
was written last, and the number of pages. Every backup of it is still verified whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, bindparam, func, select

from db.description import Subject, stored
from db.file import sqlite_only
from db.file.kind import Degree, Examined
from db.file.schema import Schema, revision_of
from db.file.session import Executes, Session
from db.log.chain import noted_position, once_stood, row_hash
from db.log.facts import newest_facts, present_facts, stored_bytes
from db.log.tables import LOG, STORE_META
from forms.canonical import digest_of

_IDENTITY = select(stored(STORE_META).c.value).where(stored(STORE_META).c.name == "store_id")
_EXTENT = select(func.count(), func.max(LOG.c.seq)).select_from(LOG)
# The last row of each subject is chosen by SQLite: to read the whole log here would take as long as
# verifying it.
_NEWEST = select(func.max(LOG.c.seq)).group_by(LOG.c.year, LOG.c.subject)
_LAST_VALUES = select(LOG.c.year, LOG.c.subject, LOG.c.new).where(LOG.c.seq.in_(_NEWEST))

NEWEST = 40
"""How many of the newest rows of the log, and of each table, are compared in a large file. Chosen above the
rows of several commits: of one package there are four."""
_LAST = select(func.max(LOG.c.seq))
_NEWEST_ROWS = select(LOG).where(LOG.c.seq > bindparam("after")).order_by(LOG.c.seq)
_VALUES = select(LOG.c.new).where(LOG.c.subject == bindparam("subject")).order_by(LOG.c.seq.desc()).limit(1)
# Two statements: in SQL nothing equals NULL, which a subject without a year has there.
_LAST_VALUE = _VALUES.where(LOG.c.year == bindparam("year"))
_LAST_VALUE_WITHOUT_YEAR = _VALUES.where(LOG.c.year.is_(None))

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
    return _told(lambda: _examine(connection, schema, further))


def _told(look: Callable[[], Examined]) -> Examined:
    try:
        return look()
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


def examine_newest(connection: sqlite3.Connection, schema: Schema) -> Examined:
    """Check what came last into an open file of many gigabytes; results and errors as :func:`examine`.

    It compares the size of the file with its header, the noted end of the log with its newest rows, these
    with their hashes, the newest rows of each table that numbers them with the log, and the newest stored
    bytes with their digests. Tables in order of a key are left to verification.
    """
    return _told(lambda: _examine_newest(connection, schema))


def _examine_newest(connection: sqlite3.Connection, schema: Schema) -> Examined:
    session = Session(connection)
    path = sqlite_only.file_of(connection)
    if path and Path(path).stat().st_size != sqlite_only.size(connection):
        return Examined(degree=Degree.BROKEN)
    store, noted = identity(session), noted_position(session)
    if store is None or noted is None or (session.value(_LAST) or 0) != noted[0]:
        return Examined(degree=Degree.BROKEN)
    rows = session.execute(_NEWEST_ROWS, {"after": noted[0] - NEWEST}).fetchall()
    if not _are_chained(rows, noted):
        return Examined(degree=Degree.BROKEN)
    is_current = revision_of(connection) == schema.head
    subjects = {(row[3], row[5]) for row in rows}
    differing = tuple(_newest_differing(session, schema.metadata, subjects)) if is_current else ()
    return Examined(
        degree=Degree.DIFFERING if differing else Degree.WHOLE,
        store=store,
        entries=noted[0],
        head=str(noted[1]),
        differing=differing,
    )


def _are_chained(rows: Sequence[Sequence[Any]], noted: tuple[int, str]) -> bool:
    """Whether the newest rows of the log follow one another, and the last is the noted one."""
    # The row before the first of these is not read, so the first is believed; each one after it is not.
    head = ""
    for number, (*fields, found) in enumerate(rows, noted[0] - len(rows) + 1):
        if fields[0] != number or (head and row_hash(head, *fields) != found):
            return False
        head = found
    return not noted[0] or head == noted[1]


def _newest_differing(session: Executes, metadata: MetaData, subjects: set[Subject]) -> Iterator[str]:
    present, prefixes = newest_facts(session, metadata, NEWEST)
    for (year, subject), text in present.items():
        known = session.execute(
            _LAST_VALUE if year else _LAST_VALUE_WITHOUT_YEAR, {"year": year, "subject": subject}
        )
        row = known.fetchone()
        if row is None or row[0] != text:
            yield f"{year or ''} {subject}".strip()
    # What the log says last of such a table must be among its newest rows.
    for year, subject in subjects - present.keys():
        if subject.startswith(prefixes):
            yield f"{year or ''} {subject}".strip()
    for digest, data in stored_bytes(session, metadata, only_newest=True):
        if digest_of(data) != digest:
            yield f"blob:{digest}"


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
