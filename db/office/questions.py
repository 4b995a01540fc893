"""Questions that officers wrote down, and what each letter asked; never changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from db.log.transactions import StorePart
from db.log.work import Change
from db.office.sent_records import LetterNote, NotedQuestion
from db.office.tables import LETTER, QUESTION
from db.translation import decoding
from db.values import clean
from forms.letters.question import AskedQuestion

_QUESTIONS = (
    select(QUESTION).where(QUESTION.c.year == bindparam("year")).order_by(QUESTION.c.unit, QUESTION.c.number)
)
_NOTES = (
    select(
        LETTER.c.unit,
        LETTER.c.number,
        LETTER.c.kind,
        LETTER.c.content,
        LETTER.c.at,
        LETTER.c.questions,
        LETTER.c.recalls,
    )
    .where(LETTER.c.year == bindparam("year"))
    .order_by(LETTER.c.unit, LETTER.c.number)
)


class QuestionPart(StorePart):
    """The methods of the office's store for questions."""

    def ask(self, noted: NotedQuestion) -> None:
        """Store a question that an officer wrote down; it is not sent by that."""
        one = noted.question
        change = Change("question", one.asked_by, one.asked_at)
        row: dict[str, Any] = {
            "id": one.id,
            "unit": noted.unit,
            "year": noted.year,
            "number": noted.number,
            "scope": one.scope.value,
            "cell": clean(one.cell),
            "other_cell": clean(one.other_cell),
            "code": clean(one.code),
            "text": clean(one.text),
            "deadline": None if one.deadline is None else one.deadline.isoformat(),
            "actor": change.actor,
            "at": change.at,
        }
        with self._write() as work:
            work.add(QUESTION, row, change)

    def questions(self, year: int) -> list[NotedQuestion]:
        """Questions about units' years, by unit and number."""
        with self._read() as session, decoding(self.path):
            return [_noted(row) for row in session.rows(_QUESTIONS, {"year": year})]

    def letter_notes(self, year: int) -> list[LetterNote]:
        """What the letters of a year asked, by unit and number."""
        with self._read() as session, decoding(self.path):
            return [
                LetterNote(**{**row, "questions": tuple(row["questions"].split())})
                for row in session.rows(_NOTES, {"year": year})
            ]


def _noted(row: Any) -> NotedQuestion:
    question = AskedQuestion(
        id=row["id"],
        scope=row["scope"],
        cell=row["cell"],
        other_cell=row["other_cell"],
        code=row["code"],
        text=row["text"],
        asked_by=row["actor"],
        asked_at=row["at"],
        deadline=row["deadline"],
    )
    return NotedQuestion(unit=row["unit"], year=row["year"], number=row["number"], question=question)
