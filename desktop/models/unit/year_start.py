"""What a clerk should know on the first afternoon of a year: what is due and what changed."""

from __future__ import annotations

from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import target_text
from desktop.services.unit.year import open_year
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.frozen import frozen
from forms.reporting.layout import CellKind
from forms.verdict.warning import EarlyWarning

_NAMED = 6
"""Names listed in a sentence; chosen by us."""


@frozen
class YearStart:
    """The first screen of a year.

    Attributes:
        forms: number of forms.
        cells: number of cells to fill.
        new: figures that were not reported last year, by name; empty when last year is not known.
        due: targets whose year this is, in words.
        people_missing: whether somebody still has to be named.
        warned: targets that last year's figures gave warning of, most urgent first, with the kind.
        cautions: what to know of the file and its place before typing, in sentences.
    """

    forms: int
    cells: int
    new: tuple[str, ...]
    due: tuple[str, ...]
    people_missing: bool
    warned: tuple[str, ...]
    cautions: tuple[str, ...]


def year_start(working: WorkingYear) -> YearStart:
    """Collect what is due and what changed."""
    year = working.year
    return YearStart(
        forms=len(year.layout.forms),
        cells=len({cell.key for form in year.layout.forms for cell in form.asked_cells}),
        new=tuple(_new_figures(working)),
        due=tuple(_due_targets(working)),
        people_missing=bool(year.desk.people.missing()),
        warned=tuple(_warned_of(working)),
        cautions=year.desk.cautions,
    )


def _new_figures(working: WorkingYear) -> list[str]:
    year = working.year
    before = year.figures.history.get(year.year - 1, {})
    if not before:
        return []
    rows = [row for form in year.layout.forms for row in form.rows]
    return [
        row.name
        for row in rows
        if row.cells[0].kind is CellKind.ENTRY and not row.is_surveyed and row.cells[0].key not in before
    ]


def _due_targets(working: WorkingYear) -> list[str]:
    year = working.year
    return [
        f"{row.name} {target_text(year.desk.plan, target)}"
        for form in year.layout.forms
        for row in form.rows
        for target in row.targets
        if target.year == year.year and target.breakdown == TOTAL
    ]


def _warned_of(working: WorkingYear) -> list[str]:
    """Warnings of last year's report, of figures that can be true; none where it was not made here."""
    desk, before = working.year.desk, working.desk_year - 1
    if before not in desk.years():
        return []
    return [
        f"{w.name}（{w.kind.label}）"
        for w in open_year(desk, before).warnings
        if _is_possible(working, w, before)
    ]


def _is_possible(working: WorkingYear, warning: EarlyWarning, year: int) -> bool:
    """Whether the figure that was judged can be true: an open draft of last year may hold anything."""
    target = warning.verdict.target
    key = SeriesKey(target.indicator or "", target.breakdown)
    return working.across_breaks.measured(key, year).value is not None


def named(names: tuple[str, ...]) -> str:
    """A few names, and how many there are."""
    more = f" 等 {len(names)} 项" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
