"""Questions of the office at a unit's cells, and the unit's answers.

Questions are those of the letter that was carried out last: it lists all that are open. What changed since
the revision that was asked about is read from the data file, never typed; that revision is the one of the
first letter that asks, or that asks again: such a question has another time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from db.unit.records import OpenedLetter, StoredAnswer
from desktop.services.letters.kept import kept_saying
from desktop.services.unit.desk import Desk
from desktop.services.unit.year import YearDesk, open_year
from desktop.submission.profile.datapackage import OBSERVATIONS
from desktop.submission.profile.tables import read_table
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from forms.filing.tables import Row, observation_rows, utc_text
from forms.frozen import frozen
from forms.letters.question import AskedQuestion
from forms.reporting.asked_place import past_place, placed_rows
from forms.text.kept import MIN_REASON, why_no_reason
from forms.text.typed import require_text


@frozen
class UnitQuestion:
    """An open question, and how the unit stands to it.

    Attributes:
        asked: the question.
        number: of the letter that asks.
        is_void: whether a cell of it is no longer on the unit's forms.
        old: figure of the year that the cell names, in the revision that was asked about, as text;
            empty where there is none.
        new: its present figure, likewise.
        other_old, other_new: those of the second cell of a pair, likewise; empty of what is no pair.
        answer: the answer that counts; None where there is none yet.
    """

    asked: AskedQuestion
    number: int
    is_void: bool
    old: str
    new: str
    other_old: str
    other_new: str
    answer: StoredAnswer | None

    @property
    def is_changed(self) -> bool:
        """Whether a figure, of a pair either, is another than the one that was asked about."""
        return (self.old, self.other_old) != (self.new, self.other_new)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return self.answer is None and not self.is_void


def open_questions(year: YearDesk) -> tuple[UnitQuestion, ...]:
    """All questions of the office about a year that stand, in its order.

    Raises:
        UserInputError: the letter in the data file cannot be read.
        EnvironmentFault: the data file is damaged.
    """
    store = year.desk.store
    applied = [
        one for one in store.letters(year.year, are_whole=False) if one.is_applied and one.kind.is_to_one_unit
    ]
    if not applied:
        return ()
    applied.sort(key=lambda one: one.number or 0)
    last, asked = applied[-1], _asked(year, applied[-1])
    if not asked:
        return ()
    # By the time of asking as well: what is asked again is compared with the revision of that letter.
    first: dict[tuple[str, datetime], OpenedLetter] = {}
    for letter in applied:
        for one in _asked(year, letter):
            first.setdefault((one.id, one.asked_at), letter)
    old = {revision: _frozen_figures(year, revision) for revision in {one.revision for one in first.values()}}
    new = _figures(observation_rows(year.figures, year.layout), year.year)
    answers = store.answers(year.year)
    found = []
    for one in asked:
        letter = first[one.id, one.asked_at]
        then = old[letter.revision]
        found.append(
            UnitQuestion(
                asked=one,
                number=last.number or 0,
                is_void=is_void(year, one),
                old=then.get(one.cell, ""),
                new=new.get(one.cell, ""),
                other_old=then.get(one.other_cell, ""),
                other_new=new.get(one.other_cell, ""),
                answer=counting_answer(answers.get(one.id), letter),
            )
        )
    return tuple(found)


def waits_for_answers(year: YearDesk) -> bool:
    """Whether the office asks something that the revision in force does not answer.

    An answer that was only written down here has not been sent: the year must be filed once more.
    """
    return any(one.is_open for one in open_questions(year)) or bool(_not_sent(year))


def _not_sent(year: YearDesk) -> list[UnitQuestion]:
    """Questions whose answers were written down since the revision in force."""
    latest = year.desk.store.latest_revision(year.year)
    return [
        one
        for one in open_questions(year)
        if one.answer is not None and latest is not None and one.answer.seq > latest.log_entries
    ]


def told_of_waiting_questions(year: YearDesk) -> Iterator[str]:
    """What still waits, as sentences without their full stops.

    A letter also lists what was answered and the office did not settle yet.
    """
    waiting = sum(1 for one in open_questions(year) if one.is_open)
    if waiting:
        yield f"待答 {waiting} 问"
    if unsent := len(_not_sent(year)):
        yield f"已答 {unsent} 问，随下一版报出"


def is_void(year: YearDesk, asked: AskedQuestion) -> bool:
    """Whether a cell of a question is no longer on the unit's forms; one of the past is on none."""
    cells = filter(None, (asked.cell, asked.other_cell))
    return any(past_place(one) is None and one not in year.layout.cell_by_address for one in cells)


