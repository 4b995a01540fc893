"""What is shown before figures leave the house: names, small figures, troubles with the key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.top_bar import Stage


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def page(qtbot, window, stage):
    window.show_stage(stage)
    idle(qtbot, window)
    return window.pages.currentWidget()


def printed(finalising):
    document = finalising.preview.document
    return "".join(document.getAllText(number).text() for number in range(document.pageCount()))


@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_the_draft_shows_the_names_that_were_just_typed(qtbot, filled_window, leave):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    line = finalising.people.lines["phone"]
    before = line.text()
    assert before in printed(finalising)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "024-7654321")
    QTest.keyClick(line, leave)
    idle(qtbot, filled_window)
    shown = printed(finalising)
    assert "024-7654321" in shown
    assert before not in shown
