"""What could not be stored: as lines for the question before the window closes, and as places to go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desktop.models.unit.entry_grid import Unsaved
from desktop.models.unit.unsaved_words import OF_UNIT, WITHDRAWAL, UnsavedText, WrittenAbout, is_answer
from desktop.models.unit.working_year import WorkingYear
from forms.filing.state import Step, can_step

_MOST_TEXT = 60
"""Characters of a text that a line shows; chosen by us, more than a figure or a name has."""


class UnsavedPlace(NamedTuple):
    """Where a text stands that could not be stored.

    Attributes:
        year: its year, or :data:`OF_UNIT`.
        address: the cell that it belongs to; empty where it belongs to none.
        about: what it is about; None for the figure of the cell.
        text: as it was typed.
    """

    year: int
    address: str
    about: WrittenAbout | None
    text: str


def unsaved_places(working: WorkingYear, figures: Mapping[int, Unsaved]) -> list[UnsavedPlace]:
    """The places of what :func:`unsaved_lines` lists, in the order in which people go there.

    The year that is shown comes first, in the order of its forms; then what belongs to no year; then the
    other years.
    """
    cells = {address: at for at, address in enumerate(working.year.layout.cell_by_address)}
    places = [
        *(UnsavedPlace(y, cell, None, text) for y, of in figures.items() for cell, (text, _) in of.items()),
        *(UnsavedPlace(y, about.address, about, kept.text) for y, about, kept in _wanted_words(working)),
    ]

    def order(place: UnsavedPlace) -> tuple[bool, int, int, bool]:
        at = cells.get(place.address, len(cells))
        return place.year != working.desk_year, place.year, at, place.about is not None

    return sorted(places, key=order)


def unsaved_lines(working: WorkingYear, figures: Mapping[int, Unsaved]) -> list[str]:
    """Every figure and every text that could not be stored, with its place and the reason why.

    A text that nothing asks for any more does not count: the explanation of a finding that is gone, the
    reason for taking back a year that is open already. The years not shown are not looked at. The file is
    not read: it may be the file that refuses.

    Args:
        working: the year that is shown.
        figures: texts of cells, by year.
    """
    return [*_figures(working, figures), *_words(working)]


def unsaved_counts(working: WorkingYear, figures: Mapping[int, Unsaved]) -> dict[int, tuple[int, int]]:
    """How many cells and how many texts beside them could not be stored, by year."""
    words = [year for year, _, _ in _wanted_words(working)]
    years = sorted({*(year for year, texts in figures.items() if texts), *words})
    return {year: (len(figures.get(year, {})), words.count(year)) for year in years}


def _figures(working: WorkingYear, figures: Mapping[int, Unsaved]) -> Iterator[str]:
    for year, texts in sorted(figures.items()):
        for address, (text, reason) in texts.items():
            yield _line(year, _place(working, address), text, reason)


def _words(working: WorkingYear) -> Iterator[str]:
    for year, about, kept in _wanted_words(working):
        yield _line(year, f"{_place(working, about.address)}的{about.name}", kept.text, kept.reason)


def _wanted_words(working: WorkingYear) -> Iterator[tuple[int, WrittenAbout, UnsavedText]]:
    findings = {finding.identity for finding in working.year.report.findings}

    def is_wanted(year: int, about: WrittenAbout) -> bool:
        if year != working.desk_year:
            return True
        if about == WITHDRAWAL:
            return can_step(working.state, Step.WITHDRAW)
        return not about.code or is_answer(about) or (about.code, about.address) in findings

    for year, about, kept in working.words:
        if is_wanted(year, about):
            yield year, about, kept


def _place(working: WorkingYear, address: str) -> str:
    if address not in working.year.layout.cell_by_address:
        return address
    row, form = working.row(address), working.year.layout.form_of(address)
    return f"《{form.form.title}》{row.code} {row.name}"


def _line(year: int, place: str, text: str, reason: str) -> str:
    words = " ".join(text.split())
    short = words if len(words) <= _MOST_TEXT else f"{words[:_MOST_TEXT]}……"
    whose = "本单位" if year == OF_UNIT else f"{year} 年度"
    return f"{whose}{place}：“{short}”" + (f"（{reason.rstrip('。')}）" if reason else "")
