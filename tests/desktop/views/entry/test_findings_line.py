"""The line 审核 of a low window: blanks of an untouched year are no errors, what is explained is done."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.grid.roles import Role
from desktop.views.entry.explaining import Explaining
from forms.findings import Level
from tests.desktop.models.small_desks import EXPLAINED

pytestmark = pytest.mark.gui
COUNT = re.compile(r"\w+ \d+")


def told(window):
    """What the counts of the line say."""
    labels = window.entry.panes.line.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and COUNT.fullmatch(label.text())]


def test_a_closed_year_does_not_say_how_an_explanation_is_stored(open_small):
    window = open_small("final")
    asked = next(f for f in window.working.year.report.findings if f.enforcement is Level.QUERY)
    window.attend_to(asked.cells[0], asked)
    rooms = window.entry.cell.findChildren(Explaining)
    assert rooms
    assert all(room.editor.isReadOnly() and room.hint.isHidden() for room in rooms)


def test_before_the_first_figure_nothing_is_wrong(open_small):
    window = open_small("begun")
    window.resize(911, 465)
    blank = sum(not cell.is_surveyed for cell in window.working.year.layout.entry_cells)
    assert told(window) == [f"未填 {blank}"]


def test_what_is_explained_no_longer_asks(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 465)
    asked = window.working.year.report.unexplained
    assert f"核实 {len(asked)}" in told(window)
    assert window.working.explain(asked[0], EXPLAINED, *asked[1:])
    assert told(window)[:1] == [f"已说明 {window.working.year.report.count(Level.QUERY)}"]


def test_where_an_explanation_is_written_it_is_said_how_it_is_stored(open_small):
    window = open_small("filled", behind=True)
    finding = window.working.year.report.unexplained[0]
    window.entry.attend_to(finding.cells[0], finding)
    QApplication.processEvents()
    card = next(c for c in window.entry.cell.findChildren(Explaining) if c.editor.hasFocus())
    assert "离开即保存" in card.hint.text()
    assert card.hint.isVisible()
    assert window.working.explain(finding, EXPLAINED)
    card.editor.setReadOnly(True)
    card.show_nothing()
    assert not card.hint.isVisible()


def double_click_on_status(window, address):
    grid = window.entry.grid
    index = grid.grid_model().index_of(address).siblingAtColumn(grid.grid_model().status_column)
    grid.scrollTo(index)
    place = grid.visualRect(index).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def test_a_double_click_on_a_status_shows_why(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 465)
    asked = window.working.year.report.unexplained[0]
    window.go_to(asked.cells[0])
    double_click_on_status(window, asked.cells[0])
    assert not window.entry.notice.sentence
    assert window.entry.panes.cell_pane.is_open
    assert window.entry.grid.current_address() in asked.cells
    assert any(card.editor.hasFocus() for card in window.entry.cell.findChildren(Explaining))


def words(window):
    return window.entry.panes.line._words.text()


def test_a_cell_that_a_question_names_shows_it_and_no_other(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 465)
    asked = next(f for f in window.working.year.report.unexplained if len(f.cells) > 1)
    for address in asked.cells:
        window.go_to(address)
        index = window.entry.panes.line._index()
        assert address in index.data(Role.FINDING).cells
    message = asked.message
    window.go_to(asked.cells[0])
    assert message.startswith("“")
    rest = message.partition("”")[2].strip()
    assert words(window).startswith(f"核实　{rest}"), "the line above names the cell"
    window.working.enter(asked.cells[0], "99999999")
    wrong = next(f for f in window.working.year.report.to_mend if f.message.count("“") > 1)
    window.go_to(wrong.cells[0])
    assert "“" + wrong.message.split("“")[2] in words(window), "what it is compared with keeps its name"
    window.working.enter(asked.cells[0], "1o5")
    window.go_to(asked.cells[0])
    assert words(window).startswith("强制　“1o5”"), "no mark is left of what stood before the name"
