"""What came and went of a year, by date, and what must still come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop.models.grid.roles import Mark
from desktop.models.unit.asked import QuestionLine, one_day, question_line, until_words
from desktop.models.unit.exchange import KeptLetter
from desktop.models.unit.overview import message_of, onward_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.letters.correspondence import Happening, happenings
from desktop.services.unit.since_frozen import figures_now, frozen_figures
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
    YearState.SUPERSEDED: (),
}
"""What must still come, by state, in its order."""
_REOPENING = "要报新的一版，先请统计局重开"
"""What must come first in a year of which the office accepted a revision while it is open here."""

_TOLD_BY_LETTERS = (YearState.DELIVERED, YearState.RETURNED, YearState.ACCEPTED, YearState.SUPERSEDED)
"""States that a letter leads to, which then names itself as their reason and stands in the thread."""


@frozen
class ThreadLine:
    """One entry.

    Attributes:
        at: when; None for what must still come.
        mark: tick for what was done, a triangle for what asks for something, a dotted ring for what is to
            come.
        text: what.
        detail: who, which file or why; may be empty.
        key: tells it from all others; empty for what must still come.
        who: from whom it is; empty where that goes without saying.
        about: a line about a letter, beside its name where it is unfolded.
        facts: label and text, beside the thread while it is chosen.
        files: what belongs to it, as it lies on the disk.
        papers: what lies in it as a letter, by the names that ``Exchange.paper`` takes.
        questions: what is asked in it.
    """

    at: datetime | None
    mark: Mark
    text: str
    detail: str = ""
    key: str = ""
    who: str = ""
    about: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    files: tuple[Path, ...] = ()
    papers: tuple[str, ...] = ()
    questions: tuple[QuestionLine, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether something in it is still to be answered."""
        return any(question.is_open for question in self.questions)


@frozen
class NextStep:
    """What is to be done next.

    Attributes:
        mark: bubble for what the office waits for, dotted ring for what comes after it.
        text: what.
    """

    mark: Mark
    text: str


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
    letters = working.letters()
    titles = {letter.title for letter in letters}
    come = [
        _line(entry, is_last=entry is entries[-1])
        for entry in entries
        if entry.state not in _TOLD_BY_LETTERS or entry.detail not in titles
    ]
    come += [_letter(working, letter) for letter in letters]
    come.sort(key=lambda line: line.at or year.desk.clock())  # what came on one day stays in its order
    awaited = (_REOPENING,) if working.accepted_label else _AWAITED[year.state]
    return (*come, *(ThreadLine(at=None, mark=Mark.TO_COME, text=text) for text in awaited))


def _letter(working: WorkingYear, letter: KeptLetter) -> ThreadLine:
    """A letter of the office with its questions, and the figures that were sent beside them."""
    day = one_day(letter.questions)
    about = {one.revision for one in letter.questions}
    sent = {number: frozen_figures(working.year, number) if number else {} for number in about}
    questions = tuple(
        question_line(working, one, sent[one.revision], says_day=day is None) for one in letter.questions
    )
    until = f"{until_words(day)}。" if day is not None else ""
    told = f"{letter.told}{until}"
    facts = (
        ("来自", letter.sender),
        ("打开", f"{letter.at.astimezone():%Y-%m-%d %H:%M}"),
        ("对应", f"第 {letter.revision} 次报送" if letter.revision else "本年度"),
    )
    waits = any(question.is_open for question in questions)
    return ThreadLine(
        at=letter.at,
        mark=Mark.ASKED if waits else Mark.DONE,
        text=letter.title,
        detail=told,
        key=letter.title,
        who="统计局",
        about=told,
        facts=facts,
        files=tuple(letter.files),
        papers=tuple(letter.papers),
        questions=questions,
    )


def open_questions(working: WorkingYear) -> tuple[QuestionLine, ...]:
    """What the office still waits for, in the order of its letters."""
    lines = [_letter(working, letter) for letter in working.letters() if letter.questions]
    return tuple(question for line in lines for question in line.questions if question.is_open)


def _line(entry: Happening, *, is_last: bool) -> ThreadLine:
    message = message_of(entry)
    # What came after a return or a withdrawal has answered it.
    asks = is_last and entry.state in (YearState.RETURNED, YearState.WITHDRAWN)
    return ThreadLine(
        at=entry.at, mark=Mark.ALARM if asks else Mark.DONE, text=message.text, detail=message.detail
    )


def next_steps(working: WorkingYear, lines: Sequence[ThreadLine]) -> tuple[NextStep, ...]:
    """What is to be done: questions that are open first, then the way of a year that was returned."""
    if working.accepted_label:
        return (NextStep(Mark.TO_COME, _REOPENING),)
    asked = [question for line in lines for question in line.questions]
    waiting = [question for question in asked if question.is_open]
    if not asked or not working.is_editable:
        return ()
    changed = _changed_cells(working, asked)
    listed = "、".join(f"第 {question.number} 问" for question in waiting)
    steps = [NextStep(Mark.ASKED, f"答完{listed}")] if waiting else []
    checked = f"审核：改过的 {changed} 格再查一遍" if changed else "审核：看一遍有没有新的问题"
    after = (checked, f"定稿，成为第 {working.year.record.revision + 1} 次报送", "打印、盖章、导出报送")
    return (*steps, *(NextStep(Mark.TO_COME, text) for text in after))


def _changed_cells(working: WorkingYear, asked: Sequence[QuestionLine]) -> int:
    """How many cells that were asked about have another figure than in the last submission."""
    addresses = {cell.address for question in asked for cell in question.cells if cell.address}
    sent, now = frozen_figures(working.year, working.year.record.revision), figures_now(working.year)
    return sum(sent.get(one) != now.get(one) for one in addresses)


def next_stage(working: WorkingYear) -> Stage:
    """Where the year goes on from the page 回执; what was exported is sent from where it was exported."""
    stage = onward_of(working)
    return Stage.EXPORT if stage is Stage.RECEIPT else stage


def year_lines(working: WorkingYear) -> tuple[YearLine, ...]:
    """The years that something is stored of, the newest first."""
    desk = working.year.desk
    states = {year: desk.state_of(year) for year in desk.years()}
    labels = {year: state.label for year, state in states.items()}
    if working.accepted_label:
        labels[working.desk_year] = working.accepted_label
    return tuple(
        YearLine(year, labels[year], states[year].is_frozen) for year in sorted(states, reverse=True)
    )
