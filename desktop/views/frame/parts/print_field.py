"""Where a fingerprint is typed or scanned from stamped paper; its blanks come by themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.models.typed_print import TypedPrint

_LINES = 62
"""Pixels of the field: two lines of eight groups; our own choice."""


class PrintField(QPlainTextEdit):
    """Groups what is typed.

    Args:
        compare: says how far what was typed is that of a certificate.
        parent: of the field.

    Attributes:
        typed: how far it is.
    """

    compared = Signal()
    """Something else is typed: look at ``typed``."""
    entered = Signal()
    """Enter was pressed; a fingerprint has one line."""

    def __init__(self, compare: Callable[[str], TypedPrint], parent: QWidget | None = None) -> None:
        """Wait for the first digit."""
        super().__init__(parent)
        self._compare = compare
        self.typed = compare("")
        self.setAccessibleName("指纹")
        self.setPlaceholderText("照盖章纸上的“证书指纹”打，16 组，每组 4 位；空格自动加")
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LINES)
        self.textChanged.connect(self.look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QPlainTextEdit.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def look(self) -> None:
        """Compare what is typed, and group it while the cursor is at its end."""
        cursor, before = self.textCursor(), self.toPlainText()
        at_end = cursor.position() == len(before)
        self.typed = self._compare(before)
        if self.typed.shown != before and at_end:
            self.blockSignals(True)
            self.setPlainText(self.typed.shown)
            self.blockSignals(False)
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)
        self.compared.emit()
