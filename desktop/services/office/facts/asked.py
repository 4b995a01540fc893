"""The questions about a unit's year with their states and answers, as they follow from what is stored."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from db.office.records import Decision, DecisionKind
from db.office.sent_records import LetterNote, NotedQuestion
from desktop.services.office.facts.fact import OfficeFact, told
from desktop.submission.errors import TableError
from desktop.submission.facts import FactState
from desktop.submission.package import inspect
from desktop.submission.profile.datapackage import ANSWERS
from desktop.submission.profile.tables import read_table
from forms.codes.receive import ReceiveCode
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.question import AskedQuestion
from forms.receiving.asking import QuestionState, QuestionStep, TakenStep, question_state
from forms.reporting.asked_place import past_place

_STEPS: Mapping[DecisionKind, QuestionStep] = {
    DecisionKind.WITHDRAW_QUESTION: QuestionStep.WITHDRAW,
    DecisionKind.ASK_AGAIN: QuestionStep.ASK_AGAIN,
    DecisionKind.CLOSE_QUESTION: QuestionStep.CLOSE,
}


@frozen
class StatedAnswer:
    """A unit's answer to a question, as its package has it.

    Attributes:
        answer: the words.
        changed: whether the unit says that it changed the figure.
        old: what stood there before, as the unit states it; empty where nothing did.
        new: what stands there now.
        by: who answered.
        at: when, by the unit's clock, as it states it.
        cell: the cell of the question, or the first of a pair; empty where it has none.
    """

    answer: str
    changed: bool
    old: str
    new: str
    by: str
    at: str
    cell: str = ""


@frozen
class WaitingAnswer:
    """What a package says that is not taken yet, as of two that contradict each other.

    Attributes:
        revision: its number.
        content: its content digest; of several with one number it says which.
        stated: the answer.
    """

    revision: int
    content: str
    stated: StatedAnswer


@frozen
class QuestionNow:
    """A question as it stands now.

    Attributes:
        question: what was asked; of one that was asked again, with the time of that.
        state: its state.
        answer: that of the revision that counts; where it has none or the question is closed, the one about
            which an officer decided last; None where nobody answered.
        content: content digest of the revision that states the answer; empty where there is none.
    """

    question: AskedQuestion
    state: QuestionState
    answer: StatedAnswer | None
    content: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether the revision that counts answers it, and nobody settled it yet."""
        return self.state is QuestionState.ANSWERED


@frozen
class Asking:
    """What was stored about questions of a unit's year.

    Attributes:
        questions: all that were written down, by number.
        letters: what its letters asked and when they were signed, by number.
        answers: what each content answers, by content digest and question.
        restored: when the desk was restored from a backup for the last time; None where it never was.
    """

    questions: Sequence[NotedQuestion] = ()
    letters: Sequence[LetterNote] = ()
    answers: Mapping[str, Mapping[str, StatedAnswer]] = field(default_factory=dict)
    restored: datetime | None = None

    @property
    def returns(self) -> tuple[LetterNote, ...]:
        """The return letters that were not recalled, by number: a recalled one asks nothing."""
        recalled = {one.recalls for one in self.letters}
        return tuple(
            one for one in self.letters if one.kind is OfficeLetter.RETURN and one.number not in recalled
        )

    @property
    def is_restored(self) -> bool:
        """Whether the desk was restored since the last return letter that stands.

        The unit may have been told in between that its year is accepted, or that the letter is recalled: it
        cannot answer then before it is asked once more.
        """
        returns = self.returns
        return self.restored is not None and bool(returns) and returns[-1].at <= self.restored


