import pytest

from desktop.models.grid.roles import Mark
from desktop.models.unit.pasted_cells import pasted_mark
from desktop.models.unit.pasting import (
    MAX_PASTED_CHARACTERS,
    MAX_PASTED_ROWS,
    Fate,
    preview_block,
    read_block,
)
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, DEATHS


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("12", [["12"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t\n\t4", [["1", ""], ["", "4"]]),
        ('"两行\n名称"\t7', [["两行 名称", "7"]]),
        ("1\0\t2", [["1", "2"]]),
        ("x" * (MAX_PASTED_CHARACTERS + 1), []),
    ],
)
def test_a_block_is_split_as_spreadsheets_copy_it(text, block):
    assert read_block(text) == block


def test_a_block_is_laid_from_the_current_cell(working):
    form = working.form("maternal-health")
    preview = preview_block(working, form, [["2036", "1702"], ["0", "x"]], 0, 0)
    assert preview.texts == {BIRTHS: "2036", BIRTHS_URBAN: "1702", DEATHS: "0"}
    refused = [c for c in preview.cells if c.fate is Fate.REFUSED]
    assert [c.text for c in refused] == ["x"]
    assert "不是数字" in refused[0].reason


def test_cells_that_are_computed_closed_or_outside_are_refused_with_a_reason(working):
    form = working.form("maternal-health")
    reasons = [
        preview_block(working, form, [["5"]], *place).cells[0].reason
        for place in ((2, 0), (5, 1), (99, 0), (0, 9))
    ]
    assert reasons == ["程序自动计算", "本指标不分这一栏", "超出本表的行", "超出本表的列"]


def test_what_the_program_computes_is_no_error_of_the_copied_block(working):
    """A whole column was copied, and a red cross beside 比例 looked like a mistake in pasting."""
    form = working.form("maternal-health")
    preview = preview_block(working, form, [["2036"], ["0"], ["0.0"]], 0, 0)
    assert [cell.fate for cell in preview.cells] == [Fate.FILL, Fate.FILL, Fate.COMPUTED]
    assert (preview.count(Fate.REFUSED), preview.cells[2].outcome) == (0, "不用填")
    assert pasted_mark(preview.cells[2]) is Mark.NOTHING


def test_empty_cells_and_dashes_leave_what_is_there(filled):
    form = filled.form("maternal-health")
    preview = preview_block(filled, form, [["", "—", "334"]], 0, 0)
    assert [(c.text, c.fate) for c in preview.cells] == [("334", Fate.SAME)]
    assert preview.texts == {}


def test_rows_with_names_find_their_rows(working):
    form = working.form("maternal-health")
    block = [["指标", "计量单位", "合计"], ["孕产妇死亡人数", "人", "0"], ["活产数", "人", "2036"]]
    preview = preview_block(working, form, block, 5, 0)
    assert preview.matched_by_name
    assert preview.texts == {BIRTHS: "2036", DEATHS: "0"}


def test_the_same_figure_in_other_writing_is_no_change(filled):
    form = filled.form("maternal-health")
    assert preview_block(filled, form, [["２，０３６"]], 0, 0).count(Fate.SAME) == 1


def test_a_paste_is_one_step_for_undo(working):
    assert working.paste({BIRTHS: "2036", BIRTHS_URBAN: "1702"})
    assert working.undo()
    assert not working.year.figures.observations


def test_cells_without_end_are_no_block():
    assert sum(map(len, read_block("1\t" * 19_999))) == 20_000
    assert read_block("1\t" * 20_000) == []


def test_a_figure_beside_an_unknown_name_is_told_and_a_head_is_not(working):
    form = working.form("maternal-health")
    names = [row.name for row in form.rows[:3]]
    block = [["指标", "合计"], *([name, "5"] for name in names), ["别的表的一行", "7"]]
    refused = [c for c in preview_block(working, form, block, 0, 0).cells if c.fate is Fate.REFUSED]
    told = [(c.place, c.text) for c in refused if c.reason == "本表没有这个名称的行"]
    assert told == [("别的表的一行", "7")]


def test_a_block_with_too_many_rows_is_not_cut():
    assert len(read_block("1\n" * MAX_PASTED_ROWS)) == MAX_PASTED_ROWS
    assert read_block("1\n" * (MAX_PASTED_ROWS + 1)) == []
    assert read_block("1\t2\n" + "\t\n" * MAX_PASTED_ROWS) == [["1", "2"]]
