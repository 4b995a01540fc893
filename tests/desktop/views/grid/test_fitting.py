"""What stands in the grid can be read whole, and the grid has the room that nothing else needs."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.views.frame.parts.elided_label import ShorteningLabel
from desktop.views.grid.delegate import row_height, small_font
from desktop.views.main_window import MainWindow
from forms.filing.stage import Stage
from forms.findings import Level
from tests.desktop.models.desks import new_desk
from tests.desktop.models.small_desks import ALIVE, DEAD

pytestmark = pytest.mark.gui


def texts_cut(grid):
    """Statuses that are wider than their column."""
    model, column = grid.grid_model(), grid.grid_model().status_column
    room = grid.columnWidth(column) - 6 - 2 - 16  # margins and mark, as they are drawn
    texts = [model.index(row, column).data() or "" for row in range(model.rowCount())]
    return [text for text in texts if QFontMetrics(grid.font()).horizontalAdvance(text) > room]


def test_no_status_is_cut_also_after_typing_has_made_it_longer(open_small):
    window = open_small("filled")
    grid = window.entry.grid
    for width in (1366, 911):
        window.resize(width, 600)
        QApplication.processEvents()
        assert texts_cut(grid) == []
    window.working.enter(DEAD, "1")
    assert texts_cut(grid) == []
    for percent in (70, 150):
        grid.zoom.set_percent(percent)
        assert texts_cut(grid) == []


def test_the_lines_of_a_name_that_is_set_in_begin_below_each_other(qapp):
    font, name = qapp.font(), "其中：签订女职工权益保护专项集体合同的企业数"
    metrics = QFontMetrics(font)
    # Two blanks take two characters from every line, not from the first one alone.
    width = metrics.horizontalAdvance(name) // 2 + 20
    plain, set_in = row_height(font, name, "", width), row_height(font, "　　" + name, "", width)
    narrower = width - metrics.horizontalAdvance("　　")
    assert set_in == row_height(font, name, "", narrower) > plain
    assert small_font(font).pointSizeF() < font.pointSizeF()


def test_a_name_is_measured_in_the_width_in_which_it_is_drawn(open_small):
    window = open_small("filled")
    grid = window.entry.grid
    text = grid.grid_model().index(0, 1).data()
    grid.setColumnWidth(1, QFontMetrics(grid.font()).horizontalAdvance(text) + 12)  # without the grid's line
    drawn = grid.visualRect(grid.grid_model().index(0, 1)).width() - 12
    assert drawn < QFontMetrics(grid.font()).horizontalAdvance(text), "it takes two lines"
    one = row_height(grid.font(), text, "", 1000)
    assert row_height(grid.font(), text, "", grid.columnWidth(1)) > one
    assert row_height(grid.font(), text, "", grid.columnWidth(1) + 1) == one


def test_the_grid_has_the_room_below_few_findings_and_gives_it_to_many(open_small):
    window = open_small("ready")
    pane, grid = window.entry.findings, window.entry.grid
    model = pane.list.model()
    window.working.put({ALIVE: "1"}, "entry")
    QApplication.processEvents()
    many, low = pane.height(), grid.height()
    assert model.rowCount() > 2
    pane.levels.choose(Level.ADVISORY)
    QApplication.processEvents()
    assert pane.height() == many, "a chip moved away under the pointer"
    pane.levels.choose(None)
    window.working.undo()
    QApplication.processEvents()
    assert pane.height() < many
    assert grid.height() - low == many - pane.height()


def test_a_label_says_less_where_there_is_no_room_and_cuts_nothing(qtbot):
    label = ShorteningLabel()
    qtbot.addWidget(label)
    label.show_texts("统计期间 2025 年　表号 妇监 3", "2025 年　表号 妇监 3", "2025 年")
    wide = label.fontMetrics().horizontalAdvance
    for room in ("统计期间 2025 年　表号 妇监 3", "2025 年　表号 妇监 3", "2025 年"):
        label.resize(wide(room), 20)
        assert label.fitting() == room
    label.resize(2, 20)
    assert not label.fitting()
    assert label.toolTip().endswith("妇监 3")


def test_columns_make_room_for_the_bar_of_rows_that_are_out_of_sight(qtbot, store):
    store.parent.mkdir()
    window = MainWindow(new_desk(store, filled=True))
    qtbot.addWidget(window)
    window.resize(911, 465)  # before it is shown, as a window is that is opened on a small screen
    window.show_home()
    window.show()
    window.show_stage(Stage.ENTRY)
    QApplication.processEvents()
    grid = window.entry.grid
    assert grid.verticalScrollBar().maximum() > 0
    assert grid.horizontalScrollBar().maximum() == 0
    assert texts_cut(grid) == []
    window.may_close = True
    window.close()
