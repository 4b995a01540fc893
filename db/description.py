"""Description of the tables of a store, in SQLAlchemy Core, with what the change log says of them.

The ``info`` of a ``Table`` and of its columns states how the change log words them. Everything else is
derived from this one description: the log's texts and their verification (:class:`Wording`), statements on
values as they are stored (:func:`stored` and the functions after it), and triggers that protect append-only
rows.

A column that is added later must be nullable or have a ``server_default``. The log leaves that value out, so
that the texts of older rows, whose hashes are in the chain, do not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Delete,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    TableClause,
    Update,
    bindparam,
    column,
    delete,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.column_types import JsonText
from db.values import read_json
from forms.canonical import canonical_text
from forms.frozen import frozen

Row = Mapping[str, Any]
"""Values as they are stored, by column."""
Subject = tuple[int | None, str]
"""Year and subject of a row of the change log, e.g. ``(2025, "cell:live-births/_T")``."""
_LOG = "log"
_OF_KEY = "of_"


@frozen
class Part:
    """Rows of another table that the log lists within a row's text, each as a list of column values.

    Attributes:
        word: name of the list in the log.
        table: the other table; its foreign key says which rows belong to which.
        columns: what the log says of each.
        order: column by which they are listed.
    """

    word: str
    table: Table
    columns: tuple[str, ...]
    order: str


@frozen
class Logged:
    """What the change log says of a table.

    Attributes:
        subject: the subject of a row's changes, with the names of columns in braces; empty where the
            rows are not logged, or only single columns of them.
        is_sparse: whether empty texts are left out, as NULL always is.
        is_append_only: whether rows are never changed or removed.
        part: rows of another table that belong to each row.
    """

    subject: str = ""
    is_sparse: bool = False
    is_append_only: bool = False
    part: Part | None = None


@frozen
class Quoted:
    """A column whose value is part of its row's text in the log.

    Attributes:
        word: its name in that text.
        is_stamp: whether it says who or when; rows that differ in stamps alone count as equal.
    """

    word: str
    is_stamp: bool = False


@frozen
class Alone:
    """A column with a subject of its own in the log; there is no such subject where it is NULL or empty."""

    subject: str


@frozen
class Kept:
    """A column of bytes whose digest is stored in another column.

    Attributes:
        digest: column of the digest, which is that of the expanded bytes.
        limit: bytes that they expand to at most, where they are compressed; None where they are not.
        newest: how many of the newest rows are compared with their digests whenever a file is opened.
    """

    digest: str
    limit: int | None = None
    newest: int = 0


def quoted(word: str, *, is_stamp: bool = False) -> dict[str, object]:
    """The ``info`` of a :class:`Quoted` column."""
    return {_LOG: Quoted(word, is_stamp)}


def alone(subject: str) -> dict[str, object]:
    """The ``info`` of a column that is a subject :class:`Alone`."""
    return {_LOG: Alone(subject)}


def kept(digest: str = "digest", *, limit: int | None = None, newest: int = 0) -> dict[str, object]:
    """The ``info`` of :class:`Kept` bytes."""
    return {_LOG: Kept(digest, limit, newest)}


def new_metadata() -> MetaData:
    """Metadata of the tables of one kind of store; all constraints get names."""
    return MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def described(
    name: str, metadata: MetaData, *items: SchemaItem, log: Logged | None = None, is_keyed: bool = False
) -> Table:
    """A table of a store.

    Tables are STRICT: elsewhere SQLite would take the text ``abc`` in a number column.

    Args:
        name: its name.
        metadata: the tables of this kind of store.
        items: columns and constraints.
        log: what the change log says of it.
        is_keyed: whether SQLite keeps its rows in order of the primary key, without a number of its own.
    """
    options: dict[str, Any] = {"sqlite_strict": True}
    if is_keyed:
        options["sqlite_with_rowid"] = False
    return Table(name, metadata, *items, info={_LOG: log or Logged()}, **options)


def digest_check(name: str = "digest") -> CheckConstraint:
    """The constraint that a column has the 64 characters of a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({name}) = 64", name=name)


# --- what is derived ---------------------------------------------------------------------------------------


def log_of(described_table: Table) -> Logged:
    """What the change log says of a table."""
    found = described_table.info.get(_LOG)
    return found if isinstance(found, Logged) else Logged()


def _about(found: Column[Any], kind: type[Any]) -> Any:
    about = found.info.get(_LOG)
    return about if isinstance(about, kind) else None


@cache
def stored(described_table: Table) -> TableClause:
    """The same table, for statements on values as they are stored: times, decimals and words are texts."""
    return table(
        described_table.name,
        *(column(found.name, _plain(found.type)) for found in described_table.columns),
    )


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    # The decorated types make Decimals and datetimes; hashes, however, are of the texts that are stored.
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


@cache
def key_names(described_table: Table) -> tuple[str, ...]:
    """Columns of the primary key."""
    return tuple(found.name for found in described_table.primary_key.columns)


@cache
def content_names(described_table: Table) -> tuple[str, ...]:
    """Columns outside the primary key, in their order."""
    keys = set(key_names(described_table))
    return tuple(found.name for found in described_table.columns if found.name not in keys)


