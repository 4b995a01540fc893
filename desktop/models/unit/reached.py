"""How far a year has come: which of its steps are done."""

from __future__ import annotations

from forms.filing.stage import Stage
from forms.filing.state import YearState

_REACHED = {
    YearState.EMPTY: Stage.ENTRY,
    YearState.DRAFT: Stage.ENTRY,
    YearState.RETURNED: Stage.ENTRY,
    YearState.WITHDRAWN: Stage.ENTRY,
    YearState.READY: Stage.FINALISE,
    YearState.FINAL: Stage.EXPORT,
    YearState.EXPORTED: Stage.RECEIPT,
    YearState.DELIVERED: Stage.RECEIPT,
    YearState.ACCEPTED: Stage.RECEIPT,
}


def steps_done(state: YearState) -> frozenset[Stage]:
    """The steps before the one that a year has reached; all of them for an accepted year."""
    if state is YearState.ACCEPTED:
        return frozenset(Stage)
    return frozenset(stage for stage in Stage if stage < _REACHED[state])
