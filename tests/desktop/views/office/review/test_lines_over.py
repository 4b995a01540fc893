"""疑问与审核 over the grid on a low screen: its cell stays in sight, and nothing stale is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.models.office.review.review_lines import LineKind
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)
from tests.desktop.services.office.test_suggesting import publish
from tests.desktop.views.office.test_review_story import Reviewing

pytestmark = pytest.mark.gui
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(qtbot, both):  # noqa: F811
    """The page as it is at 1366 x 768 and 150 %."""
    publish(both, 300)
    at = Reviewing(qtbot, both)
    at.window.resize(911, 465)
    at.wait()
    yield at
    at.window.close()


def test_the_cell_that_is_told_of_is_seen_above_what_is_told(at):
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F8)
    pane, grid = at.page.panes.lines_pane, at.page.grid
    assert pane.is_open
    assert at.page.lines.table.hasFocus()
    assert pane.height() <= at.page.lines.needed + 40, "no more room than a few lines need"
    cell = grid.visualRect(grid.currentIndex())
    bottom = grid.viewport().mapTo(at.page.panes, cell.bottomLeft()).y()
    assert cell.top() >= 0
    assert bottom < pane.geometry().top()


def test_after_a_decision_the_words_are_about_a_line_that_is_there(at):
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F8)
    told = at.page.lines.words.text()
    assert "不同" in told
    at.press(Qt.Key.Key_Return, CONTROL)
    dialog = at.dialog
    at.press(Qt.Key.Key_Space)
    dialog.reason.setFocus()
    at.type("问过单位，原来漏报")
    at.press(Qt.Key.Key_Return, CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    at.wait()
    QApplication.processEvents()
    assert at.lines(LineKind.HISTORY) == []
    line = at.page.lines.current()
    expected = "" if line is None else f"{line.place}　{line.words}"
    assert at.page.lines.words.text() == expected
    assert (line is None) is (at.page.table.total == 0)
