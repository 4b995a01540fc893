"""Larger and smaller letters: by wheel and keys, within what can be read, kept for the next time."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget

from desktop.views.frame.file.recent import settings
from desktop.views.frame.look.theme import POINT_SIZE
from desktop.views.grid.zoom import GridZoom

pytestmark = pytest.mark.gui
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYPAD, PLAIN = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier
NOTCH = 120


@pytest.fixture
def make(qtbot):
    def make_():
        table = QTableWidget(40, 3)
        qtbot.addWidget(table)
        table.resize(300, 200)
        table.zoom = GridZoom(table)
        table.heard = []
        table.zoom.changed.connect(table.heard.append)
        table.show()
        qtbot.waitExposed(table)
        return table

    return make_


def turn(table, eighths, held=CONTROL):
    middle = QPointF(table.viewport().rect().center())
    event = QWheelEvent(
        middle, table.viewport().mapToGlobal(middle), QPoint(), QPoint(0, eighths),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(table.viewport(), event)


def test_a_notch_with_control_makes_letters_larger_or_smaller(make):
    table = make()
    turn(table, NOTCH)
    assert table.zoom.percent == 110
    turn(table, -2 * NOTCH)
    assert table.zoom.percent == 90
    assert table.heard == [110, 90]
    assert table.verticalScrollBar().value() == 0, "the sheet is not turned meanwhile"


def test_the_first_step_is_seen_in_the_window_as_every_other(open_small):
    grid = open_small("filled").entry.grid
    usual = grid.font().pointSizeF()
    grid.zoom.step(1)
    assert grid.font().pointSizeF() > usual
    grid.zoom.step(0)
    assert grid.font().pointSizeF() == usual


def test_without_control_the_wheel_turns_the_sheet(make):
    table = make()
    turn(table, -NOTCH, PLAIN)
    assert table.zoom.percent == 100
    assert table.verticalScrollBar().value() > 0


def test_the_parts_of_a_notch_that_a_touchpad_sends_add_up(make):
    table = make()
    for _ in range(5):
        turn(table, NOTCH // 4)
    assert table.zoom.percent == 110
    for _ in range(3):
        turn(table, NOTCH // 4)
    assert table.zoom.percent == 120


def test_a_way_back_of_the_finger_takes_its_parts_back(make):
    table = make()
    turn(table, 100)
    turn(table, -100)
    turn(table, 100)
    assert table.zoom.percent == 100


@pytest.mark.parametrize(
    ("key", "held", "percent"),
    [
        (Key.Key_Plus, CONTROL, 110),
        (Key.Key_Plus, CONTROL | SHIFT, 110),
        (Key.Key_Equal, CONTROL, 110),
        (Key.Key_Plus, CONTROL | KEYPAD, 110),
        (Key.Key_Minus, CONTROL, 90),
        (Key.Key_Minus, CONTROL | KEYPAD, 90),
        (Key.Key_Plus, PLAIN, 100),
        (Key.Key_Plus, CONTROL | Qt.KeyboardModifier.AltModifier, 100),
        (Key.Key_1, CONTROL, 100),
    ],
)
def test_the_keys_of_browsers_do_the_same(make, key, held, percent):
    table = make()
    QTest.keyClick(table, key, held)
    assert table.zoom.percent == percent


def test_control_and_0_is_back_to_the_usual_size(make):
    table = make()
    table.zoom.set_percent(170)
    QTest.keyClick(table, Key.Key_0, CONTROL)
    assert table.zoom.percent == 100
    assert table.font().pointSizeF() == pytest.approx(POINT_SIZE)
    assert table.styleSheet() == ""


@pytest.mark.parametrize(("steps", "end"), [(40, 200), (-40, 70)])
def test_it_stays_within_what_can_be_read(make, steps, end):
    table = make()
    table.zoom.step(steps)
    assert table.zoom.percent == end
    table.zoom.step(1 if steps > 0 else -1)
    assert table.heard == [end], "at the end nothing changes any more, and nothing is said"


def test_the_head_grows_with_it(make):
    table = make()
    table.zoom.set_percent(150)
    assert f"{POINT_SIZE * 1.5:.2f}pt" in table.styleSheet()


def test_the_size_is_kept_for_the_next_time(make):
    make().zoom.set_percent(130)
    again = make()
    assert again.zoom.percent == 130
    assert again.font().pointSizeF() == pytest.approx(POINT_SIZE * 1.3)


@pytest.mark.parametrize(
    ("kept", "percent"), [("130", 130), ("5", 70), ("99999", 200), ("", 100), ("large", 100), ("１３０", 100)]
)
def test_what_somebody_wrote_into_the_settings_breaks_nothing(make, kept, percent):
    settings().setValue("grid/zoom", kept)
    assert make().zoom.percent == percent
