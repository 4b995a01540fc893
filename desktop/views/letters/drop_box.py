"""Where a file of the office is dropped or asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget


class DropBox(QFrame):
    """Says that files can be dropped; the whole window takes them, this is where people look."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say it."""
        super().__init__(parent)
        self.setObjectName("dropBox")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 9, 10, 9)
        column.setSpacing(5)
        words, kinds = QLabel("把统计局的来件拖到这里"), QLabel("任务、回执、退回、验收、预警")
        kinds.setProperty("tone", "muted")
        self.open = QPushButton("打开来件　Ctrl+O")
        self.open.setAutoDefault(True)
        self.open.clicked.connect(self.open_wanted)
        for widget in (words, kinds, self.open):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
