"""Opening an encrypted letter: the unit's key for letters and its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from desktop.services.places import typed_path
from desktop.services.unit.letters.opening import decrypted_letter
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.key_lines import KeyFileLine, PassphraseLine
from forms.errors import TianbaoError

if TYPE_CHECKING:
    from desktop.views.frame.background import Background
    from desktop.views.frame.file.sending_places import SendingPlaces

_ADVICE = (
    "这份来件加密给了本单位登记的收件证书，要用收件密钥和它的口令打开。"
    "收件密钥是另一把，不是签名导出用的那一把。口令不保存，每次都要输入。"
)


class LetterKeyDialog(Dialog):
    """Waits for a key file and a passphrase that open what came.

    Args:
        data: the encrypted letter.
        background: where it is opened.
        places: where the key lay last.
        folder: where a key file lies of which only the name is typed.
        parent: of the dialog.
    """

    chapter = "receipt.md"
    decrypted = Signal(object)
    """Bytes of the letter, out of its envelope."""

    def __init__(
        self,
        data: bytes,
        background: Background,
        places: SendingPlaces,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Suggest the key that opened the last one."""
        super().__init__("打开加密的来件", parent, heading="输入收件密钥的口令")
        self._data, self._background, self._places, self._folder = data, background, places, folder
        self._is_opening = False
        self.key = KeyFileLine("收件密钥", places.letter_key())
        self.passphrase, self.trouble = PassphraseLine(), QLabel()
        self.key.chosen.connect(self.passphrase.setFocus)
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("打开来件", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.open_letter)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ADVICE), self._lines(), self.trouble, buttons=buttons)
        (self.passphrase if self.key.text() else self.key).setFocus()

    def _lines(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow("收件密钥", self.key.row())
        form.addRow("口令", self.passphrase)
        return form

    def open_letter(self) -> None:
        """Open the envelope off the GUI thread; what does not fit is said, and asked again."""
        if self._is_opening:
            return
        if not self.key.text().strip():
            self.trouble.setText("请先选择本单位的收件密钥文件（.p12）。")
            self.key.setFocus()
            return
        place, passphrase = typed_path(self.key.text(), self._folder), self.passphrase.take()
        self._show_opening(True)

        def answer(found: bytes) -> None:
            self._show_opening(False)
            self._places.remember_letter_key(str(place))
            self.accept()
            self.decrypted.emit(found)

        def refuse(error: TianbaoError) -> None:
            self._show_opening(False)
            self.trouble.setText(error.sentence)
            self.passphrase.setFocus()

        self._background.run(
            "正在打开来件……", lambda: decrypted_letter(self._data, place, passphrase), answer, refuse
        )

    def _show_opening(self, is_opening: bool) -> None:
        self._is_opening = is_opening
        self.go.setEnabled(not is_opening)

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being opened."""
        if not self._is_opening:
            super().reject()
