"""Earlier years in the grid of 填报: seen, marked, corrected with a reason, not mixed with the year's own."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton

from db.unit.records import HistoryValue
from desktop.services.unit.past_correction import past_changes
from desktop.services.unit.year import open_year
from desktop.views.entry.correction_dialog import CorrectionDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, MORTALITY
from tests.desktop.views.typing_keys import CONTROL, SHIFT, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
WHY = "按统计年鉴核对，原数少录一位"


@pytest.fixture
def window(open_small):
    window = open_small("filled")
    window.go_to(ALIVE)
    QTest.keyClick(window.bar.findChild(QComboBox), Key.Key_Up)
    assert window.bar.findChild(QComboBox).currentText() == f"{YEAR - 1} 往年"
    window.entry.grid.choose(ALIVE)
    return window


def shown(window, address):
    return window.entry.grid.grid_model().index_of(address).data()


def known(window, address, year=YEAR - 1):
    desk = window.working.year.desk
    return desk.history(before=YEAR)[year].get(window.working.cell(address).key)


def dialog_of(window):
    QApplication.processEvents()
    return next((d for d in window.findChildren(CorrectionDialog) if d.isVisible()), None)


def test_an_imported_year_is_marked_and_shown_in_the_same_grid(window):
    grid, model = window.entry.grid, window.entry.grid.grid_model()
    assert shown(window, ALIVE).replace(",", "") == str(known(window, ALIVE))
    assert model.headerData(4, Qt.Orientation.Horizontal).startswith(f"{YEAR - 1} 年")
    assert model.headerData(3, Qt.Orientation.Horizontal) == f"{YEAR - 2} 年"
    assert model.index(0, model.status_column).data() == "往年数据"
    assert "往年数据，不是本年报表" in window.entry.notice.sentence
    pane = [label.text() for label in window.entry.cell.findChildren(QLabel)]
    assert any(f"{YEAR - 1} 年 <b>" in text for text in pane)
    assert grid.current_address() == ALIVE


def test_a_correction_needs_a_reason_and_is_in_the_log(window):
    grid, own = window.entry.grid, window.working.year.reading(window.working.cell(ALIVE).key)
    before = known(window, ALIVE)
    type_into(grid, "34567")
    dialog = dialog_of(window)
    assert known(window, ALIVE) == before
    QTest.keyClick(dialog.reason, Key.Key_Return)
    assert dialog.isVisible()
    assert "请写明为什么更正" in dialog.trouble.text()
    dialog.reason.setText(WHY)
    QTest.keyClick(dialog.reason, Key.Key_Return)
    QApplication.processEvents()
    assert known(window, ALIVE) == 34567
    assert shown(window, ALIVE) == "34,567"
    assert "已更正" in window.entry.notice.sentence
    change = past_changes(window.working.year.desk, YEAR - 1, window.working.cell(ALIVE).key)[0]
    assert (change.old, change.new, change.reason, change.is_correction) == (before, 34567, WHY, True)
    pane = [label.text() for label in window.entry.cell.findChildren(QLabel) if label.isVisible()]
    assert any("更正" in text and WHY in text for text in pane)
    year = open_year(window.working.year.desk, YEAR)
    assert year.reading(window.working.cell(ALIVE).key) == own
    assert year.figures.value(window.working.cell(ALIVE).key, YEAR - 1) == 34567


def test_who_gives_up_changes_nothing(window):
    before = shown(window, ALIVE)
    type_into(window.entry.grid, "1")
    QTest.keyClick(dialog_of(window), Key.Key_Escape)
    assert shown(window, ALIVE) == before
    assert not window.entry.has_unsaved


@pytest.mark.parametrize(("text", "said"), [("", "与现在的数相同"), ("三万", "三万"), ("-5", "不能是负数")])
def test_what_cannot_be_corrected_is_said_and_no_reason_asked(window, text, said):
    before, old = known(window, ALIVE), window.working.year.desk.store.log_position()
    type_into(window.entry.grid, text or str(before))
    assert dialog_of(window) is None
    assert said in window.entry.notice.sentence
    assert "已更正" not in window.entry.notice.sentence
    assert (known(window, ALIVE), window.working.year.desk.store.log_position()) == (before, old)


def test_several_figures_are_taken_away_with_one_reason(window):
    press(window.entry.grid, Key.Key_Right, SHIFT)
    press(window.entry.grid, Key.Key_Delete)
    dialog = dialog_of(window)
    dialog.reason.setText(WHY)
    dialog.enter.click()
    QApplication.processEvents()
    assert (known(window, ALIVE), known(window, ALIVE_URBAN)) == (None, None)
    assert shown(window, ALIVE) == ""


@pytest.mark.parametrize("text", ["1\t2", "1\n2"])
def test_a_block_is_not_pasted_into_an_earlier_year(window, text):
    stood = window.working.year.figures.observations
    QGuiApplication.clipboard().setText(text)
    press(window.entry.grid, Key.Key_V, CONTROL)
    assert "一格一格更正" in window.entry.notice.sentence
    QGuiApplication.clipboard().setText("12")
    press(window.entry.grid, Key.Key_Right, SHIFT)
    press(window.entry.grid, Key.Key_V, CONTROL)
    QTest.keyClick(dialog_of(window), Key.Key_Escape)
    press(window.entry.grid, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "只收数" in window.entry.notice.sentence
    assert window.working.year.figures.observations == stood


def test_a_computed_figure_says_what_to_correct(window):
    window.entry.grid.choose(MORTALITY)
    type_into(window.entry.grid, "5", end=None)
    assert editor_of(window.entry.grid) is None
    assert "更正它所依据的往年数据" in window.entry.notice.sentence


@pytest.mark.parametrize("way", [Key.Key_F8, Key.Key_F9])
def test_what_is_about_the_open_year_leads_back_to_it(window, way):
    press(window.entry.grid, way)
    assert window.entry.past is None
    assert window.bar.findChild(QComboBox).currentText() == f"{YEAR} 年度"
    window.show_stage(Stage.ENTRY)
    assert window.entry.grid.grid_model().headerData(3, Qt.Orientation.Horizontal) == "上年"


def test_an_impossible_figure_says_so_in_its_cell(window):
    desk = window.working.year.desk
    key = window.working.cell(ALIVE).key
    desk.store.import_history(
        [HistoryValue(YEAR - 1, key, Decimal(-5))], source="旧表", actor="丙", now=desk.clock()
    )
    window.reopen_year()
    window.past_view.show(YEAR - 1, ALIVE)
    model = window.entry.grid.grid_model()
    assert model.index(0, model.status_column).data() == "不可能"
    assert "不可能" in model.index_of(ALIVE).data(Qt.ItemDataRole.ToolTipRole)


def test_a_year_reported_here_is_only_looked_at(open_small):
    window = open_small("filled")
    open_year(window.working.year.desk, YEAR - 1).enter({window.working.cell(ALIVE).key: "7"})
    window.reopen_year()
    window.past_view.show(YEAR - 1, ALIVE)
    assert f"换到 {YEAR - 1} 年度" in window.entry.notice.sentence
    type_into(window.entry.grid, "5", end=None)
    assert editor_of(window.entry.grid) is None


def test_beside_figures_of_an_earlier_year_nothing_of_the_open_one_is_counted(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 480)
    line, forms = window.entry.panes.line, window.entry.heading.forms
    window.past_view.show(YEAR - 1, ALIVE)
    assert f"审核的是 {YEAR} 年度" in line._words.text()
    assert not any(label.isVisible() for mark, label in line._counts)
    assert forms._parts() == []
    window.past_view.leave()
    assert "往年数据" not in line._words.text()
    assert forms._parts()


def test_a_year_that_is_not_due_says_so(open_small):
    window = open_small("filled", year=YEAR - 1)
    assert f"不是现在要报的 {YEAR} 年度" in window.entry.notice.sentence
    next(b for b in window.entry.notice.findChildren(QPushButton) if b.text() == "知道了").click()
    window.go_to(ALIVE)
    type_into(window.entry.grid, "1717")
    assert not window.entry.notice.sentence, "once is enough: it hides what each cell means"


def test_the_menu_of_earlier_years_leads_to_one_and_lives_as_long_as_the_window(open_small):
    window = open_small("filled")
    window.show_stage(Stage.FINALISE)
    window.tasks.wait()
    window.reopen_year()
    window.show_stage(Stage.ENTRY)
    menu = window.entry.forms.past.menu()
    (room,) = menu.findChildren(QMenu)
    action = next(a for a in room.actions() if a.text() == f"{YEAR - 2} 年")
    action.trigger()
    assert window.entry.past.year == YEAR - 2
    assert window.entry.forms.read_past.isEnabled()
