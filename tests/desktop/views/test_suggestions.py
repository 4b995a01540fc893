"""Slips: the sentence with its suggestion, F4 that takes it over, one undo that takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, DEATHS

pytestmark = pytest.mark.gui
Key = Qt.Key
BIRTHS_RURAL = "maternal-health/01/RES=R"
ANAEMIC = "maternal-health/07/_T"


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def slips(window):
    return [f for f in window.working.year.report.findings if f.code.startswith("TB-SLIP-")]


def shown(window, address):
    return window.entry.grid.grid_model().index_of(address).data()


def test_a_slip_reads_as_one_question_with_a_button(filled_window):
    filled_window.working.enter(BIRTHS, "20360")
    filled_window.go_to(BIRTHS)
    QApplication.processEvents()
    pane = filled_window.entry.cell
    told = " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    assert "您是不是想填 2,036？" in told
    assert "？。" not in told
    buttons = [b.text() for b in pane.findChildren(QPushButton) if b.isVisible()]
    assert any("改为 2,036" in text and text.endswith("（F4）") for text in buttons)


def test_f4_corrects_the_slip_and_one_undo_brings_it_back(filled_window):
    filled_window.working.enter(BIRTHS, "20360")
    filled_window.go_to(BIRTHS)
    assert slips(filled_window)
    press(filled_window, Key.Key_F4)
    assert shown(filled_window, BIRTHS) == "2,036"
    assert slips(filled_window) == []
    assert "Ctrl+Z" in filled_window.entry.notice.sentence
    press(filled_window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(filled_window, BIRTHS) == "20,360"
    assert slips(filled_window)


def test_two_cells_filled_the_wrong_way_round_are_exchanged_in_one_step(filled_window):
    filled_window.working.fill({BIRTHS_URBAN: "334", BIRTHS_RURAL: "1702"})
    assert "TB-SLIP-003" in {finding.code for finding in slips(filled_window)}
    filled_window.go_to(BIRTHS_URBAN)
    QApplication.processEvents()
    buttons = [b.text() for b in filled_window.entry.cell.findChildren(QPushButton) if b.isVisible()]
    assert len([text for text in buttons if "F4" in text]) == 1
    press(filled_window, Key.Key_F4)
    assert (shown(filled_window, BIRTHS_URBAN), shown(filled_window, BIRTHS_RURAL)) == ("1,702", "334")
    press(filled_window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (shown(filled_window, BIRTHS_URBAN), shown(filled_window, BIRTHS_RURAL)) == ("334", "1,702")


def test_f4_in_a_list_is_about_the_finding_that_is_chosen_there(filled_window):
    filled_window.working.enter(BIRTHS, "20360")
    filled_window.go_to(DEATHS)
    findings = filled_window.entry.findings.list
    model = findings.model()
    row = next(r for r in range(model.rowCount()) if "您是不是想填" in model.index(r, 0).data())
    findings.setFocus()
    findings.setCurrentIndex(model.index(row, 0))
    press(filled_window, Key.Key_F4)
    assert shown(filled_window, BIRTHS) == "2,036"


def test_f4_in_step_2_is_about_the_chosen_finding_and_not_about_a_hidden_cell(filled_window):
    filled_window.working.enter(BIRTHS, "20360")
    filled_window.go_to(DEATHS)
    filled_window.show_stage(Stage.REVIEW)
    review = filled_window.pages.currentWidget()
    model = review.list.model()
    row = next(r for r in range(model.rowCount()) if "您是不是想填" in model.index(r, 0).data())
    review.list.setCurrentIndex(model.index(row, 0))
    press(filled_window, Key.Key_F4)
    assert shown(filled_window, BIRTHS) == "2,036"
    assert slips(filled_window) == []


def test_without_a_suggestion_f4_says_so(filled_window):
    filled_window.go_to(DEATHS)
    press(filled_window, Key.Key_F4)
    assert "没有可以采纳" in filled_window.entry.notice.sentence
