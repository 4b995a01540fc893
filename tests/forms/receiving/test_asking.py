"""States of a question: every step in each, and what an answer does."""

from itertools import product

import pytest

from forms.receiving.asking import AFTER, QuestionState, QuestionStep, TakenStep, question_state

S, E = QuestionState, QuestionStep
ASKED = [TakenStep(E.SEND)]
LED_TO = {
    S.DRAFT: [],
    S.SENT: ASKED,
    S.AGAIN: [*ASKED, TakenStep(E.ASK_AGAIN, "r2")],
    S.CLOSED: [*ASKED, TakenStep(E.CLOSE)],
    S.RECALLED: [*ASKED, TakenStep(E.RECALL)],
    S.WITHDRAWN: [TakenStep(E.WITHDRAW)],
}
"""Steps that lead to each state that needs no answer."""


def state(steps, answered=(), current="r1"):
    return question_state(steps, frozenset(answered), current)


@pytest.mark.parametrize("wanted", LED_TO)
def test_the_steps_lead_to_the_state(wanted):
    assert state(LED_TO[wanted]) is wanted


@pytest.mark.parametrize(("before", "step"), [*product(LED_TO, [one for one in E if one is not E.ASK_AGAIN])])
def test_every_step_in_each_state(before, step):
    assert state([*LED_TO[before], TakenStep(step)]) is AFTER[before].get(step, before)


def test_an_answer_counts_where_it_stands_in_the_revision_that_counts():
    assert state(ASKED, {"r2"}, "r1") is S.SENT
    assert state(ASKED, {"r2"}, "r2") is S.ANSWERED
    assert state(ASKED, {"r2"}, "r3") is S.SENT
    for settled in (S.CLOSED, S.RECALLED, S.WITHDRAWN, S.AGAIN):
        assert state(LED_TO[settled], {"r2"}, "r2") is settled


def test_a_question_asked_again_wants_another_answer():
    again = [*LED_TO[S.AGAIN], TakenStep(E.SEND)]
    assert state(again, {"r2"}, "r2") is S.SENT
    assert state(again, {"r2", "r3"}, "r3") is S.ANSWERED


@pytest.mark.parametrize("before", LED_TO)
def test_a_question_whose_cell_is_gone_is_void_unless_it_is_settled(before):
    found = question_state(LED_TO[before], frozenset({"r1"}), "r1", is_placed=False)
    assert found is (S.VOID if before in {S.DRAFT, S.SENT, S.AGAIN} else before)


def test_every_state_and_step_is_in_the_table():
    assert set(AFTER) == set(S)
    assert {step for steps in AFTER.values() for step in steps} == set(E)
    assert not [one for one in S if one.is_open and not AFTER[one]]
    assert all(one.label for one in S)