def _asked(year: YearDesk, letter: OpenedLetter) -> Sequence[AskedQuestion]:
    return kept_saying(year.desk.store.letter_data(letter.digest)).questions


def counting_answer(answer: StoredAnswer | None, letter: OpenedLetter) -> StoredAnswer | None:
    """An answer; one from before a question was asked again answers it no longer.

    Args:
        answer: the last one.
        letter: that asks, or asks again, as it was opened here: the clocks of office and unit need not agree,
            and this one may have been put back.
    """
    return answer if answer is not None and answer.seq > letter.seq else None


def _frozen_figures(year: YearDesk, revision: int) -> Mapping[str, str]:
    """Figures of a frozen revision; none where it is not one of this file (0)."""
    files = {one.name: one.data for one in year.desk.store.documents(year.year, revision)}
    if OBSERVATIONS.path not in files:
        return {}
    return _figures(read_table(files[OBSERVATIONS.path], OBSERVATIONS.columns), year.year)


def _figures(rows: list[Row], year: int) -> Mapping[str, str]:
    """Figure, or the code of the reason for none, by address; earlier years are those of their own."""
    return {address: row["value"] or row["missing"] for address, row in placed_rows(rows, year)}


def answer(desk: Desk, question: str, text: str) -> tuple[YearDesk, UnitQuestion]:
    """Answer a question; an earlier answer to it is kept, the last one counts.

    Args:
        desk: the unit's desk.
        question: id of an open question.
        text: the answer.

    Returns:
        The year that it is about, and how the question stands now.

    Raises:
        UserInputError: no such question is open (E-OPEN-020), the answer says nothing (E-OPEN-021), or it
            holds control or direction characters (E-TEXT-001) or is too long (E-TEXT-002).
        StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
        EnvironmentFault: the store could not be written; nothing changed.
    """
    words = require_text(text, "答复", lines=True)
    for number in desk.years():
        year = open_year(desk, number)
        if any(one.asked.id == question and not one.is_void for one in open_questions(year)):
            break
    else:
        raise UserInputError(OpenCode.NO_QUESTION, f"没有编号是“{question[:60]}”的待答问题，没有写入")
    why = _why_no_answer(words)
    if why:
        raise UserInputError(OpenCode.TOO_SHORT, why)
    year.require_editable()
    desk.store.answer(year.year, question, words, actor=desk.actor, now=desk.clock())
    return year, next(one for one in open_questions(year) if one.asked.id == question)


def _why_no_answer(words: str) -> str:
    """Sentence why a text says nothing; empty where it can be an answer."""
    if not why_no_reason(words, "答复"):
        return ""
    return f"答复太短或没有写字，没有写入：至少写 {MIN_REASON} 个字，例如“已与台账核对，数无误”"


def answer_rows(year: YearDesk) -> list[Row]:
    """The answers to all questions that stand, as rows of ``data/answers.csv``.

    A row has room for the figures of one cell; of a pair it says "changed" where either was, and whoever
    receives it has both in the tables of the two revisions.
    """
    return [
        {
            "question": one.asked.id,
            "cell": one.asked.cell,
            "answer": one.answer.text,
            "changed": "true" if one.is_changed else "false",
            "old": one.old,
            "new": one.new,
            "answered_by": one.answer.actor,
            "answered_at": utc_text(one.answer.at),
        }
        for one in open_questions(year)
        if one.answer is not None
    ]
