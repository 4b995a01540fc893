"""Only what has changed is painted anew: the whole grid takes as long as everything else a key does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views.grid.delegate import GridDelegate
from tests.desktop.models.desks import BIRTHS
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.views.typing_keys import press, type_into

pytestmark = pytest.mark.gui
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def painted_cells(monkeypatch):
    """The cells that were painted, as row and column."""
    cells, paint = [], GridDelegate.paint

    def noted(self, painter, option, index):
        cells.append((index.row(), index.column()))
        paint(self, painter, option, index)

    monkeypatch.setattr(GridDelegate, "paint", noted)
    return cells


def settle():
    for _ in range(5):
        QApplication.processEvents()


def test_a_figure_that_changes_no_finding_paints_its_row_and_the_next(open_small, painted_cells):
    window = open_small("filled")
    grid = window.entry.grid
    window.entry.go_to(ALIVE)
    settle()
    type_into(grid, "2040")
    settle()
    painted_cells.clear()
    press(grid, Qt.Key.Key_Return)
    settle()
    here = grid.currentIndex()
    assert (here.row(), here.column()) in painted_cells
    names = [cell for cell in painted_cells if cell[1] < 2]
    assert names == [], "names and codes have not changed"


def test_a_grid_that_gets_or_loses_the_focus_paints_the_chosen_cells(open_small, painted_cells):
    window = open_small("filled")
    grid = window.entry.grid
    window.entry.go_to(ALIVE)
    settle()
    for receiver in (window.entry.forms.tree, grid):
        painted_cells.clear()
        receiver.setFocus()
        settle()
        chosen = grid.grid_model().index_of(ALIVE)
        assert set(painted_cells) == {(chosen.row(), chosen.column())}
    assert grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_focus_that_moves_while_nothing_is_painted_leaves_the_head_of_the_grid_painted(open_small):
    window = open_small("filled")
    grid = window.entry.grid
    window.setUpdatesEnabled(False)  # as while another year is opened
    window.entry.forms.tree.setFocus()
    grid.setFocus()
    window.setUpdatesEnabled(True)
    shown = (grid, grid.viewport(), grid.horizontalHeader(), grid.horizontalHeader().viewport())
    assert all(widget.updatesEnabled() for widget in shown)


def test_another_form_is_painted_once(open_small, painted_cells):
    window = open_small("filled")
    window.entry.go_to(ALIVE)
    settle()
    for step in (1, -1):
        painted_cells.clear()
        window.entry.step_form(step)
        settle()
        assert painted_cells
        assert len(painted_cells) == len(set(painted_cells))


def test_what_an_undo_brings_back_is_laid_out_before_it_is_painted(painted_cells, filled_window):
    window, grid = filled_window, filled_window.entry.grid
    window.go_to(BIRTHS)
    settle()
    type_into(grid, "2040")
    settle()
    painted_cells.clear()
    press(grid, Qt.Key.Key_Z, CONTROL)  # findings, their list and a notice take room from the grid
    settle()
    chosen = grid.currentIndex()
    twice = {cell for cell in painted_cells if painted_cells.count(cell) > 1}
    assert painted_cells
    assert twice <= {(chosen.row(), chosen.column())}, "every other cell once, where it stays"
