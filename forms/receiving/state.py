"""States of a unit's year at the office, and what may be done in each.

No state is stored: it follows from what was received and from what people decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms.frozen import frozen
from forms.receiving.lineage import Lineage


class OfficeState(StrEnum):
    """State of a unit's year at the office; the values stand in JSON answers."""

    EXPECTED = "expected"
    EXCUSED = "excused"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"
    RECEIVED = "received"
    QUESTIONED = "questioned"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS: Mapping[OfficeState, str] = {
    OfficeState.EXPECTED: "待报",
    OfficeState.EXCUSED: "免报",
    OfficeState.QUARANTINED: "待处理",
    OfficeState.CONFLICT: "待选定",
    OfficeState.RECEIVED: "在审",
    OfficeState.QUESTIONED: "已退回",
    OfficeState.ANSWERED: "已答复",
    OfficeState.ACCEPTED: "已验收",
    OfficeState.CLOSED: "已入库",
}


class Deed(StrEnum):
    """What an officer can do with a unit's year."""

    EXCUSE = "excuse"
    CALL = "call"
    """Undo an excuse: the unit is to report all the same."""
    ASIDE = "aside"
    """Put a package that is not taken for the unit's aside."""
    BRIDGE = "bridge"
    """Let a revision count although the one before it never came."""
    CHOOSE = "choose"
    ASK = "ask"
    RECALL = "recall"
    ACCEPT = "accept"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _DEEDS[self]


_DEEDS: Mapping[Deed, str] = {
    Deed.EXCUSE: "免报",
    Deed.CALL: "取消免报",
    Deed.ASIDE: "不予采用",
    Deed.BRIDGE: "认定缺版",
    Deed.CHOOSE: "选定",
    Deed.ASK: "退回询问",
    Deed.RECALL: "撤回退回单",
    Deed.ACCEPT: "验收",
    Deed.REOPEN: "重开",
}

ALLOWED: Mapping[OfficeState, frozenset[Deed]] = {
    OfficeState.EXPECTED: frozenset({Deed.EXCUSE}),
    OfficeState.EXCUSED: frozenset({Deed.CALL}),
    OfficeState.QUARANTINED: frozenset({Deed.ASIDE, Deed.BRIDGE, Deed.REOPEN}),
    OfficeState.CONFLICT: frozenset({Deed.ASIDE, Deed.CHOOSE}),
    OfficeState.RECEIVED: frozenset({Deed.ASIDE, Deed.ASK, Deed.ACCEPT}),
    OfficeState.QUESTIONED: frozenset({Deed.ASIDE, Deed.ASK, Deed.RECALL}),
    OfficeState.ANSWERED: frozenset({Deed.ASIDE, Deed.ASK, Deed.ACCEPT}),
    OfficeState.ACCEPTED: frozenset({Deed.ASIDE, Deed.REOPEN}),
    OfficeState.CLOSED: frozenset({Deed.ASIDE, Deed.REOPEN}),
}
"""What may be done in each state, further conditions apart.

A closed year is opened again only to be corrected: what was frozen stays, and the year is frozen once more.
"""


@frozen
class Circumstances:
    """What else is known of a unit's year.

    Attributes:
        waiting: whether something came for it that is not taken for the unit's: a bad or undecided fact.
        excused: whether the unit has nothing to report.
        asked: whether a return letter is out that the current revision does not answer.
        answered: whether the current revision answers one.
        closed: whether it is in a frozen collection.
    """

    waiting: bool = False
    excused: bool = False
    asked: bool = False
    answered: bool = False
    closed: bool = False


def state_of(lineage: Lineage, accepted: str | None, around: Circumstances) -> OfficeState:
    """State of a unit's year.

    Args:
        lineage: the revisions that are taken for the unit's, in relation to each other.
        accepted: the accepted content; None where none is, or the year was reopened.
        around: what else is known.
    """
    # From what binds most to what binds least: a frozen or accepted year keeps its state whatever comes.
    if around.closed:
        return OfficeState.CLOSED
    if accepted is not None:
        return OfficeState.ACCEPTED if accepted in lineage.places else OfficeState.QUARANTINED
    if lineage.candidates:
        return OfficeState.CONFLICT
    # A package that waits does not hide the one that counts: it is told beside the state.
    if lineage.current is not None:
        if around.asked:
            return OfficeState.QUESTIONED
        return OfficeState.ANSWERED if around.answered else OfficeState.RECEIVED
    if lineage.places or around.waiting:
        return OfficeState.QUARANTINED
    return OfficeState.EXCUSED if around.excused else OfficeState.EXPECTED
