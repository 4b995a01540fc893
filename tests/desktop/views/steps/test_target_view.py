"""The picture of all targets by itself: where a spot lies, by what keys and clicks it is reached and said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.models.unit.target_picture import Column, HowItStood, Spot, TargetPicture
from desktop.views.frame.look.colours import now
from desktop.views.steps.target_view import TargetView

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
YEARS = (2023, 2024, 2025)
STANDINGS = tuple(HowItStood)


def picture(count, years=YEARS):
    """So many indicators over these years, with other standings in each place."""
    columns = tuple(Column(f"指标{n}", f"form/{n:02}/_T", f"一 {n // 4 + 1}") for n in range(count))
    spots = {
        year: tuple(
            Spot(STANDINGS[(n + year) % len(STANDINGS)], f"判断{n}", f"{year} 年 指标{n}")
            for n in range(count)
        )
        for year in years
    }
    return TargetPicture(years, columns, spots)


class Heard:
    def __init__(self, view):
        self.chosen, self.pointed, self.moved = [], [], []
        view.chosen.connect(lambda address, year: self.chosen.append((address, year)))
        view.pointed.connect(self.pointed.append)
        view.moved.connect(self.moved.append)


@pytest.fixture
def shown(qtbot):
    """Shows a picture, with names where a width is given."""

    def show(found, width=0):
        view = TargetView()
        qtbot.addWidget(view)
        view.show_picture(found)
        if width:
            view.name_rows(width)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view, Heard(view)

    return show


def middle(view, column, row):
    return view.spot_box(column, row).center().toPoint()


@pytest.mark.parametrize("width", [0, 700])
def test_every_spot_lies_where_it_is_found_and_no_two_in_one_place(shown, width):
    view, _ = shown(picture(7), width)
    found = {}
    for column in range(7):
        for row in range(len(YEARS)):
            place = middle(view, column, row)
            assert view.rect().contains(place)
            assert view.spot_at(place) == (column, row)
            found[column, row] = (place.x(), place.y())
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    "place", [QPoint(-3, 5), QPoint(200, 5000), QPoint(5000, 5), QPoint(2, 5), QPoint(70, 3 * 21 + 5)]
)
def test_beside_the_spots_there_is_none(shown, place):
    view, _ = shown(picture(4))
    assert view.spot_at(place) is None


def test_a_name_stands_for_the_open_year_of_its_indicator(shown):
    view, heard = shown(picture(4), 700)
    name = QPoint(10, middle(view, 2, 0).y())
    assert view.spot_at(name) == (2, len(YEARS) - 1)
    QTest.mouseClick(view, LEFT, pos=name)
    assert heard.chosen == [("form/02/_T", 2025)]


def test_the_line_of_years_above_the_names_is_no_indicator(shown):
    view, heard = shown(picture(4), 700)
    QTest.mouseClick(view, LEFT, pos=QPoint(middle(view, 0, 1).x(), 4))
    assert heard.chosen == []


@pytest.mark.parametrize(
    ("width", "keys", "reached"),
    [
        (0, [Key.Key_Right], (1, 2)),
        (0, [Key.Key_Up], (0, 1)),
        (0, [Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Up], (1, 1)),
        (700, [Key.Key_Down], (1, 2)),  # with names a row is an indicator, and the keys follow the eye
        (700, [Key.Key_Left], (0, 1)),
        (700, [Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Left], (1, 1)),
    ],
)
def test_arrows_go_as_it_is_drawn_and_enter_leads_there(shown, width, keys, reached):
    view, heard = shown(picture(4), width)
    for key in keys:
        QTest.keyClick(view, key)
    column, row = reached
    assert heard.moved[-1] == middle(view, column, row)
    assert heard.pointed[-1] == f"{YEARS[row]} 年 指标{column}"
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        QTest.keyClick(view, key)
    assert heard.chosen == [(f"form/{column:02}/_T", YEARS[row])] * 3


def test_at_an_edge_an_arrow_stays(shown):
    view, heard = shown(picture(2))
    for key in (Key.Key_Left, Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Right):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Key.Key_Return)
    assert heard.chosen == [("form/01/_T", 2025)]
    for _ in range(5):
        QTest.keyClick(view, Key.Key_Up)
    QTest.keyClick(view, Key.Key_Return)
    assert heard.chosen[-1] == ("form/01/_T", 2023)


def test_other_keys_go_to_the_page(shown):
    view, heard = shown(picture(2))
    QTest.keyClick(view, Key.Key_F8)
    QTest.keyClick(view, Key.Key_A)
    assert (heard.chosen, heard.moved) == ([], [])


def test_only_the_left_button_leads_to_a_cell(shown):
    view, heard = shown(picture(2))
    QTest.mouseClick(view, RIGHT, pos=middle(view, 1, 0))
    assert heard.chosen == []
    QTest.mouseClick(view, LEFT, pos=middle(view, 1, 0))
    assert heard.chosen == [("form/01/_T", 2023)]


@pytest.mark.parametrize("found", [picture(0), picture(0, ()), TargetPicture((), (), {})])
def test_where_there_is_nothing_keys_and_clicks_find_nothing(shown, found):
    view, heard = shown(found)
    for key in (Key.Key_Right, Key.Key_Up, Key.Key_Return):
        QTest.keyClick(view, key)
    QTest.mouseClick(view, LEFT, pos=QPoint(80, 10))
    assert heard.chosen == []
    assert view.summary == "本年还没有可以判断的目标。"
    view.grab()


@pytest.mark.parametrize(("count", "width", "named"), [(16, 700, True), (17, 700, False), (16, 150, False)])
def test_names_stand_beside_few_indicators_where_they_have_room(shown, count, width, named):
    view, _ = shown(picture(count), width)
    first, second = view.spot_box(0, 0), view.spot_box(1, 0)
    assert (first.x() == second.x()) is named, "with names the indicators stand one below the other"
    assert view.size() == view.sizeHint()


def test_the_word_goes_first_where_room_gets_scarce(shown):
    view, _ = shown(picture(4), 700)
    wide = view.width()
    view.name_rows(wide - 1)
    assert view.width() < wide
    assert view.spot_box(0, 0).y() == view.spot_box(0, 2).y()
    view.name_rows(10)
    assert view.spot_box(0, 0).y() != view.spot_box(0, 2).y(), "without names a row is a year"


def test_a_long_name_is_whole_where_there_is_room(shown):
    found = picture(3)
    long = replace(
        found,
        columns=tuple(
            replace(c, name="村（社区）妇女心理咨询室或社会工作室建成率" * 2) for c in found.columns
        ),
    )
    view, _ = shown(long, 1000)
    needed = view.fontMetrics().horizontalAdvance(long.columns[0].name)
    assert view.spot_box(0, 0).x() >= needed
    view.name_rows(600)
    assert view.width() <= 600


def test_another_picture_keeps_the_cursor_within_it(shown):
    view, heard = shown(picture(6))
    for _ in range(5):
        QTest.keyClick(view, Key.Key_Right)
    view.show_picture(picture(2, (2025,)))
    QTest.keyClick(view, Key.Key_Return)
    assert heard.chosen == [("form/01/_T", 2025)]


def test_who_cannot_see_hears_the_spot_and_before_it_the_summary(shown):
    view, _ = shown(picture(3))
    told = picture(3)
    assert told.summary.startswith("本年已可判断")
    QTest.keyClick(view, Key.Key_Right)
    assert view.accessibleDescription() == "2025 年 指标1"
    view.show_picture(told)
    assert view.accessibleDescription() == told.summary


def test_a_tool_tip_says_the_spot_under_the_mouse_and_nothing_beside_it(shown, qtbot):
    view, _ = shown(picture(3))
    place = middle(view, 2, 1)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text() == "2024 年 指标2"
    beside = QPoint(2, 2)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, beside, view.mapToGlobal(beside)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_what_it_says_goes_when_the_focus_goes(shown):
    view, heard = shown(picture(3))
    QTest.keyClick(view, Key.Key_Right)
    view.clearFocus()
    assert heard.pointed[-1] == ""


@pytest.mark.parametrize("width", [0, 700])
def test_the_current_spot_has_a_ring_while_it_has_the_focus(shown, width):
    view, _ = shown(picture(4), width)

    def rings(column, row):
        box, image = view.spot_box(column, row), view.grab().toImage()
        inside = (int(box.left()) + 1, int(box.center().y()))
        return image.pixelColor(*inside) == QColor(now().accent)

    assert rings(0, 2)
    assert not rings(1, 2)
    view.clearFocus()
    assert not rings(0, 2)
