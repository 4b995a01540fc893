"""填报 in a small window: what folds away, how it is opened, and that the grid keeps its rows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.main_window import MainWindow
from forms.filing.stage import Stage
from tests.desktop.models.desks import new_desk
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD
from tests.desktop.views.typing_keys import type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


@pytest.fixture
def narrow(open_small):
    window = open_small("filled")
    window.resize(911, 465)  # a screen of 1366 x 768 at 150 %
    QApplication.processEvents()
    return window


def test_the_name_of_a_form_is_whole_where_there_is_room(open_small):
    window = open_small("filled")
    window.resize(911, 500)
    button = window.entry.heading.forms
    button._name = "社区心理服务与精神障碍康复"
    button.updateGeometry()
    QApplication.processEvents()
    assert button.width() >= button._needed()
    assert window.entry.heading.cell.geometry().right() <= window.entry.heading.width()


def test_in_a_narrow_window_both_sides_open_over_the_grid(qtbot, narrow):
    entry, heading = narrow.entry, narrow.entry.heading
    for button, pane in ((heading.forms, entry.forms), (heading.cell, entry.cell)):
        assert not pane.isVisible()
        qtbot.mouseClick(button, LEFT)
        assert pane.isVisible()
        assert pane.isAncestorOf(QApplication.focusWidget())
        qtbot.mouseClick(button, LEFT)
        assert not pane.isVisible()
        assert QApplication.focusWidget() is entry.grid


def test_f6_opens_what_is_folded_and_esc_folds_it(narrow):
    entry = narrow.entry
    entry.grid.setFocus()
    seen = []
    for _ in range(4):
        key(Key.Key_F6)
        panes = (entry.forms, entry.findings, entry.cell)
        seen.append([pane for pane in panes if pane.isVisible()])
    assert seen == [[entry.cell], [entry.findings], [entry.forms], []], "the button names F6: the cell first"
    key(Key.Key_F6, SHIFT)
    assert entry.forms.isVisible()
    key(Key.Key_Escape)
    assert not entry.forms.isVisible()
    assert QApplication.focusWidget() is entry.grid


def test_the_list_of_forms_goes_when_one_is_chosen(narrow):
    entry = narrow.entry
    before = entry.grid.grid_model().form
    key(Key.Key_F6, SHIFT)
    key(Key.Key_Down)
    key(Key.Key_Return)
    assert entry.grid.grid_model().form is not before
    assert not entry.forms.isVisible()
    assert entry.grid.grid_model().form.form.title in entry.heading.forms.accessibleName()


def test_f9_opens_the_findings_upwards_and_folds_them_again(narrow):
    entry = narrow.entry
    key(Key.Key_F9)
    assert QApplication.focusWidget() is entry.findings.list
    assert (
        entry.findings.list.mapTo(narrow, QPoint(0, 0)).y() < entry.panes.line.mapTo(narrow, QPoint(0, 0)).y()
    )
    key(Key.Key_F9)
    assert narrow.current_page() is entry
    assert not entry.findings.isVisible()
    assert QApplication.focusWidget() is entry.grid


def test_what_is_opened_leaves_the_line_of_the_findings_in_sight(narrow):
    panes = narrow.entry.panes
    for opened, part in ((panes.cell_pane, narrow.entry.cell), (panes.forms_pane, narrow.entry.forms.tree)):
        panes._enter(part)
        line = panes.line.mapTo(panes, QPoint(0, 0)).y()
        assert opened.geometry().bottom() < line


def test_in_the_bar_the_title_goes_before_the_units_name_is_cut(narrow):
    narrow.resize(1093, 558)  # at 125 %
    bar = narrow.bar
    assert not bar._title.isVisible()
    assert bar.unit.width() >= bar.unit.sizeHint().width()
    narrow.resize(1600, 728)
    assert bar._title.isVisible()


def test_the_current_cell_is_in_sight_while_all_about_it_is_read(narrow):
    narrow.resize(683, 349)  # at 200 %
    grid, panes = narrow.entry.grid, narrow.entry.panes
    narrow.go_to(ALIVE_URBAN)
    key(Key.Key_F6)
    cell = grid.visualRect(grid.currentIndex())
    edge = grid.viewport().mapTo(panes, cell.topRight()).x()
    assert panes.cell_pane.isVisible()
    assert edge <= panes.cell_pane.geometry().left()


def test_a_wide_window_shows_both_again_without_the_buttons(narrow):
    narrow.resize(1366, 728)
    QApplication.processEvents()
    entry = narrow.entry
    assert entry.forms.isVisible()
    assert entry.cell.isVisible()
    assert entry.findings.list.isVisible()
    assert not entry.heading.forms.isVisible()
    assert not entry.panes.line.isVisible()


def test_a_window_that_begins_small_is_folded_from_the_first_picture_on(open_small, qtbot):
    opened = open_small("filled")
    window = MainWindow(opened.working.year.desk)
    window.resize(911, 465)
    qtbot.addWidget(window)
    window.show()
    window.show_stage(Stage.ENTRY)
    assert not window.entry.forms.isVisible()
    window.hide()


@pytest.mark.parametrize("width", [911, 700])
def test_what_has_no_room_is_in_the_menu(narrow, width):
    narrow.resize(width, 465)
    QApplication.processEvents()
    heading = narrow.entry.heading
    heading.more.menu().aboutToShow.emit()
    asked = []
    narrow.entry.workbook_wanted.disconnect()
    narrow.entry.workbook_wanted.connect(lambda: asked.append("written"))
    named = {action.text(): action for action in heading.more.menu().actions()}
    named["导出 Excel"].trigger()
    assert asked == ["written"]
    assert heading.read_book.isVisible() != ("从 Excel 导入" in named)


def test_there_are_eight_rows_at_150_percent(open_window, store):
    store.parent.mkdir()
    window = open_window(new_desk(store, filled=True))
    window.resize(911, 465)
    QApplication.processEvents()
    grid = window.entry.grid
    whole = [
        row
        for row in range(grid.model().rowCount())
        if grid.viewport().rect().contains(grid.visualRect(grid.model().index(row, 1)))
    ]
    assert len(whole) >= 8


def test_typing_goes_on_while_the_window_is_made_narrow(narrow):
    narrow.resize(1366, 728)
    narrow.go_to(ALIVE)
    type_into(narrow.entry.grid, "37", end=None)
    narrow.resize(700, 400)
    QApplication.processEvents()
    type_into(narrow.entry.grid, "415")
    index = narrow.entry.grid.grid_model().index_of(ALIVE)
    assert index.data() == "37,415"
    assert narrow.entry.grid.current_address() == DEAD
