"""Where a question hangs: a cell of the year, or a figure of an earlier year, which its address names.

A cell is ``form/row/breakdown``; a figure of an earlier year is ``item/breakdown/2020``, as in decisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.series_name import series_name

_PAST = re.compile(r"([^/]+)/([^/]+)/((?:19|20)[0-9]{2})")


@frozen
class PastPlace:
    """A figure of an earlier year.

    Attributes:
        key: item or indicator, and breakdown.
        year: of the figure.
    """

    key: SeriesKey
    year: int

    def __str__(self) -> str:
        """Its address."""
        return f"{self.key}/{self.year}"


def past_place(address: str) -> PastPlace | None:
    """The figure of an earlier year that an address names; None where it is a cell, or empty."""
    found = _PAST.fullmatch(address)
    return None if found is None else PastPlace(SeriesKey(found[1], found[2]), int(found[3]))


def past_name(plan: Plan, place: PastPlace) -> str:
    """It in words: the item, its breakdown and the year; codes where the plan has no names."""
    return f"{series_name(plan, place.key)} {place.year} 年"


def placed_rows(rows: Iterable[Mapping[str, str]], year: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Observations by the address with which a question names them, those of earlier years included.

    Args:
        rows: rows of ``data/observations.csv``.
        year: reporting year.
    """
    for row in rows:
        if row["year"] == str(year):
            yield f"{row['form']}/{row['row']}/{row['breakdown']}", row
        else:
            yield f"{row['item']}/{row['breakdown']}/{row['year']}", row
