"""After a jump the focus is where the task is: a reason beside the figure, a figure in its cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.unit.year import open_year
from desktop.views.entry.explaining import ExplanationEditor
from forms.filing.stage import Stage
from forms.findings import Level
from tests.desktop.models.desks import BIRTHS, YEAR
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.sourced import PEOPLE, PLACES, sourced_desk
from tests.desktop.views.typing_keys import editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
SLIP = "mother-to-child-transmission/02/_T"
REASON = "taken from the register"


def key(window, which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, which, modifier)
    QApplication.processEvents()


def figures(window):
    """What another opening of the year finds."""
    year = open_year(window.working.year.desk, YEAR)
    return {str(k): o.reading for k, o in year.figures.observations.items()}


def write_a_reason(window):
    """Type where the focus is and leave; returns how many questions were answered by it."""
    before, stood = len(window.working.year.report.unexplained), figures(window)
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    key(window, Key.Key_Return, CONTROL)
    assert figures(window) == stood, "the reason went into a figure"
    return before - len(window.working.year.report.unexplained)


def question(window):
    return window.working.year.report.unexplained[0]


@pytest.fixture
def at_review(filled_window):
    key(filled_window, Key.Key_F9)
    return filled_window.pages.currentWidget()


def test_f8_in_the_review_leads_to_where_the_reason_is_written(filled_window, at_review):
    answered = 0
    for _ in range(3):
        key(filled_window, Key.Key_F8)
        assert isinstance(QApplication.focusWidget(), ExplanationEditor)
        answered += write_a_reason(filled_window)
    assert answered == 3
    assert filled_window.pages.currentWidget() is at_review


def test_f8_in_the_review_does_not_skip_what_is_only_half_written(filled_window, at_review):
    key(filled_window, Key.Key_F8)
    first = at_review.list.current_finding()
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    key(filled_window, Key.Key_F8)
    assert at_review.list.current_finding().identity != first.identity
    assert filled_window.working.year.report.explanation(first).text == REASON


def test_f8_in_the_review_leads_to_what_has_to_be_corrected_and_types_into_no_figure(
    filled_window, at_review
):
    filled_window.working.enter(SLIP, "2051")
    blocking = filled_window.working.year.report.blocking[0]
    stood = figures(filled_window)
    for _ in filled_window.working.year.report.findings:
        key(filled_window, Key.Key_F8)
        if at_review.list.current_finding() == blocking:
            break
    assert at_review.list.current_finding() == blocking
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    assert figures(filled_window) == stood
    assert filled_window.pages.currentWidget() is at_review
    key(filled_window, Key.Key_Return)
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert filled_window.entry.grid.current_address() == SLIP
    assert filled_window.entry.grid.hasFocus()


def test_f8_finds_what_a_filter_hides_and_leaves_the_warnings(filled_window, at_review):
    at_review.levels.choose(Level.ADVISORY)
    at_review.warnings_tab.click()
    key(filled_window, Key.Key_F8)
    assert at_review.findings_tab.isChecked()
    assert write_a_reason(filled_window) == 1


def test_f8_while_filling_in_leads_to_the_reason_and_escape_to_the_cell(filled_window):
    key(filled_window, Key.Key_F8)
    grid, editor = filled_window.entry.grid, QApplication.focusWidget()
    assert isinstance(editor, ExplanationEditor)
    address = grid.current_address()
    assert address
    QTest.keyClicks(editor, REASON)
    key(filled_window, Key.Key_Escape)
    assert grid.hasFocus()
    assert grid.current_address() == address


def test_f8_leads_back_to_the_reason_that_was_left_with_escape(filled_window):
    key(filled_window, Key.Key_F8)
    grid = filled_window.entry.grid
    address = grid.current_address()
    key(filled_window, Key.Key_Escape)
    assert grid.hasFocus()
    stood = figures(filled_window)
    key(filled_window, Key.Key_F8)
    assert grid.current_address() == address
    assert write_a_reason(filled_window) == 1
    assert figures(filled_window) == stood


def test_ctrl_enter_beside_the_grid_stores_and_goes_to_the_next_as_in_the_review(filled_window):
    key(filled_window, Key.Key_F8)
    first = filled_window.entry.grid.current_address()
    assert write_a_reason(filled_window) == 1
    assert filled_window.entry.grid.current_address() != first
    assert isinstance(QApplication.focusWidget(), ExplanationEditor)
    assert write_a_reason(filled_window) == 1


def test_ctrl_enter_stores_a_line_beside_the_grid_and_keeps_a_cell_in_its_place(filled_window):
    grid, entry = filled_window.entry.grid, filled_window.entry
    filled_window.go_to(BIRTHS)
    type_into(grid, "2040", end=None)
    press(grid, Key.Key_Return, CONTROL)
    assert (grid.current_address(), editor_of(grid)) == (BIRTHS, None)
    assert filled_window.working.year.reading(filled_window.working.cell(BIRTHS).key).text == "2040"
    entry.cell.write_line("数据来源")
    QTest.keyClicks(QApplication.focusWidget(), "register")
    key(filled_window, Key.Key_Return, CONTROL)
    key_of_cell = filled_window.working.cell(BIRTHS).key
    assert filled_window.working.year.figures.observations[key_of_cell].source == "register"
    assert grid.current_address() != BIRTHS


def test_f8_leads_into_the_cell_that_is_blank(window):
    key(window, Key.Key_F8)
    assert window.entry.grid.hasFocus()


@pytest.mark.parametrize("start", [Stage.FINALISE, Stage.EXPORT, Stage.RECEIPT])
def test_f8_from_the_later_steps_as_well(qtbot, filled_window, start):
    filled_window.show_stage(start)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
    key(filled_window, Key.Key_F8)
    assert write_a_reason(filled_window) == 1


def spot(view, index):
    return view.visualRect(index).center()


def row_of(model, finding):
    return next(r for r in range(model.rowCount()) if model.finding_at(model.index(r, 0)) is finding)


@pytest.mark.parametrize("twice", [False, True], ids=["click", "double click"])
def test_a_click_on_a_question_leads_to_the_reason(qtbot, filled_window, twice):
    view = filled_window.entry.findings.list
    index = view.model().index(row_of(view.model(), question(filled_window)), 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot(view, index))
    if twice:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=spot(view, index))
    assert write_a_reason(filled_window) == 1


@pytest.mark.parametrize("by_key", [False, True], ids=["double click", "Enter"])
def test_from_the_review_to_the_cell_the_focus_is_at_the_reason(qtbot, filled_window, at_review, by_key):
    view, wanted = at_review.list, question(filled_window)
    index = view.model().index(row_of(view.model(), wanted), 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot(view, index))
    if by_key:
        key(filled_window, Key.Key_Return)
    else:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=spot(view, index))
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert filled_window.entry.grid.current_address() == wanted.cells[0]
    assert write_a_reason(filled_window) == 1
    assert filled_window.working.year.report.explanation(wanted) is not None


def test_from_a_warning_nothing_that_is_typed_replaces_the_figure(qtbot, filled_window, at_review):
    at_review.warnings_tab.click()
    view = at_review.warnings
    index = view.model().index(0, 0)
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot(view, index))
    qtbot.mouseDClick(view.viewport(), LEFT, pos=spot(view, index))
    assert filled_window.pages.currentWidget() is filled_window.entry
    stood = figures(filled_window)
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    key(filled_window, Key.Key_Escape)
    assert figures(filled_window) == stood


def test_who_looks_for_a_row_wants_its_cell(filled_window):
    key(filled_window, Key.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "yfpx")
    key(filled_window, Key.Key_Return)
    assert filled_window.entry.grid.hasFocus()


def test_who_looks_for_nothing_is_back_where_they_were(filled_window):
    key(filled_window, Key.Key_F8)
    editor = QApplication.focusWidget()
    key(filled_window, Key.Key_F, CONTROL)
    key(filled_window, Key.Key_F, CONTROL)
    key(filled_window, Key.Key_Escape)
    assert QApplication.focusWidget() is editor


def test_a_figure_is_no_reason(filled_window):
    key(filled_window, Key.Key_F8)
    QTest.keyClicks(QApplication.focusWidget(), "2036")
    key(filled_window, Key.Key_Return, CONTROL)
    assert filled_window.working.year.report.explanations == {}
    assert QApplication.focusWidget().toPlainText() == "2036"


def test_in_a_narrow_window_the_reason_comes_into_sight(qtbot, filled_window):
    filled_window.resize(910, 485)  # 1366 x 768 at 150 %
    QApplication.processEvents()
    assert not filled_window.entry.cell.isVisible()
    key(filled_window, Key.Key_F8)
    pane, editor = filled_window.entry.cell, QApplication.focusWidget()
    assert isinstance(editor, ExplanationEditor)
    qtbot.waitUntil(
        lambda: pane.viewport().rect().contains(editor.mapTo(pane.viewport(), editor.rect().center()))
    )
    assert filled_window.width() == 910


def test_on_the_next_form_the_focus_is_in_the_grid_and_what_was_typed_stays_with_its_cell(filled_window):
    filled_window.go_to(BIRTHS)
    source = filled_window.entry.cell.evidence.source
    source.setFocus()
    QTest.keyClicks(source, "register 3")
    key(filled_window, Key.Key_PageDown, CONTROL)
    assert filled_window.entry.grid.hasFocus()
    assert editor_of(filled_window.entry.grid) is None
    kept = {str(k): o.source for k, o in filled_window.working.year.figures.observations.items() if o.source}
    assert kept == {"live-births/_T": "register 3"}


def test_what_is_being_typed_about_a_cell_never_goes_to_another(filled_window):
    evidence = filled_window.entry.cell.evidence
    filled_window.go_to(BIRTHS)
    evidence.source.setFocus()
    QTest.keyClicks(evidence.source, "register 3")
    filled_window.entry.grid.choose(SLIP)  # the focus stays in the line
    filled_window.entry.forms.choose("mother-to-child-transmission")
    QTest.keyClick(evidence.source, Key.Key_Tab)
    kept = {str(k): o.source for k, o in filled_window.working.year.figures.observations.items() if o.source}
    assert kept == {"live-births/_T": "register 3"}


def test_without_problems_the_last_step_asks_for_the_missing_name(qtbot, filled_window):
    from tests.desktop.models.desks import clear_all

    clear_all(filled_window.working)
    filled_window.working.year.desk.name_people(phone="")
    filled_window.show_stage(Stage.FINALISE)
    qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
    assert QApplication.focusWidget() is filled_window.pages.currentWidget().people.lines["phone"]


def test_f8_leads_to_where_a_missing_source_is_written(open_window, tmp_path):
    desk = sourced_desk(tmp_path)
    open_year(desk, YEAR).enter({PEOPLE: "900", PEOPLE._replace(breakdown="SEX=F"): "450", PLACES: "30"})
    window = open_window(desk)
    key(window, Key.Key_F8)
    assert QApplication.focusWidget() is window.entry.cell.evidence.source
    QTest.keyClicks(QApplication.focusWidget(), "letter of 5 March")
    key(window, Key.Key_Return)
    assert open_year(desk, YEAR).figures.observations[PEOPLE].source == "letter of 5 March"
    assert window.working.year.report.blocking == ()
    assert window.working.year.reading(PEOPLE).text == "900"


def test_f8_leads_back_to_what_was_mistyped_before_it_leads_to_what_is_blank(open_small):
    window = open_small("begun")
    window.resize(911, 465)
    grid = window.entry.grid
    window.go_to(ALIVE)
    type_into(grid, "1o5")  # the cursor is in the next blank cell now
    blank = grid.current_address()
    assert "1o5" in window.entry.panes.line._words.text(), "the line says what is wrong"
    seen = []
    for _ in range(2):
        key(window, Key.Key_F8)
        seen.append(grid.current_address())
    assert seen[0] == ALIVE
    assert seen[1] not in (ALIVE, ""), "and on to what is blank"
    window.go_to(blank)
    type_into(grid, "7")
    key(window, Key.Key_F8)
    assert grid.current_address() == ALIVE, "after a figure what is wrong comes first again"
