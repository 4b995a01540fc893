"""用途: whether somebody reports for a unit or receives what units send; nothing is chosen at first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.models.beginning import Purpose
from desktop.views.frame.look.theme import bold


class PurposeBox(QWidget):
    """Two cards, of which one can be chosen: by a click, an arrow, the space bar or Enter."""

    chosen = Signal()
    onward = Signal()
    """Enter, with a purpose chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer both."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.cards = {purpose: _Card(purpose) for purpose in Purpose}
        for purpose, card in self.cards.items():
            row.addWidget(card, 1)
            card.button.clicked.connect(lambda _checked=False, one=purpose: self.choose(one))
            card.button.entered.connect(self._on_entered)
            card.button.moved.connect(self._go_to_other)
            card.pressed.connect(self.choose)

    @property
    def purpose(self) -> Purpose | None:
        """What was chosen."""
        return next((p for p, card in self.cards.items() if card.button.isChecked()), None)

    def choose(self, purpose: Purpose) -> None:
        """Choose one; the other is no longer chosen."""
        for one, card in self.cards.items():
            card.show_chosen(chosen=one is purpose)
        self.chosen.emit()

    def take_focus(self) -> None:
        """Put the focus on what is chosen, or on the first card."""
        self.cards[self.purpose or Purpose.REPORTING].button.setFocus()

    def _on_entered(self, purpose: Purpose) -> None:
        if self.purpose is not purpose:
            self.choose(purpose)
        self.onward.emit()

    def _go_to_other(self, purpose: Purpose) -> None:
        other = next(one for one in Purpose if one is not purpose)
        self.cards[other].button.setFocus()
        self.choose(other)


class _Button(QRadioButton):
    """The button of a card; Enter means it, and an arrow the other one."""

    entered = Signal(Purpose)
    moved = Signal(Purpose)

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose.label)
        self._purpose = purpose
        self.setAutoExclusive(False)
        self.setFont(bold(self.font()))
        self.setAccessibleName(f"用途：{purpose.label}")
        self.setAccessibleDescription(purpose.about)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QRadioButton.keyPressEvent."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(self._purpose)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(self._purpose)
        else:
            super().keyPressEvent(event)


class _Card(QFrame):
    """A purpose and what is done for it."""

    pressed = Signal(Purpose)

    def __init__(self, purpose: Purpose) -> None:
        super().__init__()
        self.setObjectName("choiceCard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._purpose, self.button, about = purpose, _Button(purpose), QLabel(purpose.about)
        about.setProperty("tone", "muted")
        about.setWordWrap(True)
        about.setContentsMargins(26, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 8)
        column.setSpacing(2)
        column.addWidget(self.button)
        column.addWidget(about)
        column.addStretch(1)

    def show_chosen(self, *, chosen: bool) -> None:
        """Show whether it is the one that was chosen."""
        self.button.setChecked(chosen)
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QFrame.mousePressEvent: the whole card is the button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus()
            self.pressed.emit(self._purpose)
