"""The chapters and their headings, and what the search found: both lead to places."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.documents.manual.markdown import Heading, plain
from desktop.services.manual.chapters import Chapter, all_chapters
from desktop.services.manual.search import Hit, block_anchor

_PLACE = Qt.ItemDataRole.UserRole


class ContentsTree(QTreeWidget):
    """All chapters, with the headings of the one that is shown."""

    wanted = Signal(str)
    """A place to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """List the chapters."""
        super().__init__(parent)
        self.setAccessibleName("目录")
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for chapter in all_chapters():
            self.addTopLevelItem(_branch(chapter))
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_chapter(self, name: str) -> None:
        """Open the branch of a chapter and make it current, unless one of its headings is."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            assert item is not None
            is_shown = item.data(0, _PLACE) == f"{name}.md"
            item.setExpanded(is_shown)
            current = self.currentItem()
            if is_shown and current is not item and (current is None or current.parent() is not item):
                self.setCurrentItem(item)

    def _go(self, item: QTreeWidgetItem) -> None:
        self.wanted.emit(item.data(0, _PLACE))


def _branch(chapter: Chapter) -> QTreeWidgetItem:
    branch = _entry(chapter.title, f"{chapter.name}.md")
    for number, block in enumerate(chapter.blocks):
        if isinstance(block, Heading) and block.level > 1:
            branch.addChild(_entry(plain(block.runs), f"{chapter.name}.md#{block_anchor(number)}"))
    return branch


def _entry(text: str, place: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _PLACE, place)
    item.setToolTip(0, text)
    return item


class HitList(QListWidget):
    """The sentences that were found."""

    wanted = Signal(str)
    """A place to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setAccessibleName("查找结果")
        self.setWordWrap(True)
        self.setSpacing(3)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """List sentences, the first one current."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.chapter}：{hit.sentence}")
            item.setData(_PLACE, hit.place)
            self.addItem(item)
        self.setCurrentRow(0)

    def go_to_current(self) -> None:
        """Show the place of the current sentence."""
        item = self.currentItem()
        if item is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_PLACE))
