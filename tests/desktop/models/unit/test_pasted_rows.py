"""Rows that are pasted with their names: from the official form, the grid, a workbook, last year's form."""

import pytest

from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.pasting import Fate, preview_block
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.desk import create_desk
from desktop.services.unit.year import open_year
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD
from tests.plans import wanghua

pytestmark = pytest.mark.gui
FIGURES = {0: ["37000", "23000", "14000"], 1: ["4", "1", "3"], 3: ["35000", "21500", "13500"]}
ENTERED = {
    f"maternal/0{row + 1}/{part}": text
    for row, figures in FIGURES.items()
    for part, text in zip(("_T", "RES=U", "RES=R"), figures, strict=True)
}


def laid(working, block, row=0, column=0, form="maternal"):
    return preview_block(working, working.form(form), block, row, column)


def refused(preview):
    return [(cell.text, cell.reason) for cell in preview.cells if cell.fate is Fate.REFUSED]


def as_official(row, figures):
    return [f"　其中：{row.name}" if row.code == "02" else row.name, row.unit, row.code, *figures, "7"]


def as_workbook(row, figures):
    return [row.code, row.name, row.unit, *figures]


def as_list(row, figures):
    return [row.name, *figures]


@pytest.mark.parametrize("head", [[], [["指标名称", "计量单位", "代码", "本年", "", "", "上年"]]])
@pytest.mark.parametrize("written", [as_official, as_workbook, as_list])
def test_figures_begin_behind_name_unit_and_code_wherever_these_stand(small, written, head):
    working = small("begun")
    rows = working.form("maternal").rows
    block = [*head, *(written(rows[place], figures) for place, figures in FIGURES.items())]
    assert laid(working, block).texts == ENTERED


def test_one_row_of_the_official_form_begins_behind_its_code(small):
    working = small("begun")
    row = working.form("maternal").rows[1]
    assert laid(working, [as_official(row, FIGURES[1])]).texts["maternal/02/_T"] == "4"


def test_a_single_figure_that_happens_to_be_the_code_of_its_row_is_a_figure(small):
    working = small("begun", "statistics")
    preview = laid(working, [["村委会成员数", "1", "1"]], form="committee")
    assert preview.texts == {"committee/01/_T": "1"}


def test_a_single_figure_equal_to_a_code_of_two_digits_is_a_figure(officials):
    form = officials.form("women-leaders")
    row = next(row for row in form.rows if row.code >= "10" and row.item is not None)
    preview = preview_block(officials, form, [[form.rows[0].name, "x"], [row.name, row.code, "3"]], 0, 0)
    assert preview.texts[row.cells[0].address] == row.code


def test_rows_copied_from_the_grid_do_not_put_last_years_figures_into_this_year(small):
    filled, begun = small("filled"), small("begun")
    grid = EntryGridModel(filled, filled.form("maternal"), filled)
    block = [
        [str(grid.index(row, column).data()).replace(",", "") for column in range(grid.columnCount())]
        for row in range(grid.rowCount())
    ]
    texts = laid(begun, block).texts
    shown = {address: grid.index_of(address).data().replace(",", "") for address in texts}
    assert texts == shown
    assert len(texts) == len(grid.form.entry_cells)


def test_last_years_form_pasted_as_it_is_keeps_its_columns(small):
    working = small("begun")
    past = working.year.figures.history[2024]
    rows = [row for row in working.form("maternal").rows if row.code in ("01", "02", "04")]
    block = [[row.code, row.name, row.unit, *(str(past[c.key]) for c in row.cells), "1"] for row in rows]
    assert laid(working, block).texts == {
        cell.address: str(past[cell.key]) for row in rows for cell in row.cells
    }


@pytest.mark.parametrize("more", [[], ["7"]], ids=["no more figures than columns", "one row only"])
def test_a_total_equal_to_last_years_is_not_taken_for_last_years(small, more):
    working = small("begun")
    rows = [row for row in working.form("maternal").rows if row.code in ("01", "04")][: 1 if more else 2]
    past = working.year.figures.history[2024]
    block = [[row.name, str(past[row.cells[0].key]), "9000", "1", *more] for row in rows]
    assert laid(working, block).texts == {
        cell.address: text
        for row, texts in zip(rows, block, strict=True)
        for cell, text in zip(row.cells, texts[1:4], strict=True)
    }


def test_last_years_figures_with_a_lone_number_behind_them_stay(small):
    working = small("begun", "statistics")
    rows = working.form("committee").rows[:2]
    past = [str(working.year.figures.history[2024][row.cells[0].key]) for row in rows]
    block = [[rows[0].name, past[0], "3"], [rows[1].name, past[1], ""]]
    assert list(laid(working, block, form="committee").texts.values()) == past


def test_a_column_headed_last_year_is_left_out(small):
    working = small("begun", "statistics")
    rows = working.form("committee").rows[:2]
    block = [["指标", "上年（合计）", "本年"], [rows[0].name, "11", "21"], [rows[1].name, "3", "7"]]
    assert laid(working, block, form="committee").texts == {"committee/01/_T": "21", "committee/02/_T": "7"}


# --- names that several rows have ------------------------------------------------------------------


@pytest.fixture
def officials(qapp, tmp_path):
    """The unit of the frozen pack 2026.1 whose form has three rows named 女干部数, under different rows."""
    del qapp
    with create_desk(tmp_path / "organization.db", wanghua(), "organization", Clock()) as desk:
        yield WorkingYear(open_year(desk, YEAR))


