"""单位 × 指标: a cell and the whole matrix in words."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.board.matrix_words import MARKS, cell_words, counted
from desktop.services.office.overview.matrix import MatrixCell, MatrixLine, RowStanding

standings = st.lists(st.sampled_from(list(RowStanding)), max_size=6)


def line_of(*found, words=""):
    cells = tuple(MatrixCell("表一", "某行", standing, words) for standing in found)
    return MatrixLine(unit="health", name="卫健局", cells=cells)


def test_every_standing_has_a_shape_of_its_own():
    assert set(MARKS) == set(RowStanding)
    assert len(set(MARKS.values())) == len(RowStanding)


def test_a_cell_says_whose_which_row_and_how_it_stands():
    line = line_of(RowStanding.WARNED, words="按目前的速度到期达不到")
    assert cell_words(line, line.cells[0]) == "卫健局　表一　某行：预警（按目前的速度到期达不到）"
    line = line_of(RowStanding.GAP)
    assert cell_words(line, line.cells[0]) == "卫健局　表一　某行：缺格"


@given(st.lists(standings, max_size=4))
def test_every_row_is_counted_once_and_what_is_to_be_seen_first_stands_first(lines):
    words = counted([line_of(*found) for found in lines])
    parts = words.split("　") if words else []
    flat = [one for found in lines for one in found]
    assert [part.split("（")[0] for part in parts] == [
        f"{one.label} {flat.count(one)}" for one in RowStanding if one in flat
    ]
    assert all(MARKS[one].shape in words for one in flat)
