"""The change log as users of a store see it: read, exported as rows, verified."""

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
from db.log.open_file import StoreCore
from db.log.proof import verify
from db.log.records import LogEntry, LogHead, LogVerification
from db.log.tables import CHANGE_LOG, LOG
from db.log.transactions import StorePart
from db.translation import decoding, translated

_ALL_ROWS = select(LOG).order_by(LOG.c.seq)


class RowWriter(Protocol):
    """A receiver of rows, such as a writer of :mod:`csv`."""

    def writerow(self, row: Sequence[str | int | None], /) -> object:
        """Write one row."""


class LogPart(StorePart):
    """The methods of a store that read its change log."""

    def log_head(self) -> str:
        """Hash of the newest row of the change log, 64 hexadecimal digits."""
        return self.log_position().hash

    def log_position(self) -> LogHead:
        """Number of rows of the change log and hash of the newest, as the store notes them.

        Raises:
            StoreCorrupt: the store does not note them.
        """
        with self._read() as session, decoding(self.path):
            noted = noted_position(session)
            if noted is None:
                raise LookupError("the store notes no end of its log")
            return LogHead(*noted)

    def latest_entry(self) -> datetime:
        """The latest time in the change log; not that of the newest row, where the clock was set back."""
        with self._read() as session, decoding(self.path):
            latest: datetime = session.value(select(func.max(CHANGE_LOG.c.at)))
            return latest

    def log_entries(
        self, *, year: int | None = None, kind: str | None = None, newest: int | None = None
    ) -> list[LogEntry]:
        """Rows of the change log, oldest first.

        Args:
            year: only rows of this reporting year; None for all rows, those without a year included.
            kind: only rows of this kind, as ``state`` for what became of a year; None for all.
            newest: only this many of the newest of these rows; None for all.
        """
        statement = select(CHANGE_LOG).order_by(CHANGE_LOG.c.seq.desc())  # newest first, for the limit
        if year is not None:
            statement = statement.where(CHANGE_LOG.c.year == year)
        if kind is not None:
            statement = statement.where(CHANGE_LOG.c.kind == kind)
        with self._read() as session, decoding(self.path):
            rows = list(session.rows(statement if newest is None else statement.limit(newest)))
            return [LogEntry(**row) for row in reversed(rows)]

    def export_log(self, writer: RowWriter) -> int:
        """Write the whole change log as it is stored, header row first.

        The texts are those that were hashed, so that an inspector can compute the hashes again
        (:func:`db.log.chain.row_hash`).

        Returns:
            Number of rows without the header.
        """
        with self._read() as session:
            # Read at once and written outside the transaction: a slow receiver, such as a file on a USB
            # stick, must not keep the store locked.
            rows = session.execute(_ALL_ROWS).fetchall()
        writer.writerow(LOG.columns.keys())
        for row in rows:
            writer.writerow(row)
        return len(rows)


class AuditPart(LogPart, StoreCore):
    """The methods of a store in a file that read and verify its change log."""

    def verify_log(self, noted: Iterable[LogHead] = ()) -> LogVerification:
        """Verify that the log is whole and that the tables hold what the log says.

        It reads through a connection of its own, so that figures can be entered meanwhile: on the
        store's connection the reading transaction would keep the lock until all rows are hashed.

        Args:
            noted: heads that were noted elsewhere (in packages, on paper). Only they show that the log
                and all frozen revisions were rewritten together; the heads that the frozen revisions
                state are always compared.

        Returns:
            What was found; a damaged file is a result and not an error.
        """
        with translated(self.path), closing(connect_for_looking(self.path, self._kind)) as connection:
            prepare(connection, self.path, writing=False)
            # One reading transaction around all comparisons: a figure that is entered meanwhile is seen
            # both in the log and in its table, or in neither.
            sqlite_only.begin(connection)
            return verify(connection, self.path, self._kind, noted)
