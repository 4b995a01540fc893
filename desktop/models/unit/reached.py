"""How far a year has come: which of its steps are done, and which submission it is."""

from __future__ import annotations

from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import YearDesk
from forms.filing.stage import Stage
from forms.filing.state import YearState

_REACHED = {
    YearState.FINAL: Stage.EXPORT,
    YearState.EXPORTED: Stage.RECEIPT,
    YearState.DELIVERED: Stage.RECEIPT,
    YearState.SUPERSEDED: Stage.RECEIPT,
}


def steps_done(state: YearState, *, is_full: bool = False, is_clear: bool = False) -> frozenset[Stage]:
    """The steps in which nothing is left to be done; all of them for an accepted year.

    Args:
        state: of the year.
        is_full: whether every cell that must be filled is, with nothing to correct, for a year that is open.
        is_clear: whether nothing stands against 定稿, for a year that is open.
    """
    if state is YearState.ACCEPTED:
        return frozenset(Stage)
    if state in _REACHED:
        return frozenset(stage for stage in Stage if stage < _REACHED[state])
    if state is YearState.EMPTY:
        return frozenset()
    return frozenset([Stage.ENTRY] * is_full + [Stage.REVIEW] * is_clear)


def done_of(working: WorkingYear) -> frozenset[Stage]:
    """The steps of a year in which nothing is left to be done, taken back or not."""
    report = working.year.report
    # Blanks and contradictions alike: a tick beside a red cross would mislead.
    return steps_done(working.state, is_full=not report.blocking, is_clear=report.is_clear)


def filed_words(year: YearDesk) -> str:
    """Which submission a year is, e.g. ``已导出（第 1 次报送）``; empty while the first one is filled in."""
    record = year.record
    if record.state.is_frozen:
        return f"{record.state.label}（第 {record.revision} 次报送）"
    return f"修改中（第 {record.revision + 1} 次报送）" if record.revision else ""
