"""登记: a certificate is compared with the fingerprint on its stamped sheet, group by group, and entered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QWidget

from desktop.models.office.register.register_lines import RegisterRead
from desktop.models.office.register.registering import (
    Registered,
    ToRegister,
    about,
    compared,
    register_typed,
    renewable,
    renewed_words,
    why_not_yet,
)
from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.frame.parts.print_field import PrintField
from forms.errors import TianbaoError

_ADVICE = (
    "拿出单位盖章的证书登记表，照纸上输入 16 组指纹，也可以扫描。"
    "屏幕上不显示证书自己的指纹：照屏幕抄等于没有核对。"
    "报送包里带着的证书只是提供，核对一致才登记。"
)


class RegisterDialog(Dialog):
    """Waits for the right fingerprint and a unit.

    Args:
        desk: the office's desk.
        background: where it is registered.
        found: the register as it is now.
        wanted: the certificate, with what is proposed.
        parent: of the dialog.
    """

    chapter = "desk-certificates.md"
    registered = Signal(object)
    """``Registered``: what became of it."""

    def __init__(
        self,
        desk: OfficeDesk,
        background: Background,
        found: RegisterRead,
        wanted: ToRegister,
        parent: QWidget | None = None,
    ) -> None:
        """Propose what is known."""
        super().__init__("登记证书", parent, heading="登记证书：与盖章登记表核对")
        self._desk, self._background, self._found, self._wanted = desk, background, found, wanted
        self._is_writing = False
        facts = QLabel(facts_html(about(wanted)))
        facts.setWordWrap(True)
        self.unit, self.renews = CalmComboBox(), CalmComboBox()
        self.unit.setAccessibleName("登记给单位")
        self.renews.setAccessibleName("接续原证书")
        self.field, self.told = PrintField(partial(compared, wanted)), QLabel()
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("指纹相同，登记", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self._cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.register)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("登记给单位", self.unit)
        form.addRow("登记表上的指纹", self.field)
        form.addRow("", self.told)
        form.addRow("接续原证书", self.renews)
        self.lay_out(facts, form, muted(_ADVICE), buttons=buttons)
        self._offer_units()
        self.unit.currentIndexChanged.connect(self._on_unit)
        self.field.compared.connect(self._show)
        self._on_unit()
        self.field.setFocus()

    def _offer_units(self) -> None:
        self.unit.addItem("请照登记表选单位", "")
        for code, name in self._found.units:
            self.unit.addItem(name, code)
        self.unit.setCurrentIndex(max(0, self.unit.findData(self._wanted.unit)))
        self.unit.setEnabled(not self._wanted.is_certain)

    def _on_unit(self) -> None:
        self.renews.clear()
        self.renews.addItem("不接续：新单位，或另加一份", None)
        for entry in renewable(self._found, self._wanted, self.unit.currentData() or ""):
            self.renews.addItem(renewed_words(entry), entry.certificate.fingerprint)
        self.renews.setEnabled(self.renews.count() > 1)
        self._show()

    def _show(self) -> None:
        typed = self.field.typed
        why = why_not_yet(typed, self.unit.currentData() or "")
        self._say(
            why or "✓ 16 组都与这份证书的指纹相同。",
            "good" if not why else "bad" if typed.is_wrong else "muted",
        )
        self.go.setEnabled(not why and not self._is_writing)
        if self.go.isEnabled():
            self.go.setDefault(True)  # it was locked when the dialog chose what Enter presses
            focus: QWidget | None = self.focusWidget()  # the stubs know of no None
            if focus is not None and self.field.isAncestorOf(focus):
                self.go.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)

    def register(self) -> None:
        """Enter it off the window's thread."""
        if self._is_writing or not self.field.typed.digits:
            return
        self._show_writing(True)
        work = partial(
            register_typed,
            self._desk,
            self._wanted,
            self.field.typed.digits,
            self.unit.currentData(),
            self.renews.currentData(),
        )
        self._background.run("正在登记证书……", work, self._answer, self._refuse)

    def _answer(self, made: Registered) -> None:
        self._show_writing(False)
        if made.is_refused:
            self._say(window_words(made.line.sentence), "bad")
            return
        self.accept()
        self.registered.emit(made)

    def _refuse(self, error: TianbaoError) -> None:
        self._show_writing(False)
        self._say(window_words(error.sentence), "bad")

    def _show_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        self._cancel.setEnabled(not is_writing)
        self.go.setEnabled(not is_writing)

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being entered."""
        if not self._is_writing:
            super().reject()
