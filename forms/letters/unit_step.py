"""What a letter that is carried out does to a unit's year (contracts 5)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms.filing.state import Step, YearState, can_step, next_state
from forms.letters.kind import OfficeLetter


class AnsweredContent(StrEnum):
    """Which content a letter speaks of, as the unit's data file sees it."""

    IN_FORCE = "in_force"
    """The one that was frozen last."""
    EARLIER = "earlier"
    """One that was frozen before that."""
    ELSEWHERE = "elsewhere"
    """One that another data file of the unit froze."""
    NONE = "none"
    """This data file froze nothing of the year."""


_STEPS: Mapping[OfficeLetter, Step] = {
    OfficeLetter.RECEIPT: Step.DELIVER,
    OfficeLetter.RETURN: Step.RETURN,
    OfficeLetter.ACCEPTANCE: Step.ACCEPT,
    OfficeLetter.REOPENING: Step.REOPEN,
}


def steps_of(
    kind: OfficeLetter,
    state: YearState,
    answers: AnsweredContent,
    *,
    recalls_last: bool = False,
    asks: bool = False,
) -> tuple[Step, ...]:
    """The steps that a letter takes in a year, in order; none where it leaves the state.

    What speaks of an earlier revision says nothing of the one in force, and an open year stays open.

    Args:
        kind: the letter.
        state: the year's state.
        answers: which content it speaks of; of a choice, the chosen one.
        recalls_last: of a recall, whether what it takes back is what opened the year.
        asks: whether it lists a question that the revision in force does not answer. A receipt, a choice or a
            recall that does comes after a return: where that is lost or late, the year is open all the same,
            so that it can be answered. Such a recall takes one return back and leaves another one standing.
    """
    wanted = _wanted(kind, answers, recalls_last=recalls_last, asks=asks)
    taken: list[Step] = []
    for step in wanted:
        if can_step(state, step):
            taken.append(step)
            state = next_state(state, step)
    return tuple(taken)


def _wanted(
    kind: OfficeLetter, answers: AnsweredContent, *, recalls_last: bool, asks: bool
) -> tuple[Step, ...]:
    """The steps that a letter is to take, where the state allows them."""
    is_in_force = answers is AnsweredContent.IN_FORCE
    opens = (Step.RETURN,) if is_in_force and asks else ()
    if kind is OfficeLetter.CHOICE:
        if answers is AnsweredContent.NONE:
            return ()
        return (Step.PASS_OVER,) if answers is AnsweredContent.ELSEWHERE else (Step.CHOOSE, *opens)
    if kind is OfficeLetter.RECALL:
        return opens or ((Step.RECALL,) if recalls_last else ())
    if kind not in _STEPS or not is_in_force:
        return ()
    return opens if kind is OfficeLetter.RECEIPT and opens else (_STEPS[kind],)
