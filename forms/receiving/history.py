"""The past that a package states beside the past that the office holds.

A unit that rewrites an earlier year can silence its own warning, because the pace is judged from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from forms.canonical import digest_of
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen

Place = tuple[SeriesKey, int]
"""A series and a year."""
Past = Mapping[Place, Decimal | None]
"""Figures by series and year; None where there is none, for a reason or without."""


@frozen
class PastDifference:
    """A figure of an earlier year that is not the one that the office holds.

    Attributes:
        key: its series.
        year: its year.
        held: what the office holds; None where it holds that there is none.
        stated: what the package states; None where it states none.
    """

    key: SeriesKey
    year: int
    held: Decimal | None
    stated: Decimal | None


@frozen
class PastComparison:
    """What a package says of earlier years, compared with what the office holds.

    Attributes:
        differing: figures that differ, by year and series.
        first_seen: how many figures it states of which the office holds nothing.
        compared: how many figures the office holds, all of which were compared.
    """

    differing: tuple[PastDifference, ...]
    first_seen: int
    compared: int


def year_digests(figures: Past) -> dict[int, str]:
    """SHA-256 of the figures of each year, by which two pasts are compared without reading them.

    Two years with the same digest have the same figures; a figure that is missing does not enter.
    """
    stated: dict[int, list[str]] = {}
    for (key, year), value in figures.items():
        if value is not None:
            stated.setdefault(year, []).append(f"{key.code}/{key.breakdown}={canonical_decimal(value)}")
    return {year: digest_of("\n".join(sorted(lines)).encode()) for year, lines in stated.items()}


def compare_past(stated: Past, held: Past) -> PastComparison:
    """Compare the earlier years of a package with what the office holds.

    A figure that the office holds and the package leaves out differs: without it the pace is judged from
    elsewhere, just as with another figure.

    Args:
        stated: earlier years of the package.
        held: what the office accepted or published of the series and years that such a package carries; a
            figure that is not among it is unknown to the office.
    """
    differing = [
        PastDifference(key=key, year=year, held=value, stated=stated.get((key, year)))
        for (key, year), value in held.items()
        if value != stated.get((key, year))
    ]
    return PastComparison(
        differing=tuple(sorted(differing, key=lambda one: (one.year, one.key))),
        first_seen=sum(1 for one in stated.keys() - held.keys() if stated[one] is not None),
        compared=len(held),
    )
