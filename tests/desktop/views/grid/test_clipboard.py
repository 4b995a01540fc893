"""The clipboard of other programs, and back to them: by every key of a spreadsheet, without loss."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.unit.year import open_year
from desktop.views.entry.preview_dialog import PreviewDialog
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, MORTALITY
from tests.desktop.views.typing_keys import CONTROL, SHIFT, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
ALIVE_RURAL, MANAGED = "maternal/01/RES=R", "maternal/04/_T"


@pytest.fixture
def blank(open_small):
    """A window on a year without a figure, at the first cell."""
    window = open_small("begun")
    window.go_to(ALIVE)
    return window


@pytest.fixture
def filled(open_small):
    window = open_small("filled")
    window.go_to(ALIVE)
    return window


def copied(text, html=None):
    data = QMimeData()
    data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def board():
    return QGuiApplication.clipboard().text()


def figures(window):
    """What another opening of the year finds, by address."""
    year = open_year(window.working.year.desk, YEAR)
    cells = {cell.address: year.reading(cell.key).text for cell in year.layout.entry_cells}
    return {address: text for address, text in cells.items() if text}


def preview(window):
    return next((d for d in window.findChildren(PreviewDialog) if d.isVisible()), None)


def paste(window, key=Key.Key_V, modifier=CONTROL):
    press(window.entry.grid, key, modifier)
    return preview(window)


def enter(dialog):
    QTest.keyClick(dialog, Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("3400\t2100\t1300\r\n2\t1\t1\r\n", "3400", "2"),
        ("3400\t2100\t1300\n2\t1\t1", "3400", "2"),
        ("3,400\t2,100\t1,300\r\n2\t1\t1\r\n", "3,400", "2"),
        ("３４００\t２１００\t１３００\r\n２\t１\t１\r\n", "３４００", "２"),
        ('"3,400"\t"2,100"\t"1,300"\r\n"2"\t"1"\t"1"\r\n', "3,400", "2"),
        ("3400 \t2100\t1300 \r\n\u00a02\t1\t1\t\t\r\n\r\n\r\n", "3400", "2"),
        ("3400\t2100\t1300\r2\t1\t1\r", "3400", "2"),
    ],
    ids=["Excel", "web page", "with commas", "full width", "quoted", "trailing cells", "old Mac"],
)
def test_a_block_of_another_program_fills_its_cells(blank, text, first, second):
    copied(text)
    dialog = paste(blank)
    assert dialog.enter.text() == "填入 6 格"
    enter(dialog)
    assert {ALIVE: first, DEAD: second}.items() <= figures(blank).items()
    assert len(figures(blank)) == 6
    assert "1,300" in [blank.entry.grid.grid_model().index_of(a).data() for a in (ALIVE_RURAL,)]


def test_what_a_spreadsheet_puts_beside_the_text_is_not_read(blank):
    copied("3400\t2100", "<table><tr><td>9999</td><td><img src='file:///etc/passwd'></td></tr></table>")
    enter(paste(blank))
    assert figures(blank) == {ALIVE: "3400", ALIVE_URBAN: "2100"}


def test_the_other_keys_for_pasting(blank):
    copied("3400\t2100")
    dialog = paste(blank, Key.Key_Insert, SHIFT)
    assert dialog is not None
    enter(dialog)
    assert figures(blank) == {ALIVE: "3400", ALIVE_URBAN: "2100"}


@pytest.mark.parametrize("key", [(Key.Key_C, CONTROL), (Key.Key_Insert, CONTROL)], ids=["Ctrl+C", "Ctrl+Ins"])
def test_the_keys_for_copying_take_the_whole_block_without_commas(filled, key):
    grid, stood = filled.entry.grid, figures(filled)
    for _ in range(2):
        press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, *key)
    rows = [line.split("\t") for line in board().split("\n")]
    assert rows[0] == [stood[ALIVE], stood[ALIVE_URBAN], stood[ALIVE_RURAL]]
    assert rows[1][0] == stood[DEAD]
    assert figures(filled) == stood


def test_a_text_that_is_no_figure_is_copied_as_it_stands(filled):
    grid = filled.entry.grid
    filled.working.enter(ALIVE, "37,4l5")
    press(grid, Key.Key_C, CONTROL)
    assert board() == "37,4l5"
    filled.go_to(DEAD)
    paste(filled)
    assert figures(filled)[DEAD] == "37,4l5"


@pytest.mark.parametrize("key", [(Key.Key_X, CONTROL), (Key.Key_Delete, SHIFT)], ids=["Ctrl+X", "Shift+Del"])
def test_what_is_cut_is_on_the_clipboard_and_one_undo_brings_it_back(filled, key):
    grid, stood = filled.entry.grid, figures(filled)
    press(grid, Key.Key_Right, SHIFT)
    copied("something older")
    press(grid, *key)
    assert board() == f"{stood[ALIVE]}\t{stood[ALIVE_URBAN]}"
    assert {ALIVE, ALIVE_URBAN}.isdisjoint(figures(filled))
    filled.go_to(ALIVE)
    enter(paste(filled))
    assert figures(filled) == stood
    for _ in range(2):
        press(grid, Key.Key_Z, CONTROL)
    assert figures(filled) == stood


def test_nothing_is_cut_from_a_computed_cell(filled):
    filled.go_to(MORTALITY)
    stood = figures(filled)
    press(filled.entry.grid, Key.Key_X, CONTROL)
    assert figures(filled) == stood
    assert "按公式计算" in filled.entry.notice.sentence


def test_a_whole_form_copied_and_pasted_again_changes_nothing(filled):
    stood = figures(filled)
    press(filled.entry.grid, Key.Key_A, CONTROL)
    press(filled.entry.grid, Key.Key_C, CONTROL)
    assert len(board().split("\n")) == 8
    filled.go_to(ALIVE)
    dialog = paste(filled)
    assert not dialog.enter.isEnabled()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert figures(filled) == stood


@pytest.mark.parametrize("text", ["", " \r\n", "\t\t\r\n\t\t\r\n"])
def test_an_empty_clipboard_is_said_to_be_empty(filled, text):
    stood = figures(filled)
    copied(text)
    assert paste(filled) is None
    assert "没有可以粘贴的表格文字" in filled.entry.notice.sentence
    assert figures(filled) == stood


def test_a_picture_is_no_table(filled):
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    assert paste(filled) is None
    assert "没有可以粘贴的表格文字" in filled.entry.notice.sentence


def test_a_whole_sheet_by_mistake_is_refused_in_one_sentence(filled):
    stood = figures(filled)
    copied("1\t2\t3\r\n" * 70_000)
    assert paste(filled) is None
    assert "太多" in filled.entry.notice.sentence
    assert figures(filled) == stood


def test_one_figure_goes_in_at_once_also_with_the_frame_of_its_cell(blank):
    copied('"3,400"\r\n', "<table><tr><td>3,400</td></tr></table>")
    assert paste(blank) is None
    assert figures(blank) == {ALIVE: "3,400"}
    assert blank.entry.grid.grid_model().index_of(ALIVE).data() == "3,400"


def test_one_figure_for_a_computed_cell_is_refused_with_the_reason(filled):
    filled.go_to(MORTALITY)
    stood = figures(filled)
    copied("12")
    assert paste(filled) is None
    assert "按公式计算" in filled.entry.notice.sentence
    assert figures(filled) == stood


@pytest.mark.parametrize("block", ["340\r\n210\r\n", "340\t210", "340\n210"], ids=["column", "row", "web"])
@pytest.mark.parametrize("typed", ["", "3"], ids=["F2", "typed"])
def test_two_cells_pasted_while_typing_do_not_become_one_figure(blank, block, typed):
    grid = blank.entry.grid
    press(grid, Key.Key_F2)
    type_into(grid, typed, end=None)
    editor_of(grid).selectAll()
    copied(block)
    press(grid, Key.Key_V, CONTROL)
    dialog = preview(blank)
    assert editor_of(grid) is None
    assert dialog.enter.text() == "填入 2 格"
    enter(dialog)
    assert sorted(figures(blank).values()) == ["210", "340"]


def test_one_copied_cell_pasted_while_typing_is_its_figure(blank):
    grid = blank.entry.grid
    copied("3,400\r\n")
    press(grid, Key.Key_F2)
    press(grid, Key.Key_V, CONTROL)
    assert editor_of(grid).text() == "3,400"
    press(grid, Key.Key_Return)
    assert figures(blank) == {ALIVE: "3,400"}


def test_the_preview_says_of_each_cell_what_becomes_of_it(filled):
    stood = figures(filled)
    copied(f"3400\t{stood[ALIVE_URBAN]}\tabc\t7")
    dialog = paste(filled)
    table = dialog.table.model()
    results = [table.index(row, table.columnCount() - 1).data() for row in range(table.rowCount())]
    assert results[:2] == ["替换", "不变"]
    assert results[2].startswith("不采用：")
    assert results[3] == "不采用：超出本表的列"
    QTest.keyClick(dialog, Key.Key_Escape)
    assert figures(filled) == stood
    assert not filled.entry.has_unsaved


def test_a_held_key_does_not_paste_twice(blank):
    copied("3400\t2100")
    dialog = paste(blank)
    enter(dialog)
    assert blank.working.undo()
    assert figures(blank) == {}
    assert blank.working.year.undo_label is None


def test_the_last_rows_that_do_not_fit_are_named_and_the_rest_is_taken(blank):
    blank.go_to("maternal/07/_T")
    copied("5\r\n6.5\r\n7\r\n8")
    dialog = paste(blank)
    table = dialog.table.model()
    told = [[table.index(row, column).data() for column in (0, 4)] for row in range(table.rowCount())]
    assert told[2] == ["表外", "不采用：超出本表的行"]
    enter(dialog)
    assert figures(blank) == {"maternal/07/_T": "5", "maternal/08/_T": "6.5"}


def test_two_figures_in_one_copied_cell_are_refused(blank):
    copied('"340\n210"\t2100\r\n')
    dialog = paste(blank)
    assert "340；210" in dialog.table.model().index(0, 4).data()
    enter(dialog)
    assert figures(blank) == {ALIVE_URBAN: "2100"}


def test_missing_words_are_pasted_as_reasons_and_dashes_as_nothing(filled):
    stood = figures(filled)
    copied("未开展\t—\t/\r\n0")
    dialog = paste(filled)
    assert dialog.table.model().rowCount() == 2
    enter(dialog)
    now = figures(filled)
    assert now[ALIVE] == "未开展"
    assert now[ALIVE_URBAN] == stood[ALIVE_URBAN]
    assert filled.entry.grid.grid_model().index_of(ALIVE).data() == "未开展"
    assert MANAGED in now
