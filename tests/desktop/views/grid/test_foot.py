"""The line under the grid: what it says at the end of a form, and that rows do not move under it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN
from tests.desktop.views.typing_keys import CONTROL, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key


def to_the_end(window):
    """Go to the end of the form in front by Tab, one step too far."""
    press(window.entry.grid, Key.Key_End, CONTROL)
    press(window.entry.grid, Key.Key_Tab)
    return window.entry.foot.hint.text()


def top_of_rows(window):
    grid = window.entry.grid
    return grid.viewport().mapTo(window, grid.visualRect(grid.currentIndex()).topLeft())


def test_at_the_end_it_counts_what_is_blank_in_this_form(window):
    type_into(window.entry.grid, "2036")
    blank = len(window.entry.grid.grid_model().form.entry_cells) - 1
    assert f"本表还有 {blank} 格未填" in to_the_end(window)


def test_at_the_end_of_a_column_with_blanks_it_does_not_say_that_all_is_done(filled_window):
    filled_window.working.clear([BIRTHS])
    filled_window.go_to(BIRTHS_URBAN)
    for _ in range(30):
        press(filled_window.entry.grid, Key.Key_Return)
    assert "本表还有 1 格未填" in filled_window.entry.foot.hint.text()


def test_at_the_end_of_a_full_form_it_leads_on_and_at_the_last_form_no_further(filled_window):
    assert "Ctrl+PageDown" in to_the_end(filled_window)
    while filled_window.entry.forms.has_next():
        filled_window.entry.forms.step(1)
    said = to_the_end(filled_window)
    assert "最后一张表" in said
    assert "Ctrl+PageDown" not in said


def test_it_is_the_standing_hint_again_after_the_next_change_or_step(filled_window):
    grid = filled_window.entry.grid
    to_the_end(filled_window)
    press(grid, Key.Key_Z, CONTROL)
    filled_window.working.undo()
    assert "到底了" not in filled_window.entry.foot.hint.text()
    to_the_end(filled_window)
    press(grid, Key.Key_Up)
    assert "到底了" not in filled_window.entry.foot.hint.text()


def test_rows_do_not_move_when_a_notice_comes_and_goes(filled_window):
    before = top_of_rows(filled_window), filled_window.entry.grid.height()
    filled_window.entry.notice.say("短句。", "good")
    QApplication.processEvents()
    assert filled_window.entry.notice.isVisible()
    assert not filled_window.entry.foot.hint.isVisible()
    assert (top_of_rows(filled_window), filled_window.entry.grid.height()) == before
    filled_window.entry.notice.clear()
    QApplication.processEvents()
    assert (top_of_rows(filled_window), filled_window.entry.grid.height()) == before
    assert filled_window.entry.foot.hint.isVisible()


def test_after_a_change_it_says_what_ctrl_z_takes_back(filled_window):
    foot = filled_window.entry.foot
    assert "刚改" not in foot.hint.text()
    filled_window.go_to(BIRTHS)
    type_into(filled_window.entry.grid, "2037")
    told = foot.hint.text()
    assert told.startswith("刚改：")
    assert "，2,037，Ctrl+Z 撤销" in told
    assert "Tab 右一格" in told, "the other keys stand behind it"
    filled_window.go_to(BIRTHS)
    press(filled_window.entry.grid, Key.Key_Delete)
    assert "清空，Ctrl+Z 撤销" in foot.hint.text()
    filled_window.entry.grid.selectAll()
    press(filled_window.entry.grid, Key.Key_Delete)
    assert foot.hint.text().startswith("刚改了 ")
    assert foot.hint.text().endswith("格，Ctrl+Z 撤销。")
    filled_window.reopen_year()
    assert "刚改" not in foot.hint.text(), "it belongs to the year as it was opened"