def answers_in(data: bytes) -> dict[str, StatedAnswer]:
    """The answers in a package, by question; of a table that cannot be read, none."""
    table = next((one.data for one in inspect(data).payload if one.name == ANSWERS.path), None)
    if table is None:
        return {}
    try:
        rows = read_table(table, ANSWERS.columns, or_more=True)
    except TableError:
        return {}
    return {
        row["question"]: StatedAnswer(
            answer=row["answer"],
            changed=row["changed"] == "true",
            old=row["old"],
            new=row["new"],
            by=row["answered_by"],
            at=row["answered_at"],
            cell=row["cell"],
        )
        for row in rows
        if row["answer"].strip()
    }


def questions_now(
    asking: Asking, decisions: Iterable[Decision], current: str, cells: Container[str] | None = None
) -> list[QuestionNow]:
    """Every question about a unit's year as it stands, by number.

    Args:
        asking: what was stored about questions.
        decisions: what was decided about the year, oldest first.
        current: the content that counts; empty where there is none.
        cells: addresses of the cells on the forms of that content; None where they are not known.
    """
    decided = [one for one in decisions if one.kind in _STEPS]
    found = []
    for noted in asking.questions:
        id_ = noted.question.id
        answered = _answered_in(asking, decided, id_)
        places = filter(None, (noted.question.cell, noted.question.other_cell))
        is_placed = cells is None or all(place in cells or past_place(place) for place in places)
        steps = _steps(asking.letters, decided, id_)
        state = question_state(steps, frozenset(answered), current, is_placed=is_placed)
        stated = _stated_in(asking, decided, id_, current, is_closed=state is QuestionState.CLOSED)
        answer = asking.answers[stated][id_] if stated else None
        found.append(QuestionNow(_as_asked(noted.question, decided), state, answer, stated))
    return found


def _stated_in(
    asking: Asking, decided: Iterable[Decision], id_: str, current: str, *, is_closed: bool
) -> str:
    """The content whose answer stands beside a question; empty where nobody answered.

    A revision states only the answers to what is still asked: that of a closed question stays in the one that
    an officer read.
    """
    read = [one.content for one in decided if one.subject == id_]
    order = [*reversed(read), current] if is_closed else [current, *reversed(read)]
    return next((one for one in order if id_ in asking.answers.get(one, {})), "")


def _answered_in(asking: Asking, decided: Iterable[Decision], id_: str) -> set[str]:
    """The contents that answer a question; not those with the very answer after which it was asked again.

    A revision that was frozen before the unit read that it is asked again still holds that answer.
    """
    given = {content: answers[id_] for content, answers in asking.answers.items() if id_ in answers}
    again = [one for one in decided if one.kind is DecisionKind.ASK_AGAIN and one.subject == id_]
    former = [given[one.content] for one in again if one.content in given]
    return {content for content, answer in given.items() if not _is_among(answer, former)}


def waiting_answers(
    asking: Asking, questions: Iterable[QuestionNow], revisions: Mapping[str, int]
) -> dict[str, tuple[WaitingAnswer, ...]]:
    """By question that waits for an answer, those that packages state which are not taken yet.

    Args:
        asking: what was stored about questions.
        questions: as they stand.
        revisions: the number of each content that waits, oldest first.
    """
    found = {
        one.question.id: tuple(
            WaitingAnswer(number, content, stated)
            for content, number in revisions.items()
            if (stated := asking.answers.get(content, {}).get(one.question.id)) is not None
            and not (one.answer is not None and _is_among(stated, [one.answer]))
        )
        for one in questions
        if one.state is QuestionState.SENT
    }
    return {id_: answers for id_, answers in found.items() if answers}


def _is_among(answer: StatedAnswer, former: Iterable[StatedAnswer]) -> bool:
    return any((answer.answer, answer.by, answer.at) == (one.answer, one.by, one.at) for one in former)


def _as_asked(question: AskedQuestion, decided: Iterable[Decision]) -> AskedQuestion:
    """The question with the time at which it was asked last; the unit recognises a repeated one by it."""
    again = [one.at for one in decided if one.kind is DecisionKind.ASK_AGAIN and one.subject == question.id]
    # Whole seconds, as the letter states them: the unit has no others to compare.
    return replace(question, asked_at=again[-1].replace(microsecond=0)) if again else question


