"""A year in a window: each change is one step that is told once, a refusal is a sentence, nothing raises."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QSignalSpy

from db.unit.records import RecordKind
from desktop.services.unit.filing.finalising import withdraw
from forms.figures.quantity import parse_quantity
from forms.filing.state import Step, YearState
from tests.desktop.models.small_desks import (
    ALIVE,
    ALIVE_URBAN,
    DEAD,
    EARLY_RURAL,
    EXPLAINED,
    MORTALITY,
    PLACES,
    SmallDesks,
)
from tests.strategies import entries

pytestmark = pytest.mark.gui
TYPED = [ALIVE, ALIVE_URBAN, DEAD, PLACES]


def texts_of(working):
    return {address: working.year.reading(working.cell(address).key).text for address in TYPED}


@given(blocks=st.lists(st.dictionaries(st.sampled_from(TYPED), entries, min_size=1, max_size=3), max_size=4))
@settings(max_examples=12)
def test_undo_and_redo_go_through_every_stand_in_order(qapp, made_stores, blocks):
    del qapp
    with tempfile.TemporaryDirectory() as folder:
        desks = SmallDesks(made_stores, Path(folder))
        working = desks("begun")
        (desk,) = desks.opened
        stands = [texts_of(working)]
        for block in blocks:
            assert working.paste(block)
            if texts_of(working) != stands[-1]:
                stands.append(texts_of(working))
        for stand in reversed(stands[:-1]):
            assert working.undo()
            assert texts_of(working) == stand
        assert working.state is YearState.EMPTY
        for stand in stands[1:]:
            assert working.redo()
            assert texts_of(working) == stand
        desk.close()
        again = desks.open(desk.path)
        assert texts_of(again) == stands[-1]
        again.year.desk.close()


@given(text=st.text(max_size=40) | st.sampled_from(["\ud800", "\0", "1\u202e2", "=1+1", "９" * 300]))
@settings(max_examples=40)
def test_whatever_is_typed_is_stored_as_it_is_read(typed_into, text):
    assert typed_into.enter(ALIVE, text)
    assert typed_into.year.reading(typed_into.cell(ALIVE).key) == parse_quantity(text, "人")


@pytest.fixture(scope="module")
def typed_into(qapp, made_stores, tmp_path_factory):
    del qapp
    desks = SmallDesks(made_stores, tmp_path_factory.mktemp("typed"))
    yield desks("begun")
    for desk in desks.opened:
        desk.close()


CHANGES = {
    "enter": lambda w: w.enter(ALIVE, "37000"),
    "paste": lambda w: w.paste({ALIVE: "37000", DEAD: "5"}),
    "fill": lambda w: w.fill({ALIVE: "37000"}),
    "clear": lambda w: w.clear([ALIVE, DEAD]),
    "annotate": lambda w: w.annotate(ALIVE, note="口径未变"),
    "undo": lambda w: w.undo(),
    "explain": lambda w: w.explain(w.year.report.findings[0], EXPLAINED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_once_with_what_it_touched(small, change):
    working = small("filled")
    told, refused = QSignalSpy(working.changed), QSignalSpy(working.refused)
    assert CHANGES[change](working)
    assert (told.count(), refused.count()) == (1, 0)
    touched = {key.code for key in told.at(0)[0].keys}
    assert ("births" in touched) == (change != "explain")
    assert working.saved_at is not None


@pytest.mark.parametrize("change", CHANGES)
def test_a_closed_year_refuses_every_change_in_one_sentence(small, change):
    working = small("final")
    before = texts_of(working)
    told, refused = QSignalSpy(working.changed), QSignalSpy(working.refused)
    assert not CHANGES[change](working)
    assert (told.count(), refused.count()) == (0, 1)
    assert "已定稿" in refused.at(0)[1]
    assert (texts_of(working), working.saved_at) == (before, None)


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_is_gone_refuses_every_change_and_leaves_what_is_shown(small, change):
    working = small("filled")
    before = texts_of(working)
    working.year.desk.close()
    refused = QSignalSpy(working.refused)
    assert not CHANGES[change](working)
    assert refused.count() >= 1
    assert all(refused.at(i)[1] for i in range(refused.count()))
    assert (texts_of(working), working.state) == (before, YearState.DRAFT)


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_another_window_holds_can_only_be_looked_at(small, change):
    holder = small("filled")
    looking = small.open(holder.year.desk.path)
    assert not looking.is_editable
    refused = QSignalSpy(looking.refused)
    assert not CHANGES[change](looking)
    assert "只能查看" in refused.at(0)[1]
    assert texts_of(looking) == texts_of(holder)


def test_what_cannot_be_read_of_a_closed_file_is_empty_and_not_an_error(small):
    working = small("filled")
    cell = working.cell(ALIVE)
    assert working.changes_of(cell)
    working.year.desk.close()
    assert (working.changes_of(cell), working.attachments_of(cell)) == ([], [])
    assert working.source_reminder(cell) == ""
    assert working.redefine(ALIVE, 2024, "由户籍人口改为常住人口")
    working.follow()
    assert working.state is YearState.DRAFT


@pytest.mark.parametrize(
    ("address", "words"),
    [(MORTALITY, "按公式计算"), (EARLY_RURAL, "不按这一栏分组"), ("nowhere/01/_T", "不填"), (ALIVE, "")],
)
def test_a_cell_says_why_it_takes_nothing(small, address, words):
    working = small("begun")
    assert words in working.why_closed(address)
    assert bool(words) == bool(working.why_closed(address))
    assert working.put({address: "5"}, RecordKind.ENTRY) == (not words)


def test_a_block_with_one_closed_cell_is_refused_whole(small):
    working = small("begun")
    refused = QSignalSpy(working.refused)
    assert not working.paste({ALIVE: "5", MORTALITY: "6", DEAD: "7"})
    assert not working.year.figures.observations
    assert refused.at(0)[0] == ALIVE


def test_states_follow_the_figures_and_are_told_when_they_change(small):
    working = small("begun")
    told = QSignalSpy(working.state_changed)
    states = []
    for change in (
        lambda: working.enter(ALIVE, "5"),
        lambda: working.enter(DEAD, "1"),
        lambda: working.clear([ALIVE]),
        lambda: working.clear([DEAD]),
    ):
        assert change()
        states.append((working.state, told.count()))
    assert states == [
        (YearState.DRAFT, 1),
        (YearState.DRAFT, 1),
        (YearState.DRAFT, 1),
        (YearState.EMPTY, 2),
    ]


def test_a_year_is_ready_with_the_last_explanation_and_goes_on_to_freezing(small):
    working = small("filled")
    (finding,) = working.year.report.findings
    assert working.to_explain(finding.cells[0]) == finding
    assert not working.explain(finding, "无")
    assert working.is_open(finding)
    assert working.explain(finding, EXPLAINED)
    assert not working.is_open(finding)
    assert working.to_explain(finding.cells[0]) is None
    assert (working.state, "定稿" in working.onward) == (YearState.READY, True)


@pytest.mark.parametrize("step", ["withdraw", "return"])
def test_a_year_that_came_back_is_changed_as_before_and_keeps_its_reason_in_the_log(small, step):
    working = small("final")
    assert working.onward == "本年度已定稿"
    if step == "withdraw":
        assert not working.attempt(lambda: withdraw(working.year, ""))
        assert working.attempt(lambda: withdraw(working.year, "更正活产数"))
    else:
        working.year.step(Step.EXPORT)
        assert working.attempt(lambda: working.year.step(Step.RETURN, "更正活产数"))
    assert working.is_editable
    assert working.enter(ALIVE, "37416")
    assert working.changes_of(working.cell(ALIVE))[0].reason == "更正活产数"
