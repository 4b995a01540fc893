"""What a letter that is carried out does to a unit's year (contracts 5)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms.filing.state import Step, YearState, can_step
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


def step_of(
    kind: OfficeLetter,
    state: YearState,
    answers: AnsweredContent,
    *,
    recalls_last: bool = False,
    asks: bool = False,
) -> Step | None:
    """The step that a letter takes in a year; None where it leaves the state.

    What speaks of an earlier revision says nothing of the one in force, and an open year stays open.

    Args:
        kind: the letter.
        state: the year's state.
        answers: which content it speaks of; of a choice, the chosen one.
        recalls_last: of a recall, whether what it takes back is what opened the year.
        asks: whether it lists a question that the unit has not answered. A receipt that does comes after a
            return: where that is lost or late, the year is open all the same, so that it can be answered.
    """
    if kind is OfficeLetter.CHOICE:
        if answers is AnsweredContent.NONE:
            return None
        step = Step.PASS_OVER if answers is AnsweredContent.ELSEWHERE else Step.CHOOSE
    elif kind is OfficeLetter.RECALL:
        step = Step.RECALL
        if not recalls_last:
            return None
    elif kind in _STEPS and answers is AnsweredContent.IN_FORCE:
        step = Step.RETURN if kind is OfficeLetter.RECEIPT and asks else _STEPS[kind]
    else:
        return None
    return step if can_step(state, step) else None
