"""The office's signing key and its passphrase, as every dialog asks for them before anything is signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.services.keys.key_files import SigningKey, open_key
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.services.places import typed_path
from desktop.views.frame.file.files import ask_open_place
from desktop.views.frame.key_end import KeyEnd

LABEL = 104
"""Pixels of the column of labels in the office's dialogs; chosen by us for seven characters."""
LONGEST_PASSPHRASE = 200
"""Characters of a passphrase that can be typed; chosen by us as at the unit."""
KEY_KINDS = "密钥文件 (*.p12 *.pfx)"
"""What a dialog offers where a key file is chosen."""


def row_label(words: str) -> QLabel:
    """The label of a row, as wide as all others in the office's dialogs."""
    label = QLabel(words)
    label.setFixedWidth(LABEL)
    return label


class KeyBox(QWidget):
    """Suggests the key that was made or imported last; the passphrase is kept nowhere.

    Args:
        desk: the office's desk.
    """

    def __init__(self, desk: OfficeDesk, parent: QWidget | None = None) -> None:
        """Show what is known of the key."""
        super().__init__(parent)
        self._desk, known = desk, known_key(desk, KeyUse.SIGNING)
        self.key, self.passphrase, self.end = QLineEdit(), QLineEdit(), KeyEnd()
        self.key.setText("" if known is None else str(known))
        self.key.setAccessibleName("签名密钥")
        self.key.setPlaceholderText("统计局的签名密钥文件（.p12）；还没有的，先在【密钥】里新建")
        self.key.textChanged.connect(self._show_end)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaxLength(LONGEST_PASSPHRASE)
        self.passphrase.setAccessibleName("口令")
        choose = QPushButton("选择……")
        choose.setAccessibleName("选择签名密钥")
        choose.clicked.connect(self._ask_place)
        row, form, column = QHBoxLayout(), QFormLayout(), QVBoxLayout(self)
        row.addWidget(self.key, 1)
        row.addWidget(choose)
        form.addRow(row_label("签名密钥"), row)
        form.addRow(row_label("口令"), self.passphrase)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.end)
        self._show_end(self.key.text())

    def lacks(self) -> str:
        """What is missing before anything can be signed, as a sentence; the focus goes there."""
        if not self.key.text().strip():
            self.key.setFocus()
            return "请先选择统计局的签名密钥文件（.p12）。"
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return "请输入签名密钥的口令。"
        return ""

    def take(self) -> Callable[[], SigningKey]:
        """What opens the key, off the window's thread; the passphrase is in no line any more."""
        place, passphrase = typed_path(self.key.text(), self._desk.path.parent), self.passphrase.text()
        self.passphrase.clear()
        return partial(open_key, place, passphrase)

    def take_focus(self) -> None:
        """Put the focus where something is missing."""
        (self.passphrase if self.key.text() else self.key).setFocus()

    def _show_end(self, place: str) -> None:
        self.end.show_key(place, self._desk.clock())

    def _ask_place(self) -> None:
        place = ask_open_place(self, "选择签名密钥", KEY_KINDS, self.key.text())
        if place:
            self.key.setText(place)
            self.passphrase.setFocus()
