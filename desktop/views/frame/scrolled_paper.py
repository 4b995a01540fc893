"""A sheet of paper on which what is too long is scrolled."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


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
