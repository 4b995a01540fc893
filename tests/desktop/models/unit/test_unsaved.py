"""Texts that could not be stored: kept, told of, and dropped when the cell holds something newer."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from desktop.models.grid.roles import Role
from desktop.models.unit.entry_grid import EntryGridModel
from desktop.services.unit.filing.finalising import withdraw
from forms.filing.state import Step, YearState
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, KNOWING, MORTALITY

pytestmark = pytest.mark.gui
DISPLAY, EDIT, SPOKEN, TIP = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


@contextmanager
def unwritable(working):
    """The medium takes nothing for a while, as a pulled stick or a full share."""
    driver = working.year.desk.store._session.driver
    driver.execute("PRAGMA query_only = 1")
    yield
    driver.execute("PRAGMA query_only = 0")


@pytest.fixture
def working(small):
    return small("begun")


@pytest.fixture
def grid(working):
    return EntryGridModel(working, working.form("maternal"), working)


@pytest.fixture
def unsaved(working, grid):
    """The grid after 37000 was typed into the first cell and could not be stored."""
    with unwritable(working):
        assert not grid.setData(grid.index_of(ALIVE), "37000")
    assert list(grid.unsaved) == [ALIVE]
    return grid


def test_it_is_shown_edited_spoken_and_marked_as_not_stored(unsaved):
    index = unsaved.index_of(ALIVE)
    assert (index.data(DISPLAY), index.data(EDIT), index.data(Role.PROBLEM)) == ("37000", "37000", True)
    assert index.data(TIP).startswith("没有保存：")
    assert index.data(SPOKEN) == "37000，没有保存"


def test_nothing_of_it_counts_as_a_figure(unsaved, working):
    assert not working.year.figures.observations
    assert working.state is YearState.EMPTY
    assert not unsaved.index_of(MORTALITY).data(DISPLAY)


@pytest.mark.parametrize(
    "store",
    [
        lambda grid, working: grid.setData(grid.index_of(ALIVE), "37001"),
        lambda grid, working: working.paste({ALIVE: "37001", ALIVE_URBAN: "23000"}),
        lambda grid, working: working.fill({ALIVE: "37001"}),
        lambda grid, working: grid.forget_rejected(ALIVE),
    ],
    ids=["typed", "pasted", "filled", "given up"],
)
def test_what_takes_its_place_ends_it_and_says_so(unsaved, working, store):
    told = QSignalSpy(unsaved.unsaved_changed)
    assert store(unsaved, working)
    assert not unsaved.has_unsaved
    assert told.count() >= 1
    assert unsaved.index_of(ALIVE).data(Role.PROBLEM) is False


def test_undo_of_the_cell_ends_it_as_well(working, grid):
    working.enter(ALIVE, "1")
    with unwritable(working):
        grid.setData(grid.index_of(ALIVE), "2")
    told = QSignalSpy(grid.unsaved_changed)
    assert working.undo()
    assert not grid.index_of(ALIVE).data(DISPLAY)
    assert (grid.has_unsaved, told.count()) == (False, 1)


def test_what_happens_to_other_cells_leaves_it_in_silence(unsaved, working):
    told = QSignalSpy(unsaved.unsaved_changed)
    working.enter(DEAD, "4")
    working.undo()
    unsaved.show_form(working.form("survey"))
    assert unsaved.index_of(KNOWING).data(DISPLAY) == ""
    unsaved.show_form(working.form("maternal"))
    assert unsaved.index_of(ALIVE).data(DISPLAY) == "37000"
    assert told.count() == 0


def test_the_same_text_again_is_stored_once_the_medium_is_back(unsaved, working):
    assert unsaved.setData(unsaved.index_of(ALIVE), "37000")
    assert (unsaved.has_unsaved, working.year.reading(working.cell(ALIVE).key).text) == (False, "37000")


def test_giving_up_where_nothing_is_unsaved_changes_nothing(grid):
    told = QSignalSpy(grid.unsaved_changed)
    assert not grid.forget_rejected(ALIVE)
    assert told.count() == 0


def test_held_texts_come_back_in_their_cells_and_those_of_no_entry_cell_go(grid):
    told = QSignalSpy(grid.unsaved_changed)
    grid.hold({ALIVE: ("5", "磁盘已满"), MORTALITY: ("6", "x"), "other/01/_T": ("7", "x")})
    assert grid.unsaved == {ALIVE: ("5", "磁盘已满")}
    assert grid.index_of(ALIVE).data(TIP) == "没有保存：磁盘已满"
    grid.hold({MORTALITY: ("6", "x")})
    assert told.count() == 1


def test_what_is_told_of_the_unsaved_texts_cannot_change_them(unsaved):
    unsaved.unsaved.clear()
    assert unsaved.has_unsaved


def test_a_closed_year_refuses_and_keeps_no_text_that_nobody_could_correct(small):
    working = small("final")
    grid = EntryGridModel(working, working.form("maternal"), working)
    refused = QSignalSpy(grid.rejected)
    stored = grid.index_of(ALIVE).data(EDIT)
    assert not grid.setData(grid.index_of(ALIVE), "1")
    assert refused.at(0)[:2] == [ALIVE, "1"]
    assert (grid.has_unsaved, grid.index_of(ALIVE).data(EDIT)) == (False, stored)


@pytest.mark.parametrize("again", ["withdrawn", "returned"])
def test_a_year_that_is_open_again_takes_figures_again(small, again):
    working = small("final")
    grid = EntryGridModel(working, working.form("maternal"), working)
    painted = QSignalSpy(grid.dataChanged)
    if again == "withdrawn":
        assert working.attempt(lambda: withdraw(working.year, "更正活产数"))
    else:
        working.year.step(Step.EXPORT)
        assert working.attempt(lambda: working.year.step(Step.RETURN, "第 1 行与年报不一致"))
    assert painted.count() == 1
    assert grid.flags(grid.index_of(ALIVE)) & Qt.ItemFlag.ItemIsEditable
    assert grid.setData(grid.index_of(ALIVE), "37416")
    assert working.state.is_open
