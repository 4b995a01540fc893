"""The official form on the page 定稿打印: its size by buttons and keys, its pages, its printer."""

import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from desktop.views.frame.paper.page_view import PageView
from forms.filing.stage import Stage
from tests.desktop.views.modal import answer

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SAMPLE = "survey/03/_T"
QTS_OWN_DIALOG = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks in a dialog of its own")
CONTROL = Qt.KeyboardModifier.ControlModifier


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


@pytest.fixture
def finalising(qtbot, open_small):
    window = open_small("ready")
    window.show_stage(Stage.FINALISE)
    idle(qtbot, window)
    return window.pages.currentWidget()


@pytest.fixture
def view(finalising):
    return finalising.preview.findChild(PageView)


def button(finalising, name):
    return next(b for b in finalising.preview.findChildren(QPushButton) if b.accessibleName() == name)


def told(finalising):
    labels = finalising.preview.findChildren(QLabel)
    return next(label.text() for label in labels if "页" in label.text())


def length(view):
    """Pixels that the roll of pages is longer than the view: it grows with the size of the pages."""
    QApplication.processEvents()  # a bar at the bottom takes its room only then
    return view.verticalScrollBar().maximum()


def printed(finalising):
    pages = finalising.preview.pages
    return "".join(pages.text(number) for number in range(pages.count))


def test_the_buttons_change_the_size_and_fit_it_again(qtbot, finalising, view):
    fitted = length(view)
    qtbot.mouseClick(button(finalising, "放大"), LEFT)
    assert length(view) > fitted
    qtbot.mouseClick(button(finalising, "缩小"), LEFT)
    qtbot.mouseClick(button(finalising, "缩小"), LEFT)
    assert length(view) < fitted
    qtbot.mouseClick(button(finalising, "适合宽度"), LEFT)
    assert length(view) == fitted


def test_keys_and_wheel_do_the_same(finalising, view):
    fitted = length(view)
    view.setFocus()
    QTest.keyClick(view, Key.Key_Plus, CONTROL)
    larger = length(view)
    assert larger > fitted
    QTest.keyClick(view, Key.Key_0, CONTROL)
    assert length(view) == fitted
    place = QPointF(view.viewport().mapTo(view.window(), view.viewport().rect().center()))
    handle = view.window().windowHandle()
    QTest.wheelEvent(handle, place, QPoint(0, 120), QPoint(), CONTROL)
    assert length(view) == larger
    QTest.wheelEvent(handle, place, QPoint(0, -120))
    assert view.verticalScrollBar().value() > 0
    assert length(view) == larger


def test_no_size_is_without_end(qtbot, finalising, view):
    for name in ("放大", "缩小"):
        for _ in range(30):
            qtbot.mouseClick(button(finalising, name), LEFT)
        before = length(view)
        qtbot.mouseClick(button(finalising, name), LEFT)
        assert length(view) == before


def test_the_page_in_sight_is_named(finalising, view):
    count = finalising.preview.pages.count
    assert told(finalising) == f"第 1 页，共 {count} 页"
    view.setFocus()
    QTest.keyClick(view, Key.Key_End)
    assert told(finalising) == f"第 {count} 页，共 {count} 页"
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_a_corrected_figure_is_in_the_form_that_stays_where_it_was(qtbot, finalising, view):
    window = finalising.window()
    assert "4,321" not in printed(finalising)
    QTest.keyClick(view, Key.Key_End)
    place = view.verticalScrollBar().value()
    assert window.working.enter(SAMPLE, "4321")
    idle(qtbot, window)
    assert "4,321" in printed(finalising)
    assert view.verticalScrollBar().value() == place


def test_another_year_takes_the_form_away_until_its_own_is_drawn(qtbot, finalising):
    window = finalising.window()
    window.open_year(2024)
    assert finalising.preview.pages.count == 0
    assert not finalising.print_button.isEnabled()
    assert not finalising.save_pdf_button.isEnabled()
    window.show_stage(Stage.FINALISE)
    idle(qtbot, window)
    assert "2024 年" in printed(finalising)
    assert finalising.print_button.isEnabled()


@QTS_OWN_DIALOG
def test_the_printer_is_asked_for_and_giving_up_prints_nothing(qtbot, finalising, tmp_path):
    asked = []

    def give_up(dialog):
        assert isinstance(dialog, QPrintDialog)
        asked.append(dialog.printer().fullPage())
        dialog.reject()

    seen = answer(give_up)
    qtbot.mouseClick(finalising.print_button, LEFT)
    assert seen
    assert asked == [True], "the form has its own margins"
    assert finalising.window().status.findChildren(QLabel)
    assert not list(tmp_path.rglob("*.pdf"))


@QTS_OWN_DIALOG
def test_a_form_is_printed_page_by_page_while_the_window_answers(qtbot, finalising, tmp_path):
    place = tmp_path / "printed.pdf"

    def accept(dialog):
        dialog.printer().setResolution(72)
        next(w for w in dialog.findChildren(QLineEdit) if w.objectName() == "filename").setText(str(place))
        dialog.accept()

    seen = answer(accept)
    qtbot.mouseClick(finalising.print_button, LEFT)
    assert seen
    finalising.window().show_stage(Stage.ENTRY)
    qtbot.waitUntil(lambda: place.is_file() and place.read_bytes().endswith(b"%%EOF\n"), timeout=20_000)
    assert place.read_bytes().startswith(b"%PDF-")
    QApplication.processEvents()
    said = [w.text() for w in finalising.window().status.findChildren(QLabel) if w.isVisible()]
    assert not [text for text in said if text.startswith("正在打印")]


@QTS_OWN_DIALOG
@pytest.mark.parametrize("drawn", [False, True], ids=["not yet drawn", "drawn"])
def test_control_p_on_any_page_asks_for_a_printer_once_the_form_is_drawn(qtbot, open_small, drawn):
    window = open_small("filled")
    if drawn:
        window.show_stage(Stage.FINALISE)
        idle(qtbot, window)
        window.show_stage(Stage.REVIEW)
    seen = answer(lambda dialog: dialog.reject())
    QTest.keyClick(window, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert type(window.pages.currentWidget()).__name__ == "FinalisePage"


def test_what_stands_in_the_way_leads_to_the_review(qtbot, open_small):
    window = open_small("filled", behind=True)
    window.show_stage(Stage.FINALISE)
    idle(qtbot, window)
    finalising = window.pages.currentWidget()
    assert not finalising.freeze.isEnabled()
    lead = next(b for b in finalising.findChildren(QPushButton) if b.text() == "去处理问题")
    qtbot.waitUntil(lambda: window.focusWidget() is lead)
    QTest.keyClick(lead, Key.Key_Return)
    assert type(window.pages.currentWidget()).__name__ == "ReviewPage"