def rows_named(form, name):
    return [place for place, row in enumerate(form.rows) if row.name.removeprefix("其中：") == name]


def test_each_row_of_one_name_goes_below_the_row_it_stands_below(officials):
    form = officials.form("women-leaders")
    block = [[row.name, str(10 + place)] for place, row in enumerate(form.rows)]
    texts = preview_block(officials, form, block, 0, 0).texts
    entries = {row.cells[0].address: str(10 + i) for i, row in enumerate(form.rows) if row.item is not None}
    assert len(rows_named(form, "女干部数")) == 3
    assert texts == entries


def test_a_part_of_a_form_finds_the_right_one_of_several_rows_of_one_name(officials):
    form = officials.form("women-leaders")
    *_, last = rows_named(form, "女干部数")
    block = [[form.rows[last - 1].name, "40"], [form.rows[last].name, "9"]]
    texts = preview_block(officials, form, block, 0, 0).texts
    assert texts[form.rows[last].cells[0].address] == "9"


@pytest.mark.parametrize("above", [[], ["parent", "stranger"]])
def test_a_name_of_several_rows_is_refused_where_its_place_is_not_known(officials, above):
    form = officials.form("women-leaders")
    first, *_ = rows_named(form, "女干部数")
    known = {"parent": [form.rows[first - 1].name, "40"], "stranger": ["别县的总数", "77"]}
    preview = preview_block(officials, form, [*(known[word] for word in above), ["女干部数", "9"]], 0, 0)
    assert refused(preview)[-1] == (
        "9",
        "本表有几行是这个名称，看不出是哪一行；请连上一行一起复制",
    )
    assert "9" not in preview.texts.values()


# --- the same cell twice ---------------------------------------------------------------------------


def test_two_figures_for_one_cell_are_both_refused(small):
    preview = laid(small("begun"), [["活产数", "5"], ["死亡人数", "1"], ["活产数", "6"]])
    assert preview.texts == {DEAD: "1"}
    assert [text for text, reason in refused(preview) if "几个不同的数" in reason] == ["5", "6"]


def test_the_same_figure_twice_fills_its_cell_once(small):
    preview = laid(small("begun"), [["活产数", "5000"], ["死亡人数", "1"], ["活产数", "5,000"]])
    assert preview.texts == {ALIVE: "5000", DEAD: "1"}
    assert preview.count(Fate.FILL) == 2


def test_names_in_no_column_lay_the_block_from_the_current_cell(small):
    preview = laid(small("begun"), [["5000", "3000"]], row=0, column=0)
    assert not preview.matched_by_name
    assert preview.texts == {ALIVE: "5000", ALIVE_URBAN: "3000"}


def of_two_years(working, head, *, named=True):
    """Last year's figure beside this year's, as departments send them, below a head."""
    rows = working.form("maternal").rows
    lines = [[rows[0].name, "36,000", "37,000"], [rows[1].name, "5", "4"]]
    return [line if named else line[1:] for line in [head, *lines]]


WANTED = {"maternal/01/_T": "37,000", "maternal/02/_T": "4"}


@pytest.mark.parametrize("last", [f"{YEAR - 1}年", f"{YEAR - 1} 年度", f"{YEAR - 1}"])
@pytest.mark.parametrize("named", [True, False])
def test_a_head_that_names_years_says_which_column_is_taken(small, named, last):
    working = small("begun")
    head = ["指标", last, last.replace(str(YEAR - 1), str(YEAR))]
    preview = laid(working, of_two_years(working, head, named=named))
    assert preview.texts == WANTED
    assert refused(preview) == [
        (text, f"表头写的是 {YEAR - 1} 年，现在填的是 {YEAR} 年") for text in ("36,000", "5")
    ]


@pytest.mark.parametrize("figures", [("2077", "1"), (f"{YEAR}", "1"), ("2077\t2070", "1\t1")])
def test_figures_that_could_be_years_are_figures_where_no_names_stand_beside_them(small, figures):
    block = [line.split("\t") for line in figures]
    preview = laid(small("begun"), block)
    assert refused(preview) == []
    assert set(preview.texts.values()) == {text for line in block for text in line}


def test_a_head_of_another_year_alone_fills_nothing(small):
    working = small("begun")
    assert laid(working, of_two_years(working, ["指标", f"{YEAR - 2}年", f"{YEAR - 1}年"])).texts == {}


def test_a_year_over_several_columns_is_that_of_all_of_them(small):
    working = small("begun")
    head = [["指标", f"{YEAR - 1}年", "", "", f"{YEAR}年", "", ""], ["", *["合计", "城市", "农村"] * 2]]
    rows = working.form("maternal").rows
    old = ["1", "1", "0"]
    block = [*head, *([rows[place].name, *old, *figures] for place, figures in FIGURES.items())]
    assert laid(working, block).texts == ENTERED


def test_a_title_with_a_year_in_it_is_no_head(small):
    working = small("begun")
    block = [[f"{YEAR - 1}年妇女儿童统计资料汇编", "", ""], *of_two_years(working, ["指标", "合计", "城市"])]
    assert set(laid(working, block).texts.values()) == {"36,000", "37,000", "5", "4"}
