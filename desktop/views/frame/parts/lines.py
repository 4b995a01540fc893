"""Lists of lines that are made anew with what they show, and names in them that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from desktop.models.grid.roles import Mark
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.mark_label import MarkLabel

_RING = 3
"""Pixels from the edge of a link to its words. By definition ring and padding of ``row`` in the sheet."""


class RowLink(QPushButton):
    """A name in a list that leads to what it names; cut with dots where there is no room."""

    def __init__(self, text: str, go: Callable[[], object]) -> None:
        """Lead somewhere."""
        super().__init__(text)
        self._text = text
        self.setProperty("kind", "row")
        self.setAutoDefault(True)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _checked=False: go())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Override QPushButton.sizeHint."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 10, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        """Override QPushButton.minimumSizeHint."""
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QPushButton.resizeEvent."""
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 8)
        self.setText(shown)
        self.setToolTip(self._text if shown != self._text else "")


class Lines(QFrame):
    """A grid that is made anew with what it shows."""

    went = Signal(str)
    """Address of the cell to go to."""
    stage_wanted = Signal(object)
    """The ``Stage`` to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._last: QWidget | None = None
        """What Tab reaches last in the lines so far."""
        self._facts: tuple[object, ...] = ()
        """What is shown, where it was said."""
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def begin(self, *facts: object) -> bool:
        """Take away what is shown, to show something else; False where just these facts are shown already."""
        wanted = (now(), facts)  # marks are pictures: they were drawn in the colours of then
        if facts and wanted == self._facts:
            return False
        self._facts = wanted
        _clear(self.grid)
        self._last = None
        return True

    def link(self, text: str, address: str) -> QWidget:
        """A name that leads to a cell; mere text where there is none."""
        return RowLink(text, partial(self.went.emit, address)) if address else ElidedLabel(text)

    def add(self, row: int, *widgets: QWidget) -> None:
        """Put widgets side by side into a row."""
        for column, widget in enumerate(widgets):
            self.grid.addWidget(widget, row, column)
        self._last = follow_in_tab_order(self._last or self, *widgets)


class WrappedLines(Lines):
    """Lines of words that may take more rows than their hint has: a most height would cut them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def _clear(layout: QLayout) -> None:
    """Take all widgets out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def muted(text: str) -> QLabel:
    """A label in the colour of what is said beside."""
    label = QLabel(text)
    label.setProperty("tone", "muted")
    return label


def in_line(words: QLabel) -> QLabel:
    """Words above or below a link, which begin where its words do and not where its ring would."""
    words.setContentsMargins(_RING, 0, 0, 0)
    return words


def cut(text: str) -> ElidedLabel:
    """The same on one line, cut with dots where there is no room."""
    label = ElidedLabel(text.replace("。\n", "。").replace("\n", "；"))
    label.setProperty("tone", "muted")
    return label


def whole(text: str) -> QLabel:
    """The same on as many lines as it takes."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def mark_label(mark: Mark) -> QLabel:
    """A mark at the beginning of a line."""
    label = MarkLabel(mark)
    label.setFixedWidth(MARK_SIZE + 2)
    return label
