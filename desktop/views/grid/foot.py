"""The line under the grid: a hint, or in its place what just happened."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.notice import Notice

_KEYS = "Enter 下一格　Tab 右一格　Ctrl+V 粘贴整块"
_HINT = f"浅色行由程序自动计算；深灰格不用填。{_KEYS}　Ctrl+Z 撤销"


class GridFoot(QWidget):
    """Keeps room for a notice of one line, so that rows stay in their place.

    Args:
        line: stands in the place of the standing hint, where asked.
    """

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        """Show the standing hint."""
        super().__init__(parent)
        self._standing = _HINT
        self.notice, self.hint, self._line = Notice(), ElidedLabel(_HINT), line
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
        self.hint.show_text(sentence or self._standing)
        self._share()

    def tell_change(self, words: str, *, at_once: bool) -> None:
        """Name the last change in the standing hint, and how it is taken back; empty words name none.

        Args:
            words: what was changed.
            at_once: whether it is said in a low window too, where the standing hint has no room.
        """
        told = f"{words}，Ctrl+Z 撤销"
        self._standing = f"{told}　　{_KEYS}" if words else _HINT
        self.advise(f"{told}。" if words and at_once else "")

    def _share(self) -> None:
        free, stands = self.notice.isHidden(), self.hint.text() == self._standing
        self._line.setVisible(free and stands and self._shows_line)
        self.hint.setVisible(free and not (stands and self._shows_line))
