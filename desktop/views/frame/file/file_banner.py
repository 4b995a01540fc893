"""What is said above everything when the open file is another one now; it stays until it is dealt with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.services.desk import Replacement


class ReplacedBanner(QWidget):
    """Hidden until the file is found replaced."""

    reopen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden banner."""
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("tone", "bad")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reopen = QPushButton("重新打开")
        self.reopen.setProperty("kind", "primary")
        self.reopen.setAutoDefault(False)
        self.reopen.clicked.connect(self.reopen_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.reopen)
        self.hide()

    def tell(self, replacement: Replacement) -> None:
        """Say what became of the file."""
        self.words.setText(replacement.sentence)
        self.setAccessibleName(replacement.sentence)
        self.show()
        self.reopen.setFocus()
