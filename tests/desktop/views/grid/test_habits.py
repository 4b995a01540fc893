"""Somebody who lives in Excel does not notice that this is another program: by real keys, wheel and mouse."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from desktop.models.grid.moving import Move, entries, following_blank, next_entry
from desktop.models.grid.table import GridColumn
from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import open_year
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.grid.commands import Command
from forms.figures.quantity import Missing
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, KNOWING, MANAGED, MORTALITY
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.typing_keys import CONTROL, SHIFT, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ALIVE_RURAL, DEAD_URBAN, DEAD_RURAL = "maternal/01/RES=R", "maternal/02/RES=U", "maternal/02/RES=R"


@pytest.fixture
def blank(open_small):
    window = open_small("begun")
    window.go_to(ALIVE)
    return window


@pytest.fixture
def filled(open_small):
    window = open_small("filled")
    window.go_to(ALIVE)
    return window


def here(window):
    return window.entry.grid.current_address()


def reading(window, address):
    """What another opening of the year finds in a cell."""
    year = open_year(window.working.year.desk, YEAR)
    return year.reading(year.entry_cell(address).key)


def spot(window, address):
    grid = window.entry.grid
    return grid.visualRect(grid.grid_model().index_of(address)).center()


# --- moving --------------------------------------------------------------------------------------


def test_enter_after_tabs_returns_below_the_first_cell_of_the_row(blank):
    grid = blank.entry.grid
    type_into(grid, "3400", end=Key.Key_Tab)
    type_into(grid, "2100", end=Key.Key_Tab)
    type_into(grid, "1300")
    assert here(blank) == DEAD
    type_into(grid, "2", end=Key.Key_Tab)
    type_into(grid, "1")
    assert here(blank) == MANAGED


@pytest.mark.parametrize(
    ("cell", "typed", "answer"), [(KNOWING, "61。25", (Key.Key_F4,)), (ALIVE, "无", (Key.Key_1, ALT))]
)
def test_once_asked_and_answered_the_cursor_goes_where_enter_led(blank, cell, typed, answer):
    grid = blank.entry.grid
    blank.go_to(cell)
    following = next_entry(grid.grid_model(), grid.currentIndex(), Move.DOWN)
    type_into(grid, typed)
    assert here(blank) == cell, "the question is answered in the cell"
    press(grid, *answer)
    assert here(blank) == grid.grid_model().cell_at(following).address
    type_into(grid, "7")
    assert reading(blank, cell).text != "7", "the next figure does not go over the answer"


def test_an_answer_long_after_moves_nothing(blank):
    grid = blank.entry.grid
    blank.go_to(KNOWING)
    type_into(grid, "61。25")
    press(grid, Key.Key_Up)
    blank.go_to(KNOWING)
    press(grid, Key.Key_F4)
    assert here(blank) == KNOWING


def test_enter_below_a_full_column_does_not_lead_onto_a_figure_that_stands(filled):
    grid = filled.entry.grid
    column = grid.currentIndex().column()
    last = [i for i in entries(grid.grid_model()) if i.column() == column][-1]
    grid.choose(grid.grid_model().cell_at(last).address)
    before = here(filled)
    press(grid, Key.Key_Return)
    assert here(filled) == before


def test_a_year_goes_on_at_the_blank_cell_after_the_one_entered_last(open_small):
    window = open_small("begun")
    window.go_to(DEAD)
    type_into(window.entry.grid, "3")
    following = here(window)
    window.go_to(KNOWING)
    window.entry.say_welcome_back()
    assert here(window) == following_blank(window.working, DEAD, forward=True)
    assert following


def test_tabs_begun_in_a_later_column_lead_back_to_it_also_after_the_row_has_ended(blank):
    grid = blank.entry.grid
    blank.go_to(ALIVE_URBAN)
    for _ in range(2):
        press(grid, Key.Key_Tab)
    assert here(blank) == DEAD
    press(grid, Key.Key_Return)
    assert here(blank) == "maternal/04/RES=U"


def test_after_an_arrow_enter_goes_down_again(blank):
    grid = blank.entry.grid
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_Right)
    press(grid, Key.Key_Return)
    assert here(blank) == DEAD_RURAL


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (ALIVE, Key.Key_Right, ALIVE_RURAL),
        (ALIVE_RURAL, Key.Key_Left, ALIVE),
        (ALIVE, Key.Key_Down, "maternal/08/_T"),
        ("maternal/08/_T", Key.Key_Up, ALIVE),
        (ALIVE_URBAN, Key.Key_Down, "maternal/05/RES=U"),
    ],
)
def test_control_and_an_arrow_go_to_the_edge_of_the_figures(filled, start, key, end):
    filled.go_to(start)
    press(filled.entry.grid, key, CONTROL)
    assert here(filled) == end


def test_control_and_an_arrow_jump_over_what_is_blank_to_the_next_figure(blank):
    blank.working.enter(MANAGED, "5")
    for expected in (MANAGED, "maternal/08/_T"):
        press(blank.entry.grid, Key.Key_Down, CONTROL)
        assert here(blank) == expected


def test_with_shift_too_all_up_to_the_edge_is_chosen(filled):
    grid = filled.entry.grid
    press(grid, Key.Key_Right, CONTROL | SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    assert grid.chosen_entries() == [ALIVE, ALIVE_URBAN, ALIVE_RURAL, DEAD, DEAD_URBAN, DEAD_RURAL]


@pytest.mark.parametrize("column", [GridColumn.EARLIER, GridColumn.NAME, 7])
def test_what_is_typed_beside_the_figures_is_told_and_goes_over_no_other_figure(filled, column):
    grid = filled.entry.grid
    before = {a: filled.working.reading(c.key).text for a, c in entry_cells(filled)}
    grid.setCurrentIndex(grid.grid_model().index(2, column))
    type_into(grid, "100")
    assert "没有填进去" in filled.entry.notice.sentence
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, column)
    type_into(grid, "1260")
    assert {a: filled.working.reading(c.key).text for a, c in entry_cells(filled)} == before


def test_a_rate_of_a_figure_that_must_be_corrected_is_not_judged(filled):
    grid = filled.entry.grid
    status = grid.grid_model().status_column
    rate = grid.grid_model().index_of("maternal/05/_T").row()
    judged = grid.grid_model().index(rate, status).data()
    filled.go_to(MANAGED)
    type_into(grid, "999999")  # more than were born
    assert grid.grid_model().index(rate, status).data() == "等改正" != judged


def entry_cells(window):
    return [(cell.address, cell) for cell in window.working.year.layout.entry_cells]


def rows_chosen(grid):
    return sorted({index.row() for index in grid.selectedIndexes()})


@pytest.mark.parametrize("way", ["jump", "Ctrl+Home", "Enter", "finding"])
def test_shift_chooses_from_the_cell_that_was_gone_to_in_whatever_way(filled, way):
    grid = filled.entry.grid
    for _ in range(3):
        press(grid, Key.Key_Down)
    press(grid, Key.Key_Down, SHIFT)
    if way == "Ctrl+Home":
        press(grid, Key.Key_Home, CONTROL)
    elif way == "Enter":
        press(grid, Key.Key_Return)
    elif way == "finding":
        filled.entry.attend_to(DEAD)
        grid.setFocus()
    else:
        filled.go_to(ALIVE)
    here_now = grid.currentIndex().row()
    press(grid, Key.Key_Down, SHIFT)
    assert rows_chosen(grid) == [here_now, here_now + 1]
    press(grid, Key.Key_Up, SHIFT)
    assert rows_chosen(grid) == [here_now]


def test_shift_and_home_or_a_click_choose_up_to_there(filled):
    grid = filled.entry.grid
    filled.go_to(DEAD_RURAL)
    press(grid, Key.Key_Home, SHIFT)
    assert grid.chosen_entries() == [DEAD, DEAD_URBAN, DEAD_RURAL]
    filled.go_to(DEAD_URBAN)
    place = grid.visualRect(grid.grid_model().index_of(ALIVE)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, place)
    assert grid.chosen_entries() == [ALIVE, ALIVE_URBAN, DEAD, DEAD_URBAN]


def test_the_next_blank_cell_is_found_on_other_forms_and_from_there_again_on_the_first(filled):
    grid = filled.entry.grid
    filled.working.clear([DEAD, KNOWING])
    for expected in (DEAD, KNOWING, DEAD):
        press(grid, Key.Key_F7)
        assert here(filled) == expected
    press(grid, Key.Key_F7, SHIFT)
    assert here(filled) == KNOWING
    filled.working.undo()
    press(grid, Key.Key_F7)
    assert "都已填" in filled.entry.notice.sentence


# --- typing --------------------------------------------------------------------------------------


def test_f2_puts_the_caret_at_the_end(filled):
    grid, before = filled.entry.grid, reading(filled, ALIVE).text
    press(grid, Key.Key_F2)
    type_into(grid, "0")
    assert reading(filled, ALIVE).text == f"{before}0"


def test_f2_in_a_cell_being_typed_lets_the_arrows_move_in_its_text(filled):
    grid = filled.entry.grid
    type_into(grid, "12", end=None)
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Left)
    assert editor_of(grid) is not None
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Right)
    assert (here(filled), reading(filled, ALIVE).text) == (ALIVE_URBAN, "12")


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (Key.Key_1, Missing.NOT_COLLECTED),
        (Key.Key_2, Missing.NOT_CONDUCTED),
        (Key.Key_3, Missing.NOT_APPLICABLE),
    ],
)
def test_a_reason_has_a_key_for_all_chosen_cells_and_one_undo(filled, key, reason):
    grid, before = filled.entry.grid, reading(filled, ALIVE)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, key, ALT)
    assert [reading(filled, a).missing for a in (ALIVE, ALIVE_URBAN)] == [reason, reason]
    press(grid, Key.Key_Z, CONTROL)
    assert reading(filled, ALIVE) == before


def test_a_reason_takes_the_place_of_what_is_being_typed(blank):
    type_into(blank.entry.grid, "12", end=None)
    press(blank.entry.grid, Key.Key_1, ALT)
    assert editor_of(blank.entry.grid) is None
    assert reading(blank, ALIVE).missing is Missing.NOT_COLLECTED


@pytest.mark.parametrize("typed", ["无", "—", "没有", "/", "暂无"])
def test_who_types_that_there_is_nothing_is_asked_which_reason(blank, typed):
    grid = blank.entry.grid
    type_into(grid, typed)
    assert here(blank) == ALIVE
    for words in (typed, "未收集（-1） 按 Alt+1", "未开展（-2） 按 Alt+2", "不适用 按 Alt+3"):
        assert words in blank.entry.notice.sentence
    press(grid, Key.Key_2, ALT)
    assert reading(blank, ALIVE).missing is Missing.NOT_CONDUCTED


def test_where_the_cursor_stays_the_pane_offers_the_reasons_as_buttons(blank):
    type_into(blank.entry.grid, "没有")
    buttons = {b.text(): b for b in blank.entry.cell.findChildren(QPushButton) if b.isVisible()}
    QTest.mouseClick(buttons["填 不适用　Alt+3"], Qt.MouseButton.LeftButton)
    assert reading(blank, ALIVE).missing is Missing.NOT_APPLICABLE


def test_at_the_end_of_a_form_the_pane_shows_what_was_typed(blank):
    blank.go_to("maternal/08/_T")
    type_into(blank.entry.grid, "7.5", end=Key.Key_Tab)
    assert here(blank) == "maternal/08/_T"
    assert any("<b>7.5</b>" in label.text() for label in blank.entry.cell.findChildren(QLabel))


def test_who_does_not_answer_goes_on_with_a_second_enter(blank):
    type_into(blank.entry.grid, "无")
    press(blank.entry.grid, Key.Key_Return)
    assert here(blank) == DEAD
    assert reading(blank, ALIVE).text == "无"


@pytest.mark.parametrize("typed", ["61。25", "61、25", "61，25", "61..25", "61·25%"])
def test_another_mark_for_the_decimal_point_is_offered_as_one(blank, typed):
    blank.go_to(KNOWING)
    type_into(blank.entry.grid, typed)
    assert f"“{typed}”是不是 61.25？" in blank.entry.notice.sentence
    assert here(blank) == KNOWING
    press(blank.entry.grid, Key.Key_F4)
    assert reading(blank, KNOWING).text == "61.25"


def test_nothing_is_offered_that_would_be_wrong_again(blank):
    type_into(blank.entry.grid, "34。5")
    assert here(blank) == DEAD
    assert "是不是" not in blank.entry.notice.sentence


# --- filling -------------------------------------------------------------------------------------


def test_the_figures_of_last_year_are_repeated_with_one_key_and_one_undo(blank):
    grid, last = blank.entry.grid, blank.working.year.figures.history[YEAR - 1]
    for _ in range(2):
        press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Apostrophe, CONTROL)
    cells = [blank.working.cell(a) for a in (ALIVE, ALIVE_URBAN, ALIVE_RURAL)]
    assert [reading(blank, c.address).value for c in cells] == [last[c.key] for c in cells]
    assert "沿用上年数 3 格" in blank.entry.notice.sentence
    press(grid, Key.Key_Z, CONTROL)
    assert reading(blank, ALIVE).is_blank


def test_a_cell_without_a_figure_last_year_says_so(open_small):
    window = open_small("begun")
    window.working.redefine(ALIVE, YEAR, "由户籍人口改为常住人口")
    window.reopen_year()
    window.go_to(ALIVE)
    press(window.entry.grid, Key.Key_Apostrophe, CONTROL)
    assert "没有可以沿用的数" in window.entry.notice.sentence


def test_control_r_fills_from_the_left_and_one_undo_takes_it_back(blank):
    grid = blank.entry.grid
    type_into(grid, "3400")
    blank.go_to(ALIVE_URBAN)
    press(grid, Key.Key_R, CONTROL)
    assert reading(blank, ALIVE_URBAN).text == "3400"
    assert blank.working.undo()
    blank.go_to(ALIVE)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_R, CONTROL)
    assert reading(blank, ALIVE_URBAN).text == "3400"
    assert reading(blank, ALIVE).text == "3400"


@pytest.mark.parametrize("typed", ["=1036+1000", "＝1036＋1000", "1036＋1000", "=4072/2", "=3036−1000"])
def test_arithmetic_is_computed_and_offered(blank, typed):
    grid = blank.entry.grid
    type_into(grid, typed)
    assert here(blank) == ALIVE, "something is asked"
    assert f"“{typed}”是不是 2,036？" in blank.entry.notice.sentence
    press(grid, Key.Key_F4)
    assert reading(blank, ALIVE).text == "2036"
    assert here(blank) != ALIVE


def test_a_formula_about_other_cells_is_told_apart(blank):
    type_into(blank.entry.grid, "=SUM(A1:B2)")
    assert "是算式" in reading(blank, ALIVE).message


@pytest.mark.parametrize("key", [Key.Key_D, Key.Key_R, Key.Key_Apostrophe])
def test_a_computed_cell_takes_nothing_and_says_why(filled, key):
    filled.go_to(MORTALITY)
    press(filled.entry.grid, key, CONTROL)
    assert "按公式计算" in filled.entry.notice.sentence


def test_a_pasted_block_stays_chosen_and_its_sum_is_said(blank):
    grid = blank.entry.grid
    QGuiApplication.clipboard().setText("3400\t2100\r\n2\t1\r\n")
    press(grid, Key.Key_V, CONTROL)
    dialog = next(d for d in blank.findChildren(PreviewDialog) if d.isVisible())
    QTest.keyClick(dialog, Key.Key_Return)
    QApplication.processEvents()
    assert grid.chosen_entries() == [ALIVE, ALIVE_URBAN, DEAD, DEAD_URBAN]
    assert here(blank) == ALIVE
    assert blank.status.selection.text() == "计数 4　平均 1,375.75　求和 5,503"


def test_a_block_that_is_not_pasted_is_said(blank):
    QGuiApplication.clipboard().setText("3400\t2100\r\n2\t1\r\n")
    press(blank.entry.grid, Key.Key_V, CONTROL)
    dialog = next(d for d in blank.findChildren(PreviewDialog) if d.isVisible())
    QTest.keyClick(dialog, Key.Key_Escape)
    QApplication.processEvents()
    assert blank.entry.notice.sentence == "没有粘贴，什么也没有改。"


def test_one_copied_figure_fills_all_chosen_cells(blank):
    press(blank.entry.grid, Key.Key_Right, SHIFT)
    QGuiApplication.clipboard().setText("12")
    press(blank.entry.grid, Key.Key_V, CONTROL)
    assert [reading(blank, a).text for a in (ALIVE, ALIVE_URBAN)] == ["12", "12"]
    assert blank.working.undo()
    assert reading(blank, ALIVE).is_blank


def test_the_status_line_follows_the_selection_and_what_stands_in_it(blank):
    grid, line = blank.entry.grid, blank.status.selection
    assert line.isHidden()
    press(grid, Key.Key_Right, SHIFT)
    assert line.text() == "选中 2 格，没有数"
    blank.working.put({ALIVE: "10", ALIVE_URBAN: "4"}, "entry")
    assert line.text() == "计数 2　平均 7　求和 14"
    press(grid, Key.Key_Left)
    assert line.isHidden()


# --- the mouse -----------------------------------------------------------------------------------


def wheel(window, delta, modifier):
    place = window.entry.grid.viewport().mapTo(window, window.entry.grid.viewport().rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, delta), QPoint(), modifier)
    QApplication.processEvents()


def test_control_and_the_wheel_zoom_the_grid_and_the_size_is_kept(filled, open_small):
    grid = filled.entry.grid
    row, column, size = grid.rowHeight(0), grid.columnWidth(5), grid.font().pointSizeF()
    for _ in range(3):
        wheel(filled, 120, CONTROL)
    assert grid.font().pointSizeF() == pytest.approx(size * 1.3)
    assert grid.rowHeight(0) > row
    assert grid.columnWidth(5) > column
    assert open_small("filled").entry.grid.zoom.percent == 130
    for _ in range(3):
        wheel(filled, -120, CONTROL)
    assert (grid.rowHeight(0), grid.columnWidth(5)) == (row, column)


def test_keys_zoom_the_grid_with_its_head_and_ctrl_0_brings_the_usual_size_back(filled):
    """Ctrl+0 did nothing, and the head kept its small letters above large figures."""
    grid = filled.entry.grid
    grid.setFocus()
    row, head = grid.rowHeight(0), grid.horizontalHeader()
    picture = head.grab().toImage()
    for pressed in (Key.Key_Plus, Key.Key_Equal, Key.Key_Plus):
        QTest.keyClick(grid, pressed, CONTROL)
    assert grid.zoom.percent == 130
    assert grid.rowHeight(0) > row
    assert "130 %" in filled.status.selection.text()
    assert head.grab().toImage() != picture
    assert "13.65pt" in grid.styleSheet()
    QTest.keyClick(grid, Key.Key_Minus, CONTROL)
    assert grid.zoom.percent == 120
    QTest.keyClick(grid, Key.Key_0, CONTROL)
    assert (grid.zoom.percent, grid.rowHeight(0), grid.styleSheet()) == (100, row, "")
    assert head.grab().toImage() == picture


def menu_at(window, address):
    spot_ = spot(window, address)
    viewport = window.entry.grid.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=spot_)
    from PySide6.QtGui import QContextMenuEvent

    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot_, viewport.mapToGlobal(spot_))
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()
    return next(m for m in window.entry.grid.findChildren(QMenu) if m.isVisible())


def choose_in(menu, words):
    rooms = [menu, *(a.menu() for a in menu.actions() if a.menu() is not None)]
    action = next(a for room in rooms for a in room.actions() if a.text() == words)
    action.trigger()
    menu.close()
    QApplication.processEvents()


def test_the_right_button_chooses_the_cell_and_offers_every_command_with_its_key(filled):
    menu = menu_at(filled, DEAD)
    assert here(filled) == DEAD
    rooms = [menu, *(a.menu() for a in menu.actions() if a.menu() is not None)]
    told = {a.text(): a.shortcut().toString() for room in rooms for a in room.actions() if a.text()}
    offered = {c.words: c.key.toString() for c in Command if c is not Command.PREVIOUS_BLANK}
    assert offered.items() <= told.items()
    choose_in(menu, "未开展（-2）")
    assert reading(filled, DEAD).missing is Missing.NOT_CONDUCTED


def test_the_right_button_within_a_selection_keeps_it(filled):
    press(filled.entry.grid, Key.Key_Right, SHIFT)
    choose_in(menu_at(filled, ALIVE), "清空")
    assert [reading(filled, a).is_blank for a in (ALIVE, ALIVE_URBAN)] == [True, True]


def test_a_file_let_go_over_a_cell_is_attached_to_its_figure(filled, tmp_path):
    paper = tmp_path / "台账.pdf"
    paper.write_bytes(b"%PDF-1.4 " + b"0" * 100)
    viewport = filled.entry.grid.viewport()
    assert drop_on(viewport, spot(filled, DEAD), paper) == [True, True]
    (attached,) = attachments(filled.working.year)
    assert (attached.name, attached.key) == ("台账.pdf", filled.working.cell(DEAD).key)
    assert here(filled) == DEAD
    assert "台账.pdf" in filled.entry.notice.sentence
    drop_on(viewport, spot(filled, MORTALITY), paper)
    assert len(attachments(filled.working.year)) == 1
    assert "按公式计算" in filled.entry.notice.sentence


def test_a_text_is_no_file(filled):
    from PySide6.QtCore import QUrl

    viewport = filled.entry.grid.viewport()
    assert drop_on(viewport, spot(filled, DEAD), QUrl("https://example.org/a.pdf")) == [False, False]
