"""The lines in which a person names a key file and types its passphrase, the same at both desks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from desktop.views.frame.file.files import ask_open_place

_LONGEST = 200
"""Characters of a passphrase that can be typed; chosen by us."""
_KINDS = "密钥文件 (*.p12 *.pfx)"


class PassphraseLine(QLineEdit):
    """Shows nothing of what is typed.

    Args:
        name: what a screen reader calls it.
    """

    def __init__(self, name: str = "口令") -> None:
        """Wait for a passphrase."""
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(name)

    def take(self) -> str:
        """What was typed; the line is empty from now on, whatever comes of it."""
        passphrase = self.text()
        self.clear()
        return passphrase


class KeyFileLine(QLineEdit):
    """The path of a key file, with a button that asks for it.

    Args:
        name: which key it is, for a screen reader and the dialog that asks.
        place: what is suggested; empty for nothing.
    """

    chosen = Signal()
    """A file was chosen by the button; its path stands in the line."""

    def __init__(self, name: str, place: str = "") -> None:
        """Suggest a file."""
        super().__init__(place)
        self._name, self.button = name, QPushButton("选择……")
        self.setAccessibleName(name)
        self.button.setAccessibleName(f"选择{name}")
        self.button.clicked.connect(self._ask)

    def row(self) -> QHBoxLayout:
        """The line with its button behind it."""
        row = QHBoxLayout()
        row.addWidget(self, 1)
        row.addWidget(self.button)
        return row

    def _ask(self) -> None:
        place = ask_open_place(self, self._name, _KINDS, self.text())
        if place:
            self.setText(place)
            self.chosen.emit()
