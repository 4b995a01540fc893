"""Before the office signs anything: its key file and passphrase; the letter is made and written behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.services.keys.key_files import SigningKey, end_of, open_key
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.keys import KeyUse, known_key
from desktop.services.places import typed_path
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.files import ask_open_place
from forms.errors import TianbaoError

if TYPE_CHECKING:
    from desktop.views.frame.background import Background

_ADVICE = "用统计局的签名密钥签名。口令不保存，每次都要输入；签名是局里的，是谁办的记在日志里。"


class SigningDialog(Dialog):
    """Waits for the passphrase, then signs; what does not fit is said, and asked again.

    Args:
        desk: the office's desk.
        background: where it is signed.
        title: of the window, what is signed: 签发选定单.
        words: what signing it does, in a sentence or two (Chinese).
        sign: makes what is signed, with the opened key; runs off the window's thread.
        parent: of the dialog.
    """

    chapter = "office-keys.md"
    signed = Signal(object, str)
    """What was made, and what is to be known of the key: that its certificate ends soon; else empty."""

    def __init__(
        self,
        desk: OfficeDesk,
        background: Background,
        title: str,
        words: str,
        sign: Callable[[SigningKey], Any],
        parent: QWidget | None = None,
    ) -> None:
        """Suggest the key that was used last."""
        super().__init__(title, parent)
        self._desk, self._background, self._sign = desk, background, sign
        self._is_signing = False
        known = known_key(desk, KeyUse.SIGNING)
        self.key, self.passphrase, self.trouble = (
            QLineEdit("" if known is None else str(known)),
            QLineEdit(),
            QLabel(),
        )
        self.key.setAccessibleName("签名密钥")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaxLength(200)
        self.passphrase.setAccessibleName("口令")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("签名并写出", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self._cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.sign)
        buttons.rejected.connect(self.reject)
        said = QLabel(words)
        said.setWordWrap(True)
        self.lay_out(said, self._lines(), muted(_ADVICE), self.trouble, buttons=buttons)
        (self.passphrase if self.key.text() else self.key).setFocus()

    def _lines(self) -> QFormLayout:
        choose = QPushButton("选择……")
        choose.clicked.connect(self._ask_place)
        row, form = QHBoxLayout(), QFormLayout()
        row.addWidget(self.key, 1)
        row.addWidget(choose)
        form.addRow("签名密钥", row)
        form.addRow("口令", self.passphrase)
        return form

    def sign(self) -> None:
        """Open the key and sign off the window's thread."""
        if self._is_signing:
            return
        if not self.key.text().strip():
            self.trouble.setText("请先选择统计局的签名密钥文件（.p12）；还没有的，先在“密钥”里新建。")
            self.key.setFocus()
            return
        place, passphrase = typed_path(self.key.text(), self._desk.path.parent), self.passphrase.text()
        self.passphrase.clear()
        self._show_signing(True)

        def answer(made: tuple[object, str]) -> None:
            self._show_signing(False)
            self.accept()
            self.signed.emit(*made)

        def refuse(error: TianbaoError) -> None:
            self._show_signing(False)
            self.trouble.setText(error.sentence)
            self.passphrase.setFocus()

        self._background.run("正在签名……", lambda: self._signed(place, passphrase), answer, refuse)

    def _signed(self, place: Path, passphrase: str) -> tuple[object, str]:
        identity = open_key(place, passphrase)
        return self._sign(identity), end_of(identity, self._desk.clock()).sentence

    def _show_signing(self, is_signing: bool) -> None:
        self._is_signing = is_signing
        for button in (self.go, self._cancel):
            button.setEnabled(not is_signing)

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being signed."""
        if not self._is_signing:
            super().reject()

    def _ask_place(self) -> None:
        place = ask_open_place(self, "签名密钥", "密钥文件 (*.p12 *.pfx)", self.key.text())
        if place:
            self.key.setText(place)
            self.passphrase.setFocus()
