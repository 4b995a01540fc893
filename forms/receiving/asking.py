"""States of a question at the office; none is stored, they follow from letters, decisions and packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from forms.frozen import frozen


class QuestionState(StrEnum):
    """State of a question; the values stand in JSON answers."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    AGAIN = "asked_again"
    """It is to be asked again: the next return letter does it."""
    CLOSED = "closed"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    """Its cell is no longer on the unit's forms: nobody can answer it, and nobody waits for that."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether it is with the unit, or was and is not settled."""
        return self in {QuestionState.SENT, QuestionState.ANSWERED, QuestionState.AGAIN}

    @property
    def is_to_send(self) -> bool:
        """Whether a return letter would ask it for the first time, or again."""
        return self in {QuestionState.DRAFT, QuestionState.AGAIN}


_LABELS: Mapping[QuestionState, str] = {
    QuestionState.DRAFT: "未发出",
    QuestionState.SENT: "已发出",
    QuestionState.ANSWERED: "已答复",
    QuestionState.AGAIN: "待再问",
    QuestionState.CLOSED: "已了结",
    QuestionState.RECALLED: "已随退回单撤回",
    QuestionState.WITHDRAWN: "已取消",
    QuestionState.VOID: "已失效（这一格没有了）",
}


class QuestionStep(StrEnum):
    """What the office does with a question."""

    SEND = "send"
    RECALL = "recall"
    """The return letter that asked it first is taken back."""
    WITHDRAW = "withdraw"
    ASK_AGAIN = "ask_again"
    CLOSE = "close"


_S, _E = QuestionState, QuestionStep
AFTER: Mapping[QuestionState, Mapping[QuestionStep, QuestionState]] = {
    _S.DRAFT: {_E.SEND: _S.SENT, _E.WITHDRAW: _S.WITHDRAWN},
    _S.SENT: {_E.SEND: _S.SENT, _E.RECALL: _S.RECALLED, _E.CLOSE: _S.CLOSED},
    _S.ANSWERED: {
        _E.SEND: _S.ANSWERED,
        _E.RECALL: _S.RECALLED,
        _E.ASK_AGAIN: _S.AGAIN,
        _E.CLOSE: _S.CLOSED,
    },
    _S.AGAIN: {_E.SEND: _S.SENT, _E.RECALL: _S.RECALLED, _E.CLOSE: _S.CLOSED},
    _S.CLOSED: {},
    _S.RECALLED: {},
    _S.WITHDRAWN: {},
    _S.VOID: {},
}
"""The state after a step; a step that a state does not have cannot be done."""


@frozen
class TakenStep:
    """A step that was taken.

    Attributes:
        step: which.
        content: content digest of the revision that counted then; empty for a letter.
    """

    step: QuestionStep
    content: str = ""


def question_state(
    steps: Iterable[TakenStep], answered_in: frozenset[str], current: str, *, is_placed: bool = True
) -> QuestionState:
    """State of a question.

    Args:
        steps: what the office did with it, in order.
        answered_in: content digests of the revisions that answer it.
        current: the content that counts; empty where there is none.
        is_placed: whether the cells that it names are on the unit's forms.
    """
    state = QuestionState.DRAFT
    refused: set[str] = set()
    for one in steps:
        if one.step is QuestionStep.ASK_AGAIN:
            # It was answered when this was decided; whether it still is, is asked of the revision now.
            state, refused = QuestionState.AGAIN, refused | {one.content}
        else:
            state = AFTER[state].get(one.step, state)
    if not is_placed and (state.is_open or state.is_to_send):
        return QuestionState.VOID
    is_answered = current in answered_in and current not in refused
    return QuestionState.ANSWERED if is_answered and state is QuestionState.SENT else state
