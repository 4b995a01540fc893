"""The line under the grid: a hint, or in its place what just happened."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.views.frame.notice import Notice

_HINT = "浅色行由程序自动计算；深灰格不用填。Enter 下一格　Tab 右一格　Ctrl+V 粘贴整块　Ctrl+Z 撤销"


class GridFoot(QWidget):
    """Keeps room for a notice of one line, so that rows stay in their place.

    Args:
        line: stands in the place of the standing hint, where asked.
    """

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        """Show the standing hint."""
        super().__init__(parent)
        self.notice, self.hint, self._line = Notice(), QLabel(_HINT), line
        self.hint.setProperty("tone", "muted")
        self._shows_line = False
        self.notice.shown.connect(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.notice, self.hint, line):
            column.addWidget(widget)
        self._share()

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: rows must not move under the pointer when a notice comes."""
        return super().minimumSizeHint().expandedTo(QSize(0, self.notice.one_line()))

    def show_line(self, *, shown: bool) -> None:
        """Show the line in the place of the standing hint, or that hint again."""
        self._shows_line = shown
        self._share()

    def advise(self, sentence: str = "") -> None:
        """Show another hint, or the standing one again."""
        self.hint.setText(sentence or _HINT)
        self._share()

    def _share(self) -> None:
        free, stands = self.notice.isHidden(), self.hint.text() == _HINT
        self._line.setVisible(free and stands and self._shows_line)
        self.hint.setVisible(free and not (stands and self._shows_line))
