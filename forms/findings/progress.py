"""How far a form has been filled in, and what stands against 定稿 on it."""

from __future__ import annotations

from forms.findings import Level, Report, Trait
from forms.frozen import frozen
from forms.reporting.entry import Figures
from forms.reporting.layout import FormLayout
from forms.reporting.measured import Gap


@frozen
class Progress:
    """The progress of a form.

    Attributes:
        filled: entry cells with a figure or a reason.
        total: entry cells that must be filled this year: of a special survey only those that are.
        blocking: findings that block 定稿, other than blank cells.
        open_queries: findings still to be explained.
    """

    filled: int
    total: int
    blocking: int
    open_queries: int


def progress_of(form: FormLayout, figures: Figures, report: Report) -> Progress:
    """The progress of a form of the unit whose figures and findings these are."""
    filled, total = 0, 0
    for cell in form.entry_cells:
        is_filled = figures.gap(cell.key) is not Gap.BLANK
        filled += is_filled
        total += is_filled or not cell.is_surveyed
    here = f"{form.form.code}/"
    mine = [f for f in report.findings if f.cells and f.cells[0].startswith(here)]
    blocking = sum(1 for f in mine if f.enforcement is Level.MANDATORY and Trait.BLANKS not in f.traits)
    unexplained = frozenset(report.unexplained)
    return Progress(filled, total, blocking, open_queries=sum(1 for f in mine if f in unexplained))
