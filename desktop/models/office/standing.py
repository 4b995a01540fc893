"""How a unit's year at the office is told in the window: shape, word, and what is to be done next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.models.grid.roles import Mark
from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.board_words import asked_word, paper_word, short_day
from desktop.services.office.overview.today import Today
from forms.receiving.state import OfficeState

STATE_MARKS: Mapping[OfficeState, Mark] = {
    OfficeState.EXPECTED: Mark.TO_COME,
    OfficeState.EXCUSED: Mark.NOTHING,
    OfficeState.QUARANTINED: Mark.ALARM,
    OfficeState.CONFLICT: Mark.FORK,
    OfficeState.RECEIVED: Mark.HALF,
    OfficeState.QUESTIONED: Mark.BACK,
    OfficeState.ANSWERED: Mark.HALF,
    OfficeState.ACCEPTED: Mark.DONE,
    OfficeState.CLOSED: Mark.DONE,
}
"""The shape of each state, which stands before its word."""
_PAPER_MARKS: Mapping[str, Mark] = {"matched": Mark.DONE, "mismatch": Mark.BAD, "waived": Mark.NOTHING}
"""The shape of the paper of the revision that counts, by its status; any other is still to be checked."""


class ToneText(NamedTuple):
    """A text with the tone in which it is written.

    Attributes:
        text: Chinese; empty where there is nothing to say.
        tone: ``bad``, ``alarm``, ``good``, ``muted``, or empty for ink.
    """

    text: str
    tone: str = ""


def paper_of(row: BoardRow) -> tuple[Mark, str] | None:
    """The paper of what counts; None where nothing counts yet."""
    word = paper_word(row)
    return (_PAPER_MARKS.get(row.paper, Mark.TO_COME), word) if word else None


def questions_of(row: BoardRow) -> ToneText:
    """Questions about a unit's year: what is ours first; a grey 0 where nothing was asked."""
    word = asked_word(row)
    if word:
        return ToneText(word, "accent" if row.answered and not row.to_send else "alarm")
    return ToneText("" if row.revision is None else "0", "muted")


def deadline_words(today: Today) -> tuple[str, bool]:
    """Until when the year is due or that no day is set (Chinese), and whether the day is past."""
    if today.deadlines is None:
        return "还没有规定期限", False
    first, last = today.deadlines
    days = (today.day - last).days
    left = f"已过 {days} 天" if days > 0 else "今天截止" if days == 0 else f"还有 {-days} 天"
    until = f"{last}" if first == last else f"{short_day(first)} 至 {last}"
    return f"截止 {until}（{left}）", days > 0
