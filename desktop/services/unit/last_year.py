"""What stood in a cell last year, as a clerk would type it again."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.services.unit.year import YearDesk
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal


def last_year_texts(year: YearDesk, keys: Iterable[SeriesKey]) -> dict[SeriesKey, str]:
    """Texts to enter for cells in which this year is as last year.

    Args:
        year: the reporting year.
        keys: of entry cells.

    Returns:
        The figure or the reason of last year by key. A cell is left out where there is neither; a figure that
        is impossible, or whose definition has changed since, is none.
    """
    reported = year.desk.store.observations(year.year - 1)
    found = {}
    for key in keys:
        value = year.figures.value(key, year.year - 1)
        seen = reported.get(key)
        if value is not None:
            found[key] = canonical_decimal(value)
        elif seen is not None and seen.reading.missing is not None:
            found[key] = seen.reading.missing.label
    return found
