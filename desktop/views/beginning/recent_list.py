"""Files opened lately: whose, which year, how far, and when; opened or taken off the list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.views.frame.file.recent import RecentFile, forget, recent_entries
from forms.turning import shown_plainly

_ENTRY = Qt.ItemDataRole.UserRole


class RecentList(QListWidget):
    """Enter or a click opens a file; Delete, or the menu of the right button, takes it off the list."""

    wanted = Signal(Path)
    taken_off = Signal(Path)
    """It is off the list; the file itself stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """List what is there now."""
        super().__init__(parent)
        self.setAccessibleName("最近打开的文件")
        self.setStyleSheet("QListWidget::item { padding: 5px 8px; }")
        # A bar would lie over the words of the only line.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(self._open)
        entries = recent_entries()
        seen = Counter((entry.unit, entry.year) for entry in entries)
        for entry in entries:
            item = QListWidgetItem(_words(entry, is_one_of_several=seen[entry.unit, entry.year] > 1), self)
            item.setData(_ENTRY, entry)
            item.setToolTip(str(entry.path))
        if self.count():
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListWidget.keyPressEvent."""
        item = next(iter(self.selectedItems()), None)
        if item is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self._take_off(item)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_ENTRY).path)

    def _take_off(self, item: QListWidgetItem) -> None:
        path = item.data(_ENTRY).path
        self.takeItem(self.row(item))
        forget(path)
        self.taken_off.emit(path)

    def _show_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item in self.selectedItems():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("打开", lambda: self._open(item))
            menu.addAction("从列表中去掉（文件不动）\tDelete", lambda: self._take_off(item))
            menu.popup(self.viewport().mapToGlobal(place))


def _words(entry: RecentFile, *, is_one_of_several: bool) -> str:
    """Whose file it is and how far; its name too where another one says the same."""
    year = f"{entry.year} 年度 {entry.state}" if entry.year else entry.path.stem
    opened = f"　{entry.opened} 打开" if entry.opened else ""
    name = f"　{entry.path.name}" if entry.unit and is_one_of_several else ""
    return shown_plainly(f"{entry.unit or entry.path.stem}{name}\n{year}{opened}")
