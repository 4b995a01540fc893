"""Where a year was last worked in."""

from __future__ import annotations

from desktop.models.unit.working_year import WorkingYear
from forms.reporting.entry import Observation


def last_entered(working: WorkingYear) -> tuple[str, Observation] | None:
    """Address of the cell that was entered last, and what was; None where nothing was.

    Of a block that was entered at once it is the last cell of the forms.
    """
    seen = working.year.figures.observations
    found = [
        (cells[0].address, observation)
        for key, cells in working.year.layout.cells_by_key.items()
        if (observation := seen.get(key)) is not None and observation.entered_at is not None
    ]
    return max(reversed(found), key=lambda entry: str(entry[1].entered_at), default=None)
