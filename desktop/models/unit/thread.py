"""What came and went of a year, by date, and what must still come."""

from __future__ import annotations

from datetime import datetime

from desktop.models.grid.roles import Mark
from desktop.models.unit.overview import message_of, onward_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.correspondence import Happening, happenings
from forms.filing.stage import Stage
from forms.filing.state import YearState
from forms.frozen import frozen

_AWAITED = {
    YearState.EMPTY: ("填完、审核后定稿", "导出报送包", "统计局的通知"),
    YearState.DRAFT: ("填完、审核后定稿", "导出报送包", "统计局的通知"),
    YearState.READY: ("定稿，打印盖章", "导出报送包", "统计局的通知"),
    YearState.FINAL: ("导出报送包", "连同盖章表报送", "统计局的通知"),
    YearState.EXPORTED: ("报送包和盖章表送到统计局", "统计局的通知"),
    YearState.DELIVERED: ("统计局验收的通知",),
    YearState.RETURNED: ("按退回意见改正或说明，重新定稿", "重新导出报送", "统计局的通知"),
    YearState.WITHDRAWN: ("改完重新定稿", "重新导出报送", "统计局的通知"),
    YearState.ACCEPTED: (),
}
"""What must still come, by state, in its order."""


@frozen
class ThreadLine:
    """One entry.

    Attributes:
        at: when; None for what must still come.
        mark: tick for what was done, a triangle for what asks for something, a dotted ring for what is to
            come.
        text: what.
        detail: who, which file or why; may be empty.
    """

    at: datetime | None
    mark: Mark
    text: str
    detail: str = ""


@frozen
class YearLine:
    """How another year stands.

    Attributes:
        year: reporting year.
        state: in words.
        is_done: whether nothing is open about it.
    """

    year: int
    state: str
    is_done: bool


def thread_of(working: WorkingYear) -> tuple[ThreadLine, ...]:
    """Entries of the year, the oldest first, then what must still come."""
    year = working.year
    entries = tuple(reversed(happenings(year.desk, year.year)))
    come = [_line(entry, is_last=entry is entries[-1]) for entry in entries]
    return (*come, *(ThreadLine(at=None, mark=Mark.TO_COME, text=text) for text in _AWAITED[year.state]))


def _line(entry: Happening, *, is_last: bool) -> ThreadLine:
    message = message_of(entry)
    # What came after a return or a withdrawal has answered it.
    asks = is_last and entry.state in (YearState.RETURNED, YearState.WITHDRAWN)
    return ThreadLine(
        at=entry.at, mark=Mark.ALARM if asks else Mark.DONE, text=message.text, detail=message.detail
    )


def next_stage(working: WorkingYear) -> Stage:
    """Where the year goes on from the page 回执; what was exported is sent from where it was exported."""
    stage = onward_of(working)
    return Stage.EXPORT if stage is Stage.RECEIPT else stage


def year_lines(working: WorkingYear) -> tuple[YearLine, ...]:
    """The years that something is stored of, the newest first."""
    desk = working.year.desk
    states = {year: desk.state_of(year) for year in desk.years()}
    return tuple(
        YearLine(year, states[year].label, states[year].is_frozen) for year in sorted(states, reverse=True)
    )
