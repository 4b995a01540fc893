"""The counts above the board as toggles: one is chosen, by mouse, by keys, and said with its share."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.office.overview.board_filter import BoardFilter
from desktop.views.office.intake.filter_bar import FilterBar
from forms.receiving.state import OfficeState
from tests.desktop.models.office.made_day import awaited, row_of

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ROWS = (
    row_of(unit="a"),
    row_of(unit="b", state=OfficeState.QUESTIONED),
    row_of(unit="c", state=OfficeState.ACCEPTED, late=3),
    row_of(unit="d", state=OfficeState.CLOSED),
    row_of(unit="e", state=OfficeState.EXCUSED),
    row_of(unit="f", is_expected=False),
    awaited("g"),
    awaited("h"),
)
COUNTS = {"应报": 7, "已收": 4, "在审": 1, "退回": 1, "验收": 2, "待报": 2, "免报": 1, "迟报": 1}


@pytest.fixture
def bar(qtbot):
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.show_counts(ROWS)
    bar.show()
    qtbot.waitExposed(bar)
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    bar.chosen = []
    bar.filter_chosen.connect(bar.chosen.append)
    return bar


def buttons(bar):
    return dict(zip(BoardFilter, bar.group.buttons(), strict=True))


def test_every_count_is_said_and_the_parts_make_up_what_is_expected(bar):
    told = {one.value: button.text().split("\n")[0] for one, button in buttons(bar).items()}
    assert told == {name: f"{name} {count}" for name, count in COUNTS.items()}
    assert COUNTS["应报"] == COUNTS["已收"] + COUNTS["待报"] + COUNTS["免报"]
    assert COUNTS["已收"] == COUNTS["在审"] + COUNTS["退回"] + COUNTS["验收"]


def test_a_count_is_said_with_its_share_also_to_who_cannot_see(bar):
    button = buttons(bar)[BoardFilter.CAME]
    share = button.text().split("\n")[1]
    assert share
    assert button.accessibleName() == f"已收 4，占应报 {share}"


def test_without_any_unit_nothing_is_divided(bar):
    bar.show_counts(())
    assert buttons(bar)[BoardFilter.EXPECTED].text().startswith("应报 0\n")


def test_at_first_all_that_report_are_chosen(bar):
    assert bar.checked() is buttons(bar)[BoardFilter.EXPECTED]


def test_a_click_chooses_one_and_lets_the_other_go(bar):
    QTest.mouseClick(buttons(bar)[BoardFilter.LATE], LEFT)
    assert bar.chosen == [BoardFilter.LATE]
    assert [one for one, button in buttons(bar).items() if button.isChecked()] == [BoardFilter.LATE]
    QTest.mouseClick(buttons(bar)[BoardFilter.LATE], LEFT)
    assert bar.checked() is buttons(bar)[BoardFilter.LATE], "one is always chosen"


def test_arrows_choose_the_next_and_go_round(bar):
    bar.checked().setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Left)
    assert bar.chosen == [BoardFilter.CAME, BoardFilter.UNDER_REVIEW, BoardFilter.CAME]
    assert QApplication.focusWidget() is bar.checked()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Left)
    assert bar.chosen[-1] is list(BoardFilter)[-1]


def test_the_window_chooses_as_a_person_does(bar):
    bar.choose(BoardFilter.AWAITED)
    assert bar.chosen == [BoardFilter.AWAITED]
    assert bar.checked() is buttons(bar)[BoardFilter.AWAITED]


def test_new_counts_choose_nothing_else(bar):
    bar.choose(BoardFilter.RETURNED)
    bar.show_counts(ROWS[:1])
    assert bar.checked() is buttons(bar)[BoardFilter.RETURNED]
    assert buttons(bar)[BoardFilter.RETURNED].text().startswith("退回 0")


def test_what_a_word_holds_together_is_in_its_tip(bar):
    assert buttons(bar)[BoardFilter.UNDER_REVIEW].toolTip().startswith("在审：")
    assert buttons(bar)[BoardFilter.EXPECTED].toolTip() == ""
