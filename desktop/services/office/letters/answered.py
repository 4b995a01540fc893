"""Answers beside the figures that were received: what a unit says of a figure is held against its tables.

Beside them those to questions of which the desk knows nothing any more.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.office.records import DecisionKind, StatedValue
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import QuestionNow, StatedAnswer, answers_in
from desktop.services.office.facts.figure import figure_address
from desktop.services.office.facts.unit_year import UnitYear
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.reporting.asked_place import PastPlace


@frozen
class AnsweredFigures:
    """The figure of an answered cell as it was received.

    Attributes:
        old: in the revision that was asked about; empty where that has none.
        new: in the revision that answers.
        other_old, other_new: those of the second cell of a pair, which no answer states; else empty.
        agrees: whether the answer states old and new so, and whether it, or of a pair either, was changed.
    """

    old: str
    new: str
    other_old: str
    other_new: str
    agrees: bool


def answered_figures(desk: OfficeDesk, unit_year: UnitYear) -> dict[str, AnsweredFigures]:
    """By question, the figures of its cell; of questions with a cell, an answer and both revisions held.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    answered = [one for one in unit_year.questions if one.answer is not None and one.question.cell]
    about = {one.question.id: _asked_about(unit_year, one) for one in answered}
    held = {one.content for one in unit_year.packages}
    figures = {
        content: _figures(desk.store.values(content), unit_year.year)
        for content in {*(one.content for one in answered), *about.values()} & held
    }
    found = {}
    for one in answered:
        content = about[one.question.id]
        if one.answer is None or content not in figures or one.content not in figures:
            continue
        old, new, other_old, other_new = (
            figures[which].get(cell, "")
            for cell in (one.question.cell, one.question.other_cell)
            for which in (content, one.content)
        )
        said = (one.answer.old, one.answer.new, one.answer.changed)
        agrees = said == (old, new, (old, other_old) != (new, other_new))
        found[one.question.id] = AnsweredFigures(
            old=old, new=new, other_old=other_old, other_new=other_new, agrees=agrees
        )
    return found


def unknown_answers(desk: OfficeDesk, unit_year: UnitYear) -> dict[str, StatedAnswer]:
    """Answers of the revision that counts to questions that this desk does not know, by question.

    A desk that was restored from a backup knows nothing of what it asked since; the unit answered it all the
    same.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    current = unit_year.current
    if current is None:
        return {}
    known = {one.question.id for one in unit_year.questions}
    stated = answers_in(desk.store.file_bytes(current.digest))
    return {id_: answer for id_, answer in stated.items() if id_ not in known}


def _asked_about(unit_year: UnitYear, one: QuestionNow) -> str:
    """The content of the revision that a question was asked about.

    Named by the first return that carried the question; of a question that was asked again, by the first
    return after that. Empty where no return carried it.
    """
    id_ = one.question.id
    again = [
        int(made.answer)
        for made in unit_year.decisions
        if made.kind is DecisionKind.ASK_AGAIN and made.subject == id_
    ]
    returns = [
        letter
        for letter in unit_year.asking.letters
        if letter.kind is OfficeLetter.RETURN and id_ in letter.questions
    ]
    later = [letter for letter in returns if not again or letter.number > again[-1]]
    return (later or returns)[0].content if returns else ""


def _figures(values: list[StatedValue], year: int) -> Mapping[str, str]:
    """Figure, or the code of the reason for none, by the address of a question, as an answer states it."""
    return {
        _address(one, year): one.missing if one.value is None else canonical_decimal(one.value)
        for one in values
    }


def _address(one: StatedValue, year: int) -> str:
    if one.year == year:
        return figure_address(one)
    return str(PastPlace(SeriesKey(one.item, one.breakdown), one.year))
