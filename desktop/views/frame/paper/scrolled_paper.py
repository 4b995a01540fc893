"""A sheet of paper on which what is too long is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_AROUND = 8
"""Pixels above and below what is kept in sight; our own choice."""


class KeepingArea(QScrollArea):
    """Scrolls so far that one widget stays in sight when there is less room, beside what has the focus.

    Attributes:
        kept: that widget, None for none.
    """

    kept: QWidget | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QScrollArea.resizeEvent."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep)  # when what scrolls has been laid out

    def _keep(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if self.kept is not None and self.kept.isVisible() and focus is not None and self.isAncestorOf(focus):
            for widget in (self.kept, focus):  # the focus last: it counts where there is no room for both
                self.ensureWidgetVisible(widget, 0, _AROUND)


def scrolled_paper(inner: QWidget, area: QScrollArea) -> QFrame:
    """Put a widget on paper.

    Args:
        inner: what stands on it; it is made as wide as the paper.
        area: an empty one, which scrolls it.
    """
    paper = QFrame()
    paper.setObjectName("paper")
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    box = QVBoxLayout(paper)
    box.setContentsMargins(2, 2, 2, 2)
    box.addWidget(area)
    return paper
