"""Where a year was last worked in."""

from __future__ import annotations

from desktop.models.unit.working_year import WorkingYear
from forms.reporting.entry import Observation


def last_entered(working: WorkingYear) -> tuple[str, Observation] | None:
    """Address of the cell that was entered last, and what was; None where nothing was, or it has no cell."""
    seen = [o for o in working.year.figures.observations.values() if o.entered_at is not None]
    newest = max(seen, key=lambda o: str(o.entered_at), default=None)
    cells = working.year.layout.cells_by_key.get(newest.key, ()) if newest is not None else ()
    return (cells[0].address, newest) if newest is not None and cells else None
