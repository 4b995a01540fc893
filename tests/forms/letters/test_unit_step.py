"""Every letter in every state of a unit's year: what it does, written out."""

import pytest

from forms.filing.state import Step, YearState, can_step, next_state
from forms.letters.kind import OfficeLetter
from forms.letters.unit_step import AnsweredContent, steps_of

# Rows: state; columns: letter about the revision in force. A point: the state stays.
IN_FORCE = """
state receipt return recall choice acceptance reopening warning task base
empty . . . . . . . . .
draft . . . . . . . . .
ready . . . . . . . . .
final delivered returned . delivered accepted returned . . .
exported delivered returned . delivered accepted returned . . .
delivered delivered returned . delivered accepted returned . . .
returned . . delivered . . . . . .
accepted . returned . . accepted returned . . .
withdrawn . . . . . . . . .
superseded . . . delivered . . . . .
"""
# The same about a revision of this file that another one has replaced.
EARLIER = """
state receipt return recall choice acceptance reopening warning task base
empty . . . . . . . . .
draft . . . . . . . . .
ready . . . . . . . . .
final . . . delivered . . . . .
exported . . . delivered . . . . .
delivered . . . delivered . . . . .
returned . . delivered . . . . . .
accepted . . . . . . . . .
withdrawn . . . . . . . . .
superseded . . . delivered . . . . .
"""
TABLES = {
    AnsweredContent.IN_FORCE: IN_FORCE,
    AnsweredContent.EARLIER: EARLIER,
    # What another data file froze, chosen: this one is for reading only, whatever it held.
    AnsweredContent.ELSEWHERE: "\n".join(
        ["state receipt return recall choice acceptance reopening warning task base"]
        + [
            f"{state} . . {'delivered' if state == 'returned' else '.'} superseded . . . . ."
            for state in YearState
        ]
    ),
    # This file froze nothing: it may be the very one with which the unit goes on.
    AnsweredContent.NONE: "\n".join(
        ["state receipt return recall choice acceptance reopening warning task base"]
        + [f"{state} . . {'delivered' if state == 'returned' else '.'} . . . . . ." for state in YearState]
    ),
}


def every_case():
    for answers, table in TABLES.items():
        head, *rows = (line.split() for line in table.strip().splitlines())
        for row in rows:
            for kind, following in zip(head[1:], row[1:], strict=True):
                yield answers, YearState(row[0]), OfficeLetter(kind), following


CASES = list(every_case())


@pytest.mark.parametrize(("answers", "state", "kind", "following"), CASES)
def test_what_a_letter_does_in_a_state(answers, state, kind, following):
    steps = steps_of(kind, state, answers, recalls_last=True)
    assert len(steps) == (following != ".")
    for step in steps:
        assert next_state(state, step) is YearState(following)


@pytest.mark.parametrize("state", YearState)
def test_a_recall_of_what_did_not_open_the_year_changes_nothing(state):
    for answers in AnsweredContent:
        assert steps_of(OfficeLetter.RECALL, state, answers, recalls_last=False) == ()


def test_every_letter_state_and_answer_is_written_out():
    written = {(answers, state, kind) for answers, state, kind, _ in CASES}
    assert written == {(a, s, k) for a in AnsweredContent for s in YearState for k in OfficeLetter}


@pytest.mark.parametrize("state", YearState)
def test_a_receipt_that_asks_opens_the_year_as_the_return_before_it_would(state):
    found = steps_of(OfficeLetter.RECEIPT, state, AnsweredContent.IN_FORCE, asks=True)
    assert found == steps_of(OfficeLetter.RETURN, state, AnsweredContent.IN_FORCE)
    assert steps_of(OfficeLetter.RECEIPT, state, AnsweredContent.EARLIER, asks=True) == ()


@pytest.mark.parametrize("state", YearState)
def test_a_choice_that_asks_chooses_and_then_opens_the_year(state):
    quiet = steps_of(OfficeLetter.CHOICE, state, AnsweredContent.IN_FORCE)
    found = steps_of(OfficeLetter.CHOICE, state, AnsweredContent.IN_FORCE, asks=True)
    opens = quiet or state is YearState.ACCEPTED
    assert found == (*quiet, *([Step.RETURN] if opens else []))
    for answers in set(AnsweredContent) - {AnsweredContent.IN_FORCE}:
        assert steps_of(OfficeLetter.CHOICE, state, answers, asks=True) == steps_of(
            OfficeLetter.CHOICE, state, answers
        )


@pytest.mark.parametrize("state", YearState)
def test_a_recall_after_which_questions_stand_leaves_the_year_open(state):
    found = {
        answers
        for answers in AnsweredContent
        if steps_of(OfficeLetter.RECALL, state, answers, recalls_last=True, asks=True)
    }
    # Of what is in force it opens the year where the return was lost; of anything else it takes one back.
    opened = {AnsweredContent.IN_FORCE} if can_step(state, Step.RETURN) else set()
    others = set(AnsweredContent) - {AnsweredContent.IN_FORCE} if state is YearState.RETURNED else set()
    assert found == opened | others
