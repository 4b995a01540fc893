"""The box that finds a row, by itself: keys go on in its list while the line keeps the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.views.grid.finder_box import FinderBox
from forms.reporting.layout import lay_out
from tests.plans import small

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LAYOUT = lay_out(small().plan, "health")
ROWS = [row for form in LAYOUT.forms for row in form.rows]


@pytest.fixture
def page(qtbot):
    """A page with a field, and the box over it."""
    page = QWidget()
    qtbot.addWidget(page)
    page.field = QLineEdit()
    QVBoxLayout(page).addWidget(page.field)
    page.resize(700, 500)
    page.box = FinderBox(LAYOUT, page, lambda row, cell: "4321" if cell is ROWS[0].cells[0] else "")
    page.gone = []
    page.box.found.connect(page.gone.append)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.field.setFocus()
    page.box.open()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return page


def line(page):
    return page.box.findChild(QLineEdit)


def found(page):
    shown = page.box.findChild(QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def says_nothing_found(page):
    told = [label.text() for label in page.box.findChildren(QLabel) if label.isVisible()]
    return any("没有找到" in one for one in told)


def test_it_opens_empty_with_the_focus_in_its_line(page):
    assert QApplication.focusWidget() is line(page)
    assert line(page).text() == ""
    assert not says_nothing_found(page), "nothing was looked for yet"


def test_enter_goes_to_the_first_that_is_found_and_the_box_goes(page):
    QTest.keyClicks(line(page), ROWS[1].code)
    QTest.keyClick(line(page), Key.Key_Return)
    assert len(page.gone) == 1
    assert page.box.isHidden()


def test_arrows_choose_and_stop_at_the_ends(page):
    line(page).setText("率")
    count = len(found(page))
    assert count > 2
    shown = page.box.findChild(QListWidget)
    QTest.keyClick(line(page), Key.Key_Up)
    assert shown.currentRow() == 0
    for _ in range(count + 2):
        QTest.keyClick(line(page), Key.Key_Down)
    assert shown.currentRow() == count - 1
    assert QApplication.focusWidget() is line(page), "typing goes on"


def test_typing_on_narrows_what_is_found(page):
    line(page).setText("妇")
    many = len(found(page))
    line(page).setText("妇女")
    assert 0 < len(found(page)) < many


def test_a_figure_of_this_year_is_found_too(page):
    QTest.keyClicks(line(page), "4321")
    assert len(found(page)) == 1
    QTest.keyClick(line(page), Key.Key_Enter)
    assert page.gone == [ROWS[0].cells[0].address]


def test_what_is_not_there_is_said_and_enter_goes_nowhere(page):
    QTest.keyClicks(line(page), "xyzzy")
    assert says_nothing_found(page)
    QTest.keyClick(line(page), Key.Key_Return)
    assert page.gone == []
    assert page.box.isVisible()


def test_escape_closes_it_and_the_focus_is_where_it_was(page):
    QTest.keyClick(line(page), Key.Key_Escape)
    assert page.box.isHidden()
    assert QApplication.focusWidget() is page.field


def test_opened_again_it_forgot_what_was_typed_and_not_where_to_go_back(page):
    line(page).setText("率")
    page.box.open()
    assert line(page).text() == ""
    QTest.keyClick(line(page), Key.Key_Escape)
    assert QApplication.focusWidget() is page.field


def test_a_click_on_a_row_goes_there(page):
    line(page).setText("率")
    shown = page.box.findChild(QListWidget)
    item = shown.item(1)
    QTest.mouseClick(shown.viewport(), LEFT, pos=shown.visualItemRect(item).center())
    assert page.gone == [item.data(Qt.ItemDataRole.UserRole)]
    assert page.box.isHidden()


def test_it_goes_when_somebody_goes_elsewhere(page):
    page.field.setFocus()
    assert page.box.isHidden()


@pytest.mark.parametrize("size", [(700, 500), (320, 300), (1800, 900)])
def test_it_lies_within_what_it_lies_over(page, size):
    page.resize(*size)
    page.box.open()
    assert page.rect().contains(page.box.geometry())
