"""F8 leads to what could not be stored before it leads to findings."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.entry.definition_dialog import DefinitionDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, DEATHS, YEAR, clear_all

pytestmark = pytest.mark.gui
Key = Qt.Key
FIGURE = "2037"
HIDDEN = "见台账\u202e第三页"


def focus():
    return QApplication.focusWidget()


def press(window, key):
    QTest.keyClick(focus() or window, key)
    QApplication.processEvents()


@contextmanager
def held(window):
    """Another program holds the file meanwhile."""
    window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(window.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def type_in_vain(window, address=BIRTHS):
    window.go_to(address)
    with held(window):
        QTest.keyClicks(window.entry.grid, FIGURE[0])
        QTest.keyClicks(focus(), FIGURE[1:])
        QTest.keyClick(focus(), Key.Key_Return)


def finding_of(window):
    return next(f for f in window.working.year.report.unexplained if f.cells and f.cells[0] != BIRTHS)


def name_in_vain(window):
    window.show_stage(Stage.FINALISE)
    line = window.pages.currentWidget().people.lines["head"]
    line.setFocus()
    line.selectAll()
    line.insert(HIDDEN)
    window.show_stage(Stage.ENTRY)


def current(window):
    return window.entry.grid.current_address()


@pytest.mark.parametrize("stage", list(Stage))
def test_from_every_page_it_leads_to_the_figure_that_was_not_stored(filled_window, stage):
    type_in_vain(filled_window)
    assert "没有保存" in filled_window.status.saved.text()
    filled_window.go_to(DEATHS)
    filled_window.show_stage(stage)
    press(filled_window, Key.Key_F8)
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert current(filled_window) == BIRTHS
    assert filled_window.entry.grid.grid_model().index_of(BIRTHS).data(Qt.ItemDataRole.EditRole) == FIGURE
    QTest.keyClicks(filled_window.entry.grid, "2")
    QTest.keyClicks(focus(), "038")
    press(filled_window, Key.Key_Return)
    assert not filled_window.entry.has_unsaved


def test_it_leads_to_the_reason_that_was_refused(filled_window):
    finding = finding_of(filled_window)
    filled_window.attend_to(finding.cells[0], finding)
    QTest.keyClicks(focus(), "no")
    filled_window.go_to(DEATHS if finding.cells[0] != DEATHS else BIRTHS)
    press(filled_window, Key.Key_F8)
    assert current(filled_window) == finding.cells[0]
    assert focus().toPlainText() == "no"


def test_it_stays_at_a_text_that_is_refused_as_it_is_left_by_it(filled_window):
    finding = finding_of(filled_window)
    filled_window.attend_to(finding.cells[0], finding)
    QTest.keyClicks(focus(), "no")
    press(filled_window, Key.Key_F8)
    assert focus().toPlainText() == "no"
    QTest.keyClicks(focus(), "x")
    press(filled_window, Key.Key_F8)
    assert sorted(focus().toPlainText()) == ["n", "o", "x"], "what was typed anew is led to again"


@pytest.mark.parametrize(("name", "line"), [("数据来源", "source"), ("备注", "note")])
def test_it_leads_to_the_line_beside_a_cell(filled_window, name, line):
    filled_window.go_to(BIRTHS)
    box = getattr(filled_window.entry.cell.evidence, line)
    box.setFocus()
    box.selectAll()
    box.insert(HIDDEN)
    filled_window.go_to(DEATHS)
    press(filled_window, Key.Key_F8)
    assert current(filled_window) == BIRTHS
    assert focus() is box
    assert box.text() == HIDDEN
    assert name in filled_window.entry.cell.evidence.lines


def test_it_leads_to_the_name_that_was_refused(filled_window):
    name_in_vain(filled_window)
    press(filled_window, Key.Key_F8)
    people = filled_window.pages.currentWidget().people
    assert focus() is people.lines["head"]
    assert focus().text() == HIDDEN


def test_it_leads_to_the_change_of_definition(filled_window):
    filled_window.go_to(BIRTHS)
    filled_window.ask_definition(BIRTHS)
    dialog = filled_window.findChild(DefinitionDialog)
    dialog.years.setCurrentIndex(0)
    dialog.note.insert("counted by residence")
    with held(filled_window):
        QTest.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    dialog.hide()
    dialog.deleteLater()
    filled_window.go_to(DEATHS)
    press(filled_window, Key.Key_F8)
    assert current(filled_window) == BIRTHS
    again = next(d for d in filled_window.findChildren(DefinitionDialog) if d.isVisible())
    assert again.note.text() == "counted by residence"
    again.close()


def test_it_leads_to_the_year_that_is_not_shown(filled_window):
    type_in_vain(filled_window)
    filled_window.open_year(2024)
    filled_window.show_stage(Stage.ENTRY)
    assert "按 F8 到那里" in filled_window.entry.notice.sentence
    press(filled_window, Key.Key_F8)
    assert filled_window.working.desk_year == YEAR
    assert current(filled_window) == BIRTHS


def test_it_goes_from_one_to_the_next_and_then_to_findings(filled_window):
    name_in_vain(filled_window)
    type_in_vain(filled_window, BIRTHS_URBAN)
    type_in_vain(filled_window, BIRTHS)
    reached = []
    for _ in range(3):
        press(filled_window, Key.Key_F8)
        on_entry = filled_window.pages.currentWidget() is filled_window.entry
        reached.append(current(filled_window) if on_entry else focus().text())
    assert reached == [BIRTHS, BIRTHS_URBAN, HIDDEN], "the year's cells in the order of the form, then people"
    press(filled_window, Key.Key_F8)
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert filled_window.working.to_explain(current(filled_window)) is not None


def test_nobody_is_told_that_nothing_is_left_while_something_is(filled_window):
    clear_all(filled_window.working)
    name_in_vain(filled_window)
    for _ in range(3):
        press(filled_window, Key.Key_F8)
        assert focus().text() == HIDDEN
        assert "没有需要处理的问题了" not in filled_window.entry.notice.sentence


def test_without_any_it_leads_to_findings_as_before(filled_window):
    press(filled_window, Key.Key_F8)
    assert filled_window.working.to_explain(current(filled_window)) is not None
    clear_all(filled_window.working)
    press(filled_window, Key.Key_F8)
    assert "没有需要处理的问题了" in filled_window.entry.notice.sentence
