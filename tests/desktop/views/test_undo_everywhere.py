"""Ctrl+Z and Ctrl+Y on whatever page: what was taken back is gone from all, and it is said in sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from desktop.views.frame.parts.notice import Notice
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, PLACES
from tests.desktop.views.typing_keys import CONTROL, SHIFT, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key


def key(window, which, modifier=CONTROL):
    QTest.keyClick(QApplication.focusWidget() or window, which, modifier)
    QApplication.processEvents()


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def stored(window, address=ALIVE):
    year = open_year(window.working.year.desk, YEAR)
    return year.reading(year.entry_cell(address).key).text


def said(window):
    """Every sentence that stands on the page in front."""
    page = window.pages.currentWidget()
    return " ".join(n.sentence for n in page.findChildren(Notice) if n.isVisible())


def texts(window):
    page = window.pages.currentWidget()
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def changed(open_small):
    """A window in which one figure has been typed twice."""
    window = open_small("ready")
    for text in ("1", "2"):
        window.go_to(ALIVE)
        type_into(window.entry.grid, text)
    return window


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name.lower())
def test_what_was_taken_back_is_said_on_the_page_in_front(qtbot, changed, stage):
    changed.show_stage(stage)
    idle(qtbot, changed)
    key(changed, Key.Key_Z)
    idle(qtbot, changed)
    assert stored(changed) == "1"
    assert said(changed).startswith("已撤销：")
    key(changed, Key.Key_Y)
    idle(qtbot, changed)
    assert stored(changed) == "2"
    assert said(changed).startswith("已重做：")


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name.lower())
def test_where_nothing_is_left_it_is_said_there(qtbot, open_small, stage):
    window = open_small("begun")
    window.show_stage(stage)
    idle(qtbot, window)
    key(window, Key.Key_Z)
    assert said(window) == "没有可以撤销的操作。"
    key(window, Key.Key_Z, CONTROL | SHIFT)
    assert said(window) == "没有可以重做的操作。"


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name.lower())
def test_a_closed_year_says_why_nothing_is_taken_back(qtbot, open_small, stage):
    window = open_small("final")
    before = stored(window)
    window.show_stage(stage)
    idle(qtbot, window)
    key(window, Key.Key_Z)
    assert stored(window) == before
    assert "已定稿" in said(window)
    assert "撤回" in said(window)


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name.lower())
def test_saving_by_hand_is_answered_in_sight(qtbot, open_small, stage):
    window = open_small("filled")
    window.show_stage(stage)
    idle(qtbot, window)
    key(window, Key.Key_S)
    assert "不用手动保存" in said(window)


def test_every_page_shows_what_holds_after_an_undo(qtbot, open_small):
    window = open_small("ready")
    assert window.working.state is YearState.READY
    for stage in Stage:
        window.show_stage(stage)
        idle(qtbot, window)
    window.go_to(ALIVE)
    type_into(window.entry.grid, "x")
    assert window.working.state is YearState.DRAFT
    window.show_stage(Stage.FINALISE)
    idle(qtbot, window)
    finalising = window.pages.currentWidget()
    assert not finalising.freeze.isEnabled()
    key(window, Key.Key_Z)
    idle(qtbot, window)
    assert finalising.freeze.isEnabled()
    assert "可以定稿" in texts(window)
    for stage, words in ((Stage.REVIEW, "没有强制性问题"), (Stage.RECEIPT, "可以定稿")):
        window.show_stage(stage)
        idle(qtbot, window)
        assert words in texts(window)


def test_a_step_that_was_taken_back_on_another_page_is_gone_from_the_grid(qtbot, changed):
    changed.show_stage(Stage.REVIEW)
    key(changed, Key.Key_Z)
    key(changed, Key.Key_Z)
    changed.show_stage(Stage.ENTRY)
    shown = changed.entry.grid.grid_model().index_of(ALIVE).data(Qt.ItemDataRole.EditRole)
    assert shown == stored(changed) not in ("1", "2")


def test_in_a_reason_ctrl_z_takes_back_words_and_no_figure(open_small):
    window = open_small("filled", behind=True)
    window.go_to(ALIVE_URBAN)
    before = stored(window, ALIVE_URBAN)
    key(window, Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "reason")
    key(window, Key.Key_Z)
    assert editor.toPlainText() == ""
    assert stored(window, ALIVE_URBAN) == before
    assert window.working.year.redo_label is None


def test_while_typing_ctrl_z_takes_back_what_is_being_typed(changed):
    changed.go_to(DEAD)
    before = stored(changed, DEAD)
    type_into(changed.entry.grid, "77", end=None)
    for _ in range(3):
        press(changed.entry.grid, Key.Key_Z, CONTROL)
    press(changed.entry.grid, Key.Key_Escape)
    assert (stored(changed), stored(changed, DEAD)) == ("2", before)


def test_steps_of_several_kinds_go_back_one_by_one_after_a_restart(open_window, open_small):
    window = open_small("filled", behind=True)
    path, start = window.path, stored(window)
    question = window.working.year.report.unexplained[0]
    type_into_cell = [(ALIVE, "11"), (ALIVE, "12")]
    for address, text in type_into_cell:
        window.go_to(address)
        type_into(window.entry.grid, text)
    window.go_to(ALIVE)
    press(window.entry.grid, Key.Key_Delete)
    window.close()
    again = open_window(open_desk(path, Clock()))
    seen = []
    for _ in range(3):
        key(again, Key.Key_Z)
        seen.append(stored(again))
    assert seen == ["12", "11", start]
    assert question.identity in {f.identity for f in again.working.year.report.unexplained}
    for _ in range(3):
        key(again, Key.Key_Y)
    assert stored(again) == ""


def test_it_goes_to_the_cell_and_says_what_stood_there_and_what_stands_there_now(changed):
    changed.go_to(PLACES)
    key(changed, Key.Key_Z)
    assert changed.entry.grid.current_address() == ALIVE, "on another form"
    assert said(changed) == "已撤销：《孕产妇健康》01 活产数，2025 年：2 → 1"
    changed.go_to(DEAD)
    key(changed, Key.Key_Y)
    assert changed.entry.grid.current_address() == ALIVE
    assert said(changed) == "已重做：《孕产妇健康》01 活产数，2025 年：1 → 2"


def test_of_several_cells_and_of_words_beside_a_figure_it_names_what_changed(changed):
    assert changed.working.paste({ALIVE_URBAN: "7", DEAD: "8"})
    assert changed.working.annotate(ALIVE, source="register")
    key(changed, Key.Key_Z)
    assert said(changed).endswith("，2025 年，数据来源：register → 空")
    key(changed, Key.Key_Z)
    assert changed.entry.grid.current_address() == ALIVE_URBAN
    assert "活产数 · 城市" in said(changed)
    assert said(changed).endswith("（粘贴 2 格，这是第一格）")


def test_the_pane_beside_the_grid_comes_a_frame_later_and_is_right_for_whoever_asks_sooner(
    qtbot, filled_window
):
    entry = filled_window.entry
    pane, forms = entry.cell, filled_window.working.year.layout.forms
    filled_window.go_to(forms[0].rows[0].cells[0].address)
    first = pane._title.text()

    def is_shown():
        row = filled_window.working.row(entry.grid.current_address())
        return pane._title.text().startswith(f"{row.code} {row.name}")

    QTest.keyClick(entry.grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert entry.grid.current_address().startswith(forms[1].form.code)
    assert pane._title.text() == first, "the grid is painted first"
    qtbot.waitUntil(is_shown)
    QTest.keyClick(entry.grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert not is_shown()
    pane.first_offer()
    assert is_shown()
