"""预警清单 in step 2."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.entry.finding_card import FindingCard
from desktop.views.entry.warnings_pane import WarningCard
from desktop.views.grid.trend_chart import TrendChart
from forms.filing.stage import Stage

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
ANAEMIA = "maternal-health/08/_T"


@pytest.fixture
def review(filled_window):
    filled_window.show_stage(Stage.REVIEW)
    QApplication.processEvents()
    return filled_window.pages.currentWidget()


def test_a_warning_says_why_which_target_how_and_what_is_needed(qtbot, review):
    assert review.warnings_tab.text() == "预警清单 1"
    qtbot.mouseClick(review.warnings_tab, LEFT)
    assert isinstance(review.chosen.card, WarningCard)
    told = review.chosen.card.facts.text()
    for words in ("目标（一）8", "≤10", "本年 12.41", "每年还需降低 0.48 个百分点", "2030 年"):
        assert words in told
    QApplication.processEvents()
    assert review.chosen.card.findChild(TrendChart).isVisible()
    assert not review.levels.isVisible()


def test_enter_goes_to_the_cell(qtbot, filled_window, review):
    qtbot.mouseClick(review.warnings_tab, LEFT)
    assert review.warnings.hasFocus()
    QTest.keyClick(review.warnings, Qt.Key.Key_Return)
    assert filled_window.entry.grid.current_address() == ANAEMIA


def test_the_list_follows_the_figures(qtbot, filled_window, review):
    qtbot.mouseClick(review.warnings_tab, LEFT)
    filled_window.working.enter("maternal-health/07/_T", "")
    assert review.warnings_tab.text() == "预警清单"
    assert review.chosen.place.text() == "没有预警"
    assert filled_window.working.undo()
    assert review.warnings_tab.text() == "预警清单 1"
    qtbot.mouseClick(review.findings_tab, LEFT)
    assert isinstance(review.chosen.card, FindingCard)
    assert review.levels.isVisible()


@pytest.mark.parametrize("year", [2024, 2025])
def test_another_year_has_its_own_list(qtbot, filled_window, review, year):
    qtbot.mouseClick(review.warnings_tab, LEFT)
    filled_window.open_year(year)
    filled_window.show_stage(Stage.REVIEW)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert review.warnings.model().rowCount() == (1 if year == 2025 else 0)


def spot_of(view, address):
    column = [c.address for c in view._picture.columns].index(address)
    return view.spot_box(column, len(view._picture.years) - 1).center().toPoint()


def test_the_picture_below_the_list_leads_to_the_warning_or_to_the_cell(qtbot, filled_window, review):
    qtbot.mouseClick(review.warnings_tab, LEFT)
    view = review.warnings_box.targets.view
    qtbot.waitUntil(view.isVisible)
    qtbot.mouseClick(view, LEFT, pos=spot_of(view, ANAEMIA))
    assert filled_window.current_page() is review
    assert review.warnings.hasFocus()
    other = next(c.address for c in view._picture.columns if c.address != ANAEMIA)
    qtbot.mouseClick(view, LEFT, pos=spot_of(view, other))
    assert filled_window.entry.grid.current_address() == other


def test_a_low_window_keeps_its_room_for_the_words(qtbot, filled_window, review):
    qtbot.mouseClick(review.warnings_tab, LEFT)
    qtbot.waitUntil(review.warnings_box.targets.isVisible)
    filled_window.resize(910, 465)
    qtbot.waitUntil(lambda: not review.warnings_box.targets.isVisible())
