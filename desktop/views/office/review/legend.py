"""What the corners of the grid of 审核 mean: each shape as it is drawn there, with its word."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.models.office.review.received_grid import JUDGED_BY, LEGEND
from desktop.views.frame.look.marks import MARK_SIZE, corner_icon
from desktop.views.frame.look.theme import POINT_SIZE, sized


class Legend(QWidget):
    """A line of shapes and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show them."""
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAccessibleName("格角：" + "、".join(words for _, words in LEGEND))
        self.setToolTip(JUDGED_BY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words: list[QLabel] = []
        for mark, text in LEGEND:
            shape, words = QLabel(), QLabel(text)
            shape.setPixmap(corner_icon(mark, 2.0).pixmap(QSize(MARK_SIZE, MARK_SIZE)))
            words.setProperty("tone", "muted")
            words.setFont(sized(self.font(), POINT_SIZE - 1))
            if self.words:
                row.addSpacing(6)
            row.addWidget(shape)
            row.addWidget(words)
            self.words.append(words)
