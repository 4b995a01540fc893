"""First trust: the fingerprint of the office, typed from stamped paper, before its first letter is opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QWidget

from desktop.models.unit.trust import TypedPrint, typed_print
from desktop.views.frame.dialog import Dialog, muted

_LINES = 62
"""Pixels of the field: two lines of eight groups; our own choice."""


class TrustDialog(Dialog):
    """Waits for the right fingerprint; the right digits are not shown, or nobody would look at the paper.

    Args:
        office: full name, as the certificate has it.
        letter: what is to be opened, e.g. 布置任务第 1 号.
        fingerprint: of the certificate with which it is signed, 64 digits.
    """

    chapter = "receipt.md"
    trusted = Signal(str)
    """The fingerprint, as it was typed and is right."""

    def __init__(self, office: str, letter: str, fingerprint: str, parent: QWidget | None = None) -> None:
        """Wait for the first digit."""
        super().__init__("第一次打开统计局的文件", parent, heading=f"{letter}：是{office}发来的吗？")
        self._expected, self._typed = fingerprint, TypedPrint("", "")
        self.field, self.told = QPlainTextEdit(), QLabel()
        self.field.setAccessibleName("指纹")
        self.field.setPlaceholderText("照盖章纸上的“证书指纹”打，16 组，每组 4 位；空格自动加")
        self.field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES)
        self.field.textChanged.connect(self._on_typed)
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.trust = buttons.addButton("指纹相同，打开", QDialogButtonBox.ButtonRole.AcceptRole)
        self.trust.setProperty("kind", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        about = muted(
            "这台电脑第一次收到统计局签名的文件。谁都能做一个同名的文件，所以请拿出统计局盖章的证书登记表"
            "（纸质，当面领取或随公文寄来），把上面的指纹打在这里。打对一次，以后同一把密钥签的文件直接打开。"
        )
        self.lay_out(about, self.field, self.told, buttons=buttons)
        self._show()
        self.field.setFocus()

    def _on_typed(self) -> None:
        cursor = self.field.textCursor()
        before = self.field.toPlainText()
        at_end = cursor.position() == len(before)
        self._typed = typed_print(before, self._expected)
        if self._typed.shown != before and at_end:
            self.field.blockSignals(True)
            self.field.setPlainText(self._typed.shown)
            self.field.blockSignals(False)
            cursor = self.field.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.field.setTextCursor(cursor)
        self._show()

    def _show(self) -> None:
        typed = self._typed
        is_right = bool(typed.digits)
        self.told.setText("✓ 16 组都与这个文件的指纹相同。" if is_right else typed.told)
        self.told.setProperty("tone", "good" if is_right else "bad" if typed.is_wrong else "muted")
        self.told.style().polish(self.told)
        self.trust.setEnabled(is_right)

    def _on_accepted(self) -> None:
        self.accept()
        self.trusted.emit(self._typed.digits)
