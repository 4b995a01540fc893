"""Where the cursor goes from any cell: past what takes no figure, never off the form, around the year."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex

from desktop.models.grid.moving import (
    Move,
    edge_of_data,
    entries,
    first_blank,
    following_blank,
    has_blank,
    next_entry,
    next_line,
)
from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
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
ALIVE_RURAL = "maternal/01/RES=R"
LAST = "survey/05/_T"
DIRECTIONS = {Move.DOWN: (1, 0), Move.UP: (-1, 0), Move.LEFT: (0, -1), Move.RIGHT: (0, 1)}


@pytest.fixture
def blank(small):
    working = small("begun")
    return working, EntryGridModel(working, working.form("maternal"), working)


def address(model, index):
    assert index is None or index.isValid()
    return model.cell_at(index).address if index is not None else None


def everywhere(model):
    return [model.index(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())]


def test_enter_and_tab_visit_each_entry_cell_once_and_back_again(blank):
    _, model = blank
    typed = [cell.address for cell in model.form.entry_cells]
    for forth, back in ((Move.NEXT, Move.PREVIOUS), (Move.DOWN, Move.UP)):
        order = entries(model, by_column=forth is Move.DOWN)
        assert {address(model, i) for i in order} == set(typed)
        for here, there in pairwise(order):
            assert next_entry(model, here, forth) == there
            assert next_entry(model, there, back) == here
        assert next_entry(model, order[-1], forth) is None
        assert next_entry(model, order[0], back) is None


def test_from_any_cell_a_move_leads_to_an_entry_cell_beyond_it(blank):
    _, model = blank
    for here in everywhere(model):
        for move, forward in ((Move.NEXT, True), (Move.PREVIOUS, False)):
            there = next_entry(model, here, move)
            if there is not None:
                assert model.is_entry(there)
                places = [(i.row(), i.column()) for i in (here, there)]
                assert (places[0] < places[1]) == forward


def test_enter_after_tabs_leads_below_where_they_began_or_to_the_next_row_with_a_figure(blank):
    _, model = blank
    rural = model.index_of(ALIVE_RURAL).column()
    assert address(model, next_line(model, model.index_of(ALIVE), rural)) == "maternal/02/RES=R"
    managed_rural = model.index_of("maternal/04/RES=R")
    assert address(model, next_line(model, managed_rural, rural)) == "maternal/06/_T", "no rural cell follows"
    assert next_line(model, model.index(model.rowCount() - 1, rural), rural) is None


def test_the_first_blank_cell_is_where_work_is_left(blank):
    working, model = blank
    assert address(model, first_blank(model)) == ALIVE
    assert working.paste({ALIVE: "37000", ALIVE_URBAN: "0"})
    assert address(model, first_blank(model)) == ALIVE_RURAL, "0 is a figure"
    assert has_blank(model)


def test_with_nothing_left_one_begins_at_the_first_entry_cell(small):
    working = small("filled")
    model = EntryGridModel(working, working.form("maternal"), working)
    assert not has_blank(model)
    assert address(model, first_blank(model)) == ALIVE
    assert following_blank(working, ALIVE, forward=True) == following_blank(working, "", forward=False) == ""


def test_a_reason_in_place_of_a_figure_is_not_blank_and_a_text_that_was_refused_is_not_either(blank):
    working, model = blank
    assert working.enter(ALIVE, "未收集")
    model.hold({ALIVE_URBAN: ("37415", "磁盘已满")})
    assert address(model, first_blank(model)) == ALIVE_RURAL


def test_the_next_blank_cell_is_found_over_all_forms_and_around(small):
    working = small("filled")
    for cell in (DEAD, KNOWING):
        assert working.clear([cell])
    assert following_blank(working, ALIVE, forward=True) == DEAD
    assert following_blank(working, DEAD, forward=True) == KNOWING
    assert following_blank(working, KNOWING, forward=True) == DEAD, "around the end"
    assert following_blank(working, DEAD, forward=False) == KNOWING, "around the beginning"
    assert following_blank(working, PLACES, forward=False) == DEAD
    assert following_blank(working, "", forward=True) == DEAD
    assert following_blank(working, "", forward=False) == KNOWING
    assert following_blank(working, MORTALITY, forward=True) == KNOWING, "from a computed cell"
    assert working.enter(DEAD, "3")
    assert following_blank(working, KNOWING, forward=True) == KNOWING, "the only one is itself"


def edge_by_hand(model, here, move):
    """Ctrl and an arrow as a spreadsheet has it: over the cells in that direction, read one by one."""
    row_step, column_step = DIRECTIONS[move]
    row, column = here.row(), min(max(here.column(), GridColumn.FIRST_VALUE), model.target_column - 1)
    line = []
    while 0 <= row < model.rowCount() and GridColumn.FIRST_VALUE <= column < model.target_column:
        line.append(model.index(row, column))
        row, column = row + row_step, column + column_step
    full = [bool(index.data()) for index in line]
    if len(line) > 1 and full[0] and full[1]:
        return line[(full.index(False) if False in full else len(full)) - 1]
    behind = [index for index, is_full in zip(line[1:], full[1:], strict=True) if is_full]
    return behind[0] if behind else line[-1]


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {ALIVE: "37000", DEAD: "3", MANAGED: "36000"},
        {ALIVE: "0", ALIVE_URBAN: "0", ALIVE_RURAL: "0"},
        {ALIVE_URBAN: "5", "maternal/02/RES=U": "x", "maternal/08/_T": "1.5"},
    ],
)
def test_ctrl_and_an_arrow_lead_to_the_edge_of_the_figures(blank, texts):
    working, model = blank
    assert not texts or working.paste(texts)
    for here in everywhere(model):
        for move in DIRECTIONS:
            there = edge_of_data(model, here, move)
            assert there == edge_by_hand(model, here, move), (here.row(), here.column(), move)


def test_a_closed_cell_is_a_gap_and_is_passed_over(blank):
    working, model = blank
    assert working.paste({ALIVE_RURAL: "1", "maternal/02/RES=R": "1", "maternal/04/RES=R": "1"})
    closed = model.index_of(EARLY_RURAL)
    assert not closed.data()
    assert not model.is_entry(closed)
    assert address(model, edge_of_data(model, closed, Move.UP)) == "maternal/05/RES=R", "the computed rate"


def test_no_cell_leads_nowhere(small):
    working = small("begun")
    model = EntryGridModel(working, working.form("survey"), working)
    assert edge_of_data(model, model.index_of(LAST), Move.DOWN) == model.index_of(LAST)
    assert not model.is_entry(QModelIndex())
    assert not model.is_value(QModelIndex())
    assert next_entry(model, model.index_of(LAST), Move.NEXT) is None
