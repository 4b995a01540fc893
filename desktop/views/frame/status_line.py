"""The line at the bottom: what is saved, that nothing leaves the PC, where the data lie."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from desktop.views.frame.room import Room, in_sight, lay_out_anew, margins_of
from forms.turning import shown_plainly

_LEAST_FILE = 80
"""Pixels of the file's name at least; our own choice."""
_SAID = 4000
"""Milliseconds for which the size of the grid is said; our own choice, enough to be read twice."""


class StatusLine(QWidget):
    """Always visible."""

    def __init__(self, keys: str = "") -> None:
        """Make the line.

        Args:
            keys: which keys the window answers (Chinese).
        """
        super().__init__()
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.saved = QLabel("✓ 全部已保存")
        self._mode = QLabel("离线运行")
        self._file = QLabel()
        self._file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.keeping = QPushButton("数据保管")
        self.keeping.setProperty("kind", "quiet")
        self.keeping.setAutoDefault(False)
        self.keeping.setToolTip("备份、恢复、以前的报送、变更记录、交接")
        self.keeping.setMenu(QMenu(self.keeping))
        self.selection = QLabel()
        self.selection.setAccessibleName("选中的格")
        self._size = ""
        self._size_said = self._size_timer()
        self._hints = keys
        self._keys = QLabel(keys)
        self._keys.setProperty("tone", "muted")
        self._work = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedSize(110, 14)
        self._bar.setTextVisible(False)
        self._path = ""
        self._is_past = False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 12, 4)
        row.setSpacing(24)
        row.addWidget(self.saved)
        row.addWidget(self._mode)
        row.addWidget(self._file)
        row.addWidget(self.keeping)
        row.addStretch(1)
        row.addWidget(self.selection)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._keys)
        self._work.hide()
        self._bar.hide()

    def _size_timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._end_size)
        return timer

    def put_beside_file(self, widget: QWidget) -> None:
        """Put something of a window's own behind the button of the file."""
        self._row.insertWidget(self._row.indexOf(self.keeping) + 1, widget)

    def show_saved(self, when: datetime | None) -> None:
        """Say when the last change was stored; None where nothing was since the year was opened."""
        if self._is_past:
            return
        self.saved.setText(f"✓ 已保存 {when:%H:%M:%S}" if when is not None else "✓ 全部已保存")
        self.saved.setProperty("tone", "")
        self.saved.style().polish(self.saved)

    def show_unsaved(self) -> None:
        """Say that the last change could not be stored."""
        self.saved.setText("✕ 已停用，有内容没有保存" if self._is_past else "✕ 有内容没有保存")
        self.saved.setProperty("tone", "bad")
        self.saved.style().polish(self.saved)

    def show_past(self) -> None:
        """Say that nothing is stored any more, and name only the key that still answers."""
        self._is_past = True
        self.saved.setText("已停用，不再保存")
        self.saved.setProperty("tone", "bad")
        self.saved.style().polish(self.saved)
        self._hints = "F1 帮助"
        self._keys.setText(self._hints)

    def show_keys(self, keys: str) -> None:
        """Say which keys the page in front answers; nothing where the window stands still."""
        if not self._is_past:
            self._hints = keys
            self._fit()

    def show_file(self, path: Path, *, read_only: bool) -> None:
        """Say where the data lie, with the names that the clerk knows; the tool tip has the whole path."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would name the server behind a drive
        self._path = _short(path)
        self._mode.setText("离线运行 · 只读" if read_only else "离线运行")
        self._file.setToolTip(shown_plainly(str(path)))
        self._fit()

    def show_selection(self, words: str) -> None:
        """Say how many figures are chosen, with sum and average; in place of the keys."""
        self.selection.setText(words)
        self.selection.setVisible(bool(words))
        self._fit()

    def show_zoom(self, percent: int) -> None:
        """Say for a while how large the grid is now, and how it gets its usual size back."""
        self._size = f"表格 {percent} %，Ctrl+0 回到原来大小"
        self.show_selection(self._size)
        self._size_said.start(_SAID)

    def _end_size(self) -> None:
        if self.selection.text() == self._size:
            self.show_selection("")

    def show_work(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is going on in the background; empty words when nothing is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words == self._work.text():
            return  # of a running work only the bar moves
        self._work.setText(words)
        self._work.setVisible(bool(words))
        self._bar.setVisible(bool(words))
        self._fit()

    @contextmanager
    def working(self, words: str) -> Iterator[None]:
        """Say what the window's own thread does within the block, and paint that at once; "" says nothing."""
        if not words:
            yield
            return
        before = self._work.text()
        self.show_work(words)
        self.repaint()
        try:
            yield
        finally:
            self.show_work(before)

    def make_room(self, room: Room) -> None:
        """Be lower in a low window."""
        margin = 4 if room.below else 1
        self._row.setContentsMargins(10, margin, 12, margin)
        self._row.setSpacing(24 if room.left else 14)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what was said before has its room now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Go without what has no room: all of the path but the file's name, then one key after the other."""
        if not self.isVisible():  # its width is not known yet, and measuring takes a part of a millisecond
            return
        text, name = f"数据文件：{self._path}", Path(self._path).name
        wide = self.fontMetrics().horizontalAdvance(text)
        hints = [] if self.selection.text() else [one for one in self._hints.split("　") if one]
        self._show_hints(hints)
        if self._free() < wide:
            text, wide = name, self.fontMetrics().horizontalAdvance(name)
        while hints and self._free() < wide:
            hints.pop()
            self._show_hints(hints)
        space = max(_LEAST_FILE, self._free())
        self._file.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, space))
        lay_out_anew(self._row)

    def _show_hints(self, hints: Sequence[str]) -> None:
        self._keys.setText("　".join(hints))
        self._keys.setVisible(bool(hints))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: what has no room goes."""
        return QSize(0, super().minimumSizeHint().height())

    def _free(self) -> int:
        """Width that is left for the path."""
        taken = sum(w.sizeHint().width() for w in in_sight(self._row) if w is not self._file)
        return self.width() - taken - margins_of(self._row)


def _short(path: Path) -> str:
    """The path without the user's own folder, if it is below that."""
    home = Path.home()
    return shown_plainly(str(path.relative_to(home) if path.is_relative_to(home) else path))
