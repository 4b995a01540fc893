"""The order of Tab where parts are made later, and no widget is thrown away for it."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.views.frame.parts.lines import Lines
from tests.meta.checkout import ROOT

pytestmark = pytest.mark.gui


def test_lines_made_later_come_where_they_stand(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column, lines = QVBoxLayout(window), Lines()
    above, below = QLineEdit(), QLineEdit()
    for widget in (above, lines, below):
        column.addWidget(widget)
    first, second = QPushButton("甲"), QPushButton("乙")
    lines.add(0, QLabel("一"), first)
    lines.add(1, QLabel("二"), second)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    above.setFocus()
    came = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    assert came == [first, second, below]
    assert lines.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_what_stands_before_later_lines_is_not_thrown_away(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column, words, lines = QVBoxLayout(window), QLabel("已定稿"), Lines()
    area = QScrollArea()
    area.setWidget(words)
    column.addWidget(area)
    column.addWidget(lines)
    del area, column  # as on a page, which keeps no name for it
    lines.add(0, QPushButton("甲"))
    viewport = words.parentWidget()  # as the window does, which scrolls to what the focus is put on
    viewport.parentWidget().viewport()
    del viewport
    gc.collect()
    assert isValid(words)


def test_nothing_walks_the_order_of_tab():
    """Two calls of these methods leave a widget that only its own part keeps; see ``follow_in_tab_order``."""
    calls = {
        path.name: path.read_text(encoding="utf-8").count("InFocusChain()")
        for path in (ROOT / "desktop").rglob("*.py")
    }
    assert {name: count for name, count in calls.items() if count} == {"framed_window.py": 1}
