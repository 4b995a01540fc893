"""Whether a file is one state of a store, or parts of two: what a copy made inside a commit is.

Asked at every opening, so it goes by what a torn copy cannot have right all at once: the structure, the
noted length and head of the change log, the newest value the log has of everything against the tables,
the newest bytes against their digests, the last step against the figures. Whoever altered a file on
purpose is found by :func:`db.log.audit.verify`, which reads everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from db.log.ancestry import holds
from db.log.audit import present_facts
from db.log.work import read_json
from db.unit.cells import COLUMNS
from db.unit.profile import expand
from db.unit.schema import HEAD_REVISION, revision_of
from forms.canonical import digest_of

_LAST_VALUES = "SELECT year, subject, new, max(seq) FROM change_log GROUP BY year, subject"
_NEWEST_BYTES = (
    "SELECT digest, data, 0 FROM (SELECT digest, data FROM blob ORDER BY rowid DESC LIMIT 3)",
    "SELECT digest, data, 0 FROM (SELECT digest, data FROM revision_document ORDER BY rowid DESC LIMIT 6)",
    "SELECT digest, data, 0 FROM (SELECT digest, data FROM slip ORDER BY rowid DESC LIMIT 3)",
    "SELECT digest, document, 1 FROM (SELECT digest, document FROM plan_version ORDER BY rowid DESC LIMIT 1)",
)
_LAST_STEPS = "SELECT year, changes, max(id) FROM undo_step WHERE undone = 0 GROUP BY year"
_FIGURE = f"SELECT {COLUMNS} FROM observation WHERE year = ? AND code = ? AND breakdown = ?"  # noqa: S608 - constants


class Degree(IntEnum):
    """How much of a file agrees with itself."""

    BROKEN = 0
    """It cannot be read through, or its log ends elsewhere than it says."""
    DIFFERING = 1
    """It can be read, but tables and log say different things."""
    WHOLE = 2


@dataclass(frozen=True)
class Examined:
    """What was found of a file.

    Attributes:
        degree: how much of it agrees.
        store: id of the store; empty where it cannot be read.
        entries: length of the change log; 0 where it cannot be read.
        head: its head; empty where it cannot be read.
        differing: what differs, in the log's words, without figures.
    """

    degree: Degree
    store: str = ""
    entries: int = 0
    head: str = ""
    differing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all that was looked at agrees."""
        return self.degree is Degree.WHOLE


def examine(connection: sqlite3.Connection) -> Examined:
    """Look through an open file; whatever is wrong with it is an answer, never an error.

    Raises:
        sqlite3.OperationalError: the file is busy or cannot be reached.
    """
    try:
        return _examine(connection)
    except sqlite3.OperationalError as error:
        if (getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF) == sqlite3.SQLITE_ERROR:
            return Examined(Degree.BROKEN)  # no such table, or text that is none
        raise
    except (sqlite3.Error, ValueError, ArithmeticError, LookupError, TypeError):
        return Examined(Degree.BROKEN)


def _examine(connection: sqlite3.Connection) -> Examined:
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return Examined(Degree.BROKEN)
    store = connection.execute("SELECT value FROM store_meta WHERE name = 'store_id'").fetchone()
    entries, head = connection.execute("SELECT entries, head FROM log_state").fetchone()
    count, last = connection.execute("SELECT count(*), max(seq) FROM change_log").fetchone()
    if store is None or count != entries or (last or 0) != entries:
        return Examined(Degree.BROKEN)
    if entries and not holds(connection, entries, head):
        return Examined(Degree.BROKEN)
    differing = tuple(_differing(connection)) if revision_of(connection) == HEAD_REVISION else ()
    return Examined(
        Degree.DIFFERING if differing else Degree.WHOLE, str(store[0]), entries, str(head), differing
    )


def _differing(connection: sqlite3.Connection) -> Iterator[str]:
    query = connection.execute
    known = {(year, subject): new for year, subject, new, _ in query(_LAST_VALUES) if new is not None}
    present = dict(present_facts(connection))
    for year, subject in sorted(
        {fact for fact in present.keys() | known.keys() if present.get(fact) != known.get(fact)},
        key=lambda fact: (fact[0] or 0, fact[1]),
    ):
        yield f"{year or ''} {subject}".strip()
    for statement in _NEWEST_BYTES:
        for digest, data, packed in query(statement):
            if digest_of(expand(data) if packed else data) != digest:
                yield f"blob:{digest}"
    for year, changes, _ in query(_LAST_STEPS):
        for code, breakdown, _old, new in read_json(changes):
            if query(_FIGURE, (year, code, breakdown)).fetchone() != (
                None if new is None else (code, breakdown, *new)
            ):
                yield f"{year} undo:{code}/{breakdown}"