def _steps(letters: Sequence[LetterNote], decided: Iterable[Decision], id_: str) -> list[TakenStep]:
    """What was done with a question, in order: a decision states after which letter it was made."""
    sent = [one.number for one in letters if one.kind is OfficeLetter.RETURN and id_ in one.questions]
    # Ordered by the numbers of letters, which only grow, and not by the clock. A decision states the letter
    # that was the last when it was made, and comes after that.
    steps = [((number, 0), TakenStep(QuestionStep.SEND)) for number in sent]
    steps += [
        ((one.number, 0), TakenStep(QuestionStep.RECALL))
        for one in letters
        # A letter that only repeated the question takes nothing back with it: an earlier one asks it still.
        if one.kind is OfficeLetter.RECALL and sent and one.recalls == sent[0]
    ]
    steps += [
        ((int(one.answer), one.id), TakenStep(_STEPS[one.kind], one.content))
        for one in decided
        if one.subject == id_
    ]
    return [step for _, step in sorted(steps, key=lambda one: one[0])]


def open_words(questions: Sequence[QuestionNow], held: Collection[str] = ()) -> str:
    """How many questions are not settled and what they wait for, in Chinese; empty where none is.

    Args:
        questions: as they stand.
        held: ids of those whose answers came and wait for a person here (:func:`waiting_answers`).
    """
    to_send = sum(1 for one in questions if one.state.is_to_send)
    waiting = [one for one in questions if one.state is QuestionState.SENT and one.question.id not in held]
    answered = sum(1 for one in questions if one.is_answered)
    days = [one.question.deadline for one in waiting if one.question.deadline is not None]
    until = f"（期限 {min(days)}）" if days else ""
    return "，".join(
        words
        for count, words in (
            (to_send, f"{to_send} 个问题还没有发出"),
            (len(waiting), f"等单位答复 {len(waiting)} 个问题{until}"),
            (len(held), f"{len(held)} 个问题的答复在待处理的一份里"),
            (answered, f"{answered} 个问题已答复"),
        )
        if count
    )


def answers_fact(
    questions: Sequence[QuestionNow], held: Collection[str] = (), *, is_about_another: bool = False
) -> OfficeFact:
    """Whether every question is answered, and what is to be done where one is not.

    Args:
        questions: as they stand.
        held: ids of those whose answers came and wait for a person here (:func:`waiting_answers`).
        is_about_another: whether the unit filed another revision since it was asked (``waits_on_another``).
    """
    left = [one for one in questions if one.state.is_open or one.state.is_to_send]
    waiting = [one.question.id for one in left if not one.is_answered]
    if waiting:
        sentence = f"{open_words(questions, held)}：{'、'.join(waiting)}"
        details = {"questions": waiting}
        code = ReceiveCode.UNANSWERED
        fact = told("answers", FactState.OK, code, sentence, status="open", details=details, required=False)
        return replace(fact, step=_way(left, held, is_about_another=is_about_another))
    if left or any(one.state is QuestionState.CLOSED for one in questions):
        sentence, code = "问过的都有答复", ReceiveCode.ANSWERED
    else:
        sentence, code = "没有问过什么", ReceiveCode.NOTHING_ASKED
    return told("answers", FactState.OK, code, sentence, required=False)


def _way(left: Iterable[QuestionNow], held: Collection[str], *, is_about_another: bool) -> str:
    """What is to be done about questions that are not answered: what the unit waits for comes first."""
    states = {one.state for one in left}
    if QuestionState.DRAFT in states:
        return "发出（return），或取消（question withdraw）"
    if QuestionState.AGAIN in states:
        return "再发一次（return），或了结（question close）"
    if held:
        return "办好待处理的那一份，答复才算"
    if is_about_another:
        return "单位已报新的一版，再发一次（return）"
    return ReceiveCode.UNANSWERED.remedy
