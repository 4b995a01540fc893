"""更正往年数据: what is changed of an earlier year, and the reason that the change log keeps."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.models.unit.past_year import PastYear
from desktop.services.unit.text_word import text_word
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.text_note import TextNote

_MOST = 8
"""Changes that are listed one by one; chosen by us."""


class CorrectionDialog(Dialog):
    """Stays open with a sentence until the correction can be stored; Enter in the reason corrects.

    Args:
        past: the earlier year.
        texts: what was typed, by the address of its cell.
    """

    corrected = Signal()
    chapter = "entry.md"

    def __init__(self, past: PastYear, texts: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Ask why."""
        super().__init__("更正往年数据", parent, heading=f"{past.year} 年")
        self._past, self._texts = past, texts
        lines = past.change_lines(texts)
        more = [f"……共 {len(lines)} 格"] if len(lines) > _MOST else []
        changes = QLabel("\n".join([*lines[:_MOST], *more]))
        changes.setWordWrap(True)
        about = muted("上年数、走势图和逐年比较随之更新；原数、新数、原因和更正人记入变更记录。")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("例如：按统计年鉴核对，原数少录一位")
        self.reason.setAccessibleName("更正原因")
        self.word, self.trouble = TextNote(), QLabel()
        self.word.accepted.connect(self.reason.setText)
        self.reason.textEdited.connect(lambda text: self.word.show_word(text_word("更正原因", text)))
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        form = QFormLayout()
        form.addRow("更正原因", self.reason)
        form.addRow(self.word)
        self.lay_out(changes, about, form, self.trouble, buttons=self._buttons())
        self.reason.returnPressed.connect(self._on_accepted)
        self.reason.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.enter = buttons.addButton("更正", QDialogButtonBox.ButtonRole.AcceptRole)
        self.enter.setProperty("kind", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        for button in buttons.buttons():
            assert isinstance(button, QPushButton)
            button.setAutoDefault(False)  # Enter in the line of the reason corrects once, not twice
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: the box of buttons has just chosen one that Enter would press."""
        super().showEvent(event)
        self.enter.setDefault(False)

    def _on_accepted(self) -> None:
        refusal = self._past.correct(self._texts, self.reason.text())
        if refusal:
            self.trouble.setText(refusal)
            self.reason.setFocus()
            return
        self.accept()
        self.corrected.emit()
