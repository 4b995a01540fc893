"""Making a key of the unit, for signing or for letters: a file and a passphrase that nobody can recover."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.services.files import with_ending
from desktop.services.keys.key_files import LEAST_PASSPHRASE
from desktop.services.places import file_name, typed_path
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.signing import create_key, create_letter_key
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.key_lines import PassphraseLine
from desktop.views.steps.clock_word import ClockWord
from forms.errors import TianbaoError

_ADVICE = (
    "密钥是本单位的电子签名工具，只需创建一次，可用 10 年。"
    "口令忘记后无法找回，只能重新创建并重新到统计局登记；请把密钥文件和口令分开妥善保管。"
)

_OF_LETTERS = (
    "收件密钥用来打开统计局加密发给本单位的回执单、退回单等，与签名密钥是两把。只需创建一次，可用 10 年。"
    "口令忘记后无法找回，以前加密的来件就打不开了（可请统计局再发）；请把密钥文件和口令分开妥善保管。"
)
_STEPS = (
    "口令谁也找不回来，只能换一个新密钥，分三步：\n"
    "一、设新口令，创建新密钥（就在下面）；\n"
    "二、打印新的证书登记表，上面写明请统计局注销原证书，盖章送去登记；\n"
    "三、用新密钥签名导出。\n"
    "已填的数据和以前的报送不受影响，原密钥文件不会删除。"
)
_ENDINGS = (".p12", ".pfx")
_SHOWN = 16
"""Digits of a fingerprint that a line shows. Chosen by us, as many as the e-mail draft names."""


class KeyDialog(Dialog):
    """Asks where the key goes and for its passphrase, twice."""

    chapter = "signing-key.md"
    created = Signal(object, object)
    """Path of the key file and the opened identity."""

    def __init__(  # noqa: PLR0913 - what the three kinds of it are made of
        self,
        desk: Desk,
        background: Background,
        place: Path,
        parent: QWidget | None = None,
        *,
        before: str | None = None,
        is_lost: bool = False,
        is_for_letters: bool = False,
    ) -> None:
        """Suggest a place.

        Args:
            desk: the unit's desk.
            background: where the key is made.
            place: the file that is suggested.
            parent: of the dialog.
            before: SHA-256 of the unit's certificate until now, empty where it cannot be known, None where
                there is none.
            is_lost: whether the key until now cannot be used any more.
            is_for_letters: whether it opens what the office encrypts to the unit, and signs nothing.
        """
        name = "收件密钥" if is_for_letters else "签名密钥"
        title = f"换新的{name}" if is_lost else f"创建{name}"
        super().__init__(title, parent, heading=f"换一个新的{name}" if is_lost else f"创建本单位的{name}")
        self._name, self._create = name, create_letter_key if is_for_letters else create_key
        self._desk, self._background = desk, background
        self._is_making = False
        self.revoke = QCheckBox(_revoking(before))
        self.revoke.setChecked(is_lost)
        self.revoke.setVisible(before is not None)
        self.clock_word = ClockWord()
        self.trouble = QLabel()
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        words = _OF_LETTERS if is_for_letters else _STEPS if is_lost else _ADVICE
        advice, lines = muted(words), self._lines(place)
        self.lay_out(advice, lines, self.revoke, self.clock_word, self.trouble, buttons=self._buttons())
        self.clock_word.look(desk)
        self.first.setFocus()

    def _lines(self, place: Path) -> QFormLayout:
        self.place = QLineEdit(str(place))
        self.place.setAccessibleName("密钥文件")
        choose = QPushButton("选择……")
        choose.clicked.connect(self._ask_place)
        self.first, self.second = PassphraseLine(), PassphraseLine("再输一遍")
        self.first.setPlaceholderText(f"至少 {LEAST_PASSPHRASE} 个字符，不能全是同一个字符")
        form = QFormLayout()
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        form.addRow("密钥文件", row)
        form.addRow("口令", self.first)
        form.addRow("再输一遍", self.second)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.make = buttons.addButton("创建密钥", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("kind", "primary")
        self._cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.make_key)
        buttons.rejected.connect(self.reject)
        return buttons

    def make_key(self) -> None:
        """Make the key off the GUI thread."""
        if self.first.text() != self.second.text():
            self._say("两次输入的口令不一样，请重新输入。")
            self.second.clear()
            self.second.setFocus()
            return
        place, passphrase = self._typed_place(), self.first.text()
        self._show_making(True)

        def answer(identity: object) -> None:
            self._show_making(False)
            self.created.emit(place, identity)
            self.accept()

        def refuse(error: TianbaoError) -> None:
            self._show_making(False)
            self._say(error.sentence)

        clock_is_right = self.clock_word.is_given

        def work() -> object:
            return self._create(self._desk, place, passphrase, clock_is_right=clock_is_right)

        self._background.run("正在创建密钥……", work, answer, refuse)

    def reject(self) -> None:
        """Override QDialog.reject: a key that is being made is waited for, or nobody would know it."""
        if not self._is_making:
            super().reject()

    def _show_making(self, is_making: bool) -> None:
        self._is_making = is_making
        for button in (self.make, self._cancel):
            button.setEnabled(not is_making)

    def _say(self, sentence: str) -> None:
        """Show what is wrong."""
        self.trouble.setText(sentence)

    def _ask_place(self) -> None:
        place = ask_save_place(
            self, "密钥文件", str(self._typed_place()), "密钥文件", *_ENDINGS, replaces=False
        )
        if place:
            self.place.setText(place)

    def _typed_place(self) -> Path:
        """The file that is meant: beside the data file, where only a name is typed."""
        text = self.place.text().strip() or f"{file_name(self._desk.unit.name)}{self._name}"
        return with_ending(typed_path(text, self._desk.path.parent), *_ENDINGS)


def _revoking(before: str | None) -> str:
    """The words of the box that asks for the certificate until now to be revoked."""
    digits = (before or "")[:_SHOWN].upper()
    groups = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
    return f"请统计局注销原证书（指纹 {groups}）" if groups else "请统计局注销原证书"
