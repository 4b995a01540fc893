"""The sum check code of a package (核对码): what office and unit each reckon of the figures, and compare.

It is the 校验码 (:func:`forms.canonical.check_code`) of the SHA-256 of the canonical JSON of

    {"cells": n, "rows": [[form, row, item, breakdown, year, value, missing], ...],
     "schema": "tianbao/sum/1", "sum": s}

with one row for each row of ``data/observations.csv``, earlier years included, in order of the first five
members; ``value`` is the exact decimal or null, ``missing`` the code of the reason or an empty text, ``n``
the number of rows of the reporting year, and ``s`` the exact sum of all values, 0 where there are none.
Nothing is rounded, and two decimals that are equal are written alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from typing import Any

from forms.canonical import check_code, document_digest
from forms.frozen import frozen

_EXACT = Context(prec=10_000)
"""Digits; chosen by us above what the sum of a package's figures can have: each is bounded, and so is their
number."""


@frozen
class StatedFigure:
    """A row of a package's observations.

    Attributes:
        form, row, item, breakdown, year: where it stands.
        value: exact decimal; None where there is none.
        missing: code of the reason why there is none; empty where there is no reason.
    """

    form: str
    row: str
    item: str
    breakdown: str
    year: int
    value: Decimal | None
    missing: str

    @property
    def place(self) -> tuple[str, str, str, str, int]:
        """Where it stands."""
        return (self.form, self.row, self.item, self.breakdown, self.year)


def stated_columns(row: Mapping[str, str]) -> dict[str, Any]:
    """The members of a :class:`StatedFigure` of a row of ``data/observations.csv``.

    Raises:
        ArithmeticError, ValueError: year or value is no number, which the reader of packages refuses before.
    """
    return {
        "form": row["form"],
        "row": row["row"],
        "item": row["item"],
        "breakdown": row["breakdown"],
        "year": int(row["year"]),
        "value": Decimal(row["value"]) if row["value"] else None,
        "missing": row["missing"],
    }


@frozen
class FigureSum:
    """What is reckoned of the figures of a package.

    Attributes:
        cells: number of rows of the reporting year.
        code: the sum check code, 16 characters.
    """

    cells: int
    code: str


def figure_sum(figures: Iterable[StatedFigure], year: int) -> FigureSum:
    """Reckon number and check code of a package's figures; their order does not matter.

    Args:
        figures: all rows of its observations.
        year: reporting year.
    """
    rows = sorted(figures, key=lambda one: one.place)
    total = Decimal(0)
    for one in rows:
        if one.value is not None:
            total = _EXACT.add(total, one.value)
    cells = sum(1 for one in rows if one.year == year)
    document = {
        "schema": "tianbao/sum/1",
        "cells": cells,
        "sum": total,
        "rows": [[*one.place, one.value, one.missing] for one in rows],
    }
    return FigureSum(cells, check_code(document_digest(document)))
