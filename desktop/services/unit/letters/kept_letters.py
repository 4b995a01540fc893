"""The office's letters about one year as they stand in the data file, with what became of their questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.frozen import frozen
from forms.letters.question import question_number

if TYPE_CHECKING:
    from db.unit.records import OpenedLetter, StoredAnswer
    from desktop.services.letters.kept import KeptSaying
    from desktop.services.unit.year import YearDesk
    from forms.letters.question import AskedQuestion, QuestionScope
    from forms.letters.task import YearTask

_LATE = "晚到，只留存备查，没有改变什么。"


@frozen
class _Counting:
    """Of a question: the revision that was asked about, and the answer that counts."""

    revision: int = 0
    answer: StoredAnswer | None = None


@frozen
class KeptQuestion:
    """A question of a letter, and how it stands.

    Attributes:
        id: unique in the office.
        number: by which people name it.
        scope: on what it hangs.
        cell: address of the cell, or the first of a pair; empty where it hangs on none.
        other_cell: address of the second of a pair; else empty.
        code: of the rule that it is about, or that led to it; else empty.
        text: what is asked.
        deadline: last day for the answer; None where none is set.
        revision: number of the submission that was asked about; 0 where it is none of this file.
        answer: the answer that counts; empty where there is none.
        is_open: whether the office still waits for an answer.
    """

    id: str
    number: int
    scope: QuestionScope
    cell: str
    other_cell: str
    code: str
    text: str
    deadline: date | None
    revision: int
    answer: str
    is_open: bool


@frozen
class ThreadLetter:
    """A letter that was opened here.

    Attributes:
        title: its kind and number.
        at: when it was opened.
        revision: number of the submission that it answers; 0 for none.
        sender: the office that signed it.
        told: what it says beside its questions; may be empty.
        files: what came with it, as it lies on the disk: nothing, as it is kept in the data file.
        papers: its PDF files, by the names that :meth:`OfficeLetters.paper` takes.
        questions: what is asked in it, but for what a later letter asks again.
    """

    title: str
    at: datetime
    revision: int
    sender: str
    told: str
    files: tuple[Path, ...]
    papers: tuple[str, ...]
    questions: tuple[KeptQuestion, ...]


class OfficeLetters:
    """Reads and answers the letters about a year; each letter is read once.

    Args:
        year: the year, as it is open.
    """

    def __init__(self, year: YearDesk) -> None:
        """Nothing is read yet."""
        self._year = year
        self._read: dict[str, KeptSaying] = {}

    def letters(self) -> tuple[ThreadLetter, ...]:
        """Letters about the year, in the order in which they were opened.

        Raises:
            UserInputError: a letter in the data file cannot be read.
            EnvironmentFault: the data file cannot be read.
        """
        store, number = self._year.desk.store, self._year.year
        stored = store.letters(number, are_whole=False)
        if not stored:
            return ()
        from desktop.services.unit.letters.questions import (
            counting_answer,  # cryptography: most years have no letter
        )

        answers = store.answers(number)
        asking = sorted(
            (one for one in stored if one.is_applied and one.kind.is_to_one_unit),
            key=lambda one: one.number or 0,
        )
        places = {asked.id: one.digest for one in asking for asked in self._reading(one).questions}
        standing = frozenset(asked.id for one in asking[-1:] for asked in self._reading(one).questions)
        # A question that a later letter only repeats is about what was asked about first.
        first: dict[tuple[str, datetime], OpenedLetter] = {}
        counting: dict[str, _Counting] = {}
        for one in asking:
            for asked in self._reading(one).questions:
                since = first.setdefault((asked.id, asked.asked_at), one)
                counting[asked.id] = _Counting(since.revision, counting_answer(answers.get(asked.id), since))
        return tuple(self._letter(one, places, standing, counting) for one in stored)

    def paper(self, name: str) -> bytes:
        """The PDF of a paper in a letter.

        Args:
            name: one of ``ThreadLetter.papers``.

        Raises:
            UserInputError: the letter in the data file cannot be read.
            EnvironmentFault: the data file cannot be read.
        """
        from desktop.services.letters.kept import kept_file  # likewise

        digest, _, file = name.partition("/")
        return kept_file(self._year.desk.store.letter_data(digest), file)

    def answer(self, question: str, text: str) -> None:
        """Keep the answer to a question; it travels with the next revision.

        Raises:
            TianbaoError: as of :func:`desktop.services.unit.letters.questions.answer`.
        """
        from desktop.services.unit.letters.questions import answer  # likewise

        answer(self._year.desk, question, text)

    def _reading(self, stored: OpenedLetter) -> KeptSaying:
        if stored.digest not in self._read:
            from desktop.services.letters.kept import kept_saying  # likewise

            self._read[stored.digest] = kept_saying(self._year.desk.store.letter_data(stored.digest))
        return self._read[stored.digest]

    def _letter(
        self,
        stored: OpenedLetter,
        places: Mapping[str, str],
        standing: frozenset[str],
        counting: Mapping[str, _Counting],
    ) -> ThreadLetter:
        read = self._reading(stored)
        asked = [one for one in read.questions if places.get(one.id) == stored.digest]
        questions = tuple(
            self._question(one, counting.get(one.id, _Counting()), stands=one.id in standing) for one in asked
        )
        return ThreadLetter(
            title=read.letter.title,
            at=stored.at,
            revision=stored.revision,
            sender=read.letter.office,
            told=self._told(read) if stored.is_applied else _LATE,
            files=(),
            papers=tuple(f"{stored.digest}/{name}" for name in read.papers),
            questions=questions,
        )

    def _question(self, asked: AskedQuestion, counting: _Counting, *, stands: bool) -> KeptQuestion:
        from desktop.services.unit.letters.questions import is_void  # likewise

        return KeptQuestion(
            id=asked.id,
            number=question_number(asked.id),
            scope=asked.scope,
            cell=asked.cell,
            other_cell=asked.other_cell,
            code=asked.code,
            text=asked.text,
            deadline=asked.deadline,
            revision=counting.revision,
            answer=counting.answer.text if counting.answer is not None else "",
            is_open=stands and counting.answer is None and not is_void(self._year, asked),
        )

    def _told(self, read: KeptSaying) -> str:
        letter = read.letter
        if letter.recalls is not None:
            return f"撤回第 {letter.recalls} 号退回单。"
        from desktop.services.unit.letters.receipted import (
            receipted,  # tables of packages: most years have no letter
        )

        compared = receipted(self._year, letter)
        if compared is not None:
            return "".join(f"{sentence.rstrip('。')}。" for sentence in compared.sentences)
        return "" if letter.task is None else told_by_task(letter.task, self._year.desk.unit.code)


def told_by_task(task: YearTask, unit: str) -> str:
    """What a task tells a unit: whether and until when it files, how, and the notice."""
    own = next(one for one in task.units if one.unit == unit)
    until = f"报送截止 {own.deadline}。" if own.deadline is not None else "没有写明报送期限。"
    told = until if own.files else "本单位这一年不用报送。"
    if own.files and task.waives_paper:
        told += "不要求盖章的纸质表。"
    return f"{told}\n{task.notice}" if task.notice else told
