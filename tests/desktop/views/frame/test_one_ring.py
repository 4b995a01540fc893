"""What Tab leads to shows one ring: the one around it, not Qt's dotted one around its words as well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox, QRadioButton])
def test_within_what_tab_leads_to_nothing_changes(qtbot, kind):
    row = QWidget()
    qtbot.addWidget(row)
    line, control = QLineEdit(row), kind("换个地方", row)
    control.setGeometry(0, 40, 160, 40)
    row.show()
    qtbot.waitExposed(row)
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    line.setFocus()
    within = control.rect().adjusted(24, 4, -4, -4)  # beside the box of what is ticked
    plain = control.grab(within).toImage()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert control.hasFocus()
    assert control.grab(within).toImage() == plain
