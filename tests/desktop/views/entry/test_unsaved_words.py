"""Words beside a figure that could not be stored stay until they are mended, and nobody closes them away."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.shell import Shell
from desktop.services.unit.desk import open_desk
from desktop.views.dialogs.unsaved_dialog import UnsavedDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, DEATHS, YEAR

pytestmark = pytest.mark.gui
Key = Qt.Key
SHORT = "无"
HIDDEN = "见台账第三页\u202e核对过"
REASON = "活产登记已逐户核对，人口外流"


def focus():
    return QApplication.focusWidget()


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focus() or window, key, modifier)
    QApplication.processEvents()


def question(window):
    return next(f for f in window.working.year.report.unexplained if f.cells)


def write(window, finding, text):
    """Type into the box of a finding beside the grid, as after F8."""
    window.attend_to(finding.cells[0], finding)
    focus().insertPlainText(text)
    QApplication.processEvents()


def box(window, finding):
    return next(c for c in window.entry.cell._cards if c.finding.identity == finding.identity)


def dialog_of(window):
    return next((d for d in window.findChildren(UnsavedDialog) if d.isVisible()), None)


@pytest.mark.parametrize("text", [SHORT, "2037", HIDDEN])
@pytest.mark.parametrize("way", ["cell", "form", "year", "page", "anew"])
def test_a_refused_reason_is_there_again(filled_window, text, way):
    finding = question(filled_window)
    write(filled_window, finding, text)
    if way == "cell":
        filled_window.go_to(BIRTHS if finding.cells[0] != BIRTHS else DEATHS)
        assert "原因说明还没有保存" in filled_window.entry.notice.sentence
    elif way == "form":
        press(filled_window, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert "原因说明还没有保存" in filled_window.entry.notice.sentence
    elif way == "year":
        filled_window.open_year(2024)
        filled_window.show_stage(Stage.ENTRY)
        assert f"{YEAR} 年度 1 处说明" in filled_window.entry.notice.sentence
        filled_window.open_year(YEAR)
    elif way == "page":
        press(filled_window, Key.Key_F9)
    else:
        filled_window.reopen_year()
    assert "没有保存" in filled_window.status.saved.text()
    filled_window.attend_to(finding.cells[0], finding)
    assert box(filled_window, finding).editor.toPlainText() == text
    focus().selectAll()
    QTest.keyClicks(focus(), "taken from the register")
    press(filled_window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "没有保存" not in filled_window.status.saved.text()
    assert not filled_window.working.is_open(finding)


def test_the_review_shows_what_was_typed_beside_the_grid_and_mends_it(filled_window):
    finding = question(filled_window)
    write(filled_window, finding, SHORT)
    press(filled_window, Key.Key_F9)
    review = filled_window.pages.currentWidget()
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(finding), 0))
    assert review.box.editor.toPlainText() == SHORT
    review.box.editor.setFocus()
    review.box.editor.selectAll()
    review.box.editor.insertPlainText(REASON)
    press(filled_window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    filled_window.attend_to(finding.cells[0], finding)
    assert box(filled_window, finding).editor.toPlainText() == REASON
    assert not filled_window.entry.has_unsaved


def test_a_reason_that_a_locked_file_refused_is_kept(filled_window):
    finding = question(filled_window)
    write(filled_window, finding, REASON)
    filled_window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(filled_window.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        filled_window.go_to(BIRTHS if finding.cells[0] != BIRTHS else DEATHS)
    filled_window.attend_to(finding.cells[0], finding)
    assert box(filled_window, finding).editor.toPlainText() == REASON
    press(filled_window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not filled_window.working.is_open(finding)


def test_a_refused_source_is_there_again(filled_window):
    filled_window.go_to(BIRTHS)
    source = filled_window.entry.cell.evidence.source
    source.setFocus()
    source.selectAll()
    source.insert(HIDDEN)
    filled_window.go_to(DEATHS)
    assert "数据来源还没有保存" in filled_window.entry.notice.sentence
    assert source.text() != HIDDEN
    filled_window.go_to(BIRTHS)
    assert source.text() == HIDDEN
    filled_window.entry.cell.evidence.words["数据来源"].mend.click()
    assert not filled_window.entry.has_unsaved


def test_taking_a_reason_back_leaves_nothing_to_ask_about(filled_window):
    finding = question(filled_window)
    write(filled_window, finding, SHORT)
    filled_window.go_to(BIRTHS if finding.cells[0] != BIRTHS else DEATHS)
    filled_window.attend_to(finding.cells[0], finding)
    focus().selectAll()
    press(filled_window, Key.Key_Delete)
    press(filled_window, Key.Key_Escape)
    assert not filled_window.entry.has_unsaved


def test_closing_asks_first_and_goes_back(filled_window):
    finding = question(filled_window)
    write(filled_window, finding, SHORT)
    assert not filled_window.close()
    dialog = dialog_of(filled_window)
    assert f"“{SHORT}”" in dialog.listed.text()
    press(filled_window, Key.Key_Return)
    assert filled_window.isVisible()
    assert box(filled_window, finding).editor.toPlainText() == SHORT
    filled_window.close()
    dialog_of(filled_window).give_up.click()
    assert not filled_window.isVisible()


def test_closing_asks_for_a_figure_that_could_not_be_stored(filled_window):
    filled_window.go_to(BIRTHS)
    model = filled_window.entry.grid.grid_model()
    filled_window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(filled_window.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not model.setData(model.index_of(BIRTHS), "2037")
    assert not filled_window.close()
    assert "2037" in dialog_of(filled_window).listed.text()
    dialog_of(filled_window).give_up.click()
    assert not filled_window.isVisible()


def test_closing_asks_for_a_refused_name(filled_window):
    filled_window.show_stage(Stage.FINALISE)
    line = filled_window.pages.currentWidget().people.lines["head"]
    line.setFocus()
    line.selectAll()
    line.insert("张\u202e三")
    assert not filled_window.close()
    assert "张" in dialog_of(filled_window).listed.text()
    dialog_of(filled_window).give_up.click()
    assert not filled_window.isVisible()


def test_the_program_itself_asks_too(filled_window, qtbot):
    path = filled_window.path
    filled_window.close()
    shell = Shell()
    window = shell.show_desk(open_desk(path), YEAR)
    qtbot.waitUntil(window.isActiveWindow)
    write(window, question(window), SHORT)
    assert not window.close()
    assert window.isVisible()
    dialog_of(window).give_up.click()
    assert not window.isVisible()
