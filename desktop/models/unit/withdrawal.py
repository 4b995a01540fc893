"""Whether a frozen year can be taken back by the unit itself."""

from __future__ import annotations

from desktop.models.unit.working_year import WorkingYear
from forms.filing.state import Step, can_step


def can_withdraw(working: WorkingYear) -> bool:
    """Whether the unit itself can take the year back now."""
    return can_step(working.state, Step.WITHDRAW) and not working.year.desk.is_read_only
