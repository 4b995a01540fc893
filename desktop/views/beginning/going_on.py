"""For those who have a file already: files opened lately, opening another one, restoring a backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views.beginning.recent_list import RecentList
from desktop.views.frame.look.theme import bold

_SIDE = 288
"""Pixels of the pane beside the paper; chosen by us."""
_NARROW = 860
"""Pixels below which the pane stands above or below the paper instead of beside it; chosen by us."""
_MOST = 4
"""Files in sight; chosen by us, the others are scrolled to."""


class GoingOn(QWidget):
    """Lists files and ways; what they lead to is done by who hears the signals."""

    file_wanted = Signal(Path)
    open_wanted = Signal()
    restore_wanted = Signal()
    sample_wanted = Signal()
    taken_off = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        """List what is there now."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.recent, self._hint, self._none = RecentList(), QLabel(), QLabel("这台电脑还没有打开过数据文件。")
        self._hint.setText("Enter 打开；Delete 从列表中去掉，文件不动")
        self.recent.wanted.connect(self.file_wanted)
        self.recent.taken_off.connect(self._on_taken_off)
        column.addWidget(self._heading("接着填：最近打开的" if self.recent.count() else "最近打开"))
        for widget in (self.recent, self._hint, self._none):
            column.addWidget(widget)
        self.open, self.restore = QPushButton("打开数据文件……　Ctrl+O"), QPushButton("从备份恢复……")
        self.sample = QPushButton("打开演示数据")
        self.sample.clicked.connect(self.sample_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        ways = (
            ("换了电脑", "把原来的数据文件（.db）拷过来，接着填；也可以拖到这里。", self.open),
            ("文件坏了或丢了", "从备份恢复，先看内容再决定。", self.restore),
            ("先看看", "一份虚构的全年数据，与真实数据分开存放。", self.sample),
        )
        for title, words, button in ways:
            told = QLabel(words)
            told.setProperty("tone", "muted")
            told.setWordWrap(True)
            column.addSpacing(10)
            column.addWidget(self._heading(title))
            column.addWidget(told)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        for label in (self._hint, self._none):
            label.setProperty("tone", "muted")
            label.setWordWrap(True)
        self._show_rows()

    def make_room(self, width: int) -> QBoxLayout.Direction:
        """Take what a screen of a width has for it; returns how its panes follow each other."""
        is_narrow = width < _NARROW
        self.setMinimumWidth(0 if is_narrow else _SIDE)
        self.setMaximumWidth(width if is_narrow else _SIDE)
        return QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words)
        heading.setFont(bold(self.font()))
        return heading

    def _show_rows(self) -> None:
        rows = self.recent.count()
        for widget in (self.recent, self._hint):
            widget.setVisible(rows > 0)
        self._none.setVisible(rows == 0)
        if rows:
            self.recent.setFixedHeight(self.recent.sizeHintForRow(0) * min(rows, _MOST) + 6)

    def _on_taken_off(self, path: Path) -> None:
        self._show_rows()
        self.taken_off.emit(path)
