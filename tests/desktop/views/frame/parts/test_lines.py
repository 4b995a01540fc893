"""Lists made anew, and the names in them: cut where there is no room, reached by Tab in reading order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.lines import (
    Lines,
    RowLink,
    WrappedLines,
    cut,
    in_line,
    mark_label,
    muted,
    whole,
)

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LONG = "妇女常见病筛查率（%）" * 6


@pytest.fixture
def page(qtbot):
    """A list between two fields."""
    page = QWidget()
    qtbot.addWidget(page)
    page.before, page.lines, page.after = QLineEdit(), Lines(), QLineEdit()
    column = QVBoxLayout(page)
    for part in (page.before, page.lines, page.after):
        column.addWidget(part)
    page.resize(500, 200)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def fill(lines, *names):
    for row, name in enumerate(names):
        lines.add(row, mark_label(Mark.DONE), lines.link(name, f"form/{row}"), muted("说明"))
    QApplication.processEvents()  # a layout shows what was added to it a turn later


def shown(lines):
    return [link.accessibleName() for link in lines.findChildren(RowLink) if not link.isHidden()]


def test_a_name_leads_by_click_space_and_enter(page):
    gone = []
    page.lines.went.connect(gone.append)
    fill(page.lines, "活产数")
    link = page.lines.findChild(RowLink)
    QTest.mouseClick(link, LEFT)
    for key in (Key.Key_Space, Key.Key_Return):
        link.setFocus()
        QTest.keyClick(link, key)
    assert gone[:2] == ["form/0"] * 2
    assert set(gone) == {"form/0"}


def test_without_a_place_it_is_mere_text(page):
    text = page.lines.link("没有格", "")
    assert isinstance(text, ElidedLabel)
    assert text.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_long_name_is_cut_with_dots_and_whole_in_the_tip_and_to_who_cannot_see(page):
    fill(page.lines, LONG)
    QApplication.processEvents()
    link = page.lines.findChild(RowLink)
    assert link.text().endswith("…")
    assert link.toolTip() == LONG
    assert link.accessibleName() == LONG
    page.resize(2400, 200)
    QApplication.processEvents()
    assert link.text() == LONG
    assert link.toolTip() == "", "what is there to read needs no tip"


def test_a_long_name_asks_for_no_wider_window(page):
    fill(page.lines, LONG)
    assert page.lines.minimumSizeHint().width() < 200


def test_tab_goes_through_the_lines_where_they_stand(page):
    fill(page.lines, "一", "二")
    page.before.setFocus()
    found = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        found.append(QApplication.focusWidget())
    assert [one.accessibleName() for one in found[:2]] == ["一", "二"]
    assert found[2] is page.after


def test_made_anew_they_are_reached_in_the_new_order(page):
    fill(page.lines, "一", "二")
    assert page.lines.begin("other facts")
    fill(page.lines, "三")
    page.before.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "三"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is page.after
    assert shown(page.lines) == ["三"]


def test_the_same_facts_are_not_shown_anew(page):
    assert page.lines.begin("a", 1)
    fill(page.lines, "一")
    link = page.lines.findChild(RowLink)
    link.setFocus()
    assert not page.lines.begin("a", 1)
    assert QApplication.focusWidget() is link, "the focus stays where it was"
    assert page.lines.begin("a", 2)
    assert shown(page.lines) == []


def test_without_facts_it_is_always_made_anew(page):
    assert page.lines.begin()
    assert page.lines.begin()


def test_lines_that_wrap_may_take_more_rows_than_their_hint(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    lines = WrappedLines()
    column = QVBoxLayout(box)
    column.addWidget(lines)
    column.addStretch(1)
    words = whole("一句很长的话，" * 30)
    lines.add(0, words)
    box.resize(300, 600)
    box.show()
    qtbot.waitExposed(box)
    assert words.height() >= words.heightForWidth(words.width())


def test_what_is_cut_to_one_line_has_no_breaks():
    assert cut("先看。\n再写\n后签").text() == "先看。再写；后签"
    assert whole("先看。\n再写").text() == "先看。\n再写"


def test_words_beside_are_plain_text():
    odd = "<b>数</b>"
    assert whole(odd).textFormat() is Qt.TextFormat.PlainText
    assert isinstance(muted("说明"), QLabel)
    assert muted("说明").property("tone") == "muted"


def ink(widget):
    """The first column of pixels in which something is drawn."""
    image = widget.grab().toImage()
    paper = image.pixel(image.width() - 1, 0)
    return min(x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != paper)


def test_words_above_and_below_a_link_begin_where_its_words_do(page):
    link = RowLink("报送包", lambda: None)
    plain, short = in_line(QLabel("报送包")), in_line(cut("报送包"))
    for row, widget in enumerate((link, plain, short)):
        page.lines.grid.addWidget(widget, row, 0)
    QApplication.processEvents()
    page.lines.grid.activate()
    assert abs(ink(plain) - ink(link)) <= 1
    assert abs(ink(short) - ink(link)) <= 1
