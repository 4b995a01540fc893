"""The passphrase of the receiving key, asked once where something encrypted was handed over."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QWidget

from desktop.models.office.window_words import window_words
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.key_lines import PassphraseLine
from forms.errors import TianbaoError

_ADVICE = "里面有加密的报送包，要用本局的收件密钥打开。口令不保存；窗口打开期间只问这一次。"


class ReceivingKeyDialog(Dialog):
    """Waits for the passphrase; encrypted files can also wait.

    Args:
        path: the key file.
        background: where it is opened.
        parent: of the dialog.
    """

    chapter = "desk-intake.md"
    opened = Signal(object)
    """The ``ReceivingKey``; None where encrypted files are to wait."""

    def __init__(self, path: Path, background: Background, parent: QWidget | None = None) -> None:
        """Ask for the passphrase."""
        super().__init__("收件密钥的口令", parent)
        self._path, self._background = path, background
        self._is_opening = False
        self.passphrase, self.trouble = PassphraseLine("收件密钥的口令"), QLabel()
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        form = QFormLayout()
        form.addRow("密钥文件", QLabel(path.name))
        form.addRow("口令", self.passphrase)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("打开并收件", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.later = buttons.addButton("加密的先不打开", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.open_key)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ADVICE), form, self.trouble, buttons=buttons)
        self.passphrase.setFocus()

    def open_key(self) -> None:
        """Open the key off the window's thread; what does not fit is said, and asked again."""
        if self._is_opening:
            return
        open_key = partial(open_key_for_receiving, self._path, self.passphrase.take())
        self._show_opening(is_opening=True)

        def answer(key: ReceivingKey) -> None:
            self._show_opening(is_opening=False)
            self.accept()
            self.opened.emit(key)

        def refuse(error: TianbaoError) -> None:
            self._show_opening(is_opening=False)
            self.trouble.setText(window_words(error.sentence))
            self.passphrase.setFocus()

        self._background.run("正在打开收件密钥……", open_key, answer, refuse)

    def _show_opening(self, *, is_opening: bool) -> None:
        self._is_opening = is_opening
        self.go.setEnabled(not is_opening)

    def reject(self) -> None:
        """Override QDialog.reject: the encrypted files wait; not while the key is being opened."""
        if not self._is_opening:
            super().reject()
            self.opened.emit(None)
