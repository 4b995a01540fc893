"""收件 at 1366 x 768 and 150 %: the menu in one column, what a new desk begins with, units shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.services.office.desk import open_office_desk
from desktop.views.office.intake.deeds_menu import DeedsButton, fit_in_one_column
from desktop.views.office.window import OfficeWindow
from tests.desktop.models.desks import YEAR
from tests.desktop.services.both import NOW
from tests.desktop.views.office.conftest import (  # noqa: F401 - fixtures
    clock,
    new_office,
    office_path,
)

pytestmark = pytest.mark.gui


@pytest.fixture
def window(qtbot, new_office):  # noqa: F811
    """A window that never was larger."""
    window = OfficeWindow(open_office_desk(new_office, clock=lambda: NOW), YEAR)
    qtbot.addWidget(window)
    window.resize(910, 512)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.desk_year.board is not None and not window.tasks.is_busy)
    yield window
    window.close()


def test_the_menu_keeps_one_column_where_lines_at_their_usual_distance_have_no_room(window):
    menu = window.current_page().findChild(DeedsButton).menu()
    screen, usual = window.screen().availableGeometry().height(), menu.sizeHint().height()
    font = QFont(menu.font())
    font.setPixelSize(font.pixelSize() if font.pixelSize() > 0 else 14)
    while usual < screen and len(columns(menu)) == 1:
        font.setPixelSize(font.pixelSize() + 1)
        menu.setFont(font)
        menu.ensurePolished()
        usual = menu.sizeHint().height()
    assert len(columns(menu)) > 1, "the lines have no room"
    menu.aboutToShow.emit()
    assert len(columns(menu)) == 1


def columns(menu):
    return {menu.actionGeometry(action).x() for action in menu.actions()}


def test_a_menu_with_room_stays_as_it_was(window):
    menu = QMenu(window)
    menu.addAction("一")
    fit_in_one_column(menu)
    assert "6px" in menu.styleSheet()


def test_a_new_desk_begins_with_what_is_to_be_done_in_sight(window, qtbot):
    page = window.current_page()
    assert page.left.is_folded
    qtbot.waitUntil(lambda: page.left.is_open)
    assert page.today.todo.hasFocus()
    QTest.keyClick(page.today.todo, Qt.Key.Key_Escape)
    page.refresh()
    assert not page.left.is_open, "once is enough"


def test_f8_shows_the_unit_of_the_job_that_was_current_before(window, qtbot):
    page = window.current_page()
    qtbot.waitUntil(lambda: page.left.is_open)
    QTest.keyClick(page.today.todo, Qt.Key.Key_Escape)
    unit = page.model.unit_at(5)
    job = page.today.model.jobs[0]._replace(unit=unit)
    page.today.model.show_jobs((job,))
    page.today.todo.choose(0)
    page.board.go_to(page.model.unit_at(1))
    page.go_to_next_problem()
    assert page.board.current_unit == page.unit_shown == unit


def test_a_filter_says_wholly_which_units_are_shown(window, qtbot):
    page = window.current_page()
    qtbot.waitUntil(lambda: page.left.is_open)
    QTest.keyClick(page.today.todo, Qt.Key.Key_Escape)
    waiting = next(one for one in page.filters.group.buttons() if one.text().startswith("待报"))
    QTest.mouseClick(waiting, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert page.about.text() == page.model.narrowed_words
    assert page.about.fontMetrics().horizontalAdvance(page.about.text()) <= page.about.width()
    assert not page.title.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.title.isVisible)
