"""What is shown before figures leave the house: names, small figures, troubles with the key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.services.unit.printing import small_cell_caution
from desktop.views.frame.background import Background
from desktop.views.steps.key_dialog import KeyDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import clear_all


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def page(qtbot, window, stage):
    window.show_stage(stage)
    idle(qtbot, window)
    return window.pages.currentWidget()


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def printed(finalising):
    pages = finalising.preview.pages
    return "".join(pages.text(number) for number in range(pages.count))


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


def test_small_figures_are_named_before_printing_and_before_sending(qtbot, filled_window):
    clear_all(filled_window.working)
    caution = small_cell_caution(filled_window.working.year)
    assert caution is not None
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    assert caution in texts(finalising)
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert caution not in texts(exporting), "there is nothing to send yet"
    filled_window.show_stage(Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, filled_window)
    assert caution in texts(page(qtbot, filled_window, Stage.EXPORT))


@pytest.fixture
def key_dialog(qtbot, window, store):
    background = Background(window.tasks, window.status)
    dialog = KeyDialog(window.working.year.desk, background, store.with_name("key.p12"), window)
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


@pytest.mark.parametrize("second", ["something else", "short"], ids=["differs", "refused"])
def test_an_error_takes_no_room_from_the_lines_of_the_key_dialog(qtbot, window, key_dialog, second):
    lines = (key_dialog.place, key_dialog.first, key_dialog.second)
    before, wide = [line.height() for line in lines], key_dialog.width()
    QTest.keyClicks(key_dialog.first, "short")
    QTest.keyClicks(key_dialog.second, second)
    qtbot.mouseClick(key_dialog.make, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert key_dialog.trouble.text()
    # The dialog takes its room by the next turn of the event loop, which Windows lets wait for a moment.
    qtbot.waitUntil(lambda: [line.height() for line in lines] == before)
    assert key_dialog.trouble.height() >= key_dialog.trouble.heightForWidth(key_dialog.trouble.width())
    assert key_dialog.width() == wide
