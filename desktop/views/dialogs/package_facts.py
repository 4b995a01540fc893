"""What is true about a package that was opened, on the day on which it was received."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialogButtonBox, QFormLayout, QLabel, QWidget

from desktop.submission.verified import Verification
from desktop.views.frame.dialog import Dialog
from forms.filing.receipt_time import BEIJING, ReceiptTime, read_receipt_time

if TYPE_CHECKING:
    from datetime import datetime


_SIGNS = {"ok": "✓", "bad": "✗", "unknown": "？"}
_WHY = "证书按收件那天是否有效判断，不按今天。"


class PackageFacts(Dialog):
    """Shows the facts, and judges anew when another day of receipt is given.

    Args:
        judge: time of receipt, None for the present, to the facts.
        now: the present time.
    """

    chapter = "office.md"

    def __init__(
        self,
        judge: Callable[[ReceiptTime | None], Verification],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        """Judge as of today."""
        super().__init__("报送包", parent)
        self._judge, self._now = judge, now
        self.headline, self.details = self.heading, QLabel()
        for label in (self.headline, self.details):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a stranger chose some of the words
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        today = now.astimezone(BEIJING)
        self.received = QDateEdit(QDate(today.year, today.month, today.day))
        self.received.setDisplayFormat("yyyy-MM-dd")
        self.received.setCalendarPopup(True)
        self.received.setMaximumDate(self.received.date())
        self.received.setMinimumDate(QDate(2000, 1, 1))
        self.received.setAccessibleName("收件日期")
        self.received.setToolTip(_WHY)
        self.received.dateChanged.connect(self._on_date)
        asked = QFormLayout()
        asked.addRow("收件日期", self.received)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.lay_out(asked, self.details, buttons=buttons)
        self._show(None)

    def _on_date(self, day: QDate) -> None:
        self._show(read_receipt_time(day.toString("yyyy-MM-dd"), self._now))

    def _show(self, received: ReceiptTime | None) -> None:
        found = self._judge(received)
        self.headline.setText(f"报送包：{found.sentence}")
        self.details.setText("\n".join(f"{_SIGNS[fact.state.value]} {fact.sentence}" for fact in found.facts))
