"""A pane that folds, by itself: where it stands, when it opens over the paper, and when it goes again."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QSplitter, QTextEdit, QWidget

from desktop.views.frame.folding_pane import FoldingPane

pytestmark = pytest.mark.gui
Key = Qt.Key


@pytest.fixture
def page(qtbot):
    """A paper with a field, and beside it a pane with another."""
    page = QWidget()
    qtbot.addWidget(page)
    page.paper, page.inner = QTextEdit(), QLineEdit()
    page.pane = FoldingPane(page.inner, page, lambda: QRect(page.width() - 210, 20, 200, page.height() - 40))
    page.splitter = QSplitter()
    for part in (page.paper, page.pane):
        page.splitter.addWidget(part)
    QHBoxLayout(page).addWidget(page.splitter)
    page.heard = []
    page.pane.opened.connect(lambda is_open: page.heard.append("opened" if is_open else "closed"))
    page.pane.left.connect(lambda: page.heard.append("left"))
    page.resize(800, 400)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.paper.setFocus()
    return page


def enter(page):
    page.pane.open()
    page.inner.setFocus()


def test_with_room_it_stands_beside_the_paper(page):
    assert page.splitter.indexOf(page.pane) == 1
    assert page.pane.isVisible()
    assert (page.pane.is_folded, page.pane.is_open) == (False, False)


def test_folded_it_leaves_its_room_to_the_paper(page):
    before = page.paper.width()
    page.pane.fold(folded=True)
    QApplication.processEvents()
    assert page.pane.isHidden()
    assert page.paper.width() > before


def test_it_opens_over_the_paper_which_keeps_its_room(page):
    page.pane.fold(folded=True)
    QApplication.processEvents()
    before = page.paper.width()
    enter(page)
    assert page.pane.geometry() == QRect(590, 20, 200, 360)
    assert page.paper.width() == before
    assert page.heard == ["opened"]
    page.pane.open()
    assert page.heard == ["opened"], "open once is open"


def test_it_goes_when_somebody_goes_on_with_the_paper(page):
    page.pane.fold(folded=True)
    enter(page)
    page.paper.setFocus()
    assert page.pane.isHidden()
    assert page.heard == ["opened", "closed"]


def test_a_menu_does_not_make_it_go(page, qtbot):
    page.pane.fold(folded=True)
    enter(page)
    menu = QMenu(page.inner)
    menu.addAction("剪切")
    menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    assert page.pane.is_open
    menu.close()
    assert page.pane.is_open


def test_escape_leads_back_and_closes_it(page):
    page.pane.left.connect(page.paper.setFocus)
    page.pane.fold(folded=True)
    enter(page)
    QTest.keyClick(page.inner, Key.Key_Escape)
    assert page.heard == ["opened", "closed", "left"]
    assert page.pane.isHidden()


def test_beside_the_paper_escape_is_the_page_s_own(page):
    page.inner.setFocus()
    QTest.keyClick(page.inner, Key.Key_Escape)
    assert page.heard == []
    page.pane.open()
    page.pane.close_again()
    assert page.heard == []
    assert page.pane.isVisible()


def test_it_follows_the_window_while_it_is_open(page):
    page.pane.fold(folded=True)
    enter(page)
    page.resize(1000, 500)
    QApplication.processEvents()
    assert page.pane.geometry() == QRect(790, 20, 200, 460)


def test_with_room_again_it_stands_where_it_stood(page):
    page.pane.fold(folded=True)
    enter(page)
    page.pane.fold(folded=False)
    assert page.splitter.indexOf(page.pane) == 1
    assert page.pane.isVisible()
    assert page.heard == ["opened", "closed"]
    page.paper.setFocus()
    assert page.pane.isVisible(), "beside the paper it stays whoever has the focus"


def test_folded_twice_it_still_knows_its_place(page):
    for folded in (True, True, False, False, True, False):
        page.pane.fold(folded=folded)
    assert page.splitter.indexOf(page.pane) == 1


def test_what_is_typed_in_it_stays_through_folding(page):
    page.inner.setText("half a word")
    page.pane.fold(folded=True)
    enter(page)
    page.pane.fold(folded=False)
    assert page.inner.text() == "half a word"
