"""Where packages are dropped or asked for; while they are taken in, how far that is, and how to stop it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.views.frame.parts.elided_label import ElidedLabel

_TIP = "收件结果：每个文件收下没有，为什么，下一步做什么"
_EDGE, _LOW_EDGE = 9, 3
"""Pixels above and below the parts; chosen by us."""


class PackageDropBox(QFrame):
    """The whole window takes what is dropped; this is where people look."""

    files_wanted = Signal()
    folder_wanted = Signal()
    stop_wanted = Signal()
    result_wanted = Signal()

    def __init__(self) -> None:
        """Say what can be dropped."""
        super().__init__()
        self.setObjectName("dropBox")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, _EDGE, 8, _EDGE)
        column.setSpacing(5)
        self._words, self._kinds = QLabel("把收到的报送包拖到这里"), QLabel("报送包、加密包、邮件、文件夹")
        self._kinds.setProperty("tone", "muted")
        self.files, self.folder = QPushButton("选文件"), QPushButton("选文件夹")
        self.files.setToolTip("选文件（Ctrl+O）")
        self.bar, self.name, self.stop = QProgressBar(), ElidedLabel(), QPushButton("取消")
        self.name.setProperty("tone", "muted")
        self.bar.setAccessibleName("收件进度")
        self.last = QPushButton("以前收的……")
        self.last.setProperty("kind", "quiet")
        self.last.setToolTip(_TIP)
        self._told = "以前收的……"
        """What is said of the last taking in, in one line."""
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.files, self.folder):
            buttons.addWidget(button)
        self._buttons = buttons
        head: tuple[QWidget, ...] = (self._words, self._kinds)
        work: tuple[QWidget, ...] = (self.bar, self.name, self.stop)
        for widget in head:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        for widget in work:
            column.addWidget(widget)
        column.addWidget(self.last, 0, Qt.AlignmentFlag.AlignHCenter)
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.last.clicked.connect(self.result_wanted)
        self._has_room, self._is_running = True, False
        self.show_running(is_running=False)

    def show_running(self, *, is_running: bool) -> None:
        """Show what can be dropped, or how far the taking in is."""
        self._is_running = is_running
        self._show_parts()
        if is_running:
            self.bar.setRange(0, 0)
            self.bar.setFormat("")
            self.name.show_text("正在准备……")

    def show_words(self, *, has_room: bool) -> None:
        """Leave out what is said above the buttons where there is little room."""
        if has_room != self._has_room:
            self._has_room = has_room
            self._buttons.removeWidget(self.last)
            self._column.removeWidget(self.last)
            if has_room:
                self._column.addWidget(self.last, 0, Qt.AlignmentFlag.AlignHCenter)
            else:
                self._buttons.addWidget(self.last)
            edge = _EDGE if has_room else _LOW_EDGE
            self._column.setContentsMargins(8, edge, 8, edge)
        self._show_parts()
        self._break_last()

    def _show_parts(self) -> None:
        for widget in (self.bar, self.name, self.stop):
            widget.setVisible(self._is_running)
        for button in (self.files, self.folder):
            button.setVisible(not self._is_running)
        for label in (self._words, self._kinds):
            label.setVisible(self._has_room and not self._is_running)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show how many files are in, and which is read now."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar.setFormat(f"{done} / {total}")
        self.name.show_text(name)

    def show_last(self, words: str) -> None:
        """Say how the last taking in ended; the words lead to its list."""
        self._told = words
        self._break_last()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the words of the last taking in are broken anew."""
        super().resizeEvent(event)
        self._break_last()

    def _break_last(self) -> None:
        """Break the words into lines for which there is room: a button does not do so by itself.

        Where there is little room it stands beside the others, and its words in its tool tip.
        """
        self.last.setToolTip(_TIP if self._has_room else f"{self._told}\n{_TIP}")
        if not self._has_room:
            self.last.setText("结果")
            return
        widest = max(map(self._width_of, self.last.text().splitlines()), default=0)
        margins, frame = self._column.contentsMargins(), self.last.sizeHint().width() - widest
        room = self.contentsRect().width() - margins.left() - margins.right() - frame
        lines = [""]
        for part in re.findall(r"[^，　]*[，　]?", self._told):
            fits = not lines[-1] or self._width_of(lines[-1] + part.rstrip("　")) <= room
            lines[-1:] = [lines[-1] + part] if fits else [lines[-1], part]
        self.last.setText("\n".join(line.rstrip("　") for line in lines))

    def _width_of(self, text: str) -> int:
        return self.last.fontMetrics().horizontalAdvance(text)
