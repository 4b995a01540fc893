"""Which lines of the board are shown: one of these at a time, each with its count and share of 应报."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from desktop.services.office.overview.board import BoardRow
from forms.receiving.state import OfficeState

_UNDER_REVIEW = frozenset(
    {OfficeState.RECEIVED, OfficeState.ANSWERED, OfficeState.CONFLICT, OfficeState.QUARANTINED}
)
_ACCEPTED = frozenset({OfficeState.ACCEPTED, OfficeState.CLOSED})
_RETURNED = frozenset({OfficeState.QUESTIONED})


class BoardFilter(StrEnum):
    """Lines that are shown together: 应报 = 已收 + 待报 + 免报, 已收 = 在审 + 退回 + 验收."""

    EXPECTED = "应报"
    CAME = "已收"
    UNDER_REVIEW = "在审"
    RETURNED = "退回"
    ACCEPTED = "验收"
    AWAITED = "待报"
    EXCUSED = "免报"
    LATE = "迟报"
    """A mark and not a state: it stands apart."""

    @property
    def about(self) -> str:
        """The states that the filter shows, in Chinese; empty where its own word says so."""
        states = _STATES.get(self, frozenset())
        return "、".join(state.label for state in OfficeState if state in states) if len(states) > 1 else ""

    def has(self, row: BoardRow) -> bool:
        """Whether the filter shows a unit's line; one of a unit that is not expected only 应报 shows."""
        if self is BoardFilter.EXPECTED:
            return True
        if not row.is_expected:
            return False
        return bool(row.late) if self is BoardFilter.LATE else row.state in _STATES[self]


_STATES: Mapping[BoardFilter, frozenset[OfficeState]] = {
    BoardFilter.CAME: _UNDER_REVIEW | _RETURNED | _ACCEPTED,
    BoardFilter.UNDER_REVIEW: _UNDER_REVIEW,
    BoardFilter.RETURNED: _RETURNED,
    BoardFilter.ACCEPTED: _ACCEPTED,
    BoardFilter.AWAITED: frozenset({OfficeState.EXPECTED}),
    BoardFilter.EXCUSED: frozenset({OfficeState.EXCUSED}),
}


def count_of(one: BoardFilter, rows: Sequence[BoardRow]) -> int:
    """How many of the expected units are among the lines of a filter."""
    return sum(1 for row in rows if row.is_expected and one.has(row))
