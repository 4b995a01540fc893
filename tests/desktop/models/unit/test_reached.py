"""How far a year has come: its steps through every state, and which submission it is."""

import pytest

from desktop.models.unit.reached import done_of, filed_words, steps_done
from desktop.services.unit.filing.finalising import withdraw
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.small_desks import DEAD


@pytest.mark.parametrize("state", YearState)
def test_no_step_is_done_before_those_that_lead_to_it(state):
    done = steps_done(state, is_full=True, is_clear=True)
    assert sorted(done) == list(Stage)[: len(done)]


@pytest.mark.parametrize(
    ("state", "first_left"),
    [
        (YearState.FINAL, Stage.EXPORT),
        (YearState.EXPORTED, Stage.RECEIPT),
        (YearState.DELIVERED, Stage.RECEIPT),
        (YearState.SUPERSEDED, Stage.RECEIPT),
    ],
)
def test_what_was_frozen_goes_on_where_it_was_left(state, first_left):
    assert next(stage for stage in Stage if stage not in steps_done(state)) is first_left


def test_an_accepted_year_has_nothing_left_and_an_empty_one_everything():
    assert steps_done(YearState.ACCEPTED) == frozenset(Stage)
    assert steps_done(YearState.EMPTY, is_full=True, is_clear=True) == frozenset()


def test_filling_in_is_not_done_while_figures_contradict_each_other(small):
    ready = small("ready")
    assert ready.enter(DEAD, "99999999")
    assert ready.year.report.to_mend
    assert Stage.ENTRY not in done_of(ready)


def test_a_year_goes_from_empty_to_frozen_and_back(small):
    assert done_of(small("begun")) == frozenset()
    assert done_of(small("filled")) == {Stage.ENTRY}
    ready = small("ready")
    assert done_of(ready) == {Stage.ENTRY, Stage.REVIEW}
    ready.enter(DEAD, "")
    assert done_of(ready) == frozenset(), "a cell was emptied: neither filled nor clear"
    assert done_of(small("final")) == {stage for stage in Stage if stage < Stage.EXPORT}


def test_the_submission_is_counted_from_the_first_freezing_on(small):
    assert filed_words(small("ready").year) == ""
    working = small("final")
    assert filed_words(working.year) == "已定稿（第 1 次报送）"
    withdraw(working.year, "更正")
    assert filed_words(working.year) == "修改中（第 2 次报送）"
