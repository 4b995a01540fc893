"""The line under the grid: a hint, or in its place what just happened."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.views.frame.notice import Notice

_HINT = "浅色行由程序自动计算；深灰格不用填。Enter 下一格　Tab 右一格　Ctrl+V 粘贴整块　Ctrl+Z 撤销"


class GridFoot(QWidget):
    """Keeps room for a notice of one line, so that rows stay in their place; not in a small window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the standing hint."""
        super().__init__(parent)
        self.notice, self.hint = Notice(), QLabel(_HINT)
        self.hint.setProperty("tone", "muted")
        self._has_room = True
        self.notice.shown.connect(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.hint)
        self.make_room(has_room=True)

    def make_room(self, *, has_room: bool) -> None:
        """Keep the line free for hint and notice, or in a small window only take it when needed."""
        self._has_room = has_room
        # Room is kept while there is no notice: else the rows would move under the pointer when one comes.
        self.setMinimumHeight(self.notice.one_line() if has_room else 0)
        self._share()

    def advise(self, sentence: str = "") -> None:
        """Show another hint, or the standing one again."""
        self.hint.setText(sentence or _HINT)

    def _share(self) -> None:
        self.hint.setVisible(self._has_room and self.notice.isHidden())
