"""Names as they are typed: what is refused, cleaned, offered or left blank is said at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.views.steps.freeze_dialog import FreezeDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS
from tests.desktop.views.test_pages import idle, page, ready_window, texts  # noqa: F401 - a fixture

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(qtbot, filled_window):
    return page(qtbot, filled_window, Stage.FINALISE).people


def name(qtbot, form, role, text):
    line = form.lines[role]
    line.setFocus()
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_name_no_font_draws_is_stored_and_said_at_once(qtbot, filled_window, form):
    name(qtbot, form, "head", "李𠮷")
    assert filled_window.working.year.desk.people.head == "李𠮷"
    assert "𠮷（U+20BB7）" in form.notes["head"].sentence
    name(qtbot, form, "head", "李四")
    assert form.notes["head"].sentence == ""


def test_one_click_puts_the_standard_character(qtbot, filled_window, form):
    name(qtbot, form, "head", "王\ue854")
    qtbot.mouseClick(form.notes["head"].mend, LEFT)
    assert filled_window.working.year.desk.people.head == form.lines["head"].text() == "王\u9fba"
    assert form.notes["head"].sentence == ""


def test_a_turned_name_stays_in_its_line_until_it_is_mended(qtbot, filled_window, form):
    people = filled_window.working.year.desk.people
    name(qtbot, form, "head", "李\u202e四")
    assert "U+202E" in form.notes["head"].sentence
    assert filled_window.working.year.desk.people == people
    name(qtbot, form, "phone", "024-2")
    assert filled_window.working.year.desk.people.phone == "024-2"
    assert form.lines["head"].text() == "李\u202e四"
    assert "U+202E" in form.notes["head"].sentence
    qtbot.mouseClick(form.notes["head"].mend, LEFT)
    assert filled_window.working.year.desk.people.head == "李四"


def test_a_cleaned_name_is_shown_as_it_is_stored(qtbot, filled_window, form):
    name(qtbot, form, "filler", "\ufeff王\u200b五")
    assert form.lines["filler"].text() == filled_window.working.year.desk.people.filler == "王五"
    assert "零宽空格" in form.notes["filler"].sentence


def test_remark_and_source_beside_a_cell(qtbot, filled_window):
    filled_window.go_to(BIRTHS)
    box = filled_window.entry.cell.evidence
    year = filled_window.working.year
    key = year.entry_cell(BIRTHS).key
    box.note.setFocus()
    qtbot.keyClicks(box.note, "x")
    box.note.insert("\u202e")
    qtbot.keyClick(box.note, Qt.Key.Key_Return)
    assert "U+202E" in box.words["备注"].sentence
    assert year.figures.observations[key].note == ""
    qtbot.mouseClick(box.words["备注"].mend, LEFT)
    assert year.figures.observations[key].note == "x"
    box.source.setFocus()
    box.source.clear()
    box.source.insert("李𠮷提供")
    qtbot.keyClick(box.source, Qt.Key.Key_Return)
    assert year.figures.observations[key].source == "李𠮷提供"
    assert "U+20BB7" in box.words["数据来源"].sentence


def test_freezing_waits_for_the_word_that_it_will_be_written_by_hand(qtbot, ready_window):  # noqa: F811
    year = ready_window.working.year
    year.desk.name_people(head="李𠮷")
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    qtbot.mouseClick(finalising.freeze, LEFT)
    dialog = finalising.findChild(FreezeDialog)
    assert not dialog.freeze.isEnabled()
    assert dialog.by_hand.isVisible()
    assert any("U+20BB7" in text for text in texts(dialog))
    qtbot.mouseClick(dialog.by_hand, LEFT, pos=QPoint(8, dialog.by_hand.height() // 2))
    qtbot.mouseClick(dialog.freeze, LEFT)
    qtbot.waitUntil(lambda: year.state.is_frozen, timeout=20000)
    idle(qtbot, ready_window)
    assert year.people.head == "李𠮷"


def test_nothing_is_asked_where_everything_can_be_printed(qtbot, ready_window):  # noqa: F811
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    qtbot.mouseClick(finalising.freeze, LEFT)
    dialog = finalising.findChild(FreezeDialog)
    assert dialog.freeze.isEnabled()
    assert not dialog.by_hand.isVisible()
    dialog.reject()


def test_a_long_stored_name_is_neither_cut_nor_stored_cut(qtbot, filled_window, form):
    desk = filled_window.working.year.desk
    desk.store.set_people(replace(desk.people, head="张" * 300), actor="a", now=desk.clock())
    form.show_year(filled_window.working)
    assert form.lines["head"].text() == "张" * 300
    assert "有 300 个字，最多 200 个" in form.notes["head"].sentence
    name(qtbot, form, "phone", "024-3")
    assert (desk.people.head, desk.people.phone) == ("张" * 300, "024-3")
    name(qtbot, form, "head", "张" * 201)
    assert "有 201 个字，最多 200 个" in form.notes["head"].sentence
    assert desk.people.head == "张" * 300
    name(qtbot, form, "head", "张三")
    assert desk.people.head == "张三"
