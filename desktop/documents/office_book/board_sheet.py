"""What the board of a year shows, as texts and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.frozen import frozen


@frozen
class BoardLine:
    """A unit's line.

    Attributes:
        name: of the unit.
        state: word of its state.
        revision: number of the current revision; None where there is none.
        arrived: day on which that arrived.
        late: days after the deadline.
        paper: word about the stamped paper; empty where nothing is to be said.
        bad: words of what is bad.
        gaps: empty cells.
        waiting: packages that wait.
        judged_otherwise: targets that are judged otherwise with the past that the office holds.
        to_send: questions that are not sent.
        to_answer: questions that the unit is to answer.
        answered: questions that are answered and not settled.
        last_contact: day on which something came last, or a letter was signed; None for neither.
        step: what to do next.
    """

    name: str
    state: str
    revision: int | None
    arrived: date | None
    late: int
    paper: str
    bad: str
    gaps: int
    waiting: int
    judged_otherwise: int
    to_send: int
    to_answer: int
    answered: int
    last_contact: date | None
    step: str


@frozen
class BoardSheet:
    """The board of a year.

    Attributes:
        title: of the plan.
        year: reporting year.
        counts: word, number and share of each state that occurs, and of lateness; shares as texts.
        lines: one for each unit.
    """

    title: str
    year: int
    counts: Sequence[tuple[str, int, str]]
    lines: Sequence[BoardLine]
