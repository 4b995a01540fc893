"""One Enter, even one held down, does nothing that was not chosen and cannot be taken back by one key."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox

from desktop.models.unit.pasting import Fate, PastedCell, PastePreview
from desktop.services.keeping import back_up_before
from desktop.services.plans.files import read_plan_file
from desktop.services.unit.desk import open_desk
from desktop.services.unit.plan.taking_over import preview_import
from desktop.services.unit.year import open_year
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.dialogs.restoring import Restoring
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.desks import BIRTHS, YEAR, clear_all, new_desk, text_on_disk
from tests.desktop.views.dialogs.test_opened_plan import newer_pack
from tests.desktop.views.typing_keys import choose_plan

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]
ENTER = [Qt.Key.Key_Return, Qt.Key.Key_Enter]


@pytest.fixture
def welcome(qtbot, tmp_path):
    (tmp_path / "文档").mkdir()
    window = WelcomeWindow(tmp_path / "文档")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("key", ENTER)
def test_enter_on_the_first_screen_makes_no_file_for_anybody(welcome, tmp_path, key):
    assert (welcome.plan.currentIndex(), welcome.unit.unit) == (-1, None)
    assert welcome.made.place.text() == ""
    lines = welcome.people.lines.values()
    for widget in (None, welcome.unit.line, welcome.made.place, *lines, welcome.begin):
        if widget is not None:
            widget.setFocus()
        QTest.keyClick(QApplication.focusWidget(), key)
        if QApplication.activePopupWidget():
            QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)  # the list of plans
        assert not welcome.isHidden()
    assert welcome.missing.text() == "还差 3 项：规划、单位、填表人"
    assert not welcome.begin.isEnabled()
    assert list((tmp_path / "文档").iterdir()) == []


def test_enter_leads_to_the_next_field_and_only_the_button_makes_the_file(qtbot, welcome, tmp_path):
    choose_plan(welcome, "")
    QTest.keyClick(welcome.plan, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is welcome.unit.line
    QTest.keyClick(welcome.unit.line, Qt.Key.Key_Return)
    assert welcome.unit.unit is None, "nothing was typed and no arrow pressed"
    QTest.keyClick(welcome.unit.line, Qt.Key.Key_Down)
    assert welcome.unit.unit is None
    QTest.keyClick(welcome.unit.line, Qt.Key.Key_Return)
    assert welcome.unit.unit.name in welcome.made.name.text()
    for line in welcome.people.lines.values():
        assert QApplication.focusWidget() is line
        QTest.keyClicks(line, "Zhou")
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is welcome.begin
    assert list((tmp_path / "文档").iterdir()) == []
    with qtbot.waitSignal(welcome.opened) as opened:
        QTest.keyClick(welcome.begin, Qt.Key.Key_Return)
    assert opened.args[0].people.filler == "Zhou"
    opened.args[0].close()


def test_units_of_another_plan_are_others(welcome):
    choose_plan(welcome, "")
    QTest.keyClick(welcome.unit.line, Qt.Key.Key_Down)
    QTest.keyClick(welcome.unit.line, Qt.Key.Key_Return)
    assert welcome.made.place.text()
    welcome.plan.setCurrentIndex(welcome.plan.currentIndex() + 1)
    assert (welcome.unit.unit, welcome.made.place.text()) == (None, "")
    assert "现在什么也不建立" in welcome.made.told.text()


def test_the_wheel_chooses_nothing(welcome):
    for box in welcome.findChildren(QComboBox):
        box.setFocus()
        middle = QPointF(box.rect().center())
        turn = QWheelEvent(
            middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
        assert box.currentIndex() == -1


def press_at_once(qtbot, dialog, key):
    """Press Enter as soon as the dialog is there, wherever its focus is."""
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


@pytest.mark.parametrize("key", ENTER)
def test_freezing_takes_more_than_one_enter(qtbot, filled_window, key):
    clear_all(filled_window.working)
    filled_window.show_stage(Stage.FINALISE)
    finalising = filled_window.pages.currentWidget()
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
    finalising.activate()
    QTest.keyClick(finalising.freeze, key)
    press_at_once(qtbot, finalising.findChild(FreezeDialog), key)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
    assert filled_window.working.state is YearState.READY


@pytest.fixture
def backed_up(store):
    store.parent.mkdir()
    with new_desk(store, filled=True) as desk:
        back_up_before(desk, "daily")
        open_year(desk, YEAR).enter({desk.layout.cell_by_address[BIRTHS].key: "1999"})
    return store


@pytest.mark.parametrize("key", ENTER)
def test_restoring_takes_more_than_one_enter(qtbot, open_window, backed_up, key):
    window = open_window(open_desk(backed_up))
    wanted = []
    window.restore_wanted.connect(wanted.append)
    dialog = window.keeping().ask_restore()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.list.hasFocus()
    assert not dialog.restore.isEnabled(), "the first backup has the cursor, but nobody chose it"
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.restore.isEnabled()
    press_at_once(qtbot, dialog, key)
    assert wanted == []


def test_a_backup_that_changed_since_it_was_looked_at_is_looked_at_again(qtbot, open_window, backed_up):
    window = open_window(open_desk(backed_up))
    wanted = []
    window.restore_wanted.connect(wanted.append)
    dialog = window.keeping().ask_restore()
    dialog.list.setCurrentRow(0)
    (backup,) = (backed_up.parent / "备份").glob("*.bak")
    backup.write_bytes(b"not a backup any more")
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert wanted == []
    assert dialog.isVisible()
    assert not dialog.restore.isEnabled()
    dialog.reject()
    assert isinstance(dialog, RestoreDialog)


@pytest.mark.parametrize("key", ENTER)
def test_restoring_from_the_first_screen_takes_more_than_one_enter(qtbot, welcome, backed_up, key):
    (backup,) = (backed_up.parent / "备份").glob("*.bak")
    Restoring(welcome, backed_up.parent).show(backup, backed_up)
    (box,) = [box for box in welcome.findChildren(QMessageBox) if box.isVisible()]
    press_at_once(qtbot, box, key)
    assert not [box for box in welcome.findChildren(QMessageBox) if box.isVisible()]
    assert text_on_disk(backed_up, BIRTHS) == "1999"


@pytest.mark.parametrize("key", ENTER)
def test_a_plan_is_not_taken_over_by_one_enter(qtbot, window, tmp_path, key):
    desk = window.working.year.desk
    preview = preview_import(desk, read_plan_file(newer_pack(tmp_path), now=desk.clock()))
    dialog = PlanDialog(preview, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.take_over.isEnabled()
    press_at_once(qtbot, dialog, key)
    assert dialog.result() == PlanDialog.DialogCode.Rejected


@pytest.mark.parametrize("key", ENTER)
def test_a_preview_is_taken_in_by_enter_and_not_by_one_that_is_still_held(qtbot, window, key):
    """The file was opened by Enter; what comes of the preview is taken back by Ctrl+Z or from a backup."""
    cell = PastedCell(place="place", text="2036", address=BIRTHS, present="", shown="2,036", fate=Fate.FILL)
    dialog = PreviewDialog(PastePreview((cell,), matched_by_name=True), "预览", window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(QApplication.focusWidget(), held)
    QApplication.processEvents()
    assert dialog.isVisible()
    press_at_once(qtbot, dialog, key)
    assert dialog.result() == PreviewDialog.DialogCode.Accepted
