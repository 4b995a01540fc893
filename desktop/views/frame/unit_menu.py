"""The name in the bar, which is a menu: open a file, begin another one, change to one opened lately."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu

from desktop.views.frame.file.recent import RecentFile, recent_entries
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import draw_chevron
from desktop.views.frame.parts.elided_label import ElidedLabel
from forms.turning import shown_plainly

_ARROW = 16
"""Pixels at the right for the sign of a menu; our own choice."""
_SIDE = 5
"""Pixels left and right for the ring of the focus; our own choice."""


class MenuWords(NamedTuple):
    """What the entries are called (Chinese).

    Attributes:
        opens: the entry that asks for a file, with its key behind a tab.
        begins: the entry that begins another file, with its key.
        change: heading above the files that were opened lately.
        about: what the menu is for, behind the name.
        deeds: the menu of what else is done from here; empty where nothing is.
    """

    opens: str
    begins: str
    change: str
    about: str
    deeds: str = ""


class UnitMenu(ElidedLabel):
    """Shows a name; a click, Enter, the space bar or the arrow down opens the menu."""

    open_wanted = Signal()
    new_wanted = Signal()
    file_wanted = Signal(Path)

    def __init__(self, words: MenuWords) -> None:
        """Show nothing."""
        super().__init__("")
        self._words = words
        self.deeds: list[tuple[str, Callable[[], object]]] = []
        """What else is done from here: words and what is done, in a menu above everything else."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self._current: Path | None = None

    def show_unit(self, name: str, path: Path) -> None:
        """Show whose file is open."""
        self._current = path.absolute()
        self.show_text(name)
        self.setAccessibleName(f"{name}，打开、新建、{self._words.change}")
        self.setToolTip(f"{name}\n{self._words.about}")

    def open_menu(self) -> None:
        """Open the menu below the name."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self) -> None:
        self.menu.clear()
        if self.deeds:
            further = self.menu.addMenu(self._words.deeds)  # by itself it fits on a small screen
            for words, do in self.deeds:
                further.addAction(words, do)
            self.menu.addSeparator()
        self.menu.addAction(self._words.opens, self.open_wanted.emit)
        self.menu.addAction(self._words.begins, self.new_wanted.emit)
        others = [entry for entry in recent_entries() if entry.path != self._current]
        self.menu.addSeparator()
        change = self._words.change
        heading = change if others else f"{change}：这台电脑没有打开过别的文件，用上面的【打开】"
        self.menu.addAction(heading).setEnabled(False)
        for entry in others:
            action = self.menu.addAction(_words(entry), partial(self.file_wanted.emit, entry.path))
            action.setToolTip(str(entry.path))

    def sizeHint(self) -> QSize:
        """Override QLabel.sizeHint: the sign of a menu stands beside the name."""
        return super().sizeHint() + QSize(_ARROW + 2 * _SIDE, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QLabel.mousePressEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLabel.keyPressEvent."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down}
        if event.key() in keys:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override ElidedLabel.paintEvent: the ring of the focus is that of buttons."""
        del event
        painter, width = QPainter(self), self.width() - _ARROW - 2 * _SIDE
        if self.hasFocus():
            painter.setPen(QPen(QColor(now().accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect().adjusted(_SIDE, 0, 0, 0), int(left), shown)
        place = _SIDE + min(self.fontMetrics().horizontalAdvance(shown) + 4, width)
        draw_chevron(painter, QRectF(place, self.height() / 2 - 5, 10, 10))
        painter.end()


def _words(entry: RecentFile) -> str:
    year = f"　{entry.year} 年度 {entry.state}" if entry.year else ""
    # An ampersand in a menu would mark the key of the letter behind it.
    return shown_plainly(f"{entry.unit or entry.path.stem}{year}").replace("&", "&&")
