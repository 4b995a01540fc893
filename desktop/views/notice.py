"""A line of text above the work that says what happened and what to do; no dialog to click away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden notice."""
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton("知道了")
        close.setProperty("kind", "quiet")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self._lasting = False
        self.hide()

    def fade(self) -> None:
        """Hide what was said in passing."""
        if not self._lasting:
            self.hide()

    def clear(self) -> None:
        """Hide whatever was said, because it has been dealt with."""
        self._lasting = False
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, tone: str = "alarm", *, lasting: bool = False) -> None:
        """Say something; empty text hides the notice.

        Args:
            sentence: what happened and what to do.
            tone: ``alarm``, ``bad`` or ``good``.
            lasting: whether it stays when the cursor moves on, as bad news always does.
        """
        self._lasting = lasting or tone == "bad"
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("tone", tone)
        self.style().polish(self)
        self.setVisible(bool(sentence))
