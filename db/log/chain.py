"""The hash chain of the change log: each row's hash is computed over the row and the hash before it."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from db.description import addition
from db.file.session import Executes
from db.log.tables import CHANGE_LOG, LOG, POSITION, STATE
from forms.canonical import canonical_text, digest_of

GENESIS = "0" * 64
"""What the first row of a change log is chained to. By definition no SHA-256 of anything known."""
CLOCK_REASON = "电脑的时间比上一条记录早，时钟可能被调回过"

_COLUMNS = tuple(CHANGE_LOG.columns.keys())
_APPEND = addition(CHANGE_LOG)
_NOTE = update(STATE)
_TIME = select(LOG.c.at).where(LOG.c.seq == bindparam("seq"))
_HASH = select(LOG.c.hash).where(LOG.c.seq == bindparam("seq"))


def row_hash(previous: str, *fields: str | int | None) -> str:
    """Hash of a row of the change log, 64 hexadecimal digits.

    SHA-256 over the canonical JSON of the list of previous hash, seq, at, actor, year, kind, subject,
    old, new and reason: as stored texts, so that reading and writing them again cannot alter the hash.
    """
    # A list in JSON and not texts joined by a separator: with a separator the end of one field could be
    # moved into the next without changing the hash.
    return digest_of(canonical_text([previous, *fields]).encode())


def begin_log(session: Executes) -> None:
    """Note the empty log of a new store: no rows, head :data:`GENESIS`."""
    session.execute(insert(STATE), {"id": 1, "entries": 0, "head": GENESIS})


def noted_position(session: Executes) -> tuple[int, str] | None:
    """Length and head of the log as the store notes them; None where it notes none."""
    row = session.execute(POSITION).fetchone()
    return None if row is None else (row[0], row[1])


def once_stood(session: Executes, entries: int, head: str) -> bool:
    """Whether the log once had this length and head: its row of that number has that hash."""
    row = session.execute(_HASH, {"seq": entries}).fetchone()
    return row is not None and bool(row[0] == head)


class Chain:
    """The end of a change log, to which rows are appended in one transaction.

    Attributes:
        entries: its length.
        head: its newest hash.
        stored: both as they were when the transaction began.
    """

    def __init__(self, session: Executes) -> None:
        """Read the end of the log; ValueError where the store does not note it."""
        self._session = session
        noted = session.execute(POSITION).fetchone()
        if noted is None or not isinstance(noted[0], int) or not isinstance(noted[1], str):
            raise ValueError("the store notes no end of its log")
        self.stored = (noted[0], noted[1])
        self.entries, self.head = self.stored
        newest = session.execute(_TIME, {"seq": self.entries}).fetchone()
        self._latest: str = "" if newest is None else newest[0]

    def append(  # noqa: PLR0913 - the columns of the log
        self,
        kind: str,
        subject: str,
        *,
        at: str,
        actor: str,
        year: int | None = None,
        old: str | None = None,
        new: str | None = None,
        reason: str = "",
    ) -> None:
        """Append a row; where ``at`` is before the newest row, first one of kind ``clock`` that says so."""
        # Compared as texts: all have the same length and time zone (`db.values.instant_text`).
        if at < self._latest:
            self._append(at, actor, None, "clock", "clock:", self._latest, None, CLOCK_REASON)
        self._append(at, actor, year, kind, subject, old, new, reason)

    def _append(self, at: str, *fields: str | int | None) -> None:
        values = (self.entries + 1, at, *fields)
        self.head = row_hash(self.head, *values)
        self.entries += 1
        # Also after a row of kind `clock`: later rows are compared with the clock as it now goes, so that
        # setting it back is stated once and not at every row.
        self._latest = at
        self._session.execute(_APPEND, dict(zip(_COLUMNS, (*values, self.head), strict=True)))

    def finish(self) -> None:
        """Note the new length and head; called once, just before the commit."""
        # A transaction that logged nothing leaves the state alone, so that the file is not written to.
        if self.entries != self.stored[0]:
            self._session.execute(_NOTE, {"entries": self.entries, "head": self.head})
