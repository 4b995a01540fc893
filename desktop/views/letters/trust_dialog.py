"""First trust: the fingerprint of the office, typed from stamped paper, before its first letter is opened."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QWidget

from desktop.models.unit.trust import TypedDay, typed_day, typed_of_office
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.print_field import PrintField

_FIRST = (
    "这台电脑第一次收到统计局签名的文件。谁都能做一个同名的文件，所以请拿出统计局盖章的证书公布表"
    "（纸质，当面领取或随公文寄来），把上面的指纹打在这里。打对一次，以后同一把密钥签的文件直接打开。"
)
_CHANGED = (
    "这个文件不是用以前信任的密钥签的。统计局换了密钥，会发来新盖章的证书公布表：请拿出来，把上面的指纹打在这里。"
    "没有收到新的登记表，不要打开，先向统计局核实。打对以后，以前的密钥签的文件不再打开。"
)


class TrustDialog(Dialog):
    """Waits for the right fingerprint; the right digits are not shown, or nobody would look at the paper.

    Args:
        office: full name, as the certificate has it.
        letter: what is to be opened, e.g. 布置任务第 1 号.
        fingerprint: of the certificate with which it is signed, 64 digits.
        replaces: whether another key of the office is trusted so far, which then ends.
        today: the present day.
    """

    chapter = "receipt.md"
    trusted = Signal(str)
    """The fingerprint, as it was typed and is right."""

    def __init__(
        self,
        office: str,
        letter: str,
        fingerprint: str,
        parent: QWidget | None = None,
        *,
        replaces: bool = False,
        today: date | None = None,
    ) -> None:
        """Wait for the first digit."""
        title = "统计局换了密钥" if replaces else "第一次打开统计局的文件"
        super().__init__(title, parent, heading=f"{letter}：是{office}发来的吗？")
        self._today = today
        self.field, self.told = PrintField(lambda text: typed_of_office(text, fingerprint)), QLabel()
        self.field.compared.connect(self._show)
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.trust = buttons.addButton("指纹相同，打开", QDialogButtonBox.ButtonRole.AcceptRole)
        self.trust.setProperty("kind", "primary")
        self.field.entered.connect(self.trust.click)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.since, self._since_label = (
            QLineEdit(),
            QLabel("原来的密钥丢失或被盗的，写明从哪天起不再信任它："),
        )
        self.since.setPlaceholderText("如 2026-03-20；不写就从现在起")
        self.since.setAccessibleName(self._since_label.text())
        self.since.textChanged.connect(self._show)
        if not replaces:
            self._since_label.hide()
            self.since.hide()
        about = muted(_CHANGED if replaces else _FIRST)
        self.lay_out(about, self.field, self.told, self._since_label, self.since, buttons=buttons)
        self._show()
        self.field.setFocus()

    @property
    def _day(self) -> TypedDay:
        return typed_day(self.since.text(), self._today or date.max)

    @property
    def distrust_from(self) -> date | None:
        """First day from which the keys before are trusted no longer; None where none was typed."""
        return self._day.day

    def _show(self) -> None:
        typed, day = self.field.typed, self._day
        is_right = bool(typed.digits) and not day.told
        words = "✓ 16 组都与这个文件的指纹相同。" if is_right else typed.told or day.told
        self.told.setText(words)
        is_wrong = typed.is_wrong or bool(day.told)
        self.told.setProperty("tone", "good" if is_right else "bad" if is_wrong else "muted")
        self.told.style().polish(self.told)
        self.trust.setEnabled(is_right)

    def _on_accepted(self) -> None:
        self.accept()
        self.trusted.emit(self.field.typed.digits)
