"""口径变动 from the cell pane: recorded, then seen beside the figure, in the grid and in the chart."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from desktop.models.grid.roles import Role
from desktop.views.entry.definition_dialog import DefinitionDialog
from desktop.views.grid.trend_chart import TrendChart
from tests.desktop.models.desks import BIRTHS

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
NOTE = "residents instead of registered"


@pytest.fixture
def dialog(qtbot, filled_window):
    filled_window.go_to(BIRTHS)
    qtbot.mouseClick(filled_window.entry.cell.define, LEFT)
    return filled_window.findChild(DefinitionDialog)


def record(qtbot, dialog, note=NOTE, year=2025):
    dialog.years.setCurrentIndex(dialog.years.findData(year))
    dialog.note.clear()
    QTest.keyClicks(dialog.note, note)
    qtbot.mouseClick(dialog.record, LEFT)
    QApplication.processEvents()


def earlier(window):
    return window.entry.grid.grid_model().index_of(BIRTHS).siblingAtColumn(3)


def test_last_year_stays_visible_and_says_that_it_cannot_be_compared(qtbot, filled_window, dialog):
    assert earlier(filled_window).data(Role.DETAIL) is None
    record(qtbot, dialog)
    assert "2025 年" in filled_window.entry.notice.sentence
    assert filled_window.entry.grid.current_address() == BIRTHS
    index = earlier(filled_window)
    assert (index.data(), index.data(Role.DETAIL)) == ("2,141", "口径已变")
    assert NOTE in index.data(Qt.ItemDataRole.ToolTipRole)
    assert filled_window.working.year.figures.value(index.model().cell_at(index).key, 2024) is None
    told = [label.text() for label in filled_window.entry.cell.findChildren(QLabel)]
    assert any("口径已变" in text for text in told)


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_chart_breaks_and_tells_why_at_the_break(qtbot, filled_window, dialog):
    record(qtbot, dialog)
    chart = filled_window.entry.cell.findChild(TrendChart)
    assert [segment[-1][0] for segment in chart._trend.segments] == [2024, 2025]
    assert len(chart._trend.points) == 6
    plot = chart._plot(chart.font())
    spot = QPoint(round(chart._break_at(plot, 2025)), 40)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, spot, chart.mapToGlobal(spot)))
    assert NOTE in chart.toolTip()
    QToolTip.hideText()


def test_a_change_without_words_is_not_recorded(qtbot, filled_window, dialog):
    record(qtbot, dialog, note="x")
    assert "请写明" in dialog.trouble.text()
    assert dialog.isVisible()
    assert filled_window.working.year.desk.definition_changes() == ()
    dialog.reject()


def test_a_figure_is_compared_again_within_its_new_definition(qtbot, filled_window, dialog):
    record(qtbot, dialog, year=2023)
    assert earlier(filled_window).data(Role.DETAIL) is None
    chart = filled_window.entry.cell.findChild(TrendChart)
    assert [len(segment) for segment in chart._trend.segments] == [3, 3]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_nothing_is_chosen_and_enter_records_nothing_by_accident(qtbot, filled_window, dialog, key):
    desk = filled_window.working.year.desk
    assert dialog.years.currentIndex() == -1
    QTest.keyClicks(dialog.note, NOTE)
    dialog.note.setFocus()
    for widget in (dialog.years, dialog.note):
        widget.setFocus()
        QTest.keyClick(widget, key)
        assert dialog.isVisible()
    qtbot.mouseClick(dialog.record, LEFT)
    assert "哪一年" in dialog.trouble.text()
    dialog.years.setCurrentIndex(dialog.years.findData(2024))
    dialog.note.setFocus()
    QTest.keyClick(dialog.note, key)
    assert desk.definition_changes() == (), "one Enter in the line goes on to the next place"
    assert dialog.isVisible()
    dialog.record.setFocus()
    QTest.keyClick(dialog.record, key)
    assert [change.year for change in desk.definition_changes()] == [2024]


def test_a_key_held_down_records_nothing(qtbot, filled_window, dialog):
    dialog.years.setCurrentIndex(0)
    QTest.keyClicks(dialog.note, NOTE)
    dialog.record.setFocus()
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(dialog.record, held)
    assert filled_window.working.year.desk.definition_changes() == ()
    dialog.reject()
