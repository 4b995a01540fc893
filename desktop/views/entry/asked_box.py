"""What the office asks about the current cell, and the way to where it is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.lines import mark_label


class AskedBox(QFrame):
    """Mark, words, way; hidden where nothing is asked."""

    answer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing."""
        super().__init__(parent)
        self.setObjectName("notice")
        self._words, self.go = QLabel(), QPushButton("去答复")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.go.setProperty("kind", "quiet")
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self.answer_wanted)
        name = QLabel("统计局的提问，等答复")
        name.setFont(bold(self.font()))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(mark_label(Mark.ASKED))
        head.addWidget(name, 1)
        head.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 6, 7)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._words)
        self.hide()

    def show_questions(self, texts: Sequence[str]) -> None:
        """Show what is asked."""
        self._words.setText("\n".join(texts))
        self.setVisible(bool(texts))
