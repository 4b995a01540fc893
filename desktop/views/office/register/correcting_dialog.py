"""注销 and 更正: later entries in the register, each with a reason; what was entered before stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.register.correcting import Correction, correct, corrections_of, revoke_from
from desktop.models.office.register.register_lines import RegisterRead
from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.calm_combo import CalmComboBox
from forms.errors import TianbaoError
from forms.filing.receipt_time import day_in_beijing

_HEIGHT = 56
"""Pixels of the box for the reason, two lines; our own choice."""
_REVOKING = "那一天起收到的不再认这份证书；以前收到的不受影响，仍然有效。写错了可以更正，原来的记录留着。"
_CORRECTING = "更正另记一笔，原来的记录留着；有关的报送包随之重新判断。"


class _EntryDialog(Dialog):
    """Asks for a reason, and writes a later entry off the window's thread."""

    chapter = "desk-certificates.md"
    entered = Signal(str)
    """What was entered, in a sentence."""

    def __init__(
        self, title: str, entry: RegisterEntry, background: Background, go: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, parent, heading=f"{title}：{entry.unit_name}")
        self._background, self._is_writing = background, False
        self.reason, self.trouble = QPlainTextEdit(), QLabel()
        self.reason.setAccessibleName("原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_HEIGHT)
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self._cancel = self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.write)
        self.buttons.rejected.connect(self.reject)

    def work(self) -> Callable[[], str]:
        """What is written; it gives the sentence that says so."""
        raise NotImplementedError

    def write(self) -> None:
        """Write it."""
        if self._is_writing:
            return
        self._show_writing(True)
        self._background.run("正在写入登记册……", self.work(), self._answer, self._refuse)

    def _answer(self, said: str) -> None:
        self._show_writing(False)
        self.accept()
        self.entered.emit(said)

    def _refuse(self, error: TianbaoError) -> None:
        self._show_writing(False)
        self.trouble.setText(window_words(error.sentence))
        self.reason.setFocus()

    def _show_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        for button in (self.go, self._cancel):
            button.setEnabled(not is_writing)

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being written."""
        if not self._is_writing:
            super().reject()


class RevokeDialog(_EntryDialog):
    """注销: from which day on, and why."""

    def __init__(
        self, desk: OfficeDesk, background: Background, entry: RegisterEntry, parent: QWidget | None = None
    ) -> None:
        """Suggest today."""
        super().__init__("注销证书", entry, background, "注销", parent)
        self._desk, self._entry = desk, entry
        self.since = QLineEdit(day_in_beijing(desk.clock()).isoformat())
        self.since.setAccessibleName("从哪天起")
        self.since.setPlaceholderText("如 2026-03-02")
        self.reason.setPlaceholderText("例如：密钥文件丢失；换了新证书")
        form = QFormLayout()
        form.addRow("指纹", muted(entry.grouped))
        form.addRow("从哪天起", self.since)
        form.addRow("原因", self.reason)
        self.lay_out(form, muted(_REVOKING), self.trouble, buttons=self.buttons)
        self.since.setFocus()

    def work(self) -> Callable[[], str]:
        """Override _EntryDialog.work."""
        words = self.since.text(), self.reason.toPlainText()
        return partial(revoke_from, self._desk, self._entry, *words)


class CorrectDialog(_EntryDialog):
    """更正: a registration for the wrong unit, or a wrong revocation."""

    def __init__(
        self,
        desk: OfficeDesk,
        background: Background,
        found: RegisterRead,
        entry: RegisterEntry,
        parent: QWidget | None = None,
    ) -> None:
        """Offer what can be corrected."""
        super().__init__("更正登记", entry, background, "更正", parent)
        self._desk, self._entry = desk, entry
        self._group, choices = QButtonGroup(self), QVBoxLayout()
        self._offered: list[Correction] = corrections_of(entry)
        for place, one in enumerate(self._offered):
            button = QRadioButton(one.label)
            self._group.addButton(button, place)
            choices.addWidget(button)
        self.unit = CalmComboBox()
        self.unit.setAccessibleName("改为登记给")
        for code, name in found.units:
            if code != entry.certificate.unit:
                self.unit.addItem(name, code)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(lambda *_: self._show())
        self.reason.setPlaceholderText("例如：登记表拿错了，应是另一个单位的")
        form = QFormLayout()
        form.addRow("指纹", muted(entry.grouped))
        form.addRow("更正", choices)
        form.addRow("改为登记给", self.unit)
        form.addRow("原因", self.reason)
        self.lay_out(form, muted(_CORRECTING), self.trouble, buttons=self.buttons)
        self._show()
        self._group.button(0).setFocus()

    def _show(self) -> None:
        self.unit.setEnabled(self._offered[self._group.checkedId()] is Correction.OTHER_UNIT)

    def work(self) -> Callable[[], str]:
        """Override _EntryDialog.work."""
        what, unit = self._offered[self._group.checkedId()], self.unit.currentData()
        return partial(correct, self._desk, self._entry, what, unit, self.reason.toPlainText())
