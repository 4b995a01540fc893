"""A table of units in a dialog, and a passphrase typed twice, by themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.views.office.deeds.units_table import UnitsTable
from desktop.views.office.keys.passphrase_twice import differing, passphrase_lines

pytestmark = pytest.mark.gui
Key = Qt.Key
UNITS = (
    ("health", ("某县卫生健康局", "纸质相符")),
    ("education", ("某县教育局", "一句很长的理由，" * 12)),
    ("court", ("某县\u202e法院", "")),
)


@pytest.fixture
def table(qtbot):
    """A table with boxes between two fields."""
    page = QWidget()
    qtbot.addWidget(page)
    table = UnitsTable("可以验收的单位", ("单位", "理由"), 1, ticked=True)
    table.before, table.after, table.page = QLineEdit(), QPushButton("验收"), page
    column = QVBoxLayout(page)
    for part in (table.before, table, table.after):
        column.addWidget(part)
    page.resize(600, 500)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.heard = []
    table.ticks_changed.connect(lambda: table.heard.append(table.ticked()))
    table.show_units(UNITS, ticked=("health", "court"))
    return table


def test_those_that_are_meant_are_ticked_and_told_once(table):
    assert table.ticked() == ["health", "court"]
    assert table.heard == [["health", "court"]]


def test_space_ticks_the_row_and_arrows_move(table):
    table.setFocus()
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Space)
    assert table.ticked() == ["health", "education", "court"], "in the order of the table"
    QTest.keyClick(table, Key.Key_Space)
    assert table.heard[-1] == ["health", "court"]


def test_tab_leaves_the_table(table):
    table.before.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is table
    QTest.keyClick(table, Key.Key_Tab)
    assert QApplication.focusWidget() is table.after


def test_nothing_in_it_can_be_edited(table):
    table.setCurrentCell(0, 0)
    table.setFocus()
    QTest.keyClick(table, Key.Key_F2)
    assert table.state() != table.State.EditingState
    assert table.item(0, 0).text() == "某县卫生健康局"


def test_a_long_reason_is_broken_and_whole_in_the_tip(table):
    assert table.rowHeight(1) > table.rowHeight(0)
    assert table.item(1, 1).toolTip() == table.item(1, 1).text()


def test_a_name_turns_nothing_round(table):
    assert "\u202e" not in table.item(2, 0).text()


def test_other_units_take_the_place_of_the_first(table):
    table.show_units(UNITS[1:2])
    assert (table.rowCount(), table.ticked()) == (1, [])
    table.show_units(())
    assert table.ticked() == []
    assert table.heard[-1] == []


def test_without_boxes_none_is_ticked(qtbot):
    table = UnitsTable("单位", ("单位",), 0)
    qtbot.addWidget(table)
    table.show_units([("health", ("某县卫生健康局",))], ticked=("health",))
    assert table.item(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None


def test_some_rows_are_in_sight_at_least(table):
    row = table.verticalHeader().defaultSectionSize()
    assert table.minimumHeight() > row
    assert table.sizeHint().height() >= 3 * row


# --- a passphrase typed twice --------------------------------------------------------------------


@pytest.fixture
def twice(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    lines = passphrase_lines()
    row = QHBoxLayout(page)
    for line in lines:
        row.addWidget(line)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield lines
    page.hide()


def test_neither_line_shows_what_is_typed(twice):
    for line in twice:
        QTest.keyClicks(line, "abc")
        assert "abc" not in line.displayText()
    assert [line.accessibleName() for line in twice] == ["口令", "再输一遍"]


def test_the_same_twice_is_fine(twice):
    for line in twice:
        line.setText("a long passphrase")
    assert differing(*twice) == ""
    assert twice[1].text() == "a long passphrase"


@pytest.mark.parametrize("again", ["", "a long passphras", "A long passphrase", "a long passphrase "])
def test_any_difference_is_told_and_typed_anew(twice, again):
    first, second = twice
    first.setText("a long passphrase")
    second.setText(again)
    assert "不一样" in differing(first, second)
    assert second.text() == ""
    assert second.hasFocus()
    assert first.text() == "a long passphrase"
