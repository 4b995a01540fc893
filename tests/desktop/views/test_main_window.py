"""The window as a whole: where I am, what is open, what a key does."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from desktop.views.entry.explaining import ExplanationEditor
from desktop.views.home.page import HomePage
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, DEATHS, YEAR, clear_all, new_desk
from tests.desktop.views.typing_keys import press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SLIP = "mother-to-child-transmission/02/_T"


def key(window, which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, which, modifier)
    QApplication.processEvents()


def step_texts(window):
    return [b.text() for b in window.bar.findChildren(QPushButton) if b.property("kind") == "step"]


def test_says_whose_figures_for_when_and_where_they_lie(window, store):
    assert window.windowTitle().startswith("区卫生健康局")
    assert window.bar.findChild(QComboBox).currentText() == "2025 年度"
    assert window.status._file.toolTip() == str(store)
    assert "离线" in window.status._mode.text()


def test_invented_figures_are_called_so_beside_the_year_and_real_ones_are_not(filled_window, open_small):
    assert filled_window.bar.badge.isVisible()
    assert filled_window.bar.badge.text() == "演示数据"
    filled_window.resize(911, 512)
    QApplication.processEvents()
    assert filled_window.bar.badge.isVisible()
    assert not open_small("filled").bar.badge.isVisible()


def test_an_empty_year_begins_with_what_is_due(qtbot, open_window, store):
    store.parent.mkdir()
    window = open_window(new_desk(store))
    window.open_year(YEAR)
    start = window.pages.currentWidget()
    assert isinstance(start, HomePage)
    told = [label.text() for label in start.due.findChildren(QLabel)]
    assert "10 张表，71 格" in told
    qtbot.mouseClick(start.go, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.entry
    assert window.focusWidget() is window.entry.grid


def test_the_first_entry_asks_who_enters(qtbot, open_window, store):
    store.parent.mkdir()
    desk = new_desk(store)
    desk.name_people(filler="")
    window = open_window(desk)
    window.open_year(YEAR)
    start = window.pages.currentWidget()
    qtbot.mouseClick(start.go, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is start
    line = start.people.lines["filler"]
    assert window.focusWidget() is line
    assert any("填表人姓名" in label.text() for label in start.findChildren(QLabel) if label.isVisible())
    QTest.keyClicks(line, "Han Xue")
    qtbot.mouseClick(start.go, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.entry
    assert desk.actor == "Han Xue"


def test_a_year_begun_earlier_goes_on_and_says_how_far_it_is(filled_window):
    filled_window.open_year(YEAR)
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert "接着上次填" in filled_window.entry.notice.sentence


def test_what_is_saved_is_always_visible(window):
    type_into(window.entry.grid, "2036")
    assert window.status.saved.text().startswith("✓ 已保存 ")


def test_every_step_can_be_reached_by_key(filled_window):
    for number, stage in enumerate(Stage, start=1):
        key(filled_window, getattr(Key, f"Key_{number}"), CONTROL)
        assert filled_window._current_stage() is stage
    filled_window.tasks.wait()


def test_steps_behind_are_ticked(filled_window):
    from desktop.services.unit.filing.finalising import finalise

    assert step_texts(filled_window)[:3] == ["概况", "✓ 填报", "审核"]
    clear_all(filled_window.working)
    finalise(filled_window.working.year)
    filled_window.working.follow()
    assert step_texts(filled_window)[1:5] == ["✓ 填报", "✓ 审核", "✓ 定稿打印", "导出报送"]


def test_f8_goes_from_problem_to_problem_over_forms(filled_window):
    visited = []
    for _ in range(3):
        key(filled_window, Key.Key_F8)
        visited.append(filled_window.entry.grid.current_address())
    assert len(set(visited)) == 3
    assert {a.split("/")[0] for a in visited} == {"maternal-health", "reproductive-health"}


def test_enter_in_the_list_of_findings_goes_to_the_cell(filled_window):
    filled_window.working.enter(SLIP, "2051")
    key(filled_window, Key.Key_F6)
    findings = filled_window.entry.findings.list
    assert findings.hasFocus()
    press(findings, Key.Key_Return)
    assert filled_window.entry.grid.current_address() == SLIP
    assert filled_window.entry.grid.hasFocus()


def test_f4_takes_a_suggestion_over(filled_window):
    filled_window.working.enter(SLIP, "2051")
    filled_window.go_to(SLIP)
    key(filled_window, Key.Key_F4)
    assert filled_window.entry.grid.grid_model().index_of(SLIP).data() == "2,048"
    key(filled_window, Key.Key_Z, CONTROL)
    assert filled_window.entry.grid.grid_model().index_of(SLIP).data() == "2,051"


def test_f6_goes_round_all_panes_by_keyboard_alone(filled_window):
    visited = []
    for _ in range(4):
        key(filled_window, Key.Key_F6)
        focus = filled_window.focusWidget()
        visited.append(focus.objectName() or type(focus).__name__)
    assert visited[0] == "findingsList"
    assert visited[2:] == ["formsTree", "formGrid"]


def test_an_explanation_is_stored_when_it_is_left(filled_window):
    key(filled_window, Key.Key_F8)
    editor = filled_window.entry.cell.findChild(ExplanationEditor)
    editor.setFocus()
    QTest.keyClicks(editor, "x" * 12)
    before = len(filled_window.working.year.report.unexplained)
    filled_window.entry.grid.setFocus()
    assert len(filled_window.working.year.report.unexplained) == before - 1


def test_an_explanation_too_short_says_so_and_keeps_the_words(filled_window):
    key(filled_window, Key.Key_F8)
    editor = filled_window.entry.cell.findChild(ExplanationEditor)
    editor.setFocus()
    QTest.keyClicks(editor, "ok")
    filled_window.entry.grid.setFocus()
    assert editor.toPlainText() == "ok"
    assert filled_window.working.year.report.explanations == {}


def test_source_and_remark_are_stored_when_left(filled_window):
    filled_window.go_to(BIRTHS)
    evidence = filled_window.entry.cell.evidence
    evidence.source.setFocus()
    QTest.keyClicks(evidence.source, "p3")
    evidence.note.setFocus()
    kept = filled_window.working.year.figures.observations
    assert next(o.source for k, o in kept.items() if str(k) == "live-births/_T") == "p3"


def test_rows_are_found_by_initials(filled_window):
    key(filled_window, Key.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "yfpx")
    key(filled_window, Key.Key_Return)
    assert filled_window.entry.grid.current_address() == "maternal-health/08/_T"
    assert filled_window.finder.isHidden()


def test_saving_by_hand_is_not_needed_and_says_so(window):
    key(window, Key.Key_S, CONTROL)
    assert "不用手动保存" in window.entry.notice.sentence


def test_the_wheel_does_not_change_the_year(window):
    box = window.bar.findChild(QComboBox)
    box.setFocus()
    spot = QPointF(box.rect().center())
    turn = QWheelEvent(
        spot, box.mapToGlobal(spot), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "2025 年度"


def test_another_year_opens_with_its_own_figures(filled_window):
    filled_window.open_year(2024)
    assert filled_window.working.desk_year == 2024
    filled_window.show_stage(Stage.ENTRY)
    index = filled_window.entry.grid.grid_model().index_of(BIRTHS)
    assert not index.data()
    filled_window.open_year(YEAR)
    assert filled_window.entry.grid.grid_model().index_of(BIRTHS).data() == "2,036"


def test_a_second_window_is_read_only_and_says_so(open_window, window, store):
    second = open_window(open_desk(store))
    type_into(second.entry.grid, "5", end=None)
    assert "只能查看" in second.entry.notice.sentence
    assert "只读" in second.status._mode.text()
    type_into(window.entry.grid, "2036")
    assert window.entry.grid.grid_model().index_of(BIRTHS).data() == "2,036"


def test_closing_stores_what_is_being_typed(window, store):
    type_into(window.entry.grid, "2036")
    type_into(window.entry.grid, "4", end=None)
    window.close()
    with open_desk(store) as desk:
        year = open_year(desk, YEAR)
        assert year.reading(year.entry_cell(DEATHS).key).text == "4"


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (1024, 600), (683, 384)])
@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_is_wider_than_the_window(filled_window, qtbot, stage, width, height):
    filled_window.resize(width, height)
    filled_window.show_stage(stage)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=20_000)
    QApplication.processEvents()
    assert (filled_window.width(), filled_window.height()) == (width, height)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_page_paints_something(filled_window, qtbot, stage):
    filled_window.show_stage(stage)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=20_000)
    picture = filled_window.pages.currentWidget().grab().toImage()
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    assert len(colours) > 12
