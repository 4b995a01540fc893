"""Base of the dialogs of 审核 that store something; they close once it is stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLayout, QPlainTextEdit, QWidget

from desktop.models.office.review.under_review import Ended
from desktop.views.frame.dialog import Dialog
from forms.turning import shown_plainly

_LINES = 3
"""Lines of a reason that are in sight; chosen by us."""


class ReviewDialog(Dialog):
    """Asks for words, and stores them when the button or Ctrl+Enter is pressed.

    Args:
        title: of the dialog.
        go: words of the button, which names the key too: Enter alone goes on in the words.
        start: stores what was typed, and tells how that ended; called once at a time.
        parent: of the dialog.
    """

    chapter = "desk-review.md"

    def __init__(self, title: str, go: str, start: Callable[[Ended], object], parent: QWidget) -> None:
        """Show nothing yet; whoever makes it calls ``put``."""
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._start = start
        self.trouble = QLabel()
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self._buttons = QDialogButtonBox()
        self.go = self._buttons.addButton(f"{go}　Ctrl+Enter", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.store)
        self._buttons.rejected.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.store)

    def put(self, *parts: QWidget | QLayout) -> None:
        """Put parts into the dialog."""
        self.lay_out(*parts, self.trouble, buttons=self._buttons)

    def store(self) -> None:
        """Store what was typed; a refusal is said here, and everything stays."""
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self._start(self._end)

    def _end(self, sentence: str) -> None:
        self.go.setEnabled(True)
        if not sentence:
            self.accept()
            return
        self.trouble.setText(shown_plainly(sentence))
        self.trouble.show()


def reason_line(name: str, hint: str) -> QPlainTextEdit:
    """Room for a reason, of a few lines; Tab leaves it.

    Args:
        name: what it is called, also for who listens.
        hint: what stands in it while it is empty.
    """
    line = QPlainTextEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setTabChangesFocus(True)
    line.setFixedHeight(line.fontMetrics().lineSpacing() * _LINES + 16)
    return line
