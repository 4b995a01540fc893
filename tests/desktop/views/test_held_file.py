"""While another program holds the data file, every page and button says so, and nothing is lost."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QPushButton,
)
from shiboken6 import isValid

from db.errors import StoreBusy, fault
from desktop.views.frame.faults import Faults
from desktop.views.frame.parts.notice import Notice
from desktop.views.steps.freeze_dialog import FreezeDialog
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.views.holding import READING, WRITING, held, wait_little

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True),
]
LEFT = Qt.MouseButton.LeftButton
HELD = "正被另一个程序写入"
PLACES = ["home", *Stage]


def settle(window):
    QApplication.processEvents()
    while window.tasks.is_busy:
        QApplication.processEvents()
    QApplication.processEvents()


def show(window, place):
    window.show_home() if place == "home" else window.show_stage(place)
    settle(window)


def said(window):
    """What stands in the notices of the page in front."""
    return "".join(notice.sentence for notice in window.current_page().findChildren(Notice))


def freeze_dialog(window):
    page = window.current_page()
    return next((d for d in page.findChildren(FreezeDialog) if d.isVisible()), None)


@pytest.fixture
def ready(open_small):
    window = open_small("ready")
    wait_little(window.working.year.desk)
    return window


def test_the_question_before_freezing_says_that_the_file_is_held_and_comes_once_it_is_not(qtbot, ready):
    show(ready, Stage.FINALISE)
    with held(ready.path, READING):
        qtbot.mouseClick(ready.current_page().freeze, LEFT)
        settle(ready)
        assert HELD in said(ready)
        assert freeze_dialog(ready) is None
    qtbot.mouseClick(ready.current_page().freeze, LEFT)
    dialog = freeze_dialog(ready)
    assert dialog is not None
    with held(ready.path, WRITING):
        qtbot.mouseClick(dialog.freeze, LEFT)
        settle(ready)
        assert HELD in said(ready)
        assert ready.working.state is YearState.READY
        assert ready.isEnabled()
    qtbot.mouseClick(ready.current_page().freeze, LEFT)
    qtbot.mouseClick(freeze_dialog(ready).freeze, LEFT)
    settle(ready)
    assert ready.working.state is YearState.FINAL


@pytest.mark.parametrize("place", [place for place in PLACES if place is not Stage.ENTRY])
def test_a_page_that_cannot_be_shown_says_why_where_one_is_and_is_shown_later(ready, place):
    ready.show_stage(Stage.ENTRY)
    ready.go_to(ALIVE)
    with held(ready.path, READING):
        show(ready, place)
        stayed = ready.current_page() is ready.entry
        assert HELD in said(ready) or not stayed
    show(ready, place)
    assert ready.current_page() is not ready.entry
    assert HELD not in said(ready)


def test_a_year_that_cannot_be_opened_is_not_named_in_the_bar(ready):
    years, due = ready.bar.findChild(QComboBox), ready.working.desk_year
    ready.show_stage(Stage.ENTRY)
    other = next(place for place in range(years.count()) if years.itemData(place) != due)
    with held(ready.path, READING):
        years.setCurrentIndex(other)
        years.activated.emit(other)
        settle(ready)
        assert HELD in said(ready)
        assert years.currentData() == ready.working.desk_year == due
    years.setCurrentIndex(other)
    years.activated.emit(other)
    settle(ready)
    assert years.currentData() != due


class _Closing:
    """Closes what a button opens and waits for, such as a file dialog or a menu."""

    def __enter__(self):
        self._timer = QTimer()
        self._timer.timeout.connect(self._close)
        self._timer.start(20)
        return self

    def __exit__(self, *_):
        self._timer.stop()

    def _close(self):
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        elif (dialog := QApplication.activeModalWidget()) is not None:
            dialog.reject()


def buttons_of(window):
    page = window.current_page()
    return [b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]


@pytest.mark.parametrize("against", [READING, WRITING])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", ["ready", "final"])
def test_no_button_fails_while_the_file_is_held(open_small, state, place, against):
    window = open_small(state)
    show(window, place)
    wait_little(window.working.year.desk)
    with held(window.path, against), _Closing():
        for button in buttons_of(window):
            if not isValid(button) or not button.isVisible() or not button.isEnabled():
                continue  # an earlier one has taken it away
            menu = button.menu() if isinstance(button, QPushButton) else None
            for action in menu.actions() if menu is not None else ():
                if isValid(action):
                    action.trigger()
                    settle(window)
            QTest.mouseClick(button, LEFT)  # an exception that escapes fails the test
            settle(window)
            for dialog in window.findChildren(QDialog):
                if isValid(dialog) and dialog.isVisible():
                    dialog.reject()
    settle(window)
    assert window.working.state is (YearState.READY if state == "ready" else YearState.FINAL)


def test_what_nobody_caught_is_told_in_its_own_words(qtbot, tmp_path):
    error = fault(StoreBusy, tmp_path / "某局.db")
    faults = Faults(tmp_path)
    faults.on_exception(type(error), error, None)
    qtbot.waitUntil(lambda: any(isinstance(w, QMessageBox) for w in QApplication.topLevelWidgets()))
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
    told = " ".join(label.text() for label in box.findChildren(QLabel))
    assert HELD in told
    assert "没有丢失" in told
    assert "日志" not in told
    box.close()
