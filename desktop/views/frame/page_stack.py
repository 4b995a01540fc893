"""The pages of the window, of which one is in front; what needs more room than there is, is scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

_AROUND = 24
"""Pixels above and below what has the focus that are in sight too; our own choice, about a line."""


class PageStack(QStackedWidget):
    """Takes and gives pages; that each lies in an area that scrolls is nobody else's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold no page."""
        super().__init__(parent)
        self._areas: dict[QWidget, QScrollArea] = {}
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
        if now is not None and self.isAncestorOf(now):
            self._areas[self.currentWidget()].ensureWidgetVisible(now, 0, _AROUND)

    def currentWidget(self) -> QWidget:
        """Override QStackedWidget.currentWidget: the page in front."""
        area = super().currentWidget()
        return next(page for page, its_area in self._areas.items() if its_area is area)
