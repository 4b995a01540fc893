"""What every dialog looks like: heading, parts, buttons; what is higher than the screen is scrolled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.views.frame.help_key import let_help_open
from desktop.views.frame.look.theme import POINT_SIZE, bold
from forms.turning import shown_plainly

_WIDTH = 560
"""Pixels of a dialog of words; our own choice, a line of forty characters."""
_SIDES, _EDGES, _GAP = 20, 16, 12
"""Pixels left and right, above and below, and between the parts; our own choice."""
_BORDER = 2
"""Pixels around an area that scrolls; our own choice, in the style sheet."""
_ROUNDING = 2
"""Pixels that wrapped words are higher at 125 and 150 % than they say; chosen by us, as much as was seen."""
_SETTLING = 300
"""Milliseconds in which a dialog finds its size; chosen by us, faster than anybody reaches for a button."""
_TITLE_BAR = 40
"""Pixels of the screen that Windows takes for the title bar and the edge of a window."""


class Shrinking(QWidget):
    """Parts of a dialog that give way where the screen is low: a table is scrolled, not the dialog.

    Qt asks a part with wrapped words how high it wants to be, never how low it could be.
    """

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth: the least height."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)

    def wished_height(self, width: int) -> int:
        """Height that is wanted: the least heights of all parts, and what each would take beyond its own."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return self.sizeHint().height()
        inner = self.findChildren(Shrinking, options=Qt.FindChildOption.FindDirectChildrenOnly)
        given_way = sum(one.wished_height(width) - one.heightForWidth(width) for one in inner)
        return layout.totalHeightForWidth(width) + max(0, given_way)


class Dialog(QDialog):
    """A dialog with nothing in it yet.

    Attributes:
        chapter: of the manual, at which F1 opens it, ``keeping.md``.

    Args:
        title: of the window.
        parent: of the window.
        heading: the first line; the title by default.
        width: wished for, in pixels.
        height: wished for, where a table or list takes what there is; 0 where the words decide.
    """

    chapter: ClassVar[str]

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        heading: str = "",
        width: int = _WIDTH,
        height: int = 0,
    ) -> None:
        """Show the heading."""
        super().__init__(parent)
        self.setWindowTitle(title)
        let_help_open(self, self.chapter)
        self._wish, self._is_settled = QSize(width, height), False
        self.heading = QLabel(shown_plainly(heading or title))
        self.heading.setTextFormat(Qt.TextFormat.PlainText)  # it may name what a stranger wrote
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 2))
        self.heading.setWordWrap(True)
        self._inner, self._area = Shrinking(), QScrollArea()
        self._inner.setObjectName("plain")
        self._body = QVBoxLayout(self._inner)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(_GAP)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.viewport().setAutoFillBackground(False)
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(_SIDES, _EDGES, _SIDES, _EDGES)
        self._frame.setSpacing(_GAP)
        self._frame.addWidget(self._area)
        self._inner.installEventFilter(self)

    def lay_out(
        self, *parts: QWidget | QLayout, buttons: QDialogButtonBox, below: Iterable[QWidget] = ()
    ) -> None:
        """Put parts below the heading; below what is scrolled, always in sight, more parts and buttons."""
        for part in (self.heading, *parts):
            if isinstance(part, QLayout):
                self._body.addLayout(part)
            else:
                self._body.addWidget(part)
        for part in (*below, buttons):
            self._frame.addWidget(part)

    def say_above(self, label: QLabel) -> None:
        """Move what is said below the parts to their end, where it is scrolled with them."""
        self._body.addWidget(label)
        self._body.addStretch(1)  # it stands at the top, however much was asked before

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: only now the heights of its words are known."""
        super().showEvent(event)
        self._fit()
        QTimer.singleShot(_SETTLING, self, self._settle)

    def event(self, event: QEvent) -> bool:
        """Override QDialog.event: what is said below the fields later gets its room too."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._fit)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: what is said later gets its room."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Take the room that is wished for or needed, as far as the screen has it."""
        edges = self.frameGeometry().width() - self.width()
        free = self.screen().availableGeometry().size() - QSize(edges, _TITLE_BAR)
        width = min(max(self._wish.width(), self._least_width(), self.width()), free.width())
        least = self._frame.totalMinimumSize().height()
        if self._frame.hasHeightForWidth():  # what is said below the area is wrapped too
            least = max(least, self._frame.minimumHeightForWidth(width))
        around = least - self._area.minimumSizeHint().height()
        inside = width - 2 * (_SIDES + _BORDER)
        words = self._inner.wished_height(inside) if self._body.hasHeightForWidth() else 0
        # Less than wrapped words need would be taken from the fields below them: it is scrolled instead.
        wrapped = self._body.minimumHeightForWidth(inside) if self._body.hasHeightForWidth() else 0
        self._inner.setMinimumHeight(max(wrapped, self._body.totalMinimumSize().height()))
        needed = max(words, self._inner.minimumHeight()) + 2 * _BORDER + around + _ROUNDING
        height = min(max(self._wish.height(), needed, self.height()), free.height())
        if (width, height) != (self.width(), self.height()):
            self.resize(width, height)
            self._stay_on_screen()

    def _settle(self) -> None:
        """From now on somebody may have the mouse over a button: what grows goes on below."""
        self._is_settled = True

    def _stay_on_screen(self) -> None:
        """Lie over the middle of the window, wholly on the screen: it was placed when it was smaller.

        Once it was looked at it stays where it is, as far as the screen has room below.
        """
        window, place = self.parentWidget(), self.frameGeometry()
        if window is not None and not self._is_settled:
            place.moveCenter(window.window().frameGeometry().center())
        free = self.screen().availableGeometry()
        left = max(min(place.left(), free.right() + 1 - place.width()), free.left())
        top = max(min(place.top(), free.bottom() + 1 - place.height()), free.top())
        self.move(left, top)

    def _least_width(self) -> int:
        return self._body.totalMinimumSize().width() + 2 * _SIDES


def muted(words: str) -> QLabel:
    """A paragraph of what is good to know."""
    label = QLabel(words)
    label.setProperty("tone", "muted")
    label.setWordWrap(True)
    return label
