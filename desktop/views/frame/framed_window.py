"""A window of pages between a bar and a status line, over one open file; both desks are such windows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.models.tasks import TaskRunner
from desktop.services.keeping import AnyDesk
from desktop.views.frame.background import Background
from desktop.views.frame.file.file_banner import ReplacedBanner
from desktop.views.frame.file.file_watch import FileWatch
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.page import Page
from desktop.views.frame.page_stack import PageStack
from desktop.views.frame.room import Room, lay_out_anew, room_of
from desktop.views.frame.status_line import StatusLine
from desktop.views.frame.top_bar import TopBar

_PASSES = 4
"""Times that what asks for it is laid out before it is painted; chosen by us, as deep as our layouts are."""


class FramedWindow(QWidget):
    """Holds what every window has; whoever inherits makes the pages and calls :meth:`put_together`.

    Args:
        desk: the open file.
        bar: what stands above the pages.
        keys: the keys that the status line names (Chinese).

    Attributes:
        room: what the window has room for, as it is now.
        tasks: long work, one after the other.
        background: the same, told in the status line.
        watch: whether the open file is still the one that the window shows.
    """

    def __init__(self, desk: AnyDesk, bar: TopBar, keys: str = "") -> None:
        """Make the parts; nothing is put together yet."""
        super().__init__()
        self.room = Room()
        self.tasks = TaskRunner(self)
        self.bar, self.status = bar, StatusLine(keys)
        self.pages = PageStack()
        self.banner = ReplacedBanner()
        self.background = Background(self.tasks, self.status)
        self.watch = FileWatch(desk, self.background, self)

    def put_together(self) -> None:
        """Lay the parts out, one below the other."""
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self.banner, 0), (self.pages, 1), (self.status, 0)):
            layout.addWidget(widget, stretch)
        self.setMinimumSize(QSize(620, 320))
        self.resize(1366, 728)

    def made_pages(self) -> Sequence[Page]:
        """The pages that were made so far."""
        raise NotImplementedError

    def add_page(self, page: Page) -> None:
        """Put a page that was made among the others."""
        page.make_room(self.room)
        self.pages.addWidget(page)
        follow_in_tab_order(self.previousInFocusChain() or page, self.status)  # what came last ends the order

    def current_page(self) -> Page:
        """The page in front."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: what there is no room for folds away."""
        super().resizeEvent(event)
        self.room = room_of(self.size())
        self.bar.make_room(self.room)
        self.status.make_room(self.room)
        for page in self.made_pages():
            page.make_room(self.room)
        lay_out_anew(self._layout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Enter presses the button in focus, as in a dialog."""
        focus = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and not held and isinstance(focus, QPushButton) and focus.isEnabled():
            focus.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: all is laid out before anything is painted.

        A layout that changes what is around it asks for that to be laid out too, by an event that comes after
        the painting; all would be painted again, and be seen in two places.
        """
        if event.type() == QEvent.Type.UpdateRequest:
            for _ in range(_PASSES):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return super().event(event)

    def leave_field(self) -> None:
        """Let the field in focus store what is being typed."""
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()
