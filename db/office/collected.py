"""The county's years that were frozen (定库): signed files; of several of a year the last counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select

from db.errors import misuse
from db.log.transactions import StorePart
from db.log.work import Change
from db.office.sent_records import StoredCollection
from db.office.tables import COLLECTION
from db.translation import decoding
from db.values import clean
from forms.canonical import canonical_text, digest_of

_OF_YEAR = COLLECTION.c.year == bindparam("year")
_COLLECTIONS = select(COLLECTION).where(_OF_YEAR).order_by(COLLECTION.c.number)
_FILINGS = select(COLLECTION.c.filings).where(_OF_YEAR).order_by(COLLECTION.c.number.desc()).limit(1)
_CLOSING = (
    select(COLLECTION.c.number, COLLECTION.c.actor, COLLECTION.c.at)
    .where(_OF_YEAR)
    .order_by(COLLECTION.c.number.desc())
    .limit(1)
)
_LAST = select(func.max(COLLECTION.c.number)).where(_OF_YEAR)


class CollectionPart(StorePart):
    """The methods of the office's store for frozen years."""

    def add_collection(self, collection: StoredCollection) -> None:
        """Store a frozen year; StoreMisuse where its number is not above those of the year."""
        if digest_of(collection.data) != collection.digest:
            raise misuse("digest of a collection differs")
        change = Change("close", collection.actor, collection.at)
        with self._write() as work:
            newest = work.session.value(_LAST, {"year": collection.year}) or 0
            if collection.number <= newest:
                raise misuse("number of a collection", number=collection.number)
            row = {
                "year": collection.year,
                "number": collection.number,
                "name": clean(collection.name),
                "digest": collection.digest,
                "state_digest": collection.state_digest,
                "filings": canonical_text(dict(collection.filings)),
                "data": collection.data,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(COLLECTION, row, change)

    def collections(self, year: int) -> list[StoredCollection]:
        """The times a year was frozen, by number."""
        with self._read() as session, decoding(self.path):
            return [StoredCollection(**row) for row in session.rows(_COLLECTIONS, {"year": year})]

    def last_closing(self, year: int) -> tuple[int, str, datetime] | None:
        """Number, actor and time of the last time a year was frozen; None where it never was."""
        with self._read() as session, decoding(self.path):
            found = [
                (row["number"], row["actor"], row["at"]) for row in session.rows(_CLOSING, {"year": year})
            ]
            return found[0] if found else None

    def closed_filings(self, year: int) -> Mapping[str, str]:
        """Content that counts of each unit in the year as it was frozen last; empty where it never was."""
        with self._read() as session, decoding(self.path):
            found = [row["filings"] for row in session.rows(_FILINGS, {"year": year})]
            return found[0] if found else {}
