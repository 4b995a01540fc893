"""The pages of the window, of which one is in front; what needs more room than there is, is scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

_AROUND = 24
"""Pixels above and below what has the focus that are in sight too; our own choice, about a line."""
_PASSES = 3
"""Times that a page is laid out until all stands: words wrap, what is below moves, bars come or go.
Chosen by us."""


class PageStack(QStackedWidget):
    """Takes and gives pages; that each lies in an area that scrolls is nobody else's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold no page."""
        super().__init__(parent)
        self._areas: dict[QWidget, QScrollArea] = {}
        self._passes = 0
        # A timer of its own: what is handed to QTimer.singleShot stays for ever where its widget goes first.
        self._next_pass = QTimer(self, singleShot=True, interval=0)
        self._next_pass.timeout.connect(self._look_again)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def addWidget(self, page: QWidget) -> int:
        """Override QStackedWidget.addWidget: a page is put into an area of its own."""
        area = QScrollArea()
        area.setObjectName("pageArea")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        area.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self._areas[page] = area
        return super().addWidget(area)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Override QStackedWidget.setCurrentWidget: bring a page to the front."""
        super().setCurrentWidget(self._areas[page])

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the focus was put on; Qt does so only where Tab leads to it."""
        del before
        self._passes = _PASSES
        self._bring_into_sight(now)

    def _look_again(self) -> None:
        self._passes -= 1
        self._bring_into_sight(QApplication.focusWidget())

    def _bring_into_sight(self, now: QWidget | None) -> None:
        """Scroll every area around what has the focus, the innermost first: a page may have its own."""
        if now is None or now is not QApplication.focusWidget() or not self.isAncestorOf(now):
            return
        if self._passes:
            self._next_pass.start()
        area = now.parentWidget()
        while area is not None and area is not self:
            if isinstance(area, QScrollArea) and area.viewport().isAncestorOf(now):
                area.ensureWidgetVisible(now, 0, _AROUND)
            area = area.parentWidget()

    def currentWidget(self) -> QWidget:
        """Override QStackedWidget.currentWidget: the page in front."""
        area = super().currentWidget()
        return next(page for page, its_area in self._areas.items() if its_area is area)
