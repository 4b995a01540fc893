"""The button 更多: a menu with the buttons of a bar that have no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class MoreButton(QPushButton):
    """In sight only while a button is put into its menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Keep no button."""
        super().__init__("更多", parent)
        self.setAutoDefault(False)
        self._kept: list[QPushButton] = []
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        menu.aboutToHide.connect(self._look_for_mouse)
        self.setMenu(menu)
        self.hide()

    def keep(self, buttons: Sequence[QPushButton], all_of: Sequence[QPushButton]) -> None:
        """Put buttons into the menu, and show the others in the bar.

        Args:
            buttons: those that have no room.
            all_of: every button of the bar that may go into the menu.
        """
        self._kept = list(buttons)
        for button in all_of:
            button.setVisible(button not in self._kept)
        self.setVisible(bool(self._kept))

    def event(self, event: QEvent) -> bool:
        """Override QPushButton.event: a dialog is closed, and the mouse may be elsewhere."""
        if event.type() == QEvent.Type.WindowActivate:
            self._look_for_mouse()
        return super().event(event)

    def _look_for_mouse(self) -> None:
        """End the look of a button under the mouse: while a menu is open Qt tells no button that it left."""
        here = self.mapFromGlobal(QCursor.pos())
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(here))
        self.update()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for button in self._kept:
            if button.menu() is not None:
                button.menu().setTitle(button.text())
                menu.addMenu(button.menu())
                continue
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
