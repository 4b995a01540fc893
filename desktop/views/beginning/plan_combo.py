"""Choosing a plan: nothing is chosen at first, and Enter leads on once something is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.views.frame.parts.calm_combo import CalmComboBox

_LEAST = 12
"""Characters that are in sight at least; chosen by us."""


class PlanCombo(CalmComboBox):
    """A list of plans."""

    onward = Signal()
    """Enter, with a plan chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setPlaceholderText("请选择规划")
        self.setAccessibleName("规划")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST)

    def showPopup(self) -> None:
        """Override QComboBox.showPopup: the row that the keys start from is seen."""
        super().showPopup()
        view = self.view()
        if self.currentIndex() < 0 and self.count():
            view.setCurrentIndex(view.model().index(0, self.modelColumn(), view.rootIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QComboBox.keyPressEvent: Enter opens the list, or leads on."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.currentIndex() < 0:
            self.showPopup()
        else:
            self.onward.emit()
