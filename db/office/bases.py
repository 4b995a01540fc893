"""Base figures that the office signed; never changed, of a year the last counts."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from db.errors import misuse
from db.log.transactions import StorePart
from db.log.work import Change
from db.office.sent_records import StoredBase
from db.office.tables import BASE_PACK
from db.translation import decoding
from db.values import clean
from forms.canonical import digest_of

_OF_YEAR = select(BASE_PACK).where(BASE_PACK.c.year == bindparam("year")).order_by(BASE_PACK.c.number)
_LAST = select(func.max(BASE_PACK.c.number)).where(BASE_PACK.c.year == bindparam("year"))


class BasePart(StorePart):
    """The methods of the office's store for base figures."""

    def add_base(self, base: StoredBase) -> None:
        """Store signed base figures; StoreMisuse where their number is not above the last of their year."""
        if digest_of(base.data) != base.digest or digest_of(base.figures) != base.table_digest:
            raise misuse("digest of base figures differs")
        change = Change("base", base.actor, base.at)
        with self._write() as work:
            if base.number <= (work.session.value(_LAST, {"year": base.year}) or 0):
                raise misuse("number of base figures", number=base.number)
            row = {
                "year": base.year,
                "number": base.number,
                "name": clean(base.name),
                "digest": base.digest,
                "data": base.data,
                "table_digest": base.table_digest,
                "figures": base.figures,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(BASE_PACK, row, change)

    def bases(self, year: int) -> list[StoredBase]:
        """Base figures of a year, by number; the last counts."""
        with self._read() as session, decoding(self.path):
            return [StoredBase(**row) for row in session.rows(_OF_YEAR, {"year": year})]
