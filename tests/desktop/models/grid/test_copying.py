"""Cells of the grid as other programs take them: rows and tabs, figures without separators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.grid.copying import copied_text
from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, DEATHS

pytestmark = pytest.mark.gui


@pytest.fixture
def grid(filled):
    return EntryGridModel(filled, filled.form("maternal-health"), filled)


def test_a_figure_has_no_separators_which_another_program_could_take_for_a_point(grid):
    of_year = grid.index_of(BIRTHS)
    for index in (of_year, of_year.siblingAtColumn(GridColumn.EARLIER)):
        assert "," in index.data()
        assert copied_text(grid, [index]) == index.data().replace(",", "")


def test_what_was_not_understood_is_copied_as_it_was_typed(filled, grid):
    filled.enter(BIRTHS, "约1,2三")
    assert copied_text(grid, [grid.index_of(BIRTHS)]) == "约1,2三"


def test_a_name_keeps_its_commas_and_loses_its_indent(grid):
    index = grid.index(6, GridColumn.NAME)
    assert copied_text(grid, [index]) == "其中：贫血人数"


def test_of_no_cell_nothing_is_copied(grid):
    assert copied_text(grid, []) == ""


def test_rows_stand_below_each_other_however_they_were_chosen(grid):
    chosen = [grid.index_of(address) for address in (DEATHS, BIRTHS_URBAN, BIRTHS)]
    lines = copied_text(grid, chosen).split("\n")
    assert len(lines) == 2
    assert lines[0].split("\t") == [
        grid.index_of(one).data().replace(",", "") for one in (BIRTHS, BIRTHS_URBAN)
    ]
    assert copied_text(grid, reversed(chosen)) == "\n".join(lines)


def test_every_chosen_cell_is_copied_once_in_its_row(grid):
    @given(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1))
    def holds(chosen):
        lines = copied_text(grid, [grid.index(*place) for place in chosen]).split("\n")
        rows = sorted({row for row, _ in chosen})
        assert len(lines) == len(rows)
        for row, line in zip(rows, lines, strict=True):
            assert len(line.split("\t")) == sum(1 for of, _ in chosen if of == row)

    holds()
