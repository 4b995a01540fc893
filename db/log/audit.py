"""The change log: reading it, handing it to an inspector, having it proved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from typing import Protocol

from sqlalchemy import func, select

from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.engine import prepare
from db.log.chain import noted_position
from db.log.proof import verify
from db.log.records import LogEntry, LogHead, LogVerification
from db.log.tables import CHANGE_LOG, LOG
from db.log.work import StoreCore
from db.translation import decoding, translated

_ALL_ROWS = select(LOG).order_by(LOG.c.seq)


class RowWriter(Protocol):
    """Takes rows, as the writers of :mod:`csv` do."""

    def writerow(self, row: Sequence[str | int | None], /) -> object:
        """Take one row."""


class AuditPart(StoreCore):
    """The part of the store that answers for its past."""

    def log_head(self) -> str:
        """Hash of the newest row of the change log."""
        return self.log_position().hash

    def log_position(self) -> LogHead:
        """Length and head of the change log."""
        with self._read() as session, decoding(self.path):
            noted = noted_position(session)
            if noted is None:
                raise LookupError("the store notes no end of its log")
            return LogHead(*noted)

    def latest_entry(self) -> datetime:
        """The latest time in the change log, whichever row bears it."""
        with self._read() as session, decoding(self.path):
            latest: datetime = session.value(select(func.max(CHANGE_LOG.c.at)))
            return latest

    def log_entries(self, *, year: int | None = None, newest: int | None = None) -> list[LogEntry]:
        """Rows of the change log, oldest first; of one year, or only the newest so many."""
        statement = select(CHANGE_LOG).order_by(CHANGE_LOG.c.seq.desc())
        if year is not None:
            statement = statement.where(CHANGE_LOG.c.year == year)
        with self._read() as session, decoding(self.path):
            rows = list(session.rows(statement if newest is None else statement.limit(newest)))
            return [LogEntry(**row) for row in reversed(rows)]

    def export_log(self, writer: RowWriter) -> int:
        """Write the whole change log for an inspector, header row first; returns the number of rows."""
        with self._read() as session:
            rows = session.execute(_ALL_ROWS).fetchall()
        writer.writerow(LOG.columns.keys())
        for row in rows:
            writer.writerow(row)
        return len(rows)

    def verify_log(self, noted: Iterable[LogHead] = ()) -> LogVerification:
        """Prove that the log is whole and that what is stored is what the log says.

        It reads through its own connection, so figures can be entered meanwhile.

        Args:
            noted: heads known from elsewhere (packages, paper), which find a log that was rewritten
                as a whole; heads of frozen revisions are compared anyway.
        """
        with translated(self.path), closing(connect_for_looking(self.path, self._kind)) as connection:
            prepare(connection, self.path, writing=False)
            sqlite_only.begin(connection)
            return verify(connection, self.path, self._kind, noted)
