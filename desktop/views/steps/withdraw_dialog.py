"""The question before a frozen year is taken back: why."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from desktop.models.unit.reopened import TakenBack
from desktop.views.entry.explaining import ExplanationEditor
from desktop.views.frame.dialog import Dialog, muted

_ABOUT = (
    "撤回后可以修改数据，原来的一份仍在窗口底部【数据保管】→【以前的报送】里。"
    "改完须重新定稿，作为新的一次报送。"
)
_LINES = 4
"""Lines of the box; chosen by us."""


class WithdrawDialog(Dialog):
    """Ctrl+Enter takes the year back, Esc does not; nothing is changed here.

    Args:
        asked_about: what is taken back.
        typed: a reason that was refused before, to be corrected.
    """

    chapter = "finalise.md"

    def __init__(self, asked_about: TakenBack, typed: str = "", parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__("撤回定稿", parent)
        asked = QLabel("撤回原因")
        self.reason = ExplanationEditor()
        self.reason.setPlainText(typed)
        self.reason.setPlaceholderText(f"例如：核对台账后更正{asked_about.example}")
        self.reason.setAccessibleName("撤回原因")
        self.reason.setFixedHeight(_LINES * self.reason.fontMetrics().lineSpacing() + 16)
        asked.setBuddy(self.reason)
        buttons = QDialogButtonBox()
        self.take_back = buttons.addButton("撤回定稿", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_back.setProperty("kind", "primary")
        self.take_back.setToolTip("Ctrl+Enter")
        buttons.addButton("不撤回", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.reason.entered.connect(self.accept)
        self.reason.escaped.connect(self.reject)
        caution = QLabel(asked_about.caution)
        caution.setProperty("tone", "alarm")
        caution.setWordWrap(True)
        caution.setVisible(bool(asked_about.caution))
        self.lay_out(muted(_ABOUT), caution, asked, self.reason, buttons=buttons)
        self.reason.setFocus()
