"""The list of findings under the grid and on the page 审核: chips, arrows, clicks, and what stays chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.models.grid.roles import Role
from desktop.views.entry.explaining import ExplanationEditor
from forms.filing.stage import Stage
from forms.findings import Level
from tests.desktop.models.small_desks import ALIVE, EXPLAINED, MANAGED
from tests.desktop.views.typing_keys import type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_small):
    """A year with findings of all three levels."""
    window = open_small("filled", behind=True)
    window.working.enter(MANAGED, "x")
    assert {f.enforcement for f in window.working.year.report.findings} >= {Level.MANDATORY, Level.QUERY}
    return window


@pytest.fixture
def review(window):
    window.show_stage(Stage.REVIEW)
    QApplication.processEvents()
    return window.pages.currentWidget()


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


def rows(view):
    model = view.model()
    return [model.index(row, 0).data(Role.FINDING) for row in range(model.rowCount())]


def chip(pane, word):
    return next(b for b in pane.findChildren(QPushButton) if b.isVisible() and b.text().startswith(word))


def number(button):
    return int(button.text().rpartition(" ")[2])


def click(qtbot, view, row):
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.name.lower())
def test_a_chip_shows_its_level_alone_with_the_number_it_names(qtbot, window, level):
    pane = window.entry.findings
    button = chip(pane, level.label)
    qtbot.mouseClick(button, LEFT)
    assert [f.enforcement for f in rows(pane.list)] == [level] * number(button)
    qtbot.mouseClick(chip(pane, "全部"), LEFT)
    assert len(rows(pane.list)) == number(chip(pane, "全部"))


def test_the_numbers_follow_the_figures_whatever_is_shown(qtbot, window):
    pane = window.entry.findings
    qtbot.mouseClick(chip(pane, "提示"), LEFT)
    before = number(chip(pane, "强制"))
    window.go_to(ALIVE)
    type_into(window.entry.grid, "2o36")
    assert number(chip(pane, "强制")) > before
    assert window.working.undo()
    assert number(chip(pane, "强制")) == before


def test_grid_and_review_have_filters_of_their_own(qtbot, window, review):
    qtbot.mouseClick(chip(review, "强制"), LEFT)
    assert {f.enforcement for f in rows(review.list)} == {Level.MANDATORY}
    window.show_stage(Stage.ENTRY)
    assert chip(window.entry.findings, "全部").isChecked()
    assert len(rows(window.entry.findings.list)) > len(rows(review.list))


def test_the_mandatory_ones_come_first_and_each_says_what_to_do_next(window):
    found = rows(window.entry.findings.list)
    order = [list(Level).index(f.enforcement) for f in found]
    assert order == sorted(order)
    model = window.entry.findings.list.model()
    for row, finding in enumerate(found):
        index = model.index(row, 0)
        assert index.data(Role.DETAIL)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith(finding.enforcement.label)
        assert finding.message in spoken


def test_arrows_show_one_after_the_other_and_leave_the_figures_alone(window, review):
    before = dict(window.working.year.figures.observations)
    review.list.setFocus()
    seen = [review.chosen.card.finding.identity]
    for _ in range(len(rows(review.list)) - 1):
        key(Key.Key_Down)
        seen.append(review.chosen.card.finding.identity)
    assert seen == [finding.identity for finding in rows(review.list)]
    key(Key.Key_Home)
    assert review.chosen.card.finding.identity == seen[0]
    assert dict(window.working.year.figures.observations) == before
    assert window.pages.currentWidget() is review


def test_a_click_in_the_review_shows_and_a_click_under_the_grid_jumps(qtbot, window, review):
    last = len(rows(review.list)) - 1
    click(qtbot, review.list, last)
    assert review.chosen.card.finding == rows(review.list)[last]
    assert window.pages.currentWidget() is review
    window.show_stage(Stage.ENTRY)
    window.go_to("survey/01/_T")
    place = next(
        i for i, f in enumerate(rows(window.entry.findings.list)) if f.cells[0].startswith("maternal")
    )
    wanted = rows(window.entry.findings.list)[place].cells[0]
    click(qtbot, window.entry.findings.list, place)
    assert window.entry.grid.current_address() == wanted


def test_the_card_names_the_place_and_the_button_leads_to_it(qtbot, window, review):
    finding = review.list.current_finding()
    assert "《孕产妇健康》" in texts(review)
    go = next(b for b in review.findChildren(QPushButton) if b.text().startswith("到这一格"))
    qtbot.mouseClick(go, LEFT)
    assert window.pages.currentWidget() is window.entry
    assert window.entry.grid.current_address() == finding.cells[0]


def test_what_is_chosen_stays_chosen_while_others_go(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(chosen), 0))
    window.working.clear([MANAGED])
    window.working.undo()
    assert review.list.current_finding().identity == chosen.identity
    assert review.chosen.card.finding.identity == chosen.identity


def test_the_review_begins_with_what_is_left_to_be_done(open_small):
    window = open_small("filled", behind=True)
    first, *others = window.working.year.report.unexplained
    assert others
    assert window.working.explain(first, "经核实无误")
    window.show_stage(Stage.REVIEW)
    page = window.current_page()
    assert window.working.is_open(page.list.current_finding())
    assert page.list.hasFocus()


def test_what_is_half_written_stays_when_the_figures_of_others_change(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(chosen), 0))
    review.box.editor.setFocus()
    QTest.keyClicks(review.box.editor, "half a reason")
    window.working.enter(MANAGED, "31000")
    assert review.box.editor.toPlainText() == "half a reason"
    assert review.chosen.card.finding.identity == chosen.identity


def test_the_last_reason_leaves_a_sentence_with_the_next_step(open_small):
    window = open_small("ready")
    window.show_stage(Stage.REVIEW)
    review = window.pages.currentWidget()
    assert "没有强制性问题" in texts(review)
    key(Key.Key_F8)
    assert "没有需要处理的问题" in review.notice.sentence


def test_ctrl_enter_stores_and_the_list_says_it_is_explained(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    row = review.list.model().row_of(chosen)
    review.list.setCurrentIndex(review.list.model().index(row, 0))
    review.box.editor.setFocus()
    QApplication.clipboard().setText(f"{EXPLAINED}\n第二行")
    key(Key.Key_V, CONTROL)
    key(Key.Key_Return, CONTROL)
    index = review.list.model().index(row, 0)
    assert index.data(Role.LABEL) == "已说明"
    assert index.data(Role.DETAIL) == f"说明：{EXPLAINED}\n第二行"
    assert isinstance(QApplication.focusWidget(), ExplanationEditor)


def test_tab_leaves_the_box_and_stores_what_is_in_it(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(chosen), 0))
    review.box.editor.setFocus()
    QTest.keyClicks(review.box.editor, "checked against the register")
    key(Key.Key_Tab)
    assert not isinstance(QApplication.focusWidget(), ExplanationEditor)
    assert window.working.year.report.explanation(chosen).text == "checked against the register"
    assert "\t" not in review.box.editor.toPlainText()


def test_escape_leads_from_the_reason_back_to_the_list(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(chosen), 0))
    review.box.editor.setFocus()
    key(Key.Key_Escape)
    assert review.list.hasFocus()


def test_a_closed_year_shows_its_reasons_and_takes_no_others(open_small):
    window = open_small("final", behind=True)
    window.show_stage(Stage.REVIEW)
    review = window.pages.currentWidget()
    explained = next(f for f in rows(review.list) if window.working.year.report.explanation(f))
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(explained), 0))
    assert review.box.editor.toPlainText() == EXPLAINED
    review.box.editor.setFocus()
    QTest.keyClicks(review.box.editor, "other")
    key(Key.Key_Return, CONTROL)
    assert window.working.year.report.explanation(explained).text == EXPLAINED
    assert not window.entry.has_unsaved


def test_a_changed_figure_brings_the_old_reason_back_as_a_draft_to_be_stored_anew(window, review):
    chosen = next(f for f in rows(review.list) if f.enforcement is Level.QUERY)
    assert window.working.explain(chosen, EXPLAINED)
    address = chosen.cells[0]
    figure = int(window.working.year.reading(window.working.cell(address).key).value)
    window.working.enter(address, str(figure - 1))
    again = next(f for f in rows(review.list) if f.identity == chosen.identity)
    assert again.digest != chosen.digest
    review.list.setCurrentIndex(review.list.model().index(review.list.model().row_of(again), 0))
    QApplication.processEvents()
    assert review.box.editor.toPlainText() == EXPLAINED
    assert "原说明已失效" in texts(review)
    review.box.editor.setFocus()
    key(Key.Key_Return, CONTROL)
    assert not window.working.is_open(again)