@cache
def told_names(described_table: Table) -> tuple[str, ...]:
    """Columns outside the primary key by which rows are compared: all but stamps."""
    columns = described_table.columns
    return tuple(name for name in content_names(described_table) if not _is_stamp(columns[name]))


def _is_stamp(found: Column[Any]) -> bool:
    about = _about(found, Quoted)
    return about is not None and about.is_stamp


@cache
def row_by_key(described_table: Table) -> Select[Any]:
    """A row as it is stored, by the columns of its primary key."""
    return select(stored(described_table)).where(*_has_key(described_table))


@cache
def removal_by_key(described_table: Table) -> Delete:
    """Removal of the row with a primary key."""
    return delete(stored(described_table)).where(*_has_key(described_table))


@cache
def addition(described_table: Table) -> Insert:
    """A new row of stored values."""
    return insert(stored(described_table))


@cache
def change_by_key(described_table: Table) -> Update:
    """New values, as they are stored, of the row with a primary key: parameters :func:`key_parameters`."""
    return update(stored(described_table)).where(*_has_key(described_table, _OF_KEY))


def key_parameters(row: Row, described_table: Table) -> dict[str, Any]:
    """The primary key of a row as parameters of :func:`change_by_key`, beside those of its new values."""
    # With a prefix, since SQLAlchemy keeps the names of columns for their new values.
    return {_OF_KEY + name: row[name] for name in key_names(described_table)}


def _has_key(described_table: Table, prefix: str = "") -> list[ColumnElement[bool]]:
    plain = stored(described_table)
    return [plain.c[name] == bindparam(prefix + name) for name in key_names(described_table)]


@cache
def unsaid(described_table: Table) -> Row:
    """Values of columns that were not given, as in rows that are older than the column.

    It has only columns that may be NULL or have a server default: only these can have been added later.
    """
    return {
        found.name: _default(found)
        for found in described_table.columns
        if found.nullable or found.server_default is not None
    }


class Wording:
    """How the change log words the rows of one table.

    Attributes:
        table: the table.
        log: what the log says of it.
        names: columns that have to be read for it: all but :class:`Kept` bytes.
    """

    def __init__(self, described_table: Table) -> None:
        self.table = described_table
        self.log = log_of(described_table)
        columns = list(described_table.columns)
        self.names = tuple(found.name for found in columns if _about(found, Kept) is None)
        self._has_year = "year" in self.names
        said = [(found, about) for found in columns if (about := _about(found, Quoted)) is not None]
        self._texts = [(one.name, about.word) for one, about in said if not isinstance(one.type, JsonText)]
        members: list[tuple[str, str, bool, str | int | None]] = [
            (about.word, one.name, isinstance(one.type, JsonText), _default(one)) for one, about in said
        ]
        if self.log.part is not None:
            members.append((self.log.part.word, self.log.part.word, False, None))
        # In the order in which canonical JSON has them, so that the text of a row can be joined of theirs.
        self._members = [
            (f"{canonical_text(word)}:", name, is_document, default)
            for word, name, is_document, default in sorted(members, key=lambda member: member[0])
        ]
        self._alone = [
            (found.name, about.subject, _default(found))
            for found in columns
            if (about := _about(found, Alone)) is not None
        ]

    @property
    def is_silent(self) -> bool:
        """Whether the log says nothing of this table."""
        return not self.log.subject and not self._alone

    def subject(self, row: Row) -> str:
        """Subject of a row's changes."""
        return self.log.subject.format_map(row)

    def value(self, row: Row) -> str:
        """The log's text of a row: its quoted columns as canonical JSON."""
        said = []
        for start, name, is_document, default in self._members:
            value = row[name]
            if is_document and value is not None:
                value = read_json(value)
            # A default is that of a column that was added later: left out, an older row has the text with
            # which it was hashed.
            if value is None or value == default or (value == "" and self.log.is_sparse):
                continue
            said.append(start + canonical_text(value))
        return f"{{{','.join(said)}}}"

    def facts(self, row: Row) -> Iterator[tuple[Subject, str]]:
        """Yields every subject of a row with the log's text of it."""
        year = row["year"] if self._has_year else None
        if self.log.subject:
            yield (year, self.subject(row)), self.value(row)
        for name, subject, default in self._alone:
            if row[name] and row[name] != default:
                yield (year, subject.format_map(row)), str(row[name])

    def read(self, text: str) -> dict[str, Any]:
        """The quoted columns of a text in the log; one that it leaves out has its default, or is empty.

        Only for tables without JSON columns.
        """
        said, empty = read_json(text), unsaid(self.table)
        return {name: said.get(word, empty.get(name, "")) for name, word in self._texts}


def _default(found: Column[Any]) -> str | int | None:
    """The value that rows of older files have in a column that was added later."""
    if found.server_default is None:
        return None
    # The default stands in SQL, always as text; a STRICT integer column gives it back as a number.
    text = str(getattr(found.server_default, "arg", ""))
    return int(text) if isinstance(found.type, Integer) else text


@cache
def wording(described_table: Table) -> Wording:
    """How the change log words the rows of a table."""
    return Wording(described_table)


@cache
def kept_bytes(described_table: Table) -> list[tuple[str, Kept]]:
    """Columns with bytes that are stored under their digest."""
    found = [(one.name, _about(one, Kept)) for one in described_table.columns]
    return [(name, about) for name, about in found if about is not None]
