"""Enter presses the button that has the focus, not only in dialogs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.views.frame.file.recent import remember
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR, new_desk

ENTER = [Qt.Key.Key_Return, Qt.Key.Key_Enter]


def press_each(page, key):
    """Focus every button that can be reached and press it, without what it would do."""
    pressed = []
    buttons = [
        b for b in page.findChildren(QPushButton)
        if b.isVisible() and b.isEnabled() and b.focusPolicy() != Qt.FocusPolicy.NoFocus and b.menu() is None
    ]  # fmt: skip
    for button in buttons:
        button.clicked.disconnect()
        button.clicked.connect(lambda _=False, b=button: pressed.append(b))
        button.setFocus()
        QTest.keyClick(button, key)
    return buttons, pressed


@pytest.mark.parametrize("key", ENTER)
@pytest.mark.parametrize("stage", [Stage.FINALISE, Stage.EXPORT, Stage.RECEIPT])
def test_enter_presses_buttons_of_the_later_steps(qtbot, filled_window, stage, key):
    filled_window.show_stage(stage)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
    buttons, pressed = press_each(filled_window.pages.currentWidget(), key)
    assert buttons
    assert pressed == buttons


def test_enter_presses_buttons_that_are_not_shown_yet(filled_window):
    export = filled_window._page(Stage.EXPORT)
    for button in (export.new_key, export.sheet, export.send):
        assert button.autoDefault()


@pytest.mark.parametrize("key", ENTER)
def test_enter_presses_the_buttons_beside_a_cell(window, key):
    """【＋ 添加附件】 had the ring and did nothing; the buttons there come and go with the cell."""
    window.resize(911, 465)
    window.entry.panes.show_cell()
    buttons, pressed = press_each(window.entry.cell, key)
    assert window.entry.cell.evidence.files.add in buttons
    assert pressed == buttons


def test_enter_begins_the_year(window):
    window.open_year(YEAR)
    start = window.pages.currentWidget()
    assert start is window._home
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.entry


@pytest.fixture
def welcome(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    return welcome


@pytest.mark.parametrize("key", ENTER)
def test_enter_presses_buttons_of_the_first_screen(welcome, key):
    buttons, pressed = press_each(welcome, key)
    assert len(buttons) == 3, "to read a plan, to open and to restore: nothing can be made yet"
    assert pressed == buttons


def test_enter_opens_the_file_of_last_time(qtbot, tmp_path, store):
    store.parent.mkdir()
    new_desk(store).close()
    remember(store)
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    with qtbot.waitSignal(welcome.opened) as opened:
        QTest.keyClick(welcome.recent, Qt.Key.Key_Return)
    opened.args[0].close()
