"""What could not be stored, line by line: for the question before the window closes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.models.grid.table import Unsaved
from desktop.models.unit.working_year import WorkingYear

_MOST_TEXT = 60
"""Characters of a text that a line shows; chosen by us, more than a figure or a name has."""


def unsaved_lines(working: WorkingYear, figures: Mapping[int, Unsaved]) -> list[str]:
    """Every figure and every text that could not be stored, with its place and the reason why.

    An explanation of the shown year whose finding is gone counts no more: nothing is left to be explained.

    Args:
        working: the year that is shown.
        figures: texts of cells, by year.
    """
    return [*_figures(working, figures), *_words(working)]


def unsaved_counts(working: WorkingYear, figures: Mapping[int, Unsaved]) -> dict[int, tuple[int, int]]:
    """How many cells and how many texts beside them could not be stored, by year."""
    words = [year for year, _, _, _ in _wanted_words(working)]
    years = sorted({*(year for year, texts in figures.items() if texts), *words})
    return {year: (len(figures.get(year, {})), words.count(year)) for year in years}


def _figures(working: WorkingYear, figures: Mapping[int, Unsaved]) -> Iterator[str]:
    for year, texts in sorted(figures.items()):
        for address, (text, reason) in texts.items():
            yield _line(year, _place(working, address), text, reason)


def _words(working: WorkingYear) -> Iterator[str]:
    for year, place, text, reason in _wanted_words(working):
        yield _line(year, place, text, reason)


def _wanted_words(working: WorkingYear) -> Iterator[tuple[int, str, str, str]]:
    open_ = {finding.identity for finding in working.year.report.findings}
    for year, about, kept in working.words:
        is_gone = about.code and year == working.desk_year and (about.code, about.address) not in open_
        if not is_gone:
            yield year, f"{_place(working, about.address)}的{about.name}", kept.text, kept.reason


def _place(working: WorkingYear, address: str) -> str:
    if address not in working.year.layout.cell_by_address:
        return address
    row, form = working.row(address), working.year.layout.form_of(address)
    return f"《{form.form.title}》{row.code} {row.name}"


def _line(year: int, place: str, text: str, reason: str) -> str:
    words = " ".join(text.split())
    short = words if len(words) <= _MOST_TEXT else f"{words[:_MOST_TEXT]}……"
    return f"{year} 年度{place}：“{short}”" + (f"（{reason.rstrip('。')}）" if reason else "")
