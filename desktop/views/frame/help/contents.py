"""The chapters and their headings, and what the search found: both lead to places."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.documents.manual.markdown import Heading, plain
from desktop.services.manual.chapters import Chapter, all_chapters
from desktop.services.manual.search import Hit, block_anchor
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.wrapped_text import draw_wrapped, wrapped_height

_PLACE = Qt.ItemDataRole.UserRole
_HIT = Qt.ItemDataRole.UserRole + 1
"""By definition the next role that Qt leaves to a program."""
_SIDE, _GAP, _NARROWEST = 8, 6, 120
"""Pixels beside and between the words of a hit, and of the narrowest list; our own choice."""


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


class _HitDelegate(QStyledItemDelegate):
    """The chapter on a line of its own, the sentence below it as far as it goes, a line between two hits."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListWidget) else _NARROWEST) - 2 * _SIDE
        height = wrapped_height(option.font, index.data(_HIT).sentence, width)
        return QSize(_NARROWEST, height + option.fontMetrics.height() + 3 * _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        hit, box = index.data(_HIT), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
        words = box.adjusted(_SIDE, _GAP, -_SIDE, -_GAP)
        painter.setFont(bold(option.font))
        painter.setPen(QColor(now().accent))
        metrics = painter.fontMetrics()
        chapter = metrics.elidedText(hit.chapter, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignTop), chapter)
        painter.setFont(option.font)
        painter.setPen(QColor(now().ink))
        draw_wrapped(painter, words.adjusted(0, option.fontMetrics.height() + 1, 0, 0), hit.sentence)
        painter.setPen(QColor(now().line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()


class HitList(QListWidget):
    """The sentences that were found."""

    wanted = Signal(str)
    """A place to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setAccessibleName("查找结果")
        self.setItemDelegate(_HitDelegate(self))
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
            item.setData(_HIT, hit)
            self.addItem(item)
        self.setCurrentRow(0)

    def go_to_current(self) -> None:
        """Show the place of the current sentence."""
        item = self.currentItem()
        if item is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_PLACE))
