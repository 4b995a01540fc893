"""The page 审核 by keys and mouse: one explanation for several findings, a box that never moves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.grid.roles import Role
from desktop.services.unit.year import open_year
from desktop.views.entry.explaining import ExplanationEditor
from forms.filing.stage import Stage
from forms.findings import Level, Trait
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import EXPLAINED

pytestmark = pytest.mark.gui
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
MISSING = ["maternal/01/RES=U", "maternal/01/RES=R", "maternal/04/_T"]
REASON = "no register was kept this year"


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


@pytest.fixture
def window(open_small):
    window = open_small("filled", behind=True)
    window.working.put(dict.fromkeys(MISSING, "-1"), "entry")
    key(Key.Key_F9)
    return window


@pytest.fixture
def review(window):
    return window.pages.currentWidget()


def asked(window):
    """The questions why a figure was not collected."""
    return [f for f in window.working.year.report.findings if f.code == "TB-CELL-014"]


def choose(review, finding):
    model = review.list.model()
    review.list.setCurrentIndex(model.index(model.row_of(finding), 0))
    QApplication.processEvents()


def texts_on_disk(window):
    year = open_year(window.working.year.desk, YEAR)
    return {f.identity: getattr(year.report.explanation(f), "text", "") for f in year.report.findings}


def row_place(review, finding, x):
    """A place in the row of a finding, below the heading of its form."""
    model = review.list.model()
    rows = review.list.visualRect(model.index(model.row_of(finding), 0))
    return QPoint(rows.left() + x, rows.bottom() - 12)


def test_findings_stand_form_by_form_under_one_heading_each(window, review):
    model = review.list.model()
    forms = [f.cells[0].partition("/")[0] for f in model.findings]
    assert forms == sorted(forms, key=[f.form.code for f in window.working.year.layout.forms].index)
    headings = [model.index(row, 0).data(Role.GROUP) for row in range(model.rowCount())]
    assert sum(count for _, count in filter(None, headings)) == model.rowCount()
    assert len(list(filter(None, headings))) == len(set(forms))


def test_the_same_reason_typed_in_several_cells_is_asked_once(window, review):
    found = asked(window)
    assert len(found) >= 3
    choose(review, found[0])
    key(Key.Key_A, CONTROL)
    assert review.list.review_model().ticked == tuple(found)
    assert f"给所选 {len(found)} 条" in review.box.about.text()
    assert isinstance(QApplication.focusWidget(), ExplanationEditor)
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    key(Key.Key_Return, CONTROL)
    stored = texts_on_disk(window)
    assert {stored[f.identity] for f in found} == {REASON}
    assert review.list.review_model().ticked == ()


def test_space_and_shift_tick_and_escape_unticks_before_it_leads_back(window, review):
    first = next(f for f in review.list.model().findings if f.enforcement is Level.QUERY)
    choose(review, first)
    review.list.setFocus()
    key(Key.Key_Space)
    assert review.list.review_model().ticked == (first,)
    key(Key.Key_Down, SHIFT)
    key(Key.Key_Down, SHIFT)
    ticked = review.list.review_model().ticked
    assert len(ticked) >= 2
    assert all(f.enforcement is Level.QUERY for f in ticked)
    key(Key.Key_Escape)
    assert review.list.review_model().ticked == ()
    assert window.current_page() is review
    key(Key.Key_Escape)
    assert window.current_page() is window.entry


def test_a_click_on_the_box_or_with_ctrl_ticks_and_shows_no_other_finding(qtbot, window, review):
    one, two, three = asked(window)[:3]
    choose(review, one)
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=row_place(review, two, 14))
    qtbot.mouseClick(review.list.viewport(), LEFT, CONTROL, row_place(review, three, 200))
    assert set(review.list.review_model().ticked) == {two, three}
    assert review.chosen.card.finding == one
    assert "给所选 3 条" in review.box.about.text()
    qtbot.mouseClick(review.box.alone, LEFT)
    assert review.list.review_model().ticked == ()
    assert review.box.editor.hasFocus()
    QTest.keyClicks(review.box.editor, REASON)
    key(Key.Key_Return, CONTROL)
    assert [texts_on_disk(window)[f.identity] for f in (one, two, three)] == [REASON, "", ""]


def test_what_is_ticked_while_writing_gets_the_text_too(qtbot, window, review):
    one, two = asked(window)[:2]
    choose(review, one)
    key(Key.Key_F8)
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=row_place(review, two, 14))
    qtbot.mouseClick(review.box.save, LEFT)
    assert [texts_on_disk(window)[f.identity] for f in (one, two)] == [REASON, REASON]


@pytest.mark.parametrize("way", ["F8", "click"])
def test_a_text_that_was_given_to_several_is_not_written_over_by_the_next_one(qtbot, window, review, way):
    found = asked(window)
    choose(review, found[0])
    key(Key.Key_A, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), REASON)
    if way == "F8":
        key(Key.Key_F8)
    else:
        kinds = (f for f in review.list.model().findings if f.enforcement is Level.QUERY)
        other = next(f for f in kinds if f not in found)
        qtbot.mouseClick(review.list.viewport(), LEFT, pos=row_place(review, other, 200))
        review.box.editor.setFocus()
    assert review.list.current_finding() not in found
    assert "给所选" not in review.box.about.text()
    QTest.keyClicks(review.box.editor, "another reason altogether")
    key(Key.Key_Return, CONTROL)
    assert {texts_on_disk(window)[f.identity] for f in found} == {REASON}


def test_what_is_ticked_is_not_meant_on_the_list_of_warnings(window, review):
    choose(review, asked(window)[0])
    key(Key.Key_A, CONTROL)
    review.warnings_tab.click()
    assert review.list.review_model().ticked == ()


def test_a_text_too_short_is_kept_with_the_ticks_and_nothing_is_stored(window, review):
    choose(review, asked(window)[0])
    key(Key.Key_A, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "no")
    key(Key.Key_Return, CONTROL)
    assert review.box.editor.hasFocus()
    assert review.box.editor.toPlainText() == "no"
    assert len(review.list.review_model().ticked) == len(asked(window))
    assert not any(texts_on_disk(window)[f.identity] for f in asked(window))
    assert "还没有保存" in review.box.room.hint.text()


def test_box_and_buttons_keep_their_place_whatever_stands_above(window, review):
    places = set()
    for finding in review.list.model().findings:
        choose(review, finding)
        QApplication.processEvents()
        widgets = (review.box, review.box.skip, review.box.save)
        places.add(tuple(w.mapTo(window, QPoint(0, 0)).toTuple() for w in widgets))
    review.say("a notice of the page")
    QApplication.processEvents()
    places.add(tuple(w.mapTo(window, QPoint(0, 0)).toTuple() for w in widgets))
    assert len(places) == 1


def test_at_150_percent_a_row_has_the_beginning_of_its_sentence_and_the_chart_is_seen(window, review):
    choose(review, asked(window)[0])
    wide = review.list.sizeHintForRow(1)
    window.resize(911, 512)
    QApplication.processEvents()
    QApplication.processEvents()
    assert review.list.sizeHintForRow(1) - wide == review.list.fontMetrics().height()
    chosen = review.chosen
    finding = next(f for f in window.working.year.report.findings if chosen._working.cell(f.cells[0]))
    choose(review, finding)
    assert chosen._chart.height() < 110
    assert review.foot.alike.isVisible()
    assert "空格加选" in review.foot._ticked.text()


def test_a_notice_moves_no_row_of_the_list(window, review):
    before = row_place(review, asked(window)[0], 0)
    top = review.list.mapTo(window, QPoint(0, 0))
    review.say("a notice of the page")
    QApplication.processEvents()
    assert (row_place(review, asked(window)[0], 0), review.list.mapTo(window, QPoint(0, 0))) == (before, top)


def test_last_years_words_are_offered_and_stored_only_when_wanted(qtbot, window):
    finding, desk = asked(window)[0], window.working.year.desk
    desk.store.explain(
        YEAR - 1, finding.code, finding.cells, "0" * 64, EXPLAINED, actor="a", now=desk.clock()
    )
    window.reopen_year()
    key(Key.Key_F9)
    review = window.current_page()
    choose(review, finding)
    assert review.box.draft.isVisible()
    qtbot.mouseClick(review.box.draft, LEFT)
    assert review.box.editor.toPlainText() == EXPLAINED
    assert window.working.is_open(finding)
    key(Key.Key_Return, CONTROL)
    assert not window.working.is_open(finding)


def test_f6_goes_from_the_list_to_the_words_and_back(window, review):
    choose(review, asked(window)[0])
    review.list.setFocus()
    key(Key.Key_F6)
    assert review.box.editor.hasFocus()
    key(Key.Key_F6)
    assert review.list.hasFocus()


def test_tab_and_f6_lead_to_the_box_for_every_kind_and_enter_to_the_cell(window):
    window.working.put({"maternal/02/_T": "x"}, "entry")  # to be corrected: no words can help
    key(Key.Key_F9)
    review = window.current_page()
    kinds = {f.enforcement: f for f in review.list.model().findings}
    assert {Level.MANDATORY, Level.QUERY} <= set(kinds)
    for finding in kinds.values():
        for way in (Key.Key_Tab, Key.Key_F6):
            choose(review, finding)
            review.list.setFocus()
            key(way)
            assert review.box.editor.hasFocus()
            assert review.chosen.go.text() == "到这一格（Enter）"
    choose(review, kinds[Level.MANDATORY])
    review.list.setFocus()
    key(Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "words")
    assert review.box.editor.toPlainText() == ""
    assert "按 Enter 到这一格去改" in review.box.editor.placeholderText()
    key(Key.Key_Return)
    assert window.entry.grid.current_address() == kinds[Level.MANDATORY].cells[0]


def test_ctrl_enter_stores_wherever_on_the_page_the_focus_is(window, review):
    one = asked(window)[0]
    choose(review, one)
    review.box.editor.setFocus()
    QTest.keyClicks(review.box.editor, REASON)
    review.chosen.go.setFocus()
    assert texts_on_disk(window)[one.identity] == REASON, "it was left"
    key(Key.Key_Return, CONTROL)
    assert window.current_page() is review
    assert review.list.current_finding().identity != one.identity
    assert review.box.editor.hasFocus()


def test_the_box_says_what_is_asked_for_where_it_is_no_other_figure(window, review):
    window.working.clear(["maternal/02/_T"])
    key(Key.Key_F9)
    blank = next(f for f in review.list.model().findings if Trait.BLANKS in f.traits)
    choose(review, blank)
    assert "还有没填的格" in review.box.editor.placeholderText()


def test_a_closed_year_does_not_say_that_anything_is_stored(open_small):
    window = open_small("final")
    window.show_stage(Stage.REVIEW)
    box = window.current_page().box
    told = [label.text() for label in box.findChildren(QLabel) if label.isVisible()]
    assert "现在不能修改，只供查看。" in told
    assert "离开即保存。" not in told


def test_a_text_that_is_not_stored_says_why_in_full_and_not_that_it_is(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 465)
    window.show_stage(Stage.REVIEW)
    page = window.current_page()
    page.go_to_next_problem()
    QTest.keyClicks(QApplication.focusWidget(), "wu")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        QApplication.processEvents()
    hint = page.box.room.hint
    assert "原因说明太短" in hint.text()
    assert hint.height() >= hint.heightForWidth(hint.width())
    assert page.box.rect().contains(hint.geometry())
    told = [label.text() for label in page.box.findChildren(QLabel) if label.isVisible()]
    assert "离开即保存。" not in told


def test_f4_says_what_it_changed_and_how_that_is_taken_back(open_small):
    """The list goes on to the next finding by itself: nothing else tells that a figure is another."""
    window = open_small("filled")
    address = "maternal/01/_T"
    figure = window.working.year.reading(window.working.cell(address).key).value
    assert window.working.put({address: f"{figure}0"}, "entry")
    key(Key.Key_F9)
    review = window.pages.currentWidget()
    wrong = next(f for f in window.working.year.report.findings if f.suggestions and address in f.cells)
    choose(review, wrong)
    key(Key.Key_F4)
    assert f"{figure * 10:,} → {figure:,}" in review.notice.sentence
    assert "Ctrl+Z" in review.notice.sentence
    key(Key.Key_Z, CONTROL)
    assert window.working.year.reading(window.working.cell(address).key).value == figure * 10


def test_the_summary_says_what_the_checks_lack(open_small):
    window = open_small("filled")
    window.working.put({MISSING[0]: "-1"}, "entry")
    key(Key.Key_F9)
    review = window.pages.currentWidget()
    assert "因缺数无法判断（" in review._summary.text()
    assert "有格填的是未收集" in review._summary.text()
    assert "有格没填" not in review._summary.text()
