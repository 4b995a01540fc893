"""The content of a store in the words of its change log, and all bytes that are stored under a digest.

Both are derived from the descriptions of the tables, so that a table or column that is added there is
compared without a change here.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import Any

from sqlalchemy import MetaData, Select, Table, UniqueConstraint, column, select

from db.description import Kept, Part, Row, Subject, kept_bytes, key_names, stored, wording
from db.file.session import Executes


def present_facts(session: Executes, metadata: MetaData) -> Iterator[tuple[Subject, str]]:
    """Yields every subject of the log with its present value, both in the log's words."""
    for table in metadata.sorted_tables:
        words = wording(table)
        if not words.is_silent:
            for row in _rows(session, table):
                yield from words.facts(row)


@cache
def shared_subjects(metadata: MetaData) -> tuple[str, ...]:
    """How subjects begin that several rows may bear, since no key of their table stands in them whole."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        subject = wording(table).log.subject
        # A subject in which every column of some key stands is of one row alone. The year stands beside it in
        # the log, not in its words.
        named = {name for _, name, _, _ in Formatter().parse(subject) if name} | {"year"}
        unique = (one for one in table.constraints if isinstance(one, UniqueConstraint))
        keys = [key_names(table), *(tuple(one.columns.keys()) for one in unique)]
        if subject and not any(named.issuperset(key) for key in keys):
            found.append(subject.partition("{")[0])
    return tuple(found)


def newest_facts(
    session: Executes, metadata: MetaData, count: int
) -> tuple[dict[Subject, str], tuple[str, ...]]:
    """Subjects of the newest rows of the append-only tables that number their rows, with their values.

    Returns:
        The facts, and how the subjects of these tables begin.
    """
    found: dict[Subject, str] = {}
    prefixes: list[str] = []
    for table in metadata.sorted_tables:
        words = wording(table)
        is_numbered = table.dialect_options["sqlite"]["with_rowid"]
        if words.log.is_append_only and words.log.subject and words.log.part is None and is_numbered:
            prefixes.append(words.log.subject.partition("{")[0])
            for values in session.execute(_newest_rows(table, count)).fetchall():
                found.update(words.facts(dict(zip(words.names, values, strict=True))))
    return found, tuple(prefixes)


@cache
def _newest_rows(table: Table, count: int) -> Select[Any]:
    return _all_rows(table).order_by(column("rowid").desc()).limit(count)


def _rows(session: Executes, table: Table) -> Iterator[Row]:
    part, names = wording(table).log.part, wording(table).names
    # All parts of the table by one query; a query for each row would take most of the time of an audit.
    parts = _parts(session, part) if part is not None else {}
    for values in session.execute(_all_rows(table)).fetchall():
        row = dict(zip(names, values, strict=True))
        if part is not None:
            key = tuple(row[name] for name in _referred(part))
            # A row without parts has an empty list, as it had when it was logged.
            row[part.word] = parts.get(key, [])
        yield row


@cache
def _all_rows(table: Table) -> Select[Any]:
    plain = stored(table)
    return select(*(plain.c[name] for name in wording(table).names))


def _parts(session: Executes, part: Part) -> dict[tuple[object, ...], list[list[object]]]:
    """The rows of a part by the key of what they belong to."""
    length = len(_referring(part))
    found: dict[tuple[object, ...], list[list[object]]] = defaultdict(list)
    for values in session.execute(_all_parts(part)):
        found[tuple(values[:length])].append(list(values[length:]))
    return found


@cache
def _all_parts(part: Part) -> Select[Any]:
    plain = stored(part.table)
    columns = [plain.c[name] for name in (*_referring(part), *part.columns)]
    return select(*columns).order_by(plain.c[part.order])


# Below, a part with two foreign keys is an error: which of them leads to the whole would be a guess.
def _referring(part: Part) -> list[str]:
    (constraint,) = part.table.foreign_key_constraints
    return list(constraint.columns.keys())


def _referred(part: Part) -> list[str]:
    (constraint,) = part.table.foreign_key_constraints
    return [element.target_fullname.rpartition(".")[2] for element in constraint.elements]


def stored_bytes(
    session: Executes, metadata: MetaData, *, only_newest: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yields digest and bytes of all that is stored under a digest; ValueError when it cannot be expanded.

    Args:
        session: the store.
        metadata: its tables.
        only_newest: only as many of the newest rows of each table as its description says
            (:attr:`db.description.Kept.newest`), so that opening a file stays quick.
    """
    for table in metadata.sorted_tables:
        for name, about in kept_bytes(table):
            if about.newest or not only_newest:
                for digest, data in session.execute(_bytes(table, name, about, only_newest=only_newest)):
                    yield digest, data if about.limit is None else expand(data, about.limit)


@cache
def _bytes(table: Table, name: str, about: Kept, *, only_newest: bool) -> Select[Any]:
    plain = stored(table)
    statement = select(plain.c[about.digest], plain.c[name])
    if not only_newest:
        return statement
    # Asked of SQLite files alone, whose tables number their rows in the order in which they came.
    return statement.order_by(column("rowid").desc()).limit(about.newest)


def squeeze(data: bytes) -> bytes:
    """Compress a document for storing, at zlib's highest level: it is written once and kept for ever."""
    return zlib.compress(data, 9)


def expand(data: bytes, limit: int) -> bytes:
    """The document that :func:`squeeze` compressed; ValueError when it is damaged or longer than ``limit``.

    The limit is given to zlib itself, so that a bomb costs no more memory than a document may have.
    """
    worker = zlib.decompressobj()
    try:
        found = worker.decompress(data, limit)
    except zlib.error as error:
        raise ValueError("damaged compressed document") from error
    # Without `eof` the output was cut off at the limit or the input is incomplete; bytes behind the end of
    # the stream would be stored under a digest that does not cover them.
    if not worker.eof or worker.unused_data:
        raise ValueError("compressed document too large or cut")
    return found
