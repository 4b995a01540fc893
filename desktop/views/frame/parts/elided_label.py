"""Labels that can be narrower than their text, which is then cut with dots, or said in fewer words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from forms.turning import shown_plainly


class ElidedLabel(QLabel):
    """One line of text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show text."""
        super().__init__(parent)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text; it may quote a name that a stranger chose."""
        plain = shown_plainly(text)
        self.setText(plain)
        self.setToolTip(plain)

    def explain(self, more: str) -> None:
        """Say more of the text in the tool tip, and to who cannot see it; nothing more for an empty one."""
        plain = shown_plainly(more)
        self.setToolTip("\n".join(filter(None, (self.text(), plain))))
        self.setAccessibleDescription(plain)

    def minimumSizeHint(self) -> QSize:
        """Override QLabel.minimumSizeHint."""
        return QSize(20, super().minimumSizeHint().height())

    def fitting(self) -> str:
        """The text that is shown, before it is cut."""
        return self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLabel.paintEvent."""
        del event
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.fitting(), Qt.TextElideMode.ElideRight, room.width())
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, alignment, shown)
        painter.end()


class ShorteningLabel(ElidedLabel):
    """Says the same in fewer words where there is no room; the last and shortest may be empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing."""
        super().__init__("", parent)
        self._shorter: tuple[str, ...] = ()

    def show_texts(self, text: str, *shorter: str) -> None:
        """Show a text, or the first of shorter ones that has room; the tool tip has all of it."""
        self._shorter = shorter
        self.show_text(text)
        self.update()

    def fitting(self) -> str:
        """Override ElidedLabel.fitting."""
        width = self.fontMetrics().horizontalAdvance
        return next((t for t in (self.text(), *self._shorter) if width(t) <= self.width()), "")
