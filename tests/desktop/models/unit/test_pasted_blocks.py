"""Whatever lies on the clipboard: split as it was copied, laid without loss, stored as the preview said."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.grid.cell_text import value_text
from desktop.models.grid.roles import Mark, mark_at
from desktop.models.unit.pasted_cells import PastedCellsModel
from desktop.models.unit.pasting import Fate, preview_block, read_block
from forms.reporting.layout import CellKind
from tests.desktop.models.small_desks import SmallDesks
from tests.strategies import entries

pytestmark = pytest.mark.gui
names = st.sampled_from(["活产数", "其中：死亡人数", "系统管理率", "人", "01", "别的", "上年", "—", ""])
blocks = st.lists(st.lists(entries | names, min_size=1, max_size=6), min_size=1, max_size=10)


@pytest.fixture(scope="module")
def working(qapp, made_stores, tmp_path_factory):
    del qapp
    desks = SmallDesks(made_stores, tmp_path_factory.mktemp("pasted"))
    yield desks("filled")
    for desk in desks.opened:
        desk.close()


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=4))
)
def test_a_block_is_split_into_the_cells_that_a_spreadsheet_wrote(rows):
    written = io.StringIO()
    csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    read = [[" ".join(cell.split()) for cell in row] for row in rows]
    while read and not any(read[-1]):
        read.pop()
    # Two figures one above the other in a cell stay apart by a mark, which is a blank here.
    shown = [[cell.replace("；", " ") for cell in row] for row in read_block(written.getvalue())]
    assert shown == [[cell.replace("；", " ") for cell in row] for row in read]


@given(st.text(st.sampled_from('1\t\n\r"\0 x'), max_size=60))
def test_quotation_marks_and_line_ends_in_any_order_give_cells_of_one_line(text):
    assert all("\n" not in cell and "\t" not in cell for row in read_block(text) for cell in row)


@given(block=blocks, row=st.integers(0, 9), column=st.integers(0, 3))
@settings(max_examples=40)
def test_what_is_pasted_is_what_the_preview_showed_and_one_undo_takes_it_back(working, block, row, column):
    form = working.form("maternal")
    preview = preview_block(working, form, block, row, column)
    filled = [cell for cell in preview.cells if cell.fate is Fate.FILL]
    assert len(preview.texts) == len(filled) == len({cell.address for cell in filled})
    assert all(working.cell(address).kind is CellKind.ENTRY for address in preview.texts)
    assert all(bool(cell.reason) == (not cell.fate.is_entered) for cell in preview.cells)
    before = dict(working.year.figures.observations)
    assert working.paste(preview.texts)
    for cell in filled:
        shown = value_text(working, working.row(cell.address), working.cell(cell.address)).shown
        assert shown == cell.shown != cell.present
    if filled:
        assert working.undo()
    assert working.year.figures.observations == before


def test_the_table_of_a_preview_marks_and_words_each_fate(working):
    assert working.clear(["maternal/01/RES=R"])
    preview = preview_block(working, working.form("maternal"), [["5", "x", "6", "7"]], 0, 0)
    table = PastedCellsModel(preview.cells)
    assert QAbstractItemModelTester(table).model() is table
    results = [
        (table.index(row, 4).data().partition("：")[0], mark_at(table.index(row, 4))) for row in range(4)
    ]
    assert results == [
        ("替换", Mark.CHANGED),
        ("不采用", Mark.BAD),
        ("填入", Mark.NEW),
        ("不采用", Mark.BAD),
    ]
    assert table.index(3, 4).data() == "不采用：超出本表的列"
