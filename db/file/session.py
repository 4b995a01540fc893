"""SQLAlchemy Core statements on a bare SQLite connection.

A statement is compiled once and its text kept. SQLAlchemy's own connection works on every execution anew,
which is a good part of the time that the durable commit of one cell takes. Both are called in the same way
(:class:`Executes`), so that a caller may be given either; the methods of a store ask :class:`Queries`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from forms.frozen import frozen

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None
_DIALECT = sqlite.dialect()
_NOTHING: Values = {}


class ResultRows(Protocol):
    """Rows that a statement returns; each is fetched once."""

    def fetchone(self) -> Any:
        """The next row, None after the last."""

    def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left."""
        ...


class Executes(Protocol):
    """A :class:`Session`, or SQLAlchemy's connection to any database."""

    def execute(self, statement: Executable, parameters: Any = None, /) -> ResultRows:
        """Execute a statement with these parameters, by name."""
        ...


class Queries(Executes, Protocol):
    """A :class:`Session`, or what stands for one on a server; rows are given as dictionaries, too."""

    def execute_many(self, statement: Executable, rows: Sequence[Values], /) -> None:
        """Execute a statement that changes rows once for each of these parameters, all of the same names."""
        ...

    def rows(self, statement: Executable, parameters: Values | None = None, /) -> Iterator[dict[str, Any]]:
        """Execute a statement; yields each row as a dictionary by column name."""
        ...

    def row(self, statement: Executable, parameters: Values | None = None, /) -> dict[str, Any] | None:
        """The first row of a statement as a dictionary; None when there is none."""

    def value(self, statement: Executable, parameters: Values | None = None, /) -> Any:
        """The first column of the first row; None when there is none."""


@frozen
class _Prepared:
    """A compiled statement: its text, its parameters in order, and the readers of its columns."""

    text: str
    places: tuple[tuple[str, _Convert], ...]
    fixed: Values
    readers: tuple[_Convert, ...]
    names: tuple[str, ...]

    def arguments(self, values: Values) -> list[Any]:
        given = {**self.fixed, **values} if self.fixed else values
        return [given[name] if write is None else write(given[name]) for name, write in self.places]


_PREPARED: WeakKeyDictionary[Executable, dict[tuple[str, ...], _Prepared]] = WeakKeyDictionary()


class Session:
    """Executes Core statements on one SQLite connection.

    Attributes:
        driver: the connection.
    """

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def execute(self, statement: Executable, parameters: Values | None = None, /) -> ResultRows:
        """Execute a statement.

        Args:
            statement: a Core statement.
            parameters: values by name.

        Returns:
            Rows as tuples; each value is converted by the type of its column.
        """
        values = parameters or _NOTHING
        prepared = _prepared(statement, values)
        cursor = self.driver.execute(prepared.text, prepared.arguments(values))
        return _Rows(cursor, prepared.readers) if any(prepared.readers) else cursor

    def execute_many(self, statement: Executable, rows: Sequence[Values], /) -> None:
        """Execute a statement that changes rows once for each of these parameters, all of the same names."""
        if rows:
            prepared = _prepared(statement, rows[0])
            self.driver.executemany(prepared.text, [prepared.arguments(row) for row in rows])

    def rows(self, statement: Executable, parameters: Values | None = None, /) -> Iterator[dict[str, Any]]:
        """Execute a statement; yields each row as a dictionary by column name."""
        names = _prepared(statement, parameters or _NOTHING).names
        return (dict(zip(names, row, strict=True)) for row in self.execute(statement, parameters))

    def row(self, statement: Executable, parameters: Values | None = None, /) -> dict[str, Any] | None:
        """The first row of a statement as a dictionary; None when there is none."""
        return next(self.rows(statement, parameters), None)

    def value(self, statement: Executable, parameters: Values | None = None, /) -> Any:
        """The first column of the first row; None when there is none."""
        row = self.execute(statement, parameters).fetchone()
        return None if row is None else row[0]


class _Rows:
    """Rows whose values are converted when they are fetched."""

    def __init__(self, cursor: sqlite3.Cursor, readers: tuple[_Convert, ...]) -> None:
        self._cursor = cursor
        self._readers = readers

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return map(self._read, self._cursor)

    def fetchone(self) -> tuple[Any, ...] | None:
        row = self._cursor.fetchone()
        return None if row is None else self._read(row)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self)

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        pairs = zip(row, self._readers, strict=True)
        return tuple(value if read is None else read(value) for value, read in pairs)


def literal_text(query: Any) -> str:
    """A query as text with its values in it, for what SQLite keeps as text: no values are given later."""
    return str(query.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _prepared(statement: Executable, values: Values) -> _Prepared:
    # By the names that are given: an INSERT has only these columns, so its text depends on them.
    known = _PREPARED.setdefault(statement, {})
    names = tuple(values)
    found = known.get(names)
    if found is None:
        found = known[names] = _prepare(statement, names)
    return found


def _prepare(statement: Any, names: tuple[str, ...]) -> _Prepared:
    compiled: SQLCompiler = statement.compile(
        dialect=_DIALECT, column_keys=list(names) if statement.is_dml else None
    )
    places = tuple(
        (name, compiled.binds[name].type.bind_processor(_DIALECT)) for name in compiled.positiontup or ()
    )
    fixed = {name: bound.value for name, bound in compiled.binds.items() if not bound.required}
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    return _Prepared(
        text=compiled.string,
        places=places,
        fixed={name: value for name, value in fixed.items() if value is not None},
        readers=tuple(found.type.result_processor(_DIALECT, None) for found in columns),
        names=tuple(str(found.key) for found in columns),
    )
