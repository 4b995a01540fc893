"""The four buttons under a unit's year, each with the line under it that says why it is locked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop.models.office.review.review_buttons import DeedButton, Deeds
from desktop.views.frame.look.theme import POINT_SIZE, sized
from desktop.views.frame.parts.elided_label import ElidedLabel

_SHARES = (3, 3, 3, 6)
"""Widths of the buttons to each other; our own choice, 验收 is the widest."""


class DeedBar(QWidget):
    """收下, 提问, 退回, 验收."""

    take_wanted = Signal()
    ask_wanted = Signal()
    send_wanted = Signal()
    accept_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lock everything."""
        super().__init__(parent)
        self.take, self.ask = QPushButton("收下"), QPushButton("提问　F7")
        self.send, self.accept = QPushButton("退回"), QPushButton("验收　F9")
        self.accept.setProperty("kind", "primary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        signals = (self.take_wanted, self.ask_wanted, self.send_wanted, self.accept_wanted)
        self.lines: list[ElidedLabel] = []
        for column, (button, signal, share) in enumerate(zip(self._all(), signals, _SHARES, strict=True)):
            line = ElidedLabel()
            line.setFont(sized(self.font(), POINT_SIZE - 1))
            line.setProperty("tone", "muted")
            button.clicked.connect(signal)
            button.setAutoDefault(True)
            button.setEnabled(False)
            grid.addWidget(button, 0, column)
            grid.addWidget(line, 1, column)
            grid.setColumnStretch(column, share)
            self.lines.append(line)

    def _all(self) -> tuple[QPushButton, ...]:
        return self.take, self.ask, self.send, self.accept

    def furthest(self) -> QPushButton | None:
        """The last of the buttons that can be pressed, which leads furthest; None where none can."""
        return next((button for button in reversed(self._all()) if button.isEnabled()), None)

    def show_deeds(self, deeds: Deeds) -> None:
        """Show what can be done, and why the rest cannot."""
        shown = (deeds.take, deeds.ask, deeds.send, deeds.accept)
        for button, line, deed in zip(self._all(), self.lines, shown, strict=True):
            _show(button, line, deed)


def _show(button: QPushButton, line: ElidedLabel, deed: DeedButton) -> None:
    button.setText(deed.text)
    button.setEnabled(deed.is_open)
    button.setToolTip(deed.why)
    button.setAccessibleName(f"{deed.text}：{deed.why}")
    line.show_text(f"✓ {deed.why}" if deed.is_good else deed.why)
