"""A chapter as it is read: links, codes, pictures, highlighted words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPalette, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

import resources
from desktop.services.manual.chapters import FOLDER, chapter
from desktop.views.frame.help.page import chapter_html
from desktop.views.frame.look.colours import now
from resources import ResourceMissingError

_MARGIN = 18
"""Pixels around a chapter; our own choice."""
_SMALL = 64
"""Pixels of width below which a picture stands within a line and is not made to fit. Chosen
far above that of the marks."""
_OF_LIGHT, _OF_DARK = "/light/", "/dark/"
_SOON = 60
"""Milliseconds after the last resizing; our own choice."""
_DRAWN_AT = 2
"""Pixels of a small picture for each of the screen at 100 %; our own choice."""


class ManualBrowser(QTextBrowser):
    """Shows a chapter by its address, ``entry.md#p3``, and remembers the way."""

    turned = Signal(str)
    """Name of the chapter that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setAccessibleName("手册")
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        # Always there: a bar that comes with the text would make the page narrower than its pictures.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._words: tuple[str, ...] = ()
        self._width = 0
        self._above = 0
        """What was first in sight before the page was resized."""
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.timeout.connect(self._fit_pictures)
        self.sourceChanged.connect(self._on_source_changed)

    def go_to(self, place: str) -> None:
        """Show a place, ``entry.md`` or ``rules.md#TB-SUM-001``."""
        self.setSource(QUrl(place))

    @property
    def chapter_name(self) -> str:
        """Name of the chapter that is shown; empty before the first."""
        return _name(self.source())

    def highlight(self, words: tuple[str, ...]) -> None:
        """Mark every place with one of the words, from now on in every chapter."""
        self._words = words
        self._mark_words()

    def show_anew(self) -> None:
        """Show the chapter in the colours of now, at the place where it is."""
        above = self._above if self._refit.isActive() else self._first_in_sight()
        self._refit.stop()
        self._width = self.viewport().width()
        self.reload()
        cursor = QTextCursor(self.document())
        cursor.setPosition(above)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - _MARGIN // 2)
        self._mark_words()

    def _first_in_sight(self) -> int:
        return self.cursorForPosition(QPoint(0, 0)).position()

    # --- what Qt asks for ------------------------------------------------------------------------

    def doSetSource(
        self, name: QUrl | str, kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource
    ) -> None:
        """Override QTextBrowser.doSetSource: by its ending Qt would read a chapter as Markdown."""
        del kind
        super().doSetSource(name, QTextDocument.ResourceType.HtmlResource)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Override QTextBrowser.loadResource: chapters and pictures come from the program itself."""
        path = QUrl(name).path()
        with suppress(ResourceMissingError, ValueError):
            if kind == QTextDocument.ResourceType.ImageResource.value:
                return self._picture(path)
            return chapter_html(chapter(path.removesuffix(".md")))
        return None

    def _picture(self, path: str) -> QImage:
        is_dark = QColor(now().paper).lightness() < QColor(now().ink).lightness()
        wanted = path.replace(_OF_LIGHT, _OF_DARK) if is_dark else path
        picture = QImage.fromData(resources.read_bytes(f"{FOLDER}/{wanted}"))
        if picture.width() <= _SMALL:
            picture.setDevicePixelRatio(_DRAWN_AT)
            return picture
        room = self.viewport().width() - 2 * _MARGIN - 2
        if room < picture.width():
            picture = self._narrowed(picture, room)
        return picture

    def _narrowed(self, picture: QImage, room: int) -> QImage:
        ratio = self.devicePixelRatioF()
        narrow = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
            round(min(room * ratio, picture.width())), Qt.TransformationMode.SmoothTransformation
        )
        narrow.setDevicePixelRatio(narrow.width() / room)
        return narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTextBrowser.resizeEvent: pictures are as wide as the page, soon after."""
        if not self._refit.isActive():
            self._above = self._first_in_sight()
        super().resizeEvent(event)
        if self.viewport().width() != self._width and self.chapter_name:
            self._refit.start(_SOON)

    def _fit_pictures(self) -> None:
        self._refit.start(_SOON)  # tells that the place in sight is the one before the page was resized
        self.show_anew()

    # --- words -----------------------------------------------------------------------------------

    def _on_source_changed(self, place: QUrl) -> None:
        self._width = self.viewport().width()
        self._mark_words()
        self.turned.emit(_name(place))  # Qt notes only afterwards that this is the source

    def _mark_words(self) -> None:
        marked = []
        for word in self._words:
            found = self.document().find(word)
            while not found.isNull():
                marked.append(self._selection(found))
                found = self.document().find(word, found)
        self.setExtraSelections(marked)

    def _selection(self, found: QTextCursor) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = found
        selection.format.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        selection.format.setForeground(QColor(now().ink))
        return selection


def _name(place: QUrl) -> str:
    """Name of the chapter in which a place is."""
    return place.path().removesuffix(".md")
