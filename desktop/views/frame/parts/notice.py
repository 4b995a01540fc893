"""A line of text on a page that says what happened and what to do, in place of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from forms.turning import shown_plainly

Way = tuple[str, Callable[[], object]]

_MARGIN = 5
"""Pixels above and below the words; our own choice."""


class Notice(QWidget):
    """Hidden until there is something to say."""

    shown = Signal()
    """The notice was shown or hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden notice."""
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton("知道了")
        self._close.setProperty("kind", "quiet")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, _MARGIN, 6, _MARGIN)
        row.addWidget(self._words, 1)
        self._file: Path | None = None
        self._open, self._folder = QPushButton("打开"), QPushButton("打开所在文件夹")
        self._open.clicked.connect(self._open_file)
        self._folder.clicked.connect(self._open_folder)
        for button in (self._open, self._folder):
            button.setProperty("kind", "quiet")
            button.hide()
            row.addWidget(button)
        self._way = QPushButton()
        self._way.setProperty("kind", "quiet")
        self._way.clicked.connect(self._go)
        self._wanted: Callable[[], object] | None = None
        row.addWidget(self._way)
        row.addWidget(self._close)
        self._lasting = False
        self._known: set[str] = set()
        """Sentences of which a person said that they are known."""
        self.hide()

    def setVisible(self, visible: bool) -> None:
        """Override QWidget.setVisible."""
        super().setVisible(visible)
        self.shown.emit()

    def one_line(self) -> int:
        """Height in pixels with a sentence of one line."""
        return self._close.sizeHint().height() + 2 * _MARGIN

    def fade(self) -> None:
        """Hide the notice unless it is lasting."""
        if not self._lasting:
            self.hide()

    def clear(self) -> None:
        """Hide the notice, lasting or not."""
        self._lasting = False
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _open_file(self) -> None:
        from desktop.views.frame.opening import open_place

        if self._file is not None:
            open_place(self._file)

    def _open_folder(self) -> None:
        from desktop.views.frame.opening import open_folder_of

        if self._file is not None:
            open_folder_of(self._file)

    def _on_close(self) -> None:
        self._known.add(self._words.text())
        self.hide()

    def _go(self) -> None:
        if self._wanted is not None:
            self._wanted()

    def say_saved(self, file: Path) -> None:
        """Say where a file was saved, and offer to open it or its folder."""
        self.say(f"已保存：{file}", "good", file=file)

    def say(
        self,
        sentence: str,
        tone: str = "alarm",
        *,
        lasting: bool = False,
        file: Path | None = None,
        way: Way | None = None,
        once: bool = False,
    ) -> None:
        """Say something; empty text hides the notice.

        Args:
            sentence: what happened and what to do.
            tone: ``alarm``, ``bad`` or ``good``.
            lasting: whether it stays when the cursor moves on, as bad news always does.
            file: what was saved, to be opened from here.
            once: whether nothing is said where a person said that it is known: it would hide what lies below.
            way: what can be done about it, as a button: its words, and what it does.
        """
        words, self._wanted = way if way is not None else ("", None)
        self._way.setText(words)
        self._way.setVisible(way is not None)
        self._file = file
        for button in (self._open, self._folder):
            button.setVisible(file is not None)
        self._lasting = lasting or tone == "bad"
        sentence = shown_plainly(sentence)
        if once and sentence in self._known:
            sentence = ""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("tone", tone)
        self.style().polish(self)
        self.setVisible(bool(sentence))
