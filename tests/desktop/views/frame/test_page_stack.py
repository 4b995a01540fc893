"""What the focus is put on is in sight, however deep in areas that scroll, and whatever is said above it."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.views.frame.page_stack import PageStack
from desktop.views.frame.paper.scrolled_paper import scrolled_paper

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("said", ["", "这一条要说明。" * 60])
def test_a_button_in_an_area_of_a_page_is_scrolled_to(qtbot, said):
    inner, page, stack = QWidget(), QWidget(), PageStack()
    words, button, column = QLabel(), QPushButton("定稿"), QVBoxLayout(inner)
    words.setWordWrap(True)
    for widget in (QPushButton("上面"), words, button):
        column.addWidget(widget)
    column.insertSpacing(1, 400)
    box = QVBoxLayout(page)
    box.addWidget(scrolled_paper(inner, QScrollArea()))
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.resize(300, 200)
    stack.show()
    stack.activateWindow()
    qtbot.waitUntil(stack.isActiveWindow)
    words.setText(said)
    button.setFocus()
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect().height() == button.height())
