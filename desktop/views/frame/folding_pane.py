"""A pane that stands beside the paper, or where there is no room opens over it, for as long as it is used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget


class FoldingPane(QFrame):
    """Keeps one widget; folded, it is hidden until it is opened, and goes when the focus goes elsewhere.

    Args:
        inner: what it keeps.
        over: what it opens over.
        place: where it opens, in the coordinates of ``over``.
        margin: pixels around what it keeps, where it lies over the paper and that has none of its own.
    """

    opened = Signal(bool)
    """It was opened over the paper, or went again."""
    left = Signal()
    """Esc: the focus is to go back to where it came from."""

    def __init__(self, inner: QWidget, over: QWidget, place: Callable[[], QRect], margin: int = 1) -> None:
        """Stand beside the paper."""
        super().__init__()
        self.setObjectName("foldingPane")
        self._over, self._place, self._margin = over, place, margin
        self._home: tuple[QSplitter, int] | None = None
        self._is_open = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(inner)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        over.installEventFilter(self)

    @property
    def is_folded(self) -> bool:
        """Whether it has no place beside the paper."""
        return self._home is not None

    @property
    def is_open(self) -> bool:
        """Whether it lies over the paper now."""
        return self._is_open

    def fold(self, *, folded: bool) -> None:
        """Leave the place beside the paper, or take it again."""
        if folded == self.is_folded:
            return
        if folded:
            splitter = self.parentWidget()
            assert isinstance(splitter, QSplitter)
            self._home = splitter, splitter.indexOf(self)
            self.setParent(self._over)
            self.setProperty("over", True)
            self.hide()
        else:
            assert self._home is not None
            (splitter, place), self._home = self._home, None
            self._set_open(is_open=False)
            self.setProperty("over", False)
            splitter.insertWidget(place, self)
            self.show()
        margin = self._margin if folded else 0
        self._box.setContentsMargins(margin, margin, margin, margin)
        self.style().polish(self)

    def open(self) -> None:
        """Come into sight, where it is folded."""
        if self.is_folded and not self._is_open:
            self.setGeometry(self._place())
            self.show()
            self.raise_()
            self._set_open(is_open=True)

    def close_again(self) -> None:
        """Go out of sight, where it is folded."""
        if self.is_folded and self._is_open:
            self.hide()
            self._set_open(is_open=False)

    def _set_open(self, *, is_open: bool) -> None:
        if is_open != self._is_open:
            self._is_open = is_open
            self.opened.emit(is_open)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        del before
        # A menu, a list of a box or a dialog takes the focus for a moment: they are windows of their own.
        if not self._is_open or now is None or now.window() is not self.window():
            return
        if not self.isAncestorOf(now):
            self.close_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: it follows the size of what it lies over."""
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Take its place anew, where it lies over the paper: what is beside it took another size."""
        if self._is_open:
            self.setGeometry(self._place())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc folds."""
        if self._is_open and event.key() == Qt.Key.Key_Escape:
            self.close_again()
            self.left.emit()
        else:
            super().keyPressEvent(event)
