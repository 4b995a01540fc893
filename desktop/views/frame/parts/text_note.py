"""What there is to say about a text just typed, with one click that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.services.unit.text_word import TextWord


class TextNote(QWidget):
    """Hidden until there is something to say."""

    accepted = Signal(str)
    """The text that the click puts in the place of the one typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden note."""
        super().__init__(parent)
        self._replacement = ""
        self._words, self.mend = QLabel(), QPushButton()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mend.setAutoDefault(False)
        self.mend.clicked.connect(lambda: self.accepted.emit(self._replacement))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    @property
    def is_refusal(self) -> bool:
        """Whether it says that the text cannot be stored."""
        return not self.isHidden() and self._words.property("tone") == "bad"

    def show_word(self, word: TextWord) -> None:
        """Show the sentence about a text, and the button that mends it; an empty sentence hides the note."""
        self.say(word.sentence, "bad" if word.is_refused else "alarm")
        self._replacement = word.replacement
        self.mend.setText(word.offer)
        self.mend.setVisible(bool(word.offer))

    def say(self, sentence: str, tone: str) -> None:
        """Say something that no click mends; empty text hides the note."""
        self._words.setText(sentence)
        self._words.setProperty("tone", tone)
        self._words.style().polish(self._words)
        self.mend.hide()
        self.setVisible(bool(sentence))
