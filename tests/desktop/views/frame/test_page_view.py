"""The roll of pages: what is in sight is drawn, the rest is not, and keys and zoom do what they should."""

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from desktop.models.pdf_pages import PdfPages
from desktop.views.frame.paper.page_view import PageView

pytestmark = pytest.mark.gui
COUNT = 12


@pytest.fixture
def view(qtbot):
    data = BytesIO()
    canvas = Canvas(data, pagesize=(842, 595))
    for number in range(COUNT):
        canvas.setFillColorRGB(number / COUNT, 0.5, 1 - number / COUNT)
        canvas.rect(0, 0, 842, 595, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    view = PageView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    qtbot.waitExposed(view)
    view.show_pages(PdfPages(data.getvalue()))
    return view


def drawn(qtbot, view):
    """The pages that have a picture once nothing is being drawn any more."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not view._tasks.is_busy, timeout=20_000)
    QApplication.processEvents()
    return set(view._pictures)


def test_only_pages_in_sight_are_drawn(qtbot, view):
    assert drawn(qtbot, view) == {0, 1}
    colour = view.viewport().grab().toImage().pixelColor(300, 100)
    assert colour.blue() > 250
    assert colour.red() < 5


def test_end_and_home_go_to_the_last_and_the_first_page_and_far_pages_are_forgotten(qtbot, view):
    drawn(qtbot, view)
    with qtbot.waitSignal(view.page_changed, check_params_cb=lambda page: page >= COUNT - 2):
        QTest.keyClick(view, Qt.Key.Key_End)
    last = drawn(qtbot, view)
    assert COUNT - 1 in last
    assert 0 not in last
    with qtbot.waitSignal(view.page_changed, check_params_cb=lambda page: page == 0):
        QTest.keyClick(view, Qt.Key.Key_Home)
    assert 0 in drawn(qtbot, view)


def test_pages_fit_the_width_until_somebody_zooms_and_again_when_asked(qtbot, view):
    drawn(qtbot, view)
    fitted = view._pictures[0].width()
    assert abs(fitted - view.viewport().width() * view.devicePixelRatioF()) < 40
    view.resize(800, 500)
    drawn(qtbot, view)
    assert view._pictures[0].width() > fitted
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    drawn(qtbot, view)
    larger = view._pictures[0].width()
    assert larger > fitted
    view.resize(600, 500)
    drawn(qtbot, view)
    assert view._pictures[0].width() == larger
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    drawn(qtbot, view)
    assert view._pictures[0].width() == fitted


@pytest.mark.parametrize("turn", [120, -120])
def test_the_wheel_zooms_while_ctrl_is_held(qtbot, view, turn):
    drawn(qtbot, view)
    before = view._pictures[0].width()
    place = QPointF(100, 100)
    event = QWheelEvent(
        place, view.viewport().mapToGlobal(place), QPoint(), QPoint(0, turn),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    drawn(qtbot, view)
    assert (view._pictures[0].width() > before) == (turn > 0)


def test_zooming_keeps_the_place(qtbot, view):
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(3):
        view.grow()
    assert abs(bar.value() / bar.maximum() - 0.5) < 0.05


def test_another_pdf_takes_the_place_of_the_first_even_while_it_is_drawn(qtbot, view):
    view.show_pages(PdfPages())
    assert drawn(qtbot, view) == set()
    assert view.viewport().grab().toImage().pixelColor(300, 100) != QColor("white")
