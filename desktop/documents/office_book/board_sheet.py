"""What the board of a year shows, as texts and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.frozen import frozen


@frozen
class BoardLine:
    """A unit's line.

    Attributes:
        name: of the unit, short.
        full_name: as on its seal.
        state: word of its state.
        revision: number of the current revision; None where there is none.
        arrived: day on which that arrived.
        late: days after the deadline.
        paper: word about the stamped paper; empty where nothing is to be said.
        asked: open questions in words; empty where there are none.
        gaps: empty cells; None where nothing counts yet.
        warnings: targets that want attention; None where that was not compared.
        bad: words of what is bad.
        waiting: packages that wait.
        judged_otherwise: targets that are judged otherwise with the past that the office holds; None where
            that was not compared.
        last_contact: day on which something came last, or a letter was signed; None for neither.
        step: what to do next.
    """

    name: str
    full_name: str
    state: str
    revision: int | None
    arrived: date | None
    late: int
    paper: str
    asked: str
    gaps: int | None
    warnings: int | None
    bad: str
    waiting: int
    judged_otherwise: int | None
    last_contact: date | None
    step: str


@frozen
class BoardSheet:
    """The board of a year.

    Attributes:
        title: of the plan.
        year: reporting year.
        counts: word, number and share of each filter of the board; shares as texts.
        lines: one for each unit.
    """

    title: str
    year: int
    counts: Sequence[tuple[str, int, str]]
    lines: Sequence[BoardLine]
