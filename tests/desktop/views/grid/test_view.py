"""The habits of a spreadsheet, by real keys."""

import multiprocessing
import os
import signal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.models.grid.roles import Role
from desktop.services.unit.desk import open_desk
from desktop.views.entry.preview_dialog import PreviewDialog
from forms.errors import EnvironmentFault
from tests.desktop.models.desks import (
    BIRTHS,
    BIRTHS_URBAN,
    DEATHS,
    MORTALITY,
    TESTED_RURAL,
    YEAR,
    Clock,
    clear_all,
    text_on_disk,
)
from tests.desktop.views.typing_keys import CONTROL, SHIFT, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key


def shown(window, address):
    return window.entry.grid.grid_model().index_of(address).data()


def here(window):
    return window.entry.grid.current_address()


def stored_elsewhere(path, address):
    """Read the file in another process, as after a crash of this one."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(text_on_disk, (path, address))


def test_typing_starts_editing_and_enter_goes_down(window):
    grid = window.entry.grid
    assert here(window) == BIRTHS
    type_into(grid, "2036")
    assert editor_of(grid) is None
    assert shown(window, BIRTHS) == "2,036"
    assert here(window) == DEATHS


def test_a_cell_is_on_disk_as_soon_as_it_is_left(window, store):
    type_into(window.entry.grid, "2036")
    assert stored_elsewhere(store, BIRTHS) == "2036"


def _type_and_die(path):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app.application import begin_application, complete_application
    from desktop.views.main_window import MainWindow
    from forms.filing.stage import Stage

    complete_application(begin_application())
    window = MainWindow(open_desk(path), YEAR)
    window.show()
    window.show_stage(Stage.ENTRY)
    type_into(window.entry.grid, "2036")
    type_into(window.entry.grid, "99", end=None)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_when_the_program_is_killed_only_the_open_cell_is_lost(store, tmp_path):
    from tests.desktop.models.desks import new_desk

    store.parent.mkdir()
    new_desk(store).close()
    process = multiprocessing.get_context("spawn").Process(target=_type_and_die, args=(store,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert text_on_disk(store, BIRTHS) == "2036"
    assert text_on_disk(store, DEATHS) == ""


def test_tab_goes_right_over_entry_cells_only(window):
    grid = window.entry.grid
    visited = [here(window)]
    for _ in range(4):
        press(grid, Key.Key_Tab)
        visited.append(here(window))
    assert visited == [
        BIRTHS, BIRTHS_URBAN, "maternal-health/01/RES=R", DEATHS, "maternal-health/02/RES=U",
    ]  # fmt: skip
    press(grid, Key.Key_Tab, SHIFT)
    assert here(window) == DEATHS


def test_enter_skips_computed_rows_and_shift_enter_goes_back(window):
    grid = window.entry.grid
    press(grid, Key.Key_Return)
    press(grid, Key.Key_Return)
    assert here(window) == "maternal-health/04/_T"
    press(grid, Key.Key_Return, SHIFT)
    assert here(window) == DEATHS


def test_arrows_move_from_cell_to_cell_also_while_overwriting(window):
    grid = window.entry.grid
    type_into(grid, "7", end=Key.Key_Right)
    assert (here(window), shown(window, BIRTHS)) == (BIRTHS_URBAN, "7")
    press(grid, Key.Key_Down)
    assert here(window) == "maternal-health/02/RES=U"


def test_f2_edits_what_is_there_and_arrows_then_stay_in_the_text(window):
    grid = window.entry.grid
    type_into(grid, "203", end=Key.Key_Up)
    press(grid, Key.Key_F2)
    press(grid, Key.Key_End)
    type_into(grid, "6", end=None)
    press(grid, Key.Key_Left)
    assert editor_of(grid).text() == "2036"
    press(grid, Key.Key_Return)
    assert shown(window, BIRTHS) == "2,036"


def test_escape_leaves_the_cell_as_it_was(window):
    grid = window.entry.grid
    type_into(grid, "5")
    press(grid, Key.Key_Up)
    type_into(grid, "999", end=Key.Key_Escape)
    assert shown(window, BIRTHS) == "5"


def test_leaving_an_untouched_cell_writes_nothing(window):
    grid = window.entry.grid
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Return)
    assert window.working.year.undo_label is None


def test_delete_empties_the_selection(filled_window):
    grid = filled_window.entry.grid
    grid.choose(BIRTHS)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Delete)
    assert (shown(filled_window, BIRTHS), shown(filled_window, BIRTHS_URBAN)) == ("", "")
    press(grid, Key.Key_Z, CONTROL)
    assert (shown(filled_window, BIRTHS), shown(filled_window, BIRTHS_URBAN)) == ("2,036", "1,702")


def test_home_and_end_go_to_the_first_and_last_entry_cell(window):
    grid = window.entry.grid
    press(grid, Key.Key_End)
    assert here(window) == "maternal-health/01/RES=R"
    press(grid, Key.Key_Home)
    assert here(window) == BIRTHS
    press(grid, Key.Key_End, CONTROL)
    assert here(window) == "maternal-health/09/_T"


def test_text_not_understood_stays_red_in_its_cell_and_on_disk(window, store):
    type_into(window.entry.grid, "2o36")
    index = window.entry.grid.grid_model().index_of(BIRTHS)
    assert index.data() == "2o36"
    assert index.data(Role.PROBLEM)
    assert "不是数字" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert stored_elsewhere(store, BIRTHS) == "2o36"


def test_figures_typed_from_a_computed_cell_on_land_nowhere(window):
    """The arrows stop there, and eyes are on paper: each Enter would put the next figure one cell too low."""
    before = {
        a: window.working.year.reading(c.key).text
        for a, c in window.working.year.layout.cell_by_address.items()
    }
    window.go_to(MORTALITY)
    for typed in ("1860", "1045"):
        type_into(window.entry.grid, typed)
        assert window.entry.grid.current_address() == MORTALITY
        assert "没有填进去" in window.entry.notice.sentence
    after = {
        a: window.working.year.reading(c.key).text
        for a, c in window.working.year.layout.cell_by_address.items()
    }
    assert after == before
    press(window.entry.grid, Qt.Key.Key_Return)
    assert window.entry.grid.current_address() != MORTALITY


@pytest.mark.parametrize(("address", "words"), [(MORTALITY, "按公式计算"), (TESTED_RURAL, "不按这一栏分组")])
def test_a_closed_cell_says_why(window, address, words):
    window.entry.grid.choose(address)
    type_into(window.entry.grid, "5", end=None)
    assert words in window.entry.notice.sentence
    assert editor_of(window.entry.grid) is None
    assert here(window) == address


def test_undo_survives_a_restart(open_window, window, store):
    type_into(window.entry.grid, "2036")
    type_into(window.entry.grid, "1")
    window.close()
    again = open_window(open_desk(store, Clock()))
    press(again.entry.grid, Key.Key_Z, CONTROL)
    assert (shown(again, BIRTHS), shown(again, DEATHS)) == ("2,036", "")
    press(again.entry.grid, Key.Key_Z, CONTROL)
    assert shown(again, BIRTHS) == ""
    press(again.entry.grid, Key.Key_Y, CONTROL)
    assert shown(again, BIRTHS) == "2,036"


def test_a_block_is_copied_without_separators(filled_window):
    grid = filled_window.entry.grid
    grid.choose(BIRTHS)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "2036\t1702\n0\t0"


def preview_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(PreviewDialog) is not None)
    return window.findChild(PreviewDialog)


def test_a_block_is_shown_before_it_is_entered_and_undone_at_once(window, qtbot, store):
    QGuiApplication.clipboard().setText("2036\t1702\t334\r\n0\tx\t0\r\n12\t\t\r\n")
    press(window.entry.grid, Key.Key_V, CONTROL)
    dialog = preview_of(qtbot, window)
    assert dialog.enter.text() == "填入 5 格"
    assert dialog.table.model().rowCount() == 7
    assert shown(window, BIRTHS) == ""
    qtbot.mouseClick(dialog.enter, Qt.MouseButton.LeftButton)
    assert (shown(window, BIRTHS), shown(window, DEATHS)) == ("2,036", "0")
    assert stored_elsewhere(store, BIRTHS_URBAN) == "1702"
    window.activateWindow()  # a window manager does so when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    press(window.entry.grid, Key.Key_Z, CONTROL)
    assert not window.working.year.figures.observations


def test_a_preview_can_be_given_up(window, qtbot):
    QGuiApplication.clipboard().setText("1\t2")
    press(window.entry.grid, Key.Key_V, CONTROL)
    preview_of(qtbot, window).reject()
    assert not window.working.year.figures.observations


def test_one_pasted_figure_needs_no_preview(window):
    QGuiApplication.clipboard().setText("2,036\r\n")
    press(window.entry.grid, Key.Key_V, CONTROL)
    assert shown(window, BIRTHS) == "2,036"
    assert window.findChild(PreviewDialog) is None


def test_fill_down_repeats_the_top_cell(window):
    grid = window.entry.grid
    grid.choose(DEATHS)
    type_into(grid, "3", end=Key.Key_Up)
    grid.choose(DEATHS)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_D, CONTROL)
    assert shown(window, "maternal-health/04/_T") == "3"
    press(grid, Key.Key_Z, CONTROL)
    assert shown(window, "maternal-health/04/_T") == ""
    assert shown(window, DEATHS) == "3"


def test_a_frozen_year_says_why_and_what_to_do(filled_window):
    from desktop.services.unit.filing.finalising import finalise

    clear_all(filled_window.working)
    finalise(filled_window.working.year)
    filled_window.working.follow()
    grid = filled_window.entry.grid
    for key in (Key.Key_F2, Key.Key_7, Key.Key_Delete):
        press(grid, key)
        assert "已定稿" in filled_window.entry.notice.sentence
        assert "撤回" in filled_window.entry.notice.sentence
    QGuiApplication.clipboard().setText("1")
    press(grid, Key.Key_V, CONTROL)
    assert shown(filled_window, BIRTHS) == "2,036"
    assert editor_of(grid) is None


def test_a_figure_that_cannot_be_stored_stays_and_the_status_line_says_so(window):
    window._desk.store.close()
    type_into(window.entry.grid, "2036")
    assert shown(window, BIRTHS) == "2036"
    assert "没有保存" in window.status.saved.text()
    assert "还没有保存" in window.entry.notice.sentence


def test_a_figure_stored_elsewhere_does_not_hide_one_that_is_not(window, monkeypatch):
    grid, enter = window.entry.grid, type(window.working.year).enter

    def refuse(*_):
        raise EnvironmentFault("E-TEST-001", "磁盘已满")

    monkeypatch.setattr(type(window.working.year), "enter", refuse)
    type_into(grid, "2036")
    monkeypatch.setattr(type(window.working.year), "enter", enter)
    grid.choose(DEATHS)
    type_into(grid, "0")
    assert shown(window, DEATHS) == "0"
    assert "没有保存" in window.status.saved.text()
    grid.choose(BIRTHS)
    press(grid, Key.Key_Escape)
    assert shown(window, BIRTHS) == ""
    assert "已保存" in window.status.saved.text()


def test_typing_a_letter_never_moves_the_cursor(filled_window):
    filled_window.entry.grid.choose(MORTALITY)
    for text in ("1", "a", "2"):
        type_into(filled_window.entry.grid, text, end=None)
    assert here(filled_window) == MORTALITY
    QApplication.processEvents()


def test_columns_and_rows_fit_what_is_typed_once_the_view_is_resized(window):
    grid = window.entry.grid
    column = grid.grid_model().index_of(BIRTHS).column()
    before = grid.columnWidth(column)
    type_into(grid, "20360000000")
    grid.resize(grid.width(), grid.height() - 1)
    assert grid.columnWidth(column) > before
    grid.resize(grid.width() + 300, grid.height())
    used = sum(grid.columnWidth(c) for c in range(grid.model().columnCount()))
    assert used >= grid.viewport().width()
