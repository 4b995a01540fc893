"""The figures that units stated: stored at taking in, read, and held against the digest that was logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, select

from db.description import addition, stored
from db.errors import misuse
from db.file.session import Executes
from db.log.transactions import StorePart
from db.log.work import Work
from db.office.records import StatedValue
from db.office.tables import PACKAGE, VALUE
from db.translation import decoding
from forms.canonical import canonical_text, digest_of
from forms.figures.quantity import canonical_decimal

_PLAIN = stored(VALUE)
_KEY = ("form", "row", "breakdown", "year", "item")
"""A figure of an earlier year may stand on no form; then form and row are empty."""
_STATED = ("value", "missing", "text", "note", "source")
_ORDERED = select(_PLAIN).order_by(_PLAIN.c.content, *(_PLAIN.c[name] for name in _KEY))
_OF_CONTENT = (
    select(VALUE).where(VALUE.c.content == bindparam("content")).order_by(*(VALUE.c[name] for name in _KEY))
)
_OF_ITEM = select(VALUE.c.value).where(VALUE.c.item == bindparam("item")).distinct()
_IS_THERE = select(_PLAIN.c.content).where(_PLAIN.c.content == bindparam("content")).limit(1)
_STORED = (
    select(_PLAIN)
    .where(_PLAIN.c.content == bindparam("content"))
    .order_by(*(_PLAIN.c[name] for name in _KEY))
)
_NOTED = select(stored(PACKAGE).c.content, stored(PACKAGE).c.values_digest)


def rows_of(content: str, values: Iterable[StatedValue]) -> list[dict[str, Any]]:
    """The rows of a content as they are stored, in order of their keys."""
    rows = [
        {
            "content": content,
            "form": one.form,
            "row": one.row,
            "breakdown": one.breakdown,
            "year": one.year,
            "item": one.item,
            "value": None if one.value is None else canonical_decimal(one.value),
            "missing": one.missing,
            "text": one.text,
            "note": one.note,
            "source": one.source,
        }
        for one in values
    ]
    return sorted(rows, key=lambda row: tuple(row[name] for name in _KEY))


def digest_of_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the canonical JSON of stored rows, in order of their keys."""
    return digest_of(canonical_text([[row[name] for name in (*_KEY, *_STATED)] for row in rows]).encode())


_OF_NONE = digest_of_rows(())


def add_values(work: Work, content: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store the figures of a content; nothing where they are there from another file of the same content.

    Raises:
        StoreMisuse: other figures are there. A content digest stands for its figures, and whoever gives both
            has compared them.
    """
    if not rows:
        return  # of a file whose figures could not be read; another file of the content may have them
    if work.session.value(_IS_THERE, {"content": content}) is None:
        work.session.execute_many(addition(VALUE), rows)
    elif digest_of_rows(work.session.rows(_STORED, {"content": content})) != digest_of_rows(rows):
        raise misuse("two sets of figures for one content")


def differing_contents(session: Executes) -> list[str]:
    """Contents whose stored figures are not those whose digest was logged with their packages."""
    noted: dict[str, set[str]] = {}
    for content, digest in session.execute(_NOTED).fetchall():
        noted.setdefault(content, set()).update({digest} - {_OF_NONE})
    names = [column.name for column in VALUE.columns]
    rows = (dict(zip(names, values, strict=True)) for values in session.execute(_ORDERED))
    differing = []
    # One content after the other: all figures of all years would not fit into the memory.
    for content, its_rows in groupby(rows, key=itemgetter("content")):
        if {digest_of_rows(its_rows)} != noted.pop(content, None):
            differing.append(content)
    return [*differing, *(content for content, digests in noted.items() if digests)]


class ValuePart(StorePart):
    """What of the office's store reads what units stated."""

    _held: dict[str, list[StatedValue]] | None = None
    """Figures by content while somebody reads the same ones again and again; else None."""

    @contextmanager
    def reading_once(self) -> Iterator[None]:
        """Read the figures of each content once within the block, however often they are asked for.

        A content's figures never change; what is held is given up with the block, as it is confidential.
        """
        if self._held is not None:
            yield
            return
        self._held = {}
        try:
            yield
        finally:
            self._held = None

    def every_figure_of(self, item: str) -> frozenset[Decimal]:
        """The figures of an item in all that is held: of every unit, year and revision; none for no data."""
        with self._read() as session, decoding(self.path):
            found = session.execute(_OF_ITEM, {"item": item}).fetchall()
        return frozenset(value for (value,) in found if value is not None)

    def values(self, content: str) -> list[StatedValue]:
        """The figures of a content, all its years, in order of form, row, breakdown and year."""
        held = self._held
        # Not where there were none: another file of the same content may have brought them since
        # (`add_values`).
        if held is not None and held.get(content):
            return list(held[content])
        with self._read() as session, decoding(self.path):
            rows = session.rows(_OF_CONTENT, {"content": content})
            found = [StatedValue(**{name: row[name] for name in (*_KEY, *_STATED)}) for row in rows]
        if held is not None:
            held[content] = found
        return list(found)
