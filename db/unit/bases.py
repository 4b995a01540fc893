"""Base figures that the office gave for a year, as they came; never changed, the last number counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from db.errors import misuse
from db.log.transactions import StorePart
from db.log.work import Change
from db.translation import decoding
from db.unit.records import GivenBase, record_of
from db.unit.tables import GIVEN_BASE
from db.unit.years import ensure_year
from forms.canonical import digest_of
from forms.filing.state import YearState

_OF_YEAR = select(GIVEN_BASE).where(GIVEN_BASE.c.year == bindparam("year")).order_by(GIVEN_BASE.c.number)


class GivenBasePart(StorePart):
    """The methods of a store for base figures."""

    def add_base(self, year: int, number: int, figures: bytes, *, actor: str, now: datetime) -> None:
        """Keep base figures of a year; the cells that they give are stored by :meth:`record`.

        Args:
            year: reporting year.
            number: their number within the year.
            figures: their table, ``data/base.csv``.
            actor: who opened them.
            now: the present, with time zone.

        Raises:
            StoreMisuse: there are base figures of this number.
        """
        change = Change("receive", actor, now)
        row = {"year": year, "number": number, "digest": digest_of(figures), "figures": figures}
        with self._write() as work:
            if work.present(GIVEN_BASE, row) is not None:
                raise misuse("number of base figures", number=number)
            ensure_year(work, year, change, YearState.EMPTY)
            work.add(GIVEN_BASE, {**row, "actor": change.actor, "at": change.at}, change)

    def bases(self, year: int) -> list[GivenBase]:
        """Base figures of a year, by number."""
        with self._read() as session, decoding(self.path):
            return [record_of(GivenBase, row) for row in session.rows(_OF_YEAR, {"year": year})]
