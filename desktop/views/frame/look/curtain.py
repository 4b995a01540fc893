"""What is painted first, while everything else is still being loaded."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop.views.frame.look.theme import POINT_SIZE, bold

_WIDTH, _HEIGHT = 1366, 728
"""Pixels of the window. Chosen for the screens of 1366 x 768 of county offices, less the task bar of
Windows."""


def draw_curtain() -> QWidget:
    """Show the empty main window where the real one will stand, and paint it now.

    A plain widget: the first subclass of QWidget costs as much time as all of the drawing.
    """
    window = QWidget()
    window.setWindowTitle("妇女发展规划监测填报")
    bar = QWidget()
    bar.setBackgroundRole(QPalette.ColorRole.Base)
    bar.setAutoFillBackground(True)
    bar.setFixedHeight(47)
    title = QLabel("妇女发展规划监测填报", bar)
    title.setFont(bold(window.font(), points=POINT_SIZE + 1))
    title.move(14, 12)
    told = QLabel("正在打开……")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(bar)
    layout.addStretch(1)
    row = QVBoxLayout()
    row.setContentsMargins(40, 0, 40, 0)
    row.addWidget(told)
    layout.addLayout(row)
    layout.addStretch(2)
    show_placed(window)
    QApplication.processEvents()
    return window


def show_placed(window: QWidget) -> None:
    """Show a window over the whole of a small screen, in the middle of a large one."""
    free = QGuiApplication.primaryScreen().availableGeometry()
    if free.width() < _WIDTH + 80 or free.height() < _HEIGHT + 80:
        window.resize(free.size())  # at once, not after all was laid out for the usual size
        window.showMaximized()
        return
    left, top = (free.width() - _WIDTH) // 2, (free.height() - _HEIGHT) // 2
    window.setGeometry(free.left() + left, free.top() + top, _WIDTH, _HEIGHT)
    window.show()
