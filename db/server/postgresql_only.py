"""Everything that SQLAlchemy Core cannot express for PostgreSQL: triggers, rights, the order of texts.

A file has the same guards from :mod:`db.file.sqlite_only`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import MetaData, Select, column, select, table
from sqlalchemy.dialects.postgresql.base import PGDialect, PGTypeCompiler
from sqlalchemy.schema import CreateIndex, CreateTable

from db.description import log_of

_REFUSAL = "refuse_to_change"
_TRIGGERS = table("pg_trigger", column("tgname"), column("tgenabled"))
_ALWAYS = "A"
"""What the catalogue says of a trigger that also runs while a copy is kept up to date (``ENABLE ALWAYS``)."""


class _Types(PGTypeCompiler):
    """Types of columns as they are made.

    Texts are ordered by their characters' numbers, as in a file, whatever the language of the server:
    digests are computed over rows in order. Integers have room for the sizes of all files.
    """

    def visit_TEXT(self, type_: Any, **_: Any) -> str:  # noqa: N802 - SQLAlchemy's name
        """Override."""
        return f'{super().visit_TEXT(type_)} COLLATE "C"'

    def visit_INTEGER(self, type_: Any, **_: Any) -> str:  # noqa: ARG002, N802 - SQLAlchemy's signature
        """Override."""
        return "BIGINT"


class _Dialect(PGDialect):
    type_compiler_cls = _Types
    supports_statement_cache = True


def schema_statements(metadata: MetaData, desks: Iterable[str]) -> Iterator[str]:
    """Yields what makes all tables, indices and triggers, and lets roles use them.

    Args:
        metadata: the tables.
        desks: roles that may read and add everywhere, but change only what is not append-only.
    """
    dialect = _Dialect()  # type: ignore[no-untyped-call]
    yield (
        f"CREATE FUNCTION {_REFUSAL}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION "
        "USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'restrict_violation'; END $$"
    )
    for one in metadata.sorted_tables:
        yield str(CreateTable(one).compile(dialect=dialect))
        for index in sorted(one.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
        is_append_only = log_of(one).is_append_only
        if is_append_only:
            yield (
                f"CREATE TRIGGER {_guard(one.name)} BEFORE UPDATE OR DELETE OR TRUNCATE ON {one.name} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSAL}()"
            )
            yield f"ALTER TABLE {one.name} ENABLE ALWAYS TRIGGER {_guard(one.name)}"
        rights = "SELECT, INSERT" if is_append_only else "SELECT, INSERT, UPDATE, DELETE"
        quote = dialect.identifier_preparer.quote_identifier
        yield from (f"GRANT {rights} ON {one.name} TO {quote(role)}" for role in desks)


def _guard(name: str) -> str:
    return f"tr_{name}_append_only"


def guards(metadata: MetaData) -> set[str]:
    """Names of the triggers that protect append-only rows."""
    return {_guard(one.name) for one in metadata.sorted_tables if log_of(one).is_append_only}


def working_triggers() -> Select[Any]:
    """The names of all triggers that run in every case."""
    return select(_TRIGGERS.c.tgname).where(_TRIGGERS.c.tgenabled == _ALWAYS)
