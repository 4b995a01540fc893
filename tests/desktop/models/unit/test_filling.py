"""Filling several cells at once: from above, from last year, with a reason; nothing that is not asked for."""

from random import Random

import pytest

from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.filling import texts_from_above, texts_of_last_year, texts_of_reason
from desktop.models.unit.past_year import PastYear
from desktop.services.unit.past_correction import correct_past
from forms.figures.quantity import Missing
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import (
    ALIVE,
    ALIVE_URBAN,
    DEAD,
    EARLY_RURAL,
    KNOWING,
    MANAGED,
    MORTALITY,
    PLACES,
)

pytestmark = pytest.mark.gui
ALIVE_RURAL, DEAD_URBAN, DEAD_RURAL = "maternal/01/RES=R", "maternal/02/RES=U", "maternal/02/RES=R"


@pytest.fixture
def filled(small):
    working = small("begun")
    assert working.paste({ALIVE: "37，000", ALIVE_URBAN: "未收集", DEAD: "5"})
    return working, EntryGridModel(working, working.form("maternal"), working)


def from_above(model, *addresses):
    return texts_from_above(model, [model.index_of(a) for a in addresses])


def test_the_top_row_goes_down_as_it_was_typed(filled):
    _, model = filled
    assert from_above(model, ALIVE, DEAD, ALIVE_URBAN, DEAD_URBAN) == {DEAD: "37，000", DEAD_URBAN: "未收集"}


def test_a_single_row_takes_what_stands_above_it(filled):
    _, model = filled
    assert from_above(model, DEAD, DEAD_URBAN, DEAD_RURAL) == {
        DEAD: "37，000",
        DEAD_URBAN: "未收集",
        DEAD_RURAL: "",
    }


def test_nothing_stands_above_the_first_row(filled):
    _, model = filled
    assert from_above(model, ALIVE, ALIVE_URBAN) == {}


def test_what_is_computed_or_closed_is_neither_filled_nor_a_source(filled):
    _, model = filled
    assert from_above(model, MORTALITY) == {}
    assert from_above(model, MANAGED) == {}, "above it stands a computed rate"
    assert from_above(model, ALIVE_RURAL, EARLY_RURAL) == {}
    assert from_above(model, ALIVE, MORTALITY, MANAGED) == {MANAGED: "37，000"}


def test_the_order_of_choosing_does_not_matter_and_names_and_targets_are_left_out(filled):
    _, model = filled
    block = [model.index(r, c) for r in range(4) for c in range(model.columnCount())]
    mixed = list(block)
    Random(1).shuffle(mixed)
    assert texts_from_above(model, mixed) == texts_from_above(model, block)
    assert set(texts_from_above(model, block)) == {
        DEAD, DEAD_URBAN, DEAD_RURAL, MANAGED, "maternal/04/RES=U", "maternal/04/RES=R",
    }  # fmt: skip
    assert texts_from_above(model, [model.index(1, 0)]) == texts_from_above(model, []) == {}


def test_a_text_that_was_not_stored_is_what_stands_there(filled):
    _, model = filled
    model.hold({ALIVE_RURAL: ("18000", "磁盘已满")})
    assert from_above(model, DEAD_RURAL) == {DEAD_RURAL: "18000"}


def test_of_an_earlier_year_the_figures_of_that_year_are_filled_down(small):
    working = small("filled")
    model = EntryGridModel(working, working.form("maternal"), working)
    model.show_past(PastYear(working, YEAR - 1))
    known = working.year.figures.history[YEAR - 1][working.cell(ALIVE).key]
    assert from_above(model, DEAD) == {DEAD: str(known)}


def test_last_year_is_filled_in_where_it_can_be_compared(small):
    working = small("begun")
    history = working.year.figures.history[YEAR - 1]
    texts = texts_of_last_year(working, [ALIVE, DEAD, KNOWING])
    assert texts == {a: str(history[working.cell(a).key]) for a in (ALIVE, DEAD, KNOWING)}
    assert working.fill(texts)
    for address in texts:
        assert working.year.figures.value(working.cell(address).key) == history[working.cell(address).key]


def test_nothing_of_last_year_is_filled_in_across_a_break_or_where_there_is_none(small):
    path = small.path("begun")
    working = small.open(path)
    assert not working.redefine(ALIVE, YEAR, "由户籍人口改为常住人口")
    correct_past(working.year.desk, YEAR - 1, {working.cell(PLACES).key: ""}, "年报没有这个数")
    working.year.desk.close()
    assert set(texts_of_last_year(small.open(path), [ALIVE, PLACES, KNOWING])) == {KNOWING}


def test_a_reason_of_last_year_is_filled_in_as_a_reason(small):
    path = small.path("begun")
    before = small.open(path, YEAR - 1)
    correct_past(before.year.desk, YEAR - 1, {before.cell(PLACES).key: ""}, "年报没有这个数")
    assert before.enter(PLACES, "-2")
    before.year.desk.close()
    working = small.open(path)
    assert texts_of_last_year(working, [PLACES]) == {PLACES: "未开展"}


def test_a_file_that_cannot_be_read_fills_nothing(small):
    working = small("begun")
    working.year.desk.close()
    assert texts_of_last_year(working, [ALIVE]) == {}


@pytest.mark.parametrize("reason", Missing)
def test_a_reason_is_typed_by_its_name_and_understood(small, reason):
    working = small("begun")
    texts = texts_of_reason([ALIVE, DEAD], reason)
    assert working.fill(texts)
    assert {working.year.reading(working.cell(a).key).missing for a in texts} == {reason}
    assert working.undo()
    assert not working.year.figures.observations
