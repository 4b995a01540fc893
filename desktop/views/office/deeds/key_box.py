"""The office's signing key and its passphrase, as every dialog asks for them before anything is signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.key_words import KEEP_OPEN, KEPT_UNTIL, held_words
from desktop.services.keys.key_files import SigningKey, open_key
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.services.places import typed_path
from desktop.views.frame.key_end import KeyEnd
from desktop.views.frame.key_lines import KeyFileLine, PassphraseLine

_FILE_ROW = 0
"""Row of the key file in the form. Follows from the order of its rows."""
LABEL = 104
"""Pixels of the column of labels in the office's dialogs; chosen by us for seven characters."""


def row_label(words: str) -> QLabel:
    """The label of a row, as wide as all others in the office's dialogs."""
    label = QLabel(words)
    label.setFixedWidth(LABEL)
    return label


def key_kept_open(desk: OfficeDesk) -> SigningKey | None:
    """The key that dialogs suggest, where it is open; None where its passphrase must be typed."""
    known = known_key(desk, KeyUse.SIGNING)
    return None if known is None else desk.held_key.use(known)


class KeyBox(QWidget):
    """Suggests the key that was made or imported last; the passphrase is kept nowhere.

    The opened key stays open where a person ticks it, for a while (:class:`HeldKey`): then none is asked for.

    Args:
        desk: the office's desk.
    """

    def __init__(self, desk: OfficeDesk, parent: QWidget | None = None) -> None:
        """Show what is known of the key."""
        super().__init__(parent)
        self._desk, known = desk, known_key(desk, KeyUse.SIGNING)
        self.key = KeyFileLine("签名密钥", "" if known is None else str(known))
        self.passphrase, self.end = PassphraseLine(), KeyEnd()
        self.key.setPlaceholderText("统计局的签名密钥文件（.p12）；还没有的，先在【密钥】里新建")
        self.key.textChanged.connect(self._show_place)
        self.key.chosen.connect(self.passphrase.setFocus)
        form, column = QFormLayout(), QVBoxLayout(self)
        self.keep, self.held, self.shut = QCheckBox(KEEP_OPEN), QLabel(), QPushButton("锁上")
        self.keep.setChecked(desk.held_key.is_wanted)
        self.keep.setToolTip(KEPT_UNTIL)
        self.keep.setAccessibleDescription(KEPT_UNTIL)
        self.shut.setAccessibleName("锁上签名密钥")
        self.shut.clicked.connect(self._shut)
        self._open = QWidget()
        open_row = QHBoxLayout(self._open)
        open_row.setContentsMargins(0, 0, 0, 0)
        open_row.addWidget(self.held, 1)
        open_row.addWidget(self.shut)
        form.addRow(row_label("签名密钥"), self.key.row())
        self._shut_row = QWidget()
        typed = QHBoxLayout(self._shut_row)
        typed.setContentsMargins(0, 0, 0, 0)
        typed.addWidget(self.passphrase, 1)
        typed.addWidget(self.keep)
        form.addRow(row_label("口令"), self._shut_row)
        form.addRow(row_label("口令"), self._open)
        self._form = form
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.end)
        self._show_place()

    def lacks(self) -> str:
        """What is missing before anything can be signed, as a sentence; the focus goes there."""
        if not self.key.text().strip():
            self.key.setFocus()
            return "请先选择统计局的签名密钥文件（.p12）。"
        is_shown_as_open = self._open.isVisibleTo(self)
        if self.show_held() or self.passphrase.text():
            return ""
        self.passphrase.setFocus()
        return "密钥已经锁上，请再输一次口令。" if is_shown_as_open else "请输入签名密钥的口令。"

    def take(self) -> Callable[[], SigningKey]:
        """What opens the key, off the window's thread; the passphrase is in no line any more."""
        place, passphrase, held = self.place, self.passphrase.take(), self._desk.held_key
        opened = held.use(place)
        if opened is not None:
            return lambda: opened
        held.is_wanted = self.keep.isChecked()
        return partial(held.open if held.is_wanted else open_key, place, passphrase)

    def take_focus(self) -> bool:
        """Put the focus where something is missing; False where nothing is."""
        if not self.key.text().strip():
            self.key.setFocus()
            return True
        if self.show_held():
            return False
        self.passphrase.setFocus()
        return True

    @property
    def place(self) -> Path:
        """The key file that is meant; beside the data file, where only a name is typed."""
        return typed_path(self.key.text(), self._desk.path.parent)

    @property
    def is_known(self) -> bool:
        """Whether a key file is named, and lies there."""
        return bool(self.key.text().strip()) and self.place.is_file()

    def show_file(self, *, is_shown: bool) -> None:
        """Show the line with the key file, or leave it out where it is told elsewhere."""
        self._form.setRowVisible(_FILE_ROW, is_shown)

    def _show_place(self) -> None:
        self.end.show_key(self.key.text(), self._desk.clock())
        self.show_held()

    def show_held(self) -> bool:
        """Ask for the passphrase, or say that the key is open; returns whether it is."""
        left = self._desk.held_key.seconds_left(self.place) if self.key.text().strip() else 0
        self._form.setRowVisible(self._shut_row, not left)
        self._form.setRowVisible(self._open, bool(left))
        if left:
            self.held.setText(held_words(left))
        return bool(left)

    def _shut(self) -> None:
        self._desk.held_key.forget()
        self.show_held()
        self.passphrase.setFocus()
