"""A year that was left for another one is there again at once, and never stale."""

import pytest

from tests.desktop.models.desks import BIRTHS, YEAR

pytestmark = pytest.mark.gui


def test_a_year_that_was_left_is_there_again_while_nothing_was_stored(filled_window):
    window = filled_window
    left = window.working.year
    window.open_year(YEAR - 1)
    window.open_year(YEAR)
    assert window.working.year is left
    window.reopen_year()
    assert window.working.year is not left, "what is opened anew is read anew"


def test_it_is_read_again_once_anything_was_stored(filled_window):
    window = filled_window
    left = window.working.year
    window.open_year(YEAR - 1)
    window.working.enter(BIRTHS, "2100")
    window.open_year(YEAR)
    assert window.working.year is not left
    before = window.working.year.figures.history[YEAR - 1]
    assert before[window.working.cell(BIRTHS).key] == 2100


def test_what_was_typed_before_it_was_left_is_still_so(filled_window):
    window = filled_window
    window.working.enter(BIRTHS, "2100")
    window.open_year(YEAR - 1)
    window.open_year(YEAR)
    assert window.working.year.reading(window.working.cell(BIRTHS).key).text == "2100"
    window.working.enter(BIRTHS, "2101")
    assert window.working.undo()
    assert window.working.year.reading(window.working.cell(BIRTHS).key).text == "2100"


def test_a_year_that_did_not_see_what_was_stored_is_not_kept(filled_window):
    window = filled_window
    left = window.working.year
    left.desk.store.set_deadline(YEAR - 1, None, "x", left.desk.clock())  # past the year in the window
    window.open_year(YEAR - 1)
    window.open_year(YEAR)
    assert window.working.year is not left
