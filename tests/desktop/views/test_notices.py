"""A notice moves no button, and goes with what it speaks of."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton

from forms.filing.stage import Stage
from tests.desktop.models.small_desks import MANAGED

pytestmark = pytest.mark.gui
SENTENCE = "a notice of two lines, the second of which says what to do about what the first tells\nof"


def buttons(page):
    """Where each button is seen, but for the one that closes the notice."""
    shown = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.parent() is not page.notice]
    return {b: b.mapTo(page.window(), QPoint(0, 0)).toTuple() for b in shown}


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.ENTRY])
@pytest.mark.parametrize("upto", ["filled", "final"])
def test_a_notice_moves_no_button(qtbot, open_small, stage, upto):
    window = open_small(upto)
    window.show_stage(stage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    page = window.current_page()
    QApplication.processEvents()
    before = buttons(page)
    page.say(SENTENCE)
    QApplication.processEvents()
    assert page.notice.sentence == SENTENCE
    assert buttons(page) == before
    page.notice.hide()
    QApplication.processEvents()
    assert buttons(page) == before


@pytest.mark.parametrize("stage", list(Stage))
def test_a_notice_goes_with_the_year_of_which_it_speaks(qtbot, open_small, stage):
    window = open_small("filled")
    window.show_stage(stage)
    page = window.current_page()
    page.say("a sentence about this year")
    window.open_year(window.working.desk_year - 1)
    assert page.notice.sentence != "a sentence about this year"


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.FINALISE, Stage.RECEIPT])
def test_a_refusal_goes_when_the_figures_have_changed(qtbot, open_small, stage):
    window = open_small("filled")
    window.show_stage(stage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    page = window.current_page()
    page.say("what could not be done", "bad")
    assert window.working.enter(MANAGED, "")
    assert page.notice.sentence == ""


def test_what_was_said_in_passing_goes_with_the_page_and_bad_news_stays(open_small):
    window = open_small("filled")
    window.show_stage(Stage.REVIEW)
    review = window.current_page()
    review.say("done", "good")
    window.show_stage(Stage.ENTRY)
    window.show_stage(Stage.REVIEW)
    assert review.notice.sentence == ""
    review.say("could not be done", "bad")
    window.show_stage(Stage.ENTRY)
    window.show_stage(Stage.REVIEW)
    assert review.notice.sentence == "could not be done"
