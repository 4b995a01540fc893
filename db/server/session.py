"""Statements on a connection to the server, called as those on a file (:class:`db.file.session.Queries`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.sql.base import Executable

from db.file.session import ResultRows, Values

_BUFFERED_ROWS = 50
"""Rows that are fetched at once while everything is read. Chosen by us: some hold a package of 10 MB."""


class ServerSession:
    """Executes Core statements on one connection.

    Attributes:
        connection: the connection.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def execute(self, statement: Executable, parameters: Values | None = None, /) -> ResultRows:
        """Execute a statement with these parameters, by name."""
        return self.connection.execute(statement, parameters)

    def execute_many(self, statement: Executable, rows: Sequence[Values], /) -> None:
        """Execute a statement that changes rows once for each of these parameters, all of the same names."""
        if rows:
            self.connection.execute(statement, rows)

    def rows(self, statement: Executable, parameters: Values | None = None, /) -> Iterator[dict[str, Any]]:
        """Execute a statement; yields each row as a dictionary by column name."""
        return (dict(row) for row in self.connection.execute(statement, parameters).mappings())

    def row(self, statement: Executable, parameters: Values | None = None, /) -> dict[str, Any] | None:
        """The first row of a statement as a dictionary; None when there is none."""
        row = self.connection.execute(statement, parameters).mappings().first()
        return None if row is None else dict(row)

    def value(self, statement: Executable, parameters: Values | None = None, /) -> Any:
        """The first column of the first row; None when there is none."""
        row = self.connection.execute(statement, parameters).first()
        return None if row is None else row[0]


class StreamingSession(ServerSession):
    """Fetches a few rows at a time, for reading everything: the driver would keep all rows in memory."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.execution_options(stream_results=True, max_row_buffer=_BUFFERED_ROWS))
        self._results: list[CursorResult[Any]] = []

    def execute(self, statement: Executable, parameters: Values | None = None, /) -> ResultRows:
        """Override: what is not read to its end stays open until :meth:`close`."""
        result = self.connection.execute(statement, parameters)
        self._results.append(result)
        return result

    def close(self) -> None:
        """Close what was not read to its end."""
        for result in self._results:
            result.close()
